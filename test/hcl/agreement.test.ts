import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readHcl } from '../../lib/commands/read-hcl';
import { ModuleInstance } from '../../lib/hcl/module-instance';
import { World } from '../../lib/hcl/world';
import { folder } from '../commands/run';
import { parser } from './judge';
import { notKnown, plain } from './plain';

/*
 * The real Terraform as the judge of the evaluation: what is evaluated here must be exactly what Terraform makes of it. The builtin
 * terraform_data stands for divisions and needs no provider and no network; `try` catches what Terraform refuses.
 */

const word = fc.constantFrom('a', 'b', 'c', '0', '1', '*', '');
const key = fc.constantFrom('a', 'b', 'c');

const scalar = fc.oneof(
  word.map((text) => JSON.stringify(text)),
  fc.constantFrom('0', '1', '12', 'true', 'false', 'null'),
);

const unary = fc.constantFrom(
  ...['toset', 'tolist', 'length', 'keys', 'values', 'flatten', 'distinct', 'one', 'lower', 'upper'],
);
const binary = fc.constantFrom('concat', 'merge', 'lookup', 'join');

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  return {
    expression: fc.oneof(
      { maxDepth: 3 },
      scalar,
      reference(),
      mixed(),
      fc.array(inner, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      fc
        .uniqueArray(fc.tuple(key, inner), { maxLength: 3, selector: ([name]) => name })
        .map((entries) => `{ ${entries.map(([name, value]) => `${name} = ${value}`).join(', ')} }`),
      fc.tuple(inner, inner).map(([one, other]) => `"\${${one}}-\${${other}}"`),
      inner.map((one) => `"\${${one}}"`),
      inner.map((one) => `(${one})`),
      fc.tuple(inner, scalar).map(([of, index]) => `(${of})[${index}]`),
      fc.tuple(inner, key).map(([of, name]) => `(${of}).${name}`),
      fc.array(word, { maxLength: 3 }).map((words) => `toset(${JSON.stringify(words)})`),
      fc.tuple(inner, inner).map(([one, other]) => `coalesce(${one}, ${other})`),
      fc.tuple(inner, inner).map(([one, other]) => `${one} == ${other} ? ${one} : ${other}`),
      fc
        .tuple(fc.constantFrom('true', 'false', '"a" == "b"', '1 != 2', 'local.text == "t"'), inner, inner)
        .map(([when, one, other]) => `(${when} ? ${one} : ${other})`),
      fc.tuple(unary, inner).map(([name, of]) => `${name}(${of})`),
      fc.tuple(unary, collection()).map(([name, of]) => `${name}(${of})`),
      fc.tuple(binary, inner, inner).map(([name, one, other]) => `${name}(${one}, ${other})`),
      fc.tuple(binary, collection(), collection()).map(([name, one, other]) => `${name}(${one}, ${other})`),
      fc.tuple(word, collection()).map(([by, of]) => `join(${JSON.stringify(by)}, ${of})`),
      fc
        .tuple(fc.oneof(collection(), inner), word, scalar)
        .map(([of, name, other]) => `lookup(${of}, ${JSON.stringify(name)}, ${other})`),
      fc.tuple(collection(), inner).map(([over, result]) => `[for v in ${over} : ${result}]`),
      fc
        .tuple(
          collection(),
          fc.constantFrom('v', 'k', '{ is = v }', '"${k}"'),
          fc.constantFrom('', ' if v != "a"'),
        )
        .map(([over, result, only]) => `[for k, v in ${over} : ${result}${only}]`),
      fc
        .tuple(collection(), fc.constantFrom('k', 'v', '"${k}!"'), fc.constantFrom('v', 'k', '[v]'))
        .map(([over, name, result]) => `{ for k, v in ${over} : ${name} => ${result} }`),
      fc
        .constantFrom('terraform_data.count', 'module.count', '[{ input = "a" }]', 'local.list')
        .chain((of) => fc.constantFrom(`${of}[*]`, `${of}[*].input`, `one(${of}[*].given)`)),
    ),
  };
});

/** What functions and for expressions mostly go over. */
function collection(): fc.Arbitrary<string> {
  return fc.constantFrom(
    ...['[]', '["b", "a", "b"]', '[1, "a"]', '[true, 2]', '["c", null]', '[["a"], [["b"]], "c"]', '{}'],
    ...['{ b = "x", a = "y" }', '{ a = 1, b = "z" }', '{ b = { c = 1 }, a = { c = "1" } }', 'local.object'],
    ...['{ "\\U0001F600" = "1", "\\uFFE6" = "2" }', 'toset(["\\U0001F600", "\\uFFE6", "a"])', 'local.list'],
    ...['module.hidden.texts', 'module.hidden.map', 'module.hidden.sets', 'module.hidden.objects', 'null'],
    'module.hidden.record',
    ...['terraform_data.each', 'terraform_data.count', 'module.each', '[terraform_data.one.input, "a"]'],
  );
}

