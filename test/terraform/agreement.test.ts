import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseJson } from '../../lib/json/parse';
import type { Entry } from '../../lib/terraform/assembly';
import { argumentsOf, bodiesOf, type Malformed } from '../../lib/terraform/body';
import { readConfiguration } from '../../lib/terraform/configuration';
import { parseExpression } from '../../lib/terraform/expression';
import { strays } from '../../lib/terraform/strays';

/*
 * The real Terraform as the judge of its own JSON syntax: the builtin terraform_data needs no provider and no network. What Terraform
 * accepts, our reader must read alike; it may refuse more.
 */

const run = promisify(execFile);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-agreement-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function terraform(...args: string[]): Promise<string> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
  };
  try {
    return (await run('terraform', args, { cwd: folder, env, maxBuffer: 1e8 })).stdout;
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

interface Reading {
  readonly accepted: boolean;
  readonly resources: readonly string[];
  /** Messages of the preconditions that failed: one for every nested block that counts. */
  readonly blocks: readonly string[];
}

/** What Terraform makes of one file. */
async function byTerraform(text: string): Promise<Reading> {
  writeFileSync(join(folder, 'cdk.tf.json'), text);
  const output = await terraform('plan', '-json', '-refresh=false', '-input=false', '-lock=false');
  const lines = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map(
      (line) =>
        JSON.parse(line) as {
          type: string;
          change?: { resource: { addr: string } };
          diagnostic?: Diagnostic;
        },
    );
  const errors = lines.flatMap(({ diagnostic }) => (diagnostic?.severity === 'error' ? [diagnostic] : []));
  const failed = errors.filter(({ summary }) => summary === 'Resource precondition failed');
  return {
    accepted: errors.length === failed.length,
    resources: lines
      .flatMap(({ type, change }) => (type === 'planned_change' && change ? [change.resource.addr] : []))
      .sort(),
    blocks: failed.map(({ detail }) => detail).sort(),
  };
}

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
}

/** The same by our reader. */
function byUs(text: string): Reading {
  const json = parseJson(text);
  if (!json.ok) return { accepted: false, resources: [], blocks: [] };
  const configuration = readConfiguration(json.value);
  const malformed: Malformed[] = [...configuration.malformed];
  const blocks = configuration.resources.flatMap((block) =>
    argumentsOf(block, malformed)
      .filter(({ name }) => name === 'lifecycle')
      .flatMap((item) => bodiesOf(item, malformed))
      .flatMap((body) => argumentsOf(body, malformed))
      .filter(({ name }) => name === 'precondition')
      .flatMap((item) => bodiesOf(item, malformed))
      .flatMap((body) => argumentsOf(body, malformed))
      .flatMap(({ name, node }) => (name === 'error_message' && node.kind === 'string' ? [node.value] : [])),
  );
  return {
    accepted: malformed.length === 0,
    resources: configuration.resources.map(({ labels }) => labels.join('.')).sort(),
    blocks: blocks.sort(),
  };
}

const data = (content: string): string => `{"resource": {"terraform_data": ${content}}}`;
const check = (name: string): string =>
  `{"condition": "\${terraform_data.a.input == \\"x\\"}", "error_message": "Block ${name}."}`;
const checked = (lifecycle: string): string =>
  data(`{"a": {"input": "y"}, "b": {"lifecycle": ${lifecycle}}}`);

