import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHcl } from '../../lib/commands/read-hcl';
import { parser } from '../hcl/judge';
import { folder } from './run';

const records = '.terraform/modules/modules.json';

const sources = {
  'main.tf':
    'module "m" {\n  source = "./gone/../client/"\n}\nmodule "n" {\n  source = ".//client"\n  count  = 2\n}\n',
  'client/main.tf': 'module "in" {\n  source = "../other"\n}\n',
  'other/main.tf': 'locals {\n}\n',
  'evil/main.tf': 'locals {\n}\n',
};

function write(files: Readonly<Record<string, string>>): string {
  const home = folder();
  for (const [name, text] of Object.entries({ ...sources, ...files })) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  return home;
}

async function problemsIn(home: string): Promise<string[]> {
  const { problems } = await readHcl(home, 'infra', parser);
  return problems.map(({ spot, message }) => `${spot.file}  ${message}`);
}

const terraform = (home: string, ...args: string[]) =>
  execFileSync('terraform', args, {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, CHECKPOINT_DISABLE: '1' },
  });

const withRecord = (record: string): string => `{"Modules":[{"Key":"","Source":"","Dir":"."},${record}]}`;
const renew = 'delete .terraform/modules and run terraform init again';

describe('what terraform init has left', () => {
  it('is accepted as Terraform writes it, and not when a record leads elsewhere, which init leaves', async () => {
    const home = write({});
    terraform(home, 'init', '-input=false');
    expect(await problemsIn(home)).toEqual([]);
    const written = readFileSync(join(home, records), 'utf8');
    writeFileSync(join(home, records), written.replace('"Dir":"client"', '"Dir":"evil"'));
    terraform(home, 'init', '-input=false');
    expect(await problemsIn(home)).toEqual([
      `infra/${records}  by this record Terraform reads module m from "evil", and its source names "client": ${renew}`,
    ]);
  });

  it('may be of calls that are not there, or of modules that are not read', async () => {
    const text = withRecord(
      '{"Key":"gone","Source":"./x","Dir":"evil"},{"Key":"m.in.x","Source":"x/y/z","Version":"1.0.0","Dir":".terraform/modules/m.in.x"}',
    );
    expect(await problemsIn(write({ [records]: text }))).toEqual([]);
  });

  it.each([
    [
      'a module of a module',
      '{"Key":"n.in","Source":"../other","Dir":"evil"}',
      'by this record Terraform reads module n.in from "evil", and its source names "other"',
    ],
    [
      'another spelling of a folder',
      '{"Key":"m","Source":"./client","Dir":"./client"}',
      'by this record Terraform reads module m from "./client", and its source names "client"',
    ],
    [
      'a folder of the disk',
      '{"Key":"m","Source":"./client","Dir":"/tmp/client"}',
      'by this record Terraform reads module m from "/tmp/client", and its source names "client"',
    ],
    [
      'two of one module',
      '{"Key":"m","Source":"./client","Dir":"client"},{"Key":"m","Source":"./client","Dir":"client"}',
      'there are two records of module m',
    ],
    [
      'a member of another letter case',
      '{"Key":"m","Source":"./client","Dir":"client","dir":"evil"}',
      'it is not as terraform init writes it',
    ],
    [
      'a member that stands twice',
      '{"Key":"m","Source":"./client","Dir":"client","Dir":"evil"}',
      'it is not as terraform init writes it',
    ],
    ['a record without a folder', '{"Key":"m","Source":"./client"}', 'it is not as terraform init writes it'],
    ['what is no record', '7', 'it is not as terraform init writes it'],
  ])('is refused: %s', async (_, record, message) => {
    const [problem, ...others] = await problemsIn(write({ [records]: withRecord(record) }));
    expect(problem).toContain(`infra/${records}  ${message}`);
    expect(problem).toContain(renew);
    expect(others).toEqual([]);
  });

  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['another letter case', '{"modules":[]}'],
    ['two lists', '{"Modules":[],"Modules":[]}'],
    ['no list', '{"Modules":null}'],
    ['no UTF-8', '{"Modules":[\ud800'],
  ])('is refused: %s', async (_, text) => {
    expect((await problemsIn(write({ [records]: text }))).join()).toContain(renew);
  });

  it.each([
    ['the file', records],
    ['a folder on the way', '.terraform/modules'],
    ['the first folder', '.terraform'],
  ])('is refused: %s is a link', async (_, name) => {
    const home = write({ [records]: withRecord('{"Key":"m","Source":"./client","Dir":"client"}') });
    renameSync(join(home, name), join(home, 'moved'));
    symlinkSync(join(home, 'moved'), join(home, name));
    expect(await problemsIn(home)).toEqual([
      `infra/${records}  it goes through a link, and what that leads to can change: ${renew}`,
    ]);
  });

  it('is refused: no file', async () => {
    const home = write({ [`${records}/x`]: '' });
    expect((await problemsIn(home)).join()).toContain('it cannot be read');
  });
});