function reference(): fc.Arbitrary<string> {
  return fc.constantFrom(
    'local.text',
    'local.chain',
    'local.list',
    'local.list[1]',
    'local.object',
    'local.object.a',
    'local.object["b"].c',
    'terraform_data.one.input',
    'terraform_data.each["a"].input',
    'terraform_data.each["b"].input.value',
    'terraform_data.count[1].input',
    'terraform_data.over["c"].input',
    'module.one.given',
    'module.one.typed',
    'module.each["a"].given',
    'module.each["b"].typed',
    'module.count[0].data',
    ...['text', 'texts', 'set', 'map', 'numbers', 'sets', 'objects', 'record', 'lists', 'nothing'].map(
      (name) => `module.hidden.${name}`,
    ),
  );
}

/** What is given one type, with what may lose something by it. */
function mixed(): fc.Arbitrary<string> {
  const part = fc.oneof(
    reference().filter((text) => text.startsWith('module.hidden')),
    fc.constantFrom(
      '{}',
      '[]',
      'null',
      '{ a = "1", b = "true" }',
      '{ a = { b = "1" } }',
      '{ a = null }',
      '[{}]',
    ),
  );
  const parts = fc.array(part, { maxLength: 3 }).map((all) => all.join(', '));
  const sides = fc.tuple(parts, parts);
  return fc.oneof(
    parts.map((all) => `tolist([${all}])`),
    sides.map(([one, other]) => `(true ? [${one}] : [${other}])`),
    sides.map(([one, other]) => `(true ? [[${one}]] : [[${other}], [${one}]])`),
    fc
      .tuple(part, part, part)
      .map(([one, two, three]) => `(true ? { a = ${one} } : { b = ${two}, c = ${three} })`),
  );
}

/** Types of variables, each with values that Terraform converts to it. */
const typed = fc
  .constantFrom<readonly [type: string, ...values: string[]]>(
    ['any', '"a"', '1', '[1, "a"]', '{ a = [] }'],
    ['string', '"*"', '12', 'true'],
    ['number', '7', '"7"'],
    ['bool', 'false', '"true"'],
    ['list(string)', '[]', '["b", "a"]', '[1, true]', 'toset(["b", "a"])'],
    ['set(string)', '["b", "a", "b"]', '[2, 10]'],
    ['map(string)', '{ a = 1, b = "x" }', '{}'],
    ['list(number)', '[1, "2"]'],
    ['object({ a = string })', '{ a = 1, b = 2 }'],
    ['object({\n    a = string\n    b = optional(string, "x")\n  })', '{ a = 1 }', '{ a = 1, b = null }'],
    [
      'map(object({\n    a = optional(string)\n    b = optional(list(number), [])\n    c = optional(string, true)\n  }))',
      '{ x = {}, y = { a = 1, b = ["2"], c = null } }',
      '{ x = { c = 12 } }',
      '{}',
    ],
    [
      'map(object({\n    a = string\n    b = list(bool)\n  }))',
      '{ x = { a = 1, b = ["true"] }, y = { a = null, b = null } }',
    ],
    ['list(any)', '[1, "a"]'],
    ['set(number)', '[10, 9, "1"]'],
    ['tuple([string, number])', '[1, "2"]'],
  )
  .chain(([type, ...values]) =>
    fc.record({
      type: fc.constant(type),
      fallback: fc.constantFrom(...values),
      nullable: fc.boolean(),
      given: fc.constantFrom(undefined, 'null', ...values),
    }),
  );

const configuration = fc.record({
  outputs: fc.array(expression, { minLength: 20, maxLength: 20 }),
  given: scalar,
  typed,
});
type Configuration = typeof configuration extends fc.Arbitrary<infer T> ? T : never;

