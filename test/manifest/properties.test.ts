import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseYaml } from '../../lib/manifest/yaml';
import { load, orgText, tenantText } from './texts';

/** Loads one tenant file: the tenant, or problems that each name the file and a place in it. */
function examine(text: string | Uint8Array): void {
  const result = load({ 'demo/org.yaml': orgText, 'demo/acme.yaml': text });
  if (result.ok) {
    expect(result.manifest.orgs[0]?.tenants).toHaveLength(1);
    return;
  }
  expect(result.problems.length).toBeGreaterThan(0);
  for (const { at, position, message } of result.problems) {
    expect(at.file).toMatch(/^tenants\/demo\/(acme|org)\.yaml$/);
    expect(position?.line).toBeGreaterThan(0);
    expect(position?.column).toBeGreaterThan(0);
    expect(message).not.toMatch(/[\p{Cc}\p{Cs}]|undefined|\[object/u);
  }
}

describe('any tenant file', () => {
  it('of any bytes gives a tenant or problems', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), examine), { numRuns: 300 });
  });

  it('of any text gives a tenant or problems', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), examine), { numRuns: 300 });
  });

  it('of YAML pieces gives a tenant or problems', () => {
    const pieces = [
      'owner',
      'divisions',
      'client',
      'grants',
      ': ',
      '\n',
      '  ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      ', ',
      '&a ',
      '*a',
      '<<',
      '!t ',
      '? ',
      '|',
      '>',
      '"',
      "'",
      '#',
      '---\n',
      '...',
      '%YAML 1.1\n',
      '\t',
      '~',
      '1',
      'true',
      '__proto__',
      '\ufeff',
      '\r',
      '$' + '{x}',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((list) => list.join('')),
        examine,
      ),
      { numRuns: 600 },
    );
  });

  it('that is nearly right gives a tenant or problems', () => {
    const edit = fc.record({
      at: fc.nat(tenantText.length),
      remove: fc.nat(10),
      add: fc.string({ maxLength: 5, unit: fc.constantFrom(...'abc:-{}[]&*!|>\'"#%@, \n\t1') }),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        examine(
          edits.reduce(
            (text, { at, remove, add }) => text.slice(0, at) + add + text.slice(at + remove),
            tenantText,
          ),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('of any plain value gives a tenant or problems', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => examine(JSON.stringify(value))),
      { numRuns: 500 },
    );
  });
});

describe('YAML', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/);
  const text = fc.oneof(
    word,
    fc.string({ maxLength: 30 }),
    fc.constantFrom('yes', 'null', '1e3', '0x10', '~', '- a', 'a: b', '# a', ' a '),
  );
  const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
  const { tree } = fc.letrec<{ tree: unknown; node: unknown }>((tie) => ({
    tree: fc.oneof(fc.array(tie('node'), { maxLength: 4 }), fc.dictionary(word, tie('node'), { maxKeys: 5 })),
    node: fc.oneof({ maxDepth: 4 }, leaf, tie('tree')),
  }));
  const isPlain = (value: unknown): boolean => JSON.stringify(value).includes('constructor') === false;

  it('means the same however it is laid out', () => {
    const layout = fc.record({
      indent: fc.integer({ min: 1, max: 6 }),
      collectionStyle: fc.constantFrom('any', 'block', 'flow'),
      defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'),
      defaultKeyType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'),
      flowCollectionPadding: fc.boolean(),
    } as const);
    fc.assert(
      fc.property(
        tree.filter(isPlain),
        layout,
        fc.infiniteStream(fc.nat(3)),
        fc.boolean(),
        (value, options, stream, crlf) => {
          const lines = stringify(value, { ...options, lineWidth: 0, blockQuote: false }).split('\n');
          const commented = lines.flatMap((line) => {
            const choice = stream.next().value;
            const indent = /^ */.exec(line)?.[0] ?? '';
            return choice === 0
              ? ['', `${indent}# a comment: { not: read`, line]
              : choice === 1
                ? ['# x', line]
                : [line];
          });
          expect(parseYaml(commented.join(crlf ? '\r\n' : '\n'))).toEqual({ value, faults: [] });
        },
      ),
      { numRuns: 500 },
    );
  });
});
