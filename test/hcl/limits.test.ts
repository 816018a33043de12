import { describe, expect, it } from 'vitest';
import { expressionEnd } from '../../lib/hcl/lexer';
import { around, client, judge, verdictOn } from './judge';

/*
 * A few lines can stand for more than any memory holds: values that share values, counts within counts. What grows is counted, and the count, not the
 * memory, ends it. Without the limits these do not end, or end the process.
 */

const steps = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `  ${line(index)}\n`).join('');
const ten = (text: string): string => `[${Array.from({ length: 10 }, () => text).join(', ')}]`;

/** `a9` is ten `a8`, which are ten `a7` each, and so on. */
const shared = `locals {\n  a0 = "x"\n${steps(9, (n) => `a${n + 1} = ${ten(`local.a${n}`)}`)}}\n`;
const listOf = (depth: number): string => `${'list('.repeat(depth)}string${')'.repeat(depth)}`;

const variable = (type: string) => `variable "v" {\n  type = ${type}\n}\n`;
const call = (more: string) => `module "m" {\n  source = "./m"\n  ${more}\n}\n`;

describe('values that share values', () => {
  it('are copied for a variable’s type only so far', async () => {
    await expect(
      judge({
        'main.tf': `${around}${shared}${call('v = local.a9')}${client('module.m.id')}`,
        'm/main.tf': `${variable(listOf(9))}output "id" {\n  value = var.v[0][0][0][0][0][0][0][0][0]\n}\n`,
      }),
    ).rejects.toThrow('needs more than 3,000,000 steps to be evaluated, shared values counted each time');
  });

  it('are no trouble where they are only referred to', async () => {
    const judged = await judge({
      'main.tf': `${around}${shared}${client('local.a9[0][1][2][3][4][5][6][7][8]')}`,
    });
    expect(verdictOn(judged)).toBe('unowned the id x');
  });

  it('make texts only so long', async () => {
    const doubled = `locals {\n  t0 = "${'x'.repeat(4000)}"\n  all = "${'${local.t0}'.repeat(2000)}"\n}\n`;
    expect(verdictOn(await judge({ 'main.tf': `${around}${doubled}${client('local.all')}` }))).toBe(
      'unproven it is longer than any id or name',
    );
  });
});

describe('functions and for expressions', () => {
  const over = (value: string) => `${client('"x"', 'etl', `for_each = toset(${value})`)}`;
  const grows = (first: string, next: (of: string) => string) =>
    `locals {\n  a0 = ${first}\n${steps(60, (n) => `a${n + 1} = ${next(`local.a${n}`)}`)}}\n`;
  it.each([
    ['a list joined to itself', grows('["x"]', (of) => `concat(${of}, ${of})`), 'local.a60'],
    ['a list flattened', grows('["x"]', (of) => `[${of}, ${of}]`), 'flatten(local.a60)'],
    ['branches that are compared', grows('["x"]', (of) => `[${of}, ${of}]`), 'true ? local.a60 : []'],
    ['each twice', grows('["x"]', (of) => `flatten([for x in ${of} : [x, x]])`), 'local.a60'],
    [
      'for within for',
      `locals {\n  l = ${JSON.stringify(Array.from({ length: 200 }, (_, n) => n))}\n}\n`,
      '[for a in local.l : [for b in local.l : [for c in local.l : a]]]',
    ],
  ])('%s grows only so far', async (_, locals, value) => {
    await expect(judge({ 'main.tf': `${locals}${over(value)}` })).rejects.toThrow(
      'needs more than 3,000,000 steps to be evaluated, shared values counted each time',
    );
  });

  // Each takes minutes where only values are counted.
  const long = 'p'.repeat(4000);
  const numbers = JSON.stringify(Array.from({ length: 300 }, (_, n) => String(n)));
  const keyed = `locals {\n  l = ${numbers}\n  p = "${long}\u00e9"\n  o = { for x in local.l : "\${local.p}\${x}" => x }\n}\n`;
  const twice = (inner: string) => `[for a in local.l : [for b in local.l : ${inner}]]`;
  it.each([
    ['sorted as keys', twice('keys(local.o)[0]')],
    ['gone over', twice('[for k, v in local.o : v if false]')],
    ['sorted as a set', twice('toset(keys(local.o))')],
    ['put together', twice('"${local.p}${a}"')],
    ['joined', twice('join("", [local.p, a])')],
    ['changed', twice('upper(local.p)')],
    ['compared', twice(`"${'p'.repeat(100_000)}" == "${'p'.repeat(100_000)}"`)],
    ['names', twice(`[{ ${'é'.repeat(30_000)} = a }][*].${'é'.repeat(30_000)}`)],
  ])('long texts that are %s count by their length', { timeout: 120_000 }, async (_, value) => {
    await expect(judge({ 'main.tf': `${keyed}${over(value)}` })).rejects.toThrow(
      'needs more than 3,000,000 steps',
    );
  });

  it.each([
    ['a list', 'flatten(local.a4999)', (of: string) => `[${of}]`],
    ['a list', 'tolist(local.a4999)', (of: string) => `[${of}]`],
    ['an object', 'tolist([local.a4999, local.a4999])', (of: string) => `{ a = ${of} }`],
  ])('are not followed into %s within thousands of others', async (_, value, next) => {
    const lines = Array.from({ length: 4999 }, (_, n) => `  a${n + 1} = ${next(`local.a${n}`)}\n`);
    const used = lines.map(
      (_, n) => `resource "null_resource" "r${n}" {\n  count = length(local.a${n})\n}\n`,
    );
    const locals = `locals {\n  a0 = ["x"]\n${lines.join('')}  all = ${value}\n}\n`;
    const judged = await judge({
      'main.tf': `${around}${locals}${client('local.all[0]')}`,
      'used.tf': used.join(''),
    });
    expect(verdictOn(judged)).toMatch(/^unproven the function /);
  });

  it.each([
    ['conditions', `[${'true ? "a" : '.repeat(20_000)}"b"]`],
    ['conditions in brackets', `[${'true ? true ? ('.repeat(90)}"a"${') : "b" : "c"'.repeat(90)}]`],
    ['comparisons', `[${'"a" == '.repeat(20_000)}"b"]`],
    ['splats', `local.a${'[*]'.repeat(3000)}`],
  ])('%s within each other are no trouble', async (_, value) => {
    const { problems } = await judge({ 'main.tf': over(value) });
    expect(problems).toEqual([]);
  });
});