/** Files that Terraform accepts: [name, text, resources, nested blocks]. */
const accepted: readonly [string, string, string[], string[]][] = [
  ['an object', data('{"a": {}}'), ['a'], []],
  ['a body in an array', data('{"a": [{}]}'), ['a'], []],
  ['a body in two arrays', data('{"a": [[{}]]}'), ['a'], []],
  ['a body in parts', data('{"a": [[{"input": 1}, {"triggers_replace": 2}]]}'), ['a'], []],
  ['an empty array is no resource', data('{"a": [], "b": {}}'), ['b'], []],
  ['null is no resource', data('{"a": null, "b": {}}'), ['b'], []],
  ['null in an array is one', data('{"a": [null]}'), ['a'], []],
  ['names in an array', data('[{"a": {}}, {"b": {}}]'), ['a', 'b'], []],
  [
    'types in an array',
    '{"resource": [{"terraform_data": {"a": {}}}, {"terraform_data": {"b": {}}}]}',
    ['a', 'b'],
    [],
  ],
  [
    'resource twice',
    '{"resource": {"terraform_data": {"a": {}}}, "resource": {"terraform_data": {"b": {}}}}',
    ['a', 'b'],
    [],
  ],
  [
    'the type twice',
    '{"resource": {"terraform_data": {"a": {}}, "terraform_data": {"b": {}}}}',
    ['a', 'b'],
    [],
  ],
  ['the file in an array', `[${data('{"a": {}}')}, ${data('{"b": {}}')}]`, ['a', 'b'], []],
  ['keys behind escapes', '{"res\\u006furce": {"terraform_data": {"\\u0061": {}}}}', ['a'], []],
  [
    'comments in bodies',
    '{"//": {"resource": 1}, "//": 2, "resource": {"terraform_data": {"a": {"//": {"input": 1}}}}}',
    ['a'],
    [],
  ],
  [
    'a comment beside a nested block',
    checked(`{"//": "x", "precondition": ${check('1')}}`),
    ['a', 'b'],
    ['1'],
  ],
  ['a nested block', checked(`{"precondition": ${check('1')}}`), ['a', 'b'], ['1']],
  [
    'nested blocks in an array',
    checked(`{"precondition": [${check('1')}, ${check('2')}]}`),
    ['a', 'b'],
    ['1', '2'],
  ],
  [
    'nested blocks by a key twice',
    checked(`{"precondition": ${check('1')}, "precondition": [${check('2')}]}`),
    ['a', 'b'],
    ['1', '2'],
  ],
  [
    'a nested block in parts',
    checked(`{"precondition": [[${check('1').replace(', ', '}, {')}]]}`),
    ['a', 'b'],
    ['1'],
  ],
  [
    'null is no nested block',
    checked(`{"precondition": null, "precondition": ${check('2')}}`),
    ['a', 'b'],
    ['2'],
  ],
  ['the outer block as an array', checked(`[{"precondition": ${check('1')}}]`), ['a', 'b'], ['1']],
  [
    'the outer block in parts',
    checked(`[[{"precondition": ${check('1')}}, {"precondition": ${check('2')}}]]`),
    ['a', 'b'],
    ['1', '2'],
  ],
];

it.each(accepted)('reads as Terraform does: %s', async (_name, text, resources, blocks) => {
  const reading = await byTerraform(text);
  expect(reading.accepted).toBe(true);
  expect(reading.blocks).toEqual(blocks.map((name) => `Block ${name}.`));
  // A failed precondition ends the plan of its resource.
  if (blocks.length === 0)
    expect(reading.resources).toEqual(resources.map((name) => `terraform_data.${name}`));
  expect(byUs(text)).toEqual({
    accepted: true,
    resources: resources.map((name) => `terraform_data.${name}`),
    blocks: reading.blocks,
  });
});

/** Files that Terraform refuses, and so must we. */
const refused: readonly [string, string][] = [
  ['three arrays', data('{"a": [[[{}]]]}')],
  ['a text for a body', data('{"a": "x"}')],
  ['a text among bodies', data('{"a": ["x"]}')],
  ['a type without a name', data('{}')],
  ['a type that is null', data('null')],
  ['arrays of names in two levels', data('[[{"a": {}}]]')],
  ['a list for the file’s blocks', '{"resource": [1]}'],
  ['a text for a nested block', checked('"x"')],
  ['a text among nested blocks', checked(`{"precondition": [${check('1')}, "x"]}`)],
  ['an array in an array in an array', checked(`{"precondition": [[[${check('1')}]]]}`)],
  ['no object', '"x"'],
  ['half a file', '{"resource": {"terraform_data": {"a": {}}'],
  ['two values', `${data('{"a": {}}')} {}`],
  ['a comment of another language', `/* x */ ${data('{"a": {}}')}`],
  ['a comma too many', '{"resource": {"terraform_data": {"a": {},}}}'],
  ['quotes of another language', "{'resource': {}}"],
];

it.each(refused)('refuses what Terraform refuses: %s', async (_name, text) => {
  expect((await byTerraform(text)).accepted).toBe(false);
  expect(byUs(text).accepted).toBe(false);
});

it('refuses half of a surrogate pair, which Terraform replaces by another character', async () => {
  const text = data('{"a": {"input": "\\ud800"}}');
  expect((await byTerraform(text)).accepted).toBe(true);
  expect(byUs(text).accepted).toBe(false);
});

