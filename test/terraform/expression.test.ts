import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type OpaqueReason,
  opaqueReasons,
  parseExpression,
  readExpression,
} from '../../lib/terraform/expression';

const own = 'genesyscloud_auth_division.division-voice.id';
const to = ['genesyscloud_auth_division', 'division-voice', 'id'];

describe('a pure reference', () => {
  it.each([`\${${own}}`, `\${ ${own} }`, `\${\t${own}\n}`, `\${\r\n  ${own}}`])(
    'is followed: %j',
    (source) => {
      expect(readExpression(source)).toEqual({ kind: 'reference', to });
    },
  );

  it('can lead through a data source', () => {
    expect(readExpression('${data.terraform_remote_state.x-y.outputs.role_id}')).toEqual({
      kind: 'reference',
      to: ['data', 'terraform_remote_state', 'x-y', 'outputs', 'role_id'],
    });
  });
});

describe('a literal', () => {
  it.each([
    ['', ''],
    ['*', '*'],
    ['a$b%c{$', 'a$b%c{$'],
    [own, own],
    [`$\${${own}}`, `\${${own}}`],
    [`$$\${${own}}`, `$\${${own}}`],
    ['%%{if true}', '%{if true}'],
    ['%%%{x}', '%%{x}'],
    ['%$${x}', '%${x}'],
    ['$%%{x}', '$%{x}'],
    ['e\u0301', '\u00e9'],
    ['\u212a', 'K'],
  ])('%j means %j', (source, text) => {
    expect(readExpression(source)).toEqual({ kind: 'literal', text });
  });
});

it('is no reference when nobody could have written it', () => {
  const long = (length: number) => readExpression(`\${a.${'b'.repeat(length - 'a.'.length - '${}'.length)}}`);
  expect(long(10_000).kind).toBe('reference');
  expect(long(10_001)).toMatchObject({ kind: 'opaque', reason: 'expression' });
  expect(readExpression(`\${a${'.a'.repeat(5_000_000)}}`)).toMatchObject({ reason: 'expression' });
});

describe('anything else is named, never evaluated', () => {
  it.each<[string, OpaqueReason]>([
    // Every spelling of the recorded plans that is no plain reference and no literal.
    [`\${coalesce(${own}, "*")}`, 'function'],
    [`\${try(${own}, "*")}`, 'function'],
    [`\${try (${own}, null)}`, 'function'],
    [`\${one([${own}])}`, 'function'],
    [`\${${own} == "" ? ${own} : "*"}`, 'conditional'],
    [`x\${${own}}`, 'interpolation'],
    [`\${${own}}x`, 'interpolation'],
    [`\${${own}}\${${own}}`, 'interpolation'],
    [`\${${own}}\n`, 'interpolation'],
    [`%%\${${own}}`, 'interpolation'],
    [`$$\${\${${own}}`, 'interpolation'],
    ['%{if true}*%{endif}', 'directive'],
    [`%{ for x in [1] }\${${own}}%{ endfor }`, 'directive'],
    ['$%{if true}*%{endif}', 'directive'],
    ['${local.foreign}', 'local'],
    ['${local.all["foreign"]}', 'index'],
    ['${var.division}', 'variable'],
    ['${module.child.division_id}', 'module'],
    ['${each.value}', 'each'],
    ['${count.index}', 'each'],
    ['${genesyscloud_auth_division.voice[0].id}', 'index'],
    ['${genesyscloud_auth_division.voice["a"].id}', 'index'],
    ['${genesyscloud_auth_division.voice.*.id}', 'index'],
    ['${genesyscloud_auth_division.voice.0.id}', 'index'],
    [`\${(${own})}`, 'expression'],
    [`\${~ ${own} ~}`, 'expression'],
    [`\${/* x */ ${own}}`, 'index'],
    [`\${${own} # x\n}`, 'expression'],
    [`\${"\${${own}}"}`, 'expression'],
    ['${"*"}', 'index'],
    ['${(local.foreign)}', 'local'],
    ['${(var.division)}', 'variable'],
    ['${(module.child.division_id)}', 'module'],
    ['${(each.value)}', 'each'],
    ['${(count.index)}', 'each'],
    ['${null}', 'expression'],
    ['${self.id}', 'expression'],
    ['${path.module}', 'expression'],
    ['${terraform.workspace}', 'expression'],
    // Identifiers of other scripts are Terraform's to read, and look like others to people.
    ['${genesyscloud_auth_division.dіvision.id}', 'expression'],
    ['${genesyscloud_auth_division.voice .id}', 'expression'],
    ['${}', 'expression'],
    ['${', 'interpolation'],
  ])('%j: %s', (source, reason) => {
    expect(readExpression(source)).toEqual({ kind: 'opaque', reason, source });
  });
});

it('gives every text exactly one meaning, and takes nothing with other than one sequence for a reference', () => {
  const part = fc.constantFrom(
    '${',
    '}',
    '$',
    '%',
    '%{',
    '{',
    own,
    'local.x',
    '*',
    ' ',
    '"',
    '(',
    ')',
    '?',
    '[0]',
    'é',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const source = parts.join('');
      const found = readExpression(source);
      if (found.kind === 'reference') expect(source.replaceAll(/\s/g, '')).toBe(`\${${found.to.join('.')}}`);
      if (found.kind === 'literal') expect(source.replaceAll(/\$+\$\{|%+%\{/g, '.')).not.toMatch(/[$%]\{/);
      if (found.kind === 'opaque') expect(opaqueReasons).toContain(found.reason);
    }),
    { numRuns: 3000 },
  );
});

it('reads a text again as it did before', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('$', '{', '}', '%', 'a', '.', 'é', '\u0301', '\u1100', '\u1161') }),
  );
  fc.assert(
    fc.property(texts, (source) => {
      for (const _time of [1, 2]) expect(parseExpression(source)).toEqual(readExpression(source));
    }),
    { examples: [['\u1100\u1161']] },
  );
});

it('takes no longer for hostile texts than their length', () => {
  for (const source of ['}', '${', '%{', '{', ' ', 'a (', '$', 'a.'].map(
    (unit) => `\${${unit.repeat(300_000)}`,
  )) {
    expect(readExpression(source).kind).toBe('opaque');
  }
});