describe('what stands within each other without brackets', () => {
  const read = async (value: string): Promise<readonly string[]> =>
    (await judge({ 'main.tf': `locals {\n  x = ${value}\n}\n` })).problems;

  // Of each the parser would fill hundreds of megabytes.
  it.each([
    ['splats', `a${'[*]'.repeat(7000)}`],
    ['splats with white space and comments', `(a${'[ /**/ * ]'.repeat(7000)})`],
    ['splats between other steps', `a${'[*].b[f(1, 2)]'.repeat(7000)}`],
    ['splats in an index', `a${'[*]'.repeat(3500)}[b${'[*]'.repeat(3500)}]`],
    ['signs around signs in a list', `${'!'.repeat(7000)}[1, ${'!'.repeat(7000)}a]`],
    ['splats in templates', `"${`\${a${'[*]'.repeat(3500)}["`.repeat(2)}${'"]}'.repeat(2)}"`],
    ['splats in lines of a template', `"\${a${'\n[*]'.repeat(7000)}}"`],
    ['signs', `${'!'.repeat(13_000)}true`],
    ['signs that differ', `${'-! '.repeat(7000)}1`],
    ['conditions', `${'a ? 1 : '.repeat(26_000)}1`],
    ['conditions of lists', `${'a ? [1, 2] : '.repeat(26_000)}1`],
    ['conditions in the middle', `${'a ? '.repeat(26_000)}1${' : 1'.repeat(26_000)}`],
    ['conditions in lines', `(${'a ?\n1 :\n'.repeat(26_000)}1)`],
    ['signs in lines of a for expression', `{for k, v in a : k => ${'!\n'.repeat(13_000)}true}`],
    ['splats in lines of a for expression', `{\n  # each\n  for v in a : v => b${'[*]\n'.repeat(7000)}}`],
  ])('%s: the parser is not asked', async (_, value) => {
    // Not "it is", which is what is said when the parser had no stack left.
    expect(await read(value)).toEqual(['infra/main.tf this is nested too deeply to be read safely']);
  });

  it.each([
    ['splats', `[${'a[*], '.repeat(10_000)}]`],
    ['signs', `[${'-1, !true, '.repeat(10_000)}]`],
    ['differences', `1${' - 1'.repeat(15_000)}`],
    ['signs in brackets', `1${' + (-1)'.repeat(15_000)}`],
    ['differences of texts', `"1"${' - "1"'.repeat(15_000)}`],
    ['what is not the same', `[${'a != b, '.repeat(15_000)}]`],
    ['conditions', `f(${'a ? b : c, '.repeat(30_000)}1)`],
    [
      'signs in lines of an object',
      `{\n${Array.from({ length: 15_000 }, (_, n) => `k${n} = -1\n`).join('')}}`,
    ],
    [
      'signs behind a key that is called for',
      `{\n  a = 1\n  for = 1\n${Array.from({ length: 15_000 }, (_, n) => `k${n} = -1\n`).join('')}}`,
    ],
  ])('%s beside each other are no trouble', async (_, value) => {
    expect(await read(value)).toEqual([]);
  });

  it('are none in the lines of an object that is read from within', () => {
    const items = 'k = -1\n'.repeat(15_000);
    expect(expressionEnd(`${items}}`, 0, items.length + 1, false)).toBe(items.length);
  });
});

describe('counts within counts', () => {
  const texts = (count: number) => `[${Array.from({ length: count }, (_, n) => `"t${n}"`).join(',')}]`;
  it.each([
    [
      'a long list, evaluated for each',
      {
        // In JSON, which the slow parser does not read.
        'main.tf.json': `{"module": {"m": {"count": 1000, "source": "./m", "v": [${'1,'.repeat(100_000)}1]}}}`,
        'm/main.tf': `${variable('any')}resource "genesyscloud_oauth_client" "c" {\n  count = length(var.v) > 0 ? 1 : 0\n  name = var.v\n  authorized_grant_type = var.v\n}\n`,
      },
      'needs more than 3,000,000 steps',
    ],
    [
      'a set, made for each',
      {
        'main.tf': `locals {\n  big = ${texts(20_000)}\n}\nresource "genesyscloud_oauth_client" "c" {\n  count = 1000\n  scopes = toset(local.big)\n}\n`,
      },
      'needs more than 3,000,000 steps',
    ],
    [
      'arguments that nobody knows',
      {
        'main.tf': `resource "genesyscloud_oauth_client" "c" {\n  count = 1000\n${steps(1000, (n) => `x${n} = 1`)}}\n`,
      },
      'has more than 20,000 findings',
    ],
    [
      'blocks that nobody knows',
      {
        'main.tf': `resource "genesyscloud_oauth_client" "c" {\n  count = 1000\n${'  x {\n  }\n'.repeat(30_000)}}\n`,
      },
      'needs more than 3,000,000 steps',
    ],
    [
      'grants',
      {
        'main.tf': `resource "genesyscloud_oauth_client" "c" {\n  count = 1000\n${'  roles {\n  }\n'.repeat(1000)}}\n`,
      },
      'has more than 100,000 grants and permissions',
    ],
    [
      'grants of dynamic blocks',
      {
        'main.tf': `locals {\n  t = ${texts(1000)}\n}\nresource "genesyscloud_oauth_client" "c" {\n${'  dynamic "roles" {\n  for_each = local.t\n  content {\n  }\n  }\n'.repeat(1000)}}\n`,
      },
      'has more than 100,000 grants and permissions',
    ],
    [
      'permissions',
      {
        'main.tf': `locals {\n  t = ${texts(1000)}\n}\nresource "genesyscloud_auth_role" "r" {\n${'  permission_policies {\n  domain = "a"\n  entity_name = "b"\n  action_set = local.t\n  }\n'.repeat(1000)}}\n`,
      },
      'has more than 100,000 grants and permissions',
    ],
    [
      'calls of modules that are not read',
      {
        'main.tf': call('count = 1000'),
        'm/main.tf': steps(4000, (n) => `module "x${n}" {\n  source = "a/b/c"\n}`),
      },
      'needs more than 3,000,000 steps',
    ],
    [
      'long names',
      { 'main.tf': `resource "genesyscloud_oauth_client" "${'c'.repeat(3000)}" {\n  count = 1000\n}\n` },
      'makes an address of more than 2,000 characters',
    ],
  ])('%s', async (_, files, message) => {
    await expect(judge(files)).rejects.toThrow(`this configuration ${message}`);
  });

  it('a call with thousands of arguments is looked up in, not through', async () => {
    const names = Array.from({ length: 5000 }, (_, n) => `v${n}`);
    const { problems } = await judge({
      'main.tf': call(`count = 20\n${names.map((name) => `  ${name} = 1\n`).join('')}`),
      'm/main.tf': `${names.map((name) => `variable "${name}" {\n}\n`).join('')}resource "genesyscloud_oauth_client" "c" {\n  name = [${names.map((name) => `var.${name}`).join(', ')}]\n}\n`,
    });
    expect(problems).toEqual([]);
  });
});

it('a list that is too long for scopes or permissions is not known, and said so', async () => {
  const long = `[${'"routing:readonly", '.repeat(1001)}]`;
  const role = `resource "genesyscloud_auth_role" "big" {\n  permissions = ${long}\n}\n`;
  const { document } = await judge({
    'main.tf': `${around}${role}${client('genesyscloud_auth_division.voice.id', 'etl', `scopes = ${long}`).replace('auth_role.reader', 'auth_role.big')}`,
  });
  expect(document.findings.map(({ rule }) => rule)).toEqual(['unproven-role', 'unknown-scope']);
});

it('thousands of blocks of one type are looked up, not looked through', { timeout: 120_000 }, async () => {
  const { document } = await judge({
    'main.tf': steps(18_000, (n) => `resource "genesyscloud_oauth_client" "c${n}" {}`),
  });
  expect(document.examined.clients).toBe(18_000);
});

describe('a long name is shortened where it is told', () => {
  const long = 'n'.repeat(200_000);
  it.each([
    ['an argument', client('"x"', 'etl', `${long} = 1`)],
    ['a block', client('"x"', 'etl', `${long} {\n}`)],
    ['a block of the top level', `${client('"x"')}${long} {\n}\n`],
    ['a provider', `${client('"x"')}provider "${long}" {\n}\n`],
    ['a credential', `${client('"x"')}provider "genesyscloud" {\n  ${long} = "x"\n}\n`],
    ['a local value', `${client(`local.${long}`)}locals {\n  ${long} = genesyscloud_oauth_client.etl\n}\n`],
    ['a module', `${client('"x"')}module "${long}" {\n  source = "a/b/c"\n}\n`],
    ['what is moved', `${client('"x"')}moved {\n  from = ${long}\n}\n`],
    ['what is ignored', client('"x"', 'etl', `lifecycle {\n  ignore_changes = [${long}]\n}`)],
  ])('%s', async (_, text) => {
    const { problems, document } = await judge({ 'main.tf': around + text });
    expect(problems).toEqual([]);
    expect(document.findings.length).toBeGreaterThan(1);
    expect(JSON.stringify(document).length).toBeLessThan(20_000);
  });

  it.each([
    ['outside of a block', `${long} = 1\n`],
    ['twice', `locals {\n  ${long} = 1\n}\nlocals {\n  ${long} = 1\n}\n`],
    ['in what the parser says', `locals {\n  ${long} = 1\n  ${long} = 1\n}\n`],
    ['of a folder', `module "m" {\n  source = "./${long}"\n}\n`],
  ])('%s', async (_, text) => {
    const { problems } = await judge({ 'main.tf': text });
    expect(problems).toHaveLength(1);
    expect(problems.join('').length).toBeLessThan(1000);
  });
});

it('a long text is shortened where it is told', async () => {
  const { document } = await judge({ 'main.tf': around + client(`"${'d'.repeat(500_000)}"`) });
  expect(document.findings.map(({ rule }) => rule)).toEqual(['unowned-division']);
  expect(JSON.stringify(document).length).toBeLessThan(10_000);
});

it('what a misspelt permission was meant to be is looked for only so often', async () => {
  const actions = Array.from({ length: 900 }, (_, n) => `"vieww${n}"`).join(',');
  const role = `resource "genesyscloud_auth_role" "r" {\n  permission_policies {\n    domain = "routing"\n    entity_name = "queue"\n    action_set = [${actions}]\n  }\n}\n`;
  const { document } = await judge({ 'main.tf': around + role });
  expect(document.findings.filter(({ rule }) => rule === 'unknown-permission')).toHaveLength(900);
});

it('thousands of problems and blocks of JSON are listed, not handed on as arguments', async () => {
  const blocks = `{"locals": [${'{},'.repeat(300_000)}{}]}`;
  expect((await judge({ 'a.tf.json': blocks })).problems).toEqual([]);
  const unknown = `{${Array.from({ length: 140_000 }, () => '"x":1').join(',')}}`;
  expect((await judge({ 'a.tf.json': unknown })).problems.length).toBeGreaterThan(200_000);
});
