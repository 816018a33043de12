import { describe, expect, it } from 'vitest';
import { around, client, said } from './judge';

const own = around + client('genesyscloud_auth_division.voice.id');
const other = 'provider "genesyscloud" {\n  alias = "other"\n}\n';
const saidOf = (text: string, more: Readonly<Record<string, string>> = {}) =>
  said({ 'main.tf': text, ...more });
const by = (address: string, config: string, most = 'genesyscloud') =>
  `wrong-org: The configuration makes ${address} by the provider configuration ${config}, and others by ${most}.`;
const extra = (more: string) => `resource "genesyscloud_auth_division" "x" {\n  name = "x"\n  ${more}\n}\n`;

describe('an object of another provider configuration than the rest', () => {
  it.each([
    [
      'one block, with an alias',
      `${own}${other}${extra('provider = genesyscloud.other')}`,
      'genesyscloud.other',
    ],
    ['in quotes', `${own}${other}${extra('provider = "genesyscloud.other"')}`, 'genesyscloud.other'],
    ['no block at all', `${own}${extra('provider = genesyscloud.other')}`, 'genesyscloud.other'],
    ['another local name', `${own}${extra('provider = gc')}`, 'gc'],
    [
      'what cannot be read',
      `${own}${extra('provider = genesyscloud.by["x"]')}`,
      'genesyscloud.by["x"], which cannot be read',
    ],
  ])('%s', async (_, text, config) => {
    expect(await saidOf(text)).toContain(by('genesyscloud_auth_division.x', config));
  });

  it('in JSON, and a data source', async () => {
    const json = {
      resource: { genesyscloud_auth_division: { x: { name: 'x', provider: 'genesyscloud.other' } } },
      data: { genesyscloud_auth_division: { y: { name: 'y', provider: 'genesyscloud.other' } } },
    };
    expect(await saidOf(own + other, { 'x.tf.json': JSON.stringify(json) })).toEqual([
      by('data.genesyscloud_auth_division.y', 'genesyscloud.other'),
      by('genesyscloud_auth_division.x', 'genesyscloud.other'),
    ]);
  });

  const child = { 'm/main.tf': extra('') };
  it.each([
    ['passed to a module', 'providers = { genesyscloud = genesyscloud.other }', child, 'genesyscloud.other'],
    [
      'passed by a name',
      'providers = { "genesyscloud.eu" = genesyscloud.other }',
      { 'm/main.tf': extra('provider = genesyscloud.eu') },
      'genesyscloud.other',
    ],
    [
      'passed by a name without quotes',
      'providers = {\n    genesyscloud.eu = genesyscloud.other\n    genesyscloud = genesyscloud\n  }',
      { 'm/main.tf': extra('provider = genesyscloud.eu') },
      'genesyscloud.other',
    ],
    [
      'passed through a module',
      'providers = { genesyscloud = genesyscloud.other }',
      { 'm/main.tf': 'module "n" {\n  source = "../n"\n}\n', 'n/main.tf': extra('') },
      'genesyscloud.other',
      'module.m.module.n.',
    ],
    [
      'passed by a map that cannot be read',
      'providers = merge({}, {})',
      child,
      'module.m.merge({}, {}), which cannot be read',
    ],
    ['not passed', '', { 'm/main.tf': extra('provider = genesyscloud.eu') }, 'module.m.genesyscloud.eu'],
    [
      'a block of the module itself',
      '',
      { 'm/main.tf': `provider "genesyscloud" {\n}\n${extra('')}` },
      'module.m.genesyscloud',
    ],
  ])('%s', async (_, passed, files, config, prefix = 'module.m.') => {
    const text = `${own}module "m" {\n  source = "./m"\n  ${passed}\n}\n`;
    expect(await saidOf(text, files)).toContain(by(`${prefix}genesyscloud_auth_division.x`, config));
  });
});

describe('provider configurations that cannot be read', () => {
  const long = 'x'.repeat(100);
  const commented = (name: string) => `"genesyscloud /*${long}*/ ${name}"`;
  const withProviders = (provider: (index: number) => string): string => {
    let index = 0;
    return own.replaceAll(/^resource .*\{$/gm, (line) => `${line}\n  provider = ${provider(index++)}`);
  };

  it('are not one, though they begin alike: a comment parts what differs', async () => {
    const found = await saidOf(other + withProviders((index) => commented(index === 0 ? '.other' : '')));
    expect(found.length).toBeGreaterThan(1);
    for (const one of found) expect(one).toContain('wrong-org');
  });

  it('are not one, though they are written alike: each.key may be another one', async () => {
    const found = await saidOf(withProviders(() => 'genesyscloud.by["x"]'));
    expect(found).toContain(
      'wrong-org: The configuration makes genesyscloud_oauth_client.etl by the provider configuration genesyscloud.by["x"], which cannot be read.',
    );
  });
});

describe('one provider configuration', () => {
  it.each([
    ['of the environment', own],
    ['of a block', `${own}provider "genesyscloud" {\n}\n`],
    ['named everywhere', `${own}${extra('provider = genesyscloud')}`],
    ['with an alias', (own + other).replaceAll(/^resource .*\{$/gm, '$&\n  provider = genesyscloud.other')],
  ])('%s', async (_, text) => {
    expect(await saidOf(text)).toEqual([]);
  });

  it('handed to modules, by itself or by name', async () => {
    const files = { 'm/main.tf': extra(''), 'n/main.tf': 'module "m" {\n  source = "../m"\n}\n' };
    const call = (name: string, more: string) => `module "${name}" {\n  source = "./${name}"\n  ${more}\n}\n`;
    expect(
      await saidOf(
        `${own}${call('m', 'providers = { genesyscloud = genesyscloud }')}${call('n', 'providers = {}')}`,
        files,
      ),
    ).toEqual([]);
  });
});
