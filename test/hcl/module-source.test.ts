import { describe, expect, it } from 'vitest';
import { around, client, judge, verdictOn } from './judge';

/** Beside each other: the folder that a source names, and one that it may be taken for. */
const folders = {
  'mods/good/main.tf': `${around}output "id" {\n  value = genesyscloud_auth_division.voice.id\n}\n`,
  'mods\\evil/main.tf': `${around}output "id" {\n  value = genesyscloud_auth_division.voice.id\n}\n`,
  'mods/evil/main.tf': 'output "id" {\n  value = "*"\n}\n',
  'mods/good?ref=x/main.tf': 'output "id" {\n  value = "*"\n}\n',
};
const run = async (source: string): Promise<string> =>
  verdictOn(
    await judge({
      ...folders,
      'main.tf': `${around}module "m" {\n  source = ${JSON.stringify(source)}\n}\n${client('module.m.id')}`,
    }),
  );

const good = 'made module.m.genesyscloud_auth_division.voice';

describe('a module’s source leads where Terraform goes', () => {
  it.each([
    ['./mods/good', good],
    ['./mods/good/', good],
    ['./mods//good', good],
    ['.//mods/./good//', good],
    ['./gone/../mods/good', good],
    ['./mods/evil', 'all'],
    ['./mods/good?ref=x', 'all'],
    [
      './mods\\evil',
      'unproven it goes through a module whose source has a backslash, which Terraform takes for a slash',
    ],
    [
      '.\\mods\\good',
      'unproven it goes through a module whose source has a backslash, which Terraform takes for a slash',
    ],
    ['.', 'unproven it goes through a module that is not a folder (./…) of this configuration'],
    ['..', 'unproven it goes through a module that is not a folder (./…) of this configuration'],
    [' ./mods/good', 'unproven it goes through a module that is not a folder (./…) of this configuration'],
  ])('%s', async (source, verdict) => {
    expect(await run(source)).toBe(verdict);
  });
});
