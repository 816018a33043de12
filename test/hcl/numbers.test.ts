import { describe, expect, it } from 'vitest';
import { around, client, judge, verdictOn } from './judge';

/*
 * Terraform's numbers have 512 bits, JavaScript's 53: a number that is a key there must not become another key here. Terraform 1.11.4 takes "*" in
 * each of these (2026-11-27), or refuses the configuration.
 */

const voice = 'genesyscloud_auth_division.voice.id';
const unproven =
  'unproven a number in it is not written as a plain whole number below 2^53, and others are not followed';

const native = async (division: string, locals: string): Promise<string> =>
  verdictOn(await judge({ 'main.tf': `${around}locals {\n  ${locals}\n}\n${client(division)}` }));

describe('a number that is not held exactly as written', () => {
  const map = (key: string) => `m = { "0" = ${voice}, "1" = ${voice}, "1000" = ${voice}, "${key}" = "*" }`;
  it.each([
    ['more digits than a double has', '1.00000000000000000001'],
    ['one more than the largest safe integer', '9007199254740993'],
    ['zero below zero', '-0'],
    ['almost nothing', '1e-400'],
    ['almost infinite', '1e400'],
    ['a fraction', '0.1'],
    ['an exponent', '1e3'],
    ['a fraction of zeros', '1.0'],
    ['a zero before it', '01'],
  ])('%s', async (_, number) => {
    expect(await native(`local.m[${number}]`, map(number))).toBe(unproven);
    expect(await native(`local.m["\${${number}}"]`, map(number))).toBe(unproven);
    expect(await native('local.m[local.k]', `k = ${number}\n  ${map(number)}`)).toBe(unproven);
    expect(await native('local.m[local.k]', `k = "\${${number}}"\n  ${map(number)}`)).toBe(unproven);
  });

  it('in Terraform’s JSON syntax', async () => {
    for (const number of ['1.00000000000000000001', '-0', '1e3', '-0.0', '9007199254740993']) {
      const locals = `{"locals": {"k": ${number}, "m": {"1": "\${${voice}}", "0": "\${${voice}}", "1000": "\${${voice}}", "x": "*"}}}`;
      const files = { 'main.tf': around + client('local.m[local.k]'), 'locals.tf.json': locals };
      expect(verdictOn(await judge(files)), number).toBe(unproven);
    }
  });

  it('that says how many there are', async () => {
    const more = 'count = 1.00000000000000000001';
    const judged = await judge({ 'main.tf': around + client(voice, 'etl', more) });
    expect(judged.document.verdict).toBe('rejected');
    expect(await native('genesyscloud_auth_division.counted.01.id', '')).toBe(unproven);
    expect(await native('genesyscloud_auth_division.counted[1.0].id', '')).toBe(unproven);
    expect(await native('[for i in [1] : "x"][0.1 + 0.2]', '')).toContain('unproven');
    expect(await native('local.m[0.1 + 0.9]', map('x'))).toContain('unproven');
  });

  it('that a set or a variable makes a text of', async () => {
    const module = (type: string, given: string) => ({
      'main.tf': `${around}module "m" {\n  source = "./m"\n  k = ${given}\n  own = ${voice}\n  role = genesyscloud_auth_role.reader.id\n}\n`,
      'm/main.tf': `variable "k" {\n  type = ${type}\n}\nvariable "own" {\n}\nvariable "role" {\n}\nlocals {\n  m = { "1" = var.own, "0" = var.own }\n}\n${client('local.m[var.k]').replace('genesyscloud_auth_role.reader.id', 'var.role')}`,
    });
    expect(verdictOn(await judge(module('string', '1.00000000000000000001')))).toBe(unproven);
    expect(verdictOn(await judge(module('number', '-0')))).toBe(unproven);
    expect(verdictOn(await judge(module('string', '1')))).toBe('made genesyscloud_auth_division.voice');
  });
});

it('whole numbers are keys and indexes as ever', async () => {
  const made = 'made genesyscloud_auth_division.voice';
  expect(await native('local.m[1]', `m = { "1" = ${voice}, "-1" = "*" }`)).toBe(made);
  expect(await native('local.m[-1]', `m = { "1" = "*", "-1" = ${voice} }`)).toBe(made);
  expect(await native('local.m["${10}"]', `m = { "10" = ${voice} }`)).toBe(made);
  expect(await native('local.m[9007199254740991]', `m = { "9007199254740991" = ${voice} }`)).toBe(made);
});
