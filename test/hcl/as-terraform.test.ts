import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { readHcl } from '../../lib/commands/read-hcl';
import { ModuleInstance } from '../../lib/hcl/module-instance';
import { World } from '../../lib/hcl/world';
import { folder } from '../commands/run';
import { parser } from './judge';
import { notKnown, plain } from './plain';

/*
 * Texts that look alike, and texts that are no templates: each row is a module of its own whose output `o` the real Terraform evaluates, too. What is
 * evaluated here must be exactly that, or not known.
 */

const accents = (count: number) => '\u0301'.repeat(count);
const json = (value: unknown) => JSON.stringify(value);
const output = (value: string) => `output "o" {\n  value = ${value}\n}\n`;
const call = (...lines: string[]) => `module "m" {\n  source = "./m"\n${lines.join('\n')}\n}\n`;
const passedOn = (value: string, type: string) => ({
  'main.tf': `resource "terraform_data" "d" {\n  input = "own"\n}\n${call(`  v = ${value}`)}${output('module.m.o')}`,
  'm/main.tf': `variable "v" {\n  type = ${type}\n}\n${output('var.v')}`,
});

/** By name: the files of a module, and whether what they say is followed here. */
const rows: Readonly<Record<string, readonly [files: Readonly<Record<string, string>>, known: boolean]>> = {
  'a text that parts make one character of': [
    {
      'main.tf': `locals {\n  a = "\\u0301"\n}\n${output('{ "e${local.a}" = "e${local.a}", x = "\\u00e9" }')}`,
    },
    true,
  ],
  'two keys that are one': [
    {
      'main.tf': `locals {\n  a = "\\u0301"\n  m = { "e\${local.a}" = "own", "\\u00e9" = "*" }\n}\n${output('local.m["e${local.a}"]')}`,
    },
    false,
  ],
  'an attribute by a name of other bytes': [
    { 'main.tf': `locals {\n  m = { K = "own" }\n}\n${output('local.m.\u212a')}` },
    true,
  ],
  'twenty-five accents in a row': [{ 'main.tf': output(`{ "e${accents(25)}" = 1 }`) }, false],
  'more accents than Terraform’s normaliser bears': [
    {
      'main.tf': `locals {\n  m = { "e${accents(31)}" = "own", "e${accents(30)}\u034f\u0301" = "*" }\n}\n${output(`local.m["e${accents(31)}"]`)}`,
    },
    false,
  ],
  'more vowels of Hangul than that': [
    {
      'main.tf': `locals {\n  m = { "${'\u1161'.repeat(31)}" = "own", "${'\u1161'.repeat(30)}\u034f\u1161" = "*" }\n}\n${output(`local.m["${'\u1161'.repeat(31)}"]`)}`,
    },
    false,
  ],
  'accents that are put together': [
    {
      'main.tf': `locals {\n  a = "${accents(16)}"\n  m = { "e${accents(30)}\u034f\u0301\u0301" = "*", "e\${local.a}\${local.a}" = "own" }\n}\n${output('local.m["e${local.a}${local.a}"]')}`,
    },
    false,
  ],
  'the default of a variable in JSON syntax': [
    {
      'main.tf': `${call()}${output('module.m.o')}`,
      'm/v.tf.json': json({
        variable: {
          a: { type: 'string', default: '${"own"}' },
          b: {
            default: { '${x}': ['$${x}', '%%{y}', '${1}', { n: 12, t: true, no: null }], '//': 'e\u0301' },
          },
          c: { type: 'map(string)', default: { '${1}': 'x' } },
          d: { type: 'string' /* not evaluated */, default: '%{if' },
        },
        output: { o: { value: ['${var.a}', '${var.b}', '${var.c}', '${var.d}'] } },
      }),
    },
    true,
  ],
  'a number of many digits in a default': [
    {
      'main.tf': `${call()}${output('module.m.o')}`,
      'm/v.tf.json': '{"variable":{"a":{"default":1.50}},"output":{"o":{"value":"${var.a}"}}}',
    },
    false,
  ],
  'the source of a module in JSON syntax': [
    {
      'main.tf.json': json({
        module: { m: { source: './m$${x}' } },
        output: { o: { value: '${module.m.o}' } },
      }),
      'm$${x}/main.tf': output('"*"'),
      'm${x}/main.tf': output('"own"'),
    },
    true,
  ],
  'comments in a type': [
    passedOn(
      '{ id = terraform_data.d.input, name = 1 }',
      'object({ // first\n    id = string # the id\n    /* and */ name = string /* of two\n lines */\n  })',
    ),
    true,
  ],
  'a whole resource for an object': [passedOn('terraform_data.d', 'object({ input = string })'), true],
  'any within a collection, which gives all items one type': [
    passedOn('{ x = { a = 2 }, y = { a = "z" } }', 'map(object({ a = any }))'),
    false,
  ],
  'any within lists, too': [
    passedOn('[{ b = { a = 2 } }, { b = { a = "z" } }]', 'list(object({ b = object({ a = any }) }))'),
    false,
  ],
  'any within an object': [passedOn('{ a = 2, b = ["z", 2] }', 'object({ a = any, b = any })'), true],
  'a set for a list': [passedOn('toset(["b", "a", "\\U0001F600", "\\uFFE6", "b"])', 'list(string)'), true],
  'a set for a list of numbers': [passedOn('toset(["9", "10"])', 'list(number)'), true],
  'a reference by the kind of the block': [
    {
      'main.tf': `resource "terraform_data" "d" {\n  input = "own"\n}\n${output('[resource.terraform_data.d.input, [for resource in [{ terraform_data = "looped" }] : resource.terraform_data]]')}`,
    },
    true,
  ],
  'a whole module for an object': [
    {
      'main.tf': `${call('  v = module.n')}module "n" {\n  source = "./n"\n}\n${output('module.m.o')}`,
      'm/main.tf': `variable "v" {\n  type = object({ o = list(string) })\n}\n${output('var.v')}`,
      'n/main.tf': `${output('["*", 1]')}output "more" {\n  value = 1\n}\n`,
    },
    true,
  ],
  'an expression behind a carriage return in JSON syntax': [
    {
      'main.tf.json': json({
        locals: { all: 'all', text: '\r${local.all}' },
        output: { o: { value: '${local.text == "\\rall" ? "own" : "*"}' } },
      }),
    },
    false,
  ],
  'an escape behind a carriage return in JSON syntax': [
    { 'main.tf.json': json({ output: { o: { value: '\r$$${local.all}' } } }) },
    false,
  ],
  'carriage returns in JSON syntax before what is no expression, and line ends': [
    {
      'main.tf.json': json({
        locals: { all: 'all' },
        output: {
          o: { value: ['\r', 'a\rb', '%%{\r', '\r\n${local.all}', '${local.all}\r'] },
        },
      }),
    },
    true,
  ],
  'byte order marks before texts of JSON syntax': [
    {
      'main.tf.json': json({
        locals: { all: '\ufeffall', keys: { '\ufeffa': 'x' } },
        output: {
          o: {
            value: [
              '${local.all == "all" ? "*" : "own"}',
              '${local.keys.a}',
              '\ufeff${local.keys}',
              '\ufeff\ufeff*',
              '*\ufeff',
              '\ufeff',
              '${"\ufeff"}',
            ],
          },
        },
      }),
    },
    true,
  ],
  'a key that is compared': [{ 'main.tf': output('lookup({ "x" == "y" = "*" }, "false", "own")') }, false],
  'a key in a for expression that is compared': [
    { 'main.tf': output('keys([for v in ["x"] : { v == "x" = "*" }][0])') },
    false,
  ],
  'splats of old': [
    {
      'main.tf': `locals {\n  l = [{ a = { b = ["own", "x"] } }, { a = { b = ["*", "y"] } }]\n  i = 1\n}\n${output('[local.l.*.a, local.l.*.a.b[0], local.l.*.a.b[local.i][0], local.l.*.a.b[0][1], "${local.l.*.a[1].b[0]}", local.l . * . a, [for x in local.l.*.a : x.b[0]], local.l.*[0].a.b[1], length(local.l.*)]')}`,
    },
    true,
  ],
  'splats of old with a number, and behind another': [
    {
      'main.tf': `locals {\n  l = [{ a = ["own"] }]\n}\n${output('[local.l.*.a.0, local.l.*.a[0].*]')}`,
    },
    false,
  ],
  'a splat of old over what is no list': [
    { 'main.tf': `locals {\n  o = { a = "own" }\n}\n${output('local.o.*.a')}` },
    false,
  ],
  'elements, round and round': [
    {
      'main.tf': `locals {\n  l = ["a", "b", "c"]\n}\n${output('[for i in [0, 1, 2, 3, 4, 9000000] : element(local.l, i)]')}`,
    },
    true,
  ],
  'an element by a number in a text': [{ 'main.tf': output('element(["a", "b"], "1")') }, false],
  'optional attributes that are left out': [
    passedOn(
      '{ x = { name = "a" }, y = { name = 1, home = "true", note = "n", deep = [{ a = 1 }] } }',
      'map(object({\n    name = string\n    note = optional(string)\n    home = optional(bool, false)\n    size = optional(string, 12)\n    deep = optional(list(object({ a = string, b = optional(number, 7), c = optional(bool, null) })), null)\n  }))',
    ),
    true,
  ],
  'optional attributes that are null': [
    passedOn(
      '[{ a = null, b = null, c = "z" }, { a = "x", b = "false", c = "y" }]',
      'list(object({ a = optional(string), b = optional(bool, true), c = optional(string, null) }))',
    ),
    true,
  ],
  'an object within another that is left out, with a default that is null there': [
    passedOn('{}', 'object({ a = optional(object({ b = optional(number, 1) })) })'),
    true,
  ],
  'a default that is an object, whose attributes have defaults, too': [
    passedOn('{}', 'object({ a = optional(object({ b = optional(number, 1) }), {}) })'),
    false,
  ],
  'a default that is a text': [passedOn('{}', 'object({ a = optional(string, "b )\\" c") })'), false],
  'a default that is a text of several words': [
    passedOn('{}', 'object({ a = optional(string, "b  c") })'),
    false,
  ],
  'a default that is a text of a word': [passedOn('{}', 'object({ a = optional(string, "true") })'), false],
  'a default in the place of what is known later': [
    passedOn('{ a = terraform_data.d.output }', 'object({ a = optional(string, true) })'),
    false,
  ],
  'a default, and a map that may leave anything out': [
    {
      'main.tf': `${call('  v = { b = "x" }')}${output('module.m.o')}`,
      'm/main.tf': `variable "v" {\n  type = map(string)\n}\nmodule "n" {\n  source = "./n"\n  v = var.v\n}\n${output('module.n.o')}`,
      'm/n/main.tf': `variable "v" {\n  type = object({ a = optional(bool, true), b = string })\n}\n${output('var.v')}`,
    },
    false,
  ],
  'any that is left out': [passedOn('{}', 'object({ a = optional(any), b = optional(any, 1) })'), false],
  'a default of a variable, without what is optional in its type': [
    {
      'main.tf': `${call()}${output('module.m.o')}`,
      'm/main.tf': `variable "v" {\n  type = object({ a = optional(number, 3), b = optional(string) })\n  default = {}\n}\n${output('var.v')}`,
    },
    true,
  ],
  'optional attributes in JSON syntax': [
    {
      'main.tf': `${call('  v = { a = { x = 1 } }')}${output('module.m.o')}`,
      'm/main.tf.json': json({
        variable: { v: { type: 'map(object({ x = string, y = optional(bool, true) }))' } },
        output: { o: { value: '${var.v}' } },
      }),
    },
    true,
  ],
  'a whole resource for a map': [
    passedOn('{ a = terraform_data.d }', 'map(object({ input = string }))'),
    true,
  ],
};
const names = Object.keys(rows);

