import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { quoted } from '../support/quoted';
import { bulkhead, folder, root } from './run';

let work: string;
beforeEach(() => {
  work = folder();
});
const make = (...args: readonly string[]) => bulkhead(['new', ...args], work);

describe('new', () => {
  it('writes an org and a tenant that load, and leaves both as they are ever after', () => {
    expect(make('org', 'wide')).toMatchObject({ code: 0, stdout: 'tenants/wide/org.yaml\n' });
    expect(make('tenant', 'wide/acme')).toMatchObject({ code: 0, stdout: 'tenants/wide/acme.yaml\n' });
    const file = join(work, 'tenants', 'wide', 'acme.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}# mine\n`);
    for (const again of [make('org', 'wide'), make('tenant', 'wide/acme')])
      expect(again).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('exists already') });
    expect(readFileSync(file, 'utf8')).toMatch(/# mine\n$/);
  });

  it('says why a word cannot be an id that is spelt like one', () => {
    for (const args of [
      ['org', 'constructor'],
      ['tenant', 'wide/prototype'],
    ])
      expect(make(...args).stderr).toMatch(
        /^bulkhead: "\w+" cannot be the id of an? \w+: it is a word that JavaScript objects answer to by themselves\.\n$/,
      );
  });

  it.each([
    ['where this project has them', ['org', 'wide'], 'schema', 'tenants/wide/org.yaml', '../../schema'],
    [
      'where npm puts them',
      ['org', 'wide', '--tenants', 'infra/tenants'],
      'node_modules/bulkhead-genesyscloud/schema',
      'infra/tenants/wide/org.yaml',
      '../../../node_modules/bulkhead-genesyscloud/schema',
    ],
    [
      'beside a manifest elsewhere',
      ['org', 'wide', '--tenants', '../other'],
      'schema',
      '../other/wide/org.yaml',
      '../../schema',
    ],
  ])('tells editors the schema %s', (_, args, schemas, file, told) => {
    const project = join(work, 'project');
    mkdirSync(join(project, schemas), { recursive: true });
    writeFileSync(join(project, schemas, 'org.schema.json'), '{}');
    expect(bulkhead(['new', ...args], project)).toMatchObject({ code: 0 });
    const [first] = readFileSync(join(project, file), 'utf8').split('\n');
    expect(first).toBe(`# yaml-language-server: $schema=${told}/org.schema.json`);
  });

  it.each<[string, () => void, string]>([
    [
      'a file stands in the place of the org',
      () => {
        mkdirSync(join(work, 'tenants'));
        writeFileSync(join(work, 'tenants', 'wide'), '');
      },
      'EEXIST',
    ],
    ['a file stands in the place of the manifest', () => writeFileSync(join(work, 'tenants'), ''), 'ENOTDIR'],
    ['a link leads back to itself', () => symlinkSync('tenants', join(work, 'tenants')), 'ELOOP'],
    [
      'a link leads to nothing',
      () => {
        mkdirSync(join(work, 'tenants', 'wide'), { recursive: true });
        symlinkSync('../../elsewhere', join(work, 'tenants', 'wide', 'org.yaml'));
      },
      'EEXIST',
    ],
  ])('says that it cannot write where %s', (_, prepare, code) => {
    prepare();
    expect(make('org', 'wide')).toEqual({
      code: 2,
      stdout: '',
      stderr: `bulkhead: tenants/wide/org.yaml cannot be written (${code}): name a folder that you may write in with --tenants.\n`,
    });
    expect(existsSync(join(work, 'elsewhere'))).toBe(false);
  });

  it('leaves no half of a file where the disk is full, so that it can be run again', () => {
    const bin = join(root, 'bin', 'bulkhead.js');
    const script = `ulimit -f 0 && exec ${quoted(process.execPath)} ${quoted(bin)} new org wide`;
    const { status, stderr } = spawnSync('sh', ['-c', script], { cwd: work, encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('tenants/wide/org.yaml cannot be written (EFBIG)');
    expect(make('org', 'wide')).toMatchObject({ code: 0, stdout: 'tenants/wide/org.yaml\n' });
  });

  it('writes nowhere when the folder is named by nothing', () => {
    for (const args of [
      ['org', 'wide'],
      ['tenant', 'wide/acme'],
    ])
      expect(make(...args, '--tenants', '')).toMatchObject({
        code: 2,
        stderr: 'bulkhead: --tenants names no folder: it is empty.\n',
      });
    expect(existsSync(join(work, 'wide'))).toBe(false);
  });
});
