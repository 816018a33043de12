import { describe, expect, it } from 'vitest';
import { around, client, judge, verdictOn } from './judge';

/** The sign for kelvin: Terraform takes it for the letter K, and of two values of one name either. */
const kelvin = '\u212a';
const takenFor = (what: string): string =>
  `the name "${kelvin}" of this ${what} is written with U+212A, and Terraform takes it for "K" (Unicode normalisation form C): write it as that`;
const json = (value: unknown): string => JSON.stringify(value);

describe('a name that Terraform takes for another is refused', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['a local value', { 'x.tf': `locals {\n  ${kelvin} = "*"\n}\n` }, 'local value'],
    ['a local value in JSON', { 'x.tf.json': json({ locals: { [kelvin]: '*' } }) }, 'local value'],
    ['an output', { 'x.tf': `output "${kelvin}" {\n  value = "*"\n}\n` }, 'output block'],
    ['an output in JSON', { 'x.tf.json': json({ output: { [kelvin]: { value: '*' } } }) }, 'output block'],
    ['a variable', { 'x.tf': `variable ${kelvin} {\n}\n` }, 'variable block'],
    ['a module', { 'x.tf': `module "${kelvin}" {\n  source = "a/b/c"\n}\n` }, 'module block'],
    ['a resource', { 'x.tf': `resource "terraform_data" "${kelvin}" {\n}\n` }, 'resource block'],
    ['a data source', { 'x.tf': `data "${kelvin}" "x" {\n}\n` }, 'data block'],
    ['a provider', { 'x.tf': `provider "${kelvin}" {\n}\n` }, 'provider block'],
  ])('%s', async (_, files, what) => {
    const { problems } = await judge({ 'main.tf': `locals {\n  K = "own"\n}\n`, ...files });
    expect(problems).toEqual([`infra/${Object.keys(files)[0]} ${takenFor(what)}`]);
  });

  it('with its first character that is meant', async () => {
    const { problems } = await judge({ 'main.tf': 'locals {\n  gro\u0308\u00dfe = 1\n}\n' });
    expect(problems).toEqual([
      'infra/main.tf the name "gro\u0308\u00dfe" of this local value is written with U+006F, and Terraform takes it for "gr\u00f6\u00dfe" (Unicode normalisation form C): write it as that',
    ]);
  });

  it('however long it is, at once', async () => {
    const long = 'a'.repeat(200_000);
    const { problems } = await judge({ 'main.tf': `locals {\n  ${long}${kelvin} = 1\n}\n` });
    expect(problems).toEqual([expect.stringContaining('is written with U+212A')]);
  });

  it('also where its form is not known', async () => {
    const { problems } = await judge({ 'main.tf': `locals {\n  e${'\u0301'.repeat(31)} = 1\n}\n` });
    expect(problems).toEqual([
      `infra/main.tf the name "e${'\u0301'.repeat(31)}" of this local value has more combining characters in a row than are followed here: give it another name`,
    ]);
  });

  it('and no other, in whatever script', async () => {
    const text = `locals {\n  gr\u00f6\u00dfe = genesyscloud_auth_division.voice.id\n}\n${client('local.gr\u00f6\u00dfe')}`;
    const judged = await judge({ 'main.tf': around + text });
    expect(judged.problems).toEqual([]);
    expect(verdictOn(judged)).toBe('made genesyscloud_auth_division.voice');
  });
});

describe('the arguments of a module call stand in it and in no block', () => {
  const child = {
    'm/main.tf': `${around}variable "which" {\n  default = "own"\n}\nlocals {\n  by = { own = genesyscloud_auth_division.voice.id, all = "*" }\n}\n${client('local.by[var.which]')}`,
  };
  it('in native syntax', async () => {
    const { problems } = await judge({
      'main.tf': 'module "m" {\n  source = "./m"\n  _ {\n    which = "all"\n  }\n}\n',
      ...child,
    });
    expect(problems).toEqual([
      'infra/main.tf a block "_" in a module call is not followed: write its arguments beside it',
    ]);
  });

  it('in JSON syntax', async () => {
    const { problems } = await judge({
      'main.tf.json': json({ module: { m: { source: './m', _: { which: 'all' } } } }),
      ...child,
    });
    expect(problems).toEqual([
      'infra/main.tf.json the block "_" in a module call is not followed: write its arguments beside it',
    ]);
  });
});