const root = ({ given, typed: { given: argument } }: Configuration, values: string): string => `
locals {
  text   = "t"
  chain  = local.object.b.c
  list   = ["x", "y"]
  object = { a = "1", b = { c = "\${local.text}!" } }
}
resource "terraform_data" "one" {
  input = local.chain
}
resource "terraform_data" "each" {
  for_each = toset(["b", "a"])
  input    = { key = each.key, value = each.value }
}
resource "terraform_data" "count" {
  count = 2
  input = count.index
}
resource "terraform_data" "over" {
  for_each = { for_one = terraform_data.one.input, c = "d" }
  input    = each.value
}
module "one" {
  source = "./module"
  given  = ${given}
  ${argument === undefined ? '' : `typed = ${argument}`}
}
module "each" {
  for_each = terraform_data.each
  source   = "./module"
  given    = each.value.input.key
  typed    = ${argument ?? 'null'}
}
module "count" {
  count  = 1
  source = "./module"
  given  = terraform_data.count[count.index].input
  typed  = null
}
module "hidden" {
  source  = "./hidden"
  text    = null
  texts   = []
  set     = null
  map     = {}
  numbers = {}
  sets    = { c = ["b", "a"] }
  objects = { c = { a = "2" } }
  record  = { a = 2, c = [] }
  lists   = {}
  nothing = [{}]
}
${values}
`;

/** What is null or empty has a type that does not show. */
const hidden = Object.entries({
  text: 'string',
  texts: 'list(string)',
  set: 'set(string)',
  map: 'map(string)',
  numbers: 'map(number)',
  sets: 'map(set(string))',
  objects: 'map(object({ a = string }))',
  record: 'object({ a = number, c = list(string) })',
  lists: 'map(list(bool))',
  nothing: 'list(object({}))',
})
  .map(
    ([name, type]) =>
      `variable "${name}" {\n  type = ${type}\n}\noutput "${name}" {\n  value = var.${name}\n}\n`,
  )
  .join('');

const child = ({ typed: { type, fallback, nullable } }: Configuration): string => `
variable "given" {
}
variable "typed" {
  type     = ${type}
  default  = ${fallback}
  nullable = ${nullable}
}
resource "terraform_data" "it" {
  input = var.given
}
output "given" {
  value = var.given
}
output "typed" {
  value = var.typed
}
output "data" {
  value = terraform_data.it.input
}
`;

function write(files: Readonly<Record<string, string>>): string {
  const made = folder();
  for (const name of ['module', 'hidden']) mkdirSync(join(made, name));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
}

const run = promisify(execFile);

/** The value of each output by Terraform; undefined where it refuses the configuration. */
async function byTerraform(sample: Configuration): Promise<unknown[] | undefined> {
  const values = sample.outputs
    .map((text, index) => `output "o${index}" {\n  value = try({ is = ${text} }, { refused = true })\n}`)
    .join('\n');
  const cwd = write({
    'main.tf': root(sample, values),
    'module/main.tf': child(sample),
    'hidden/main.tf': hidden,
  });
  const env = { PATH: process.env['PATH'] ?? '', HOME: cwd, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  try {
    await run('terraform', ['init', '-backend=false', '-input=false'], { cwd, env });
    await run('terraform', ['plan', '-out=p', '-input=false', '-lock=false'], { cwd, env });
    const { stdout } = await run('terraform', ['show', '-json', 'p'], { cwd, env, maxBuffer: 1e8 });
    const plan = JSON.parse(stdout) as { planned_values: { outputs: Record<string, { value: unknown }> } };
    return sample.outputs.map((_, index) => plan.planned_values.outputs[`o${index}`]?.value);
  } catch {
    return undefined;
  }
}

/** The same values by the evaluation. */
async function evaluated(sample: Configuration): Promise<unknown[]> {
  const values = `locals {\n${sample.outputs.map((text, index) => `  o${index} = ${text}\n`).join('')}}`;
  const cwd = write({
    'main.tf': root(sample, values),
    'module/main.tf': child(sample),
    'hidden/main.tf': hidden,
  });
  const { modules, problems } = await readHcl(cwd, 'infra', parser);
  expect(problems).toEqual([]);
  const module = modules.get('');
  if (module === undefined) throw new Error('no module');
  const instance = new ModuleInstance(new World(modules), module, '', undefined, undefined);
  return sample.outputs.map((_, index) =>
    plain(instance.evaluate({ kind: 'attribute', of: { kind: 'name', name: 'local' }, name: `o${index}` })),
  );
}

it('evaluates to what Terraform evaluates to', async () => {
  let known = 0;
  await fc.assert(
    fc.asyncProperty(configuration, async (sample) => {
      const [judge, ours] = await Promise.all([byTerraform(sample), evaluated(sample)]);
      if (judge === undefined) return;
      for (const [index, value] of ours.entries()) {
        const theirs = judge[index];
        // What Terraform refuses is never applied, whatever it would have been.
        const refused = typeof theirs === 'object' && theirs !== null && 'refused' in theirs;
        if (value === notKnown || refused) continue;
        known++;
        expect(theirs, sample.outputs[index]).toEqual({ is: value });
      }
    }),
    { numRuns: 40 },
  );
  expect(known).toBeGreaterThan(150);
});