let theirs: Readonly<Record<string, unknown>>;
let ours: readonly unknown[];

beforeAll(async () => {
  const cwd = folder();
  const files = names.flatMap((name, index) =>
    Object.entries(rows[name]?.[0] ?? {}).map(([file, text]) => [`r${index}/${file}`, text] as const),
  );
  const main = names
    .map(
      (_, index) =>
        `module "r${index}" {\n  source = "./r${index}"\n}\noutput "r${index}" {\n  value = module.r${index}.o\n}\n`,
    )
    .join('');
  for (const [file, text] of [['main.tf', main] as const, ...files]) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), text);
  }
  const run = promisify(execFile);
  const env = { PATH: process.env['PATH'] ?? '', HOME: cwd, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  await run('terraform', ['init', '-backend=false', '-input=false'], { cwd, env });
  await run('terraform', ['plan', '-out=p', '-input=false', '-lock=false'], { cwd, env });
  const { stdout } = await run('terraform', ['show', '-json', 'p'], { cwd, env });
  const plan = JSON.parse(stdout) as { planned_values: { outputs: Record<string, { value: unknown }> } };
  theirs = Object.fromEntries(
    Object.entries(plan.planned_values.outputs).map(([name, { value }]) => [name, value]),
  );

  const { modules, problems } = await readHcl(cwd, 'infra', parser);
  expect(problems).toEqual([]);
  const root = modules.get('');
  if (root === undefined) throw new Error('no module');
  const instance = new ModuleInstance(new World(modules), root, '', undefined, undefined);
  ours = names.map((_, index) => plain(instance.output(`r${index}`)));
});

describe('what Terraform makes of', () => {
  it.each(names.map((name, index) => [name, index] as const))('%s', (name, index) => {
    const known = rows[name]?.[1];
    if (known) expect(ours[index]).toEqual(theirs[`r${index}`]);
    else expect(ours[index]).toBe(notKnown);
  });

  it('what is not followed here is not what it looks like', () => {
    const of = (name: string) => theirs[`r${names.indexOf(name)}`];
    expect(of('two keys that are one')).toBe('*');
    expect(of('a key that is compared')).toBe('*');
    expect(of('a key in a for expression that is compared')).toEqual(['true']);
    expect(of('more accents than Terraform’s normaliser bears')).toBe('*');
    expect(of('more vowels of Hangul than that')).toBe('*');
    expect(of('the source of a module in JSON syntax')).toBe('*');
    expect(of('an expression behind a carriage return in JSON syntax')).toBe('*');
    expect(of('an escape behind a carriage return in JSON syntax')).toBe('\r$$${local.all}');
    expect(of('any within a collection, which gives all items one type')).toEqual({
      x: { a: '2' },
      y: { a: 'z' },
    });
  });
});