it('reads past a byte order mark, with which Terraform applies nothing', async () => {
  const text = `\ufeff${data('{"a": {}}')}`;
  expect((await byTerraform(text)).accepted).toBe(false);
  expect(byUs(text).resources).toEqual(['terraform_data.a']);
});

it('looks at the hidden names that Terraform reads, and at no others', async () => {
  const read: string[] = [];
  for (const name of [
    '.tf',
    '.x.tf',
    '._cdk.tf.json',
    '.x_override.tf.json',
    '.x.auto.tfvars',
    '\u200b.x.tf',
    '\u2024x.tf',
  ]) {
    writeFileSync(join(folder, name), 'not Terraform');
    if (!(await byTerraform(data('{"a": {}}'))).accepted) read.push(name);
    rmSync(join(folder, name));
  }
  expect(read).toEqual(['.x.auto.tfvars', '\u200b.x.tf', '\u2024x.tf']);
  const entries = (name: string): Entry[] => [{ name, kind: 'file' }];
  for (const name of ['.tf', '.x.tf', '._cdk.tf.json', '.x_override.tf.json', ...read])
    expect(strays('out', { name: 'a', kind: 'folder', entries: entries(name) }, true)).toHaveLength(
      read.includes(name) ? 1 : 0,
    );
});

it('looks at the tests that terraform init reads: it installs their modules, and runs git for that', async () => {
  const test = JSON.stringify({ run: { x: { module: { source: './m' } } } });
  const installs = async (name: string): Promise<boolean> => {
    for (const path of ['m', 'tests', 'deeper']) mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, 'm/m.tf.json'), '{}');
    writeFileSync(join(folder, 'cdk.tf.json'), '{}');
    writeFileSync(
      join(folder, name),
      name.endsWith('.hcl') ? 'run "x" {\n  module {\n    source = "./m"\n  }\n}' : test,
    );
    await terraform('init', '-input=false');
    const records = join(folder, '.terraform/modules/modules.json');
    const found = existsSync(records) && readFileSync(records, 'utf8').includes('"./m"');
    for (const path of ['m', 'tests', 'deeper', '.terraform', name])
      rmSync(join(folder, path), { recursive: true, force: true });
    return found;
  };
  const read = ['x.tftest.hcl', 'x.tftest.json', 'tests/x.tftest.json'];
  const other = ['.x.tftest.json', 'x.tftest.json.orig', 'deeper/x.tftest.json'];
  for (const name of [...read, ...other]) {
    expect([name, await installs(name)]).toEqual([name, read.includes(name)]);
    const [inner = '', within] = name.split('/');
    const entry: Entry = { name: inner, kind: within === undefined ? 'file' : 'folder' };
    expect(strays('out', { name: 'a', kind: 'folder', entries: [entry] }, true)).toHaveLength(
      read.includes(name) ? 1 : 0,
    );
  }
});

it('takes "//" for a label where Terraform does', async () => {
  const text = '{"resource": {"//": {"a": {}}}}';
  expect((await byTerraform(text)).accepted).toBe(false);
  expect(byUs(text).resources).toEqual(['//.a']);
});

it('gives every text that it calls a literal the value that Terraform gives it', async () => {
  const part = fc.constantFrom(
    '$',
    '$$',
    '%',
    '%%',
    '{',
    '}',
    '${',
    '$${',
    '%%{',
    'a',
    ' ',
    '"',
    '\\',
    'é',
    'e\u0301',
    '\u212a',
    '*',
  );
  const texts = [
    ...new Set(
      fc.sample(
        fc.array(part, { maxLength: 7 }).map((parts) => parts.join('')),
        { numRuns: 800, seed: 1 },
      ),
    ),
  ].filter((text) => parseExpression(text).kind === 'literal');
  expect(texts.length).toBeGreaterThan(200);
  const resources = Object.fromEntries(texts.map((text, index) => [`t${index}`, { input: text }]));
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ resource: { terraform_data: resources } }));
  await terraform('plan', '-refresh=false', '-input=false', '-lock=false', '-out=plan');
  const plan = JSON.parse(await terraform('show', '-json', 'plan')) as {
    planned_values: { root_module: { resources: { name: string; values: { input: string } }[] } };
  };
  const values = new Map(
    plan.planned_values.root_module.resources.map(({ name, values }) => [name, values.input]),
  );
  for (const [index, text] of texts.entries()) {
    expect(parseExpression(text)).toEqual({ kind: 'literal', text: values.get(`t${index}`) });
  }
});
