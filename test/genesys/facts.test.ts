import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import hints from '../../lib/genesys/data/division-hints.json';
import operations from '../../lib/genesys/data/operations.json';
import provider from '../../lib/genesys/data/provider.json';
import { factsFolder, sample } from './sample';

const script = join(__dirname, '../../scripts/facts.mjs');
const dates = ['--api-date', '2026-08-07', '--provider-date', '2026-07-01'];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facts-'));
  cpSync(factsFolder, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

function refusal(file: string, from: string, to: string): string {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`the fixture has no ${JSON.stringify(from)}`);
  writeFileSync(path, text.replace(from, to));
  const { status, stderr } = spawnSync(process.execPath, [script, folder, ...dates, '--out', folder], {
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  return stderr.trim();
}

describe('scripts/facts.mjs', () => {
  it('writes the data of lib/genesys from tables', () => {
    execFileSync(process.execPath, [script, folder, ...dates, '--out', folder]);
    // The tables of the provider are complete here, those of the API a sample.
    expect(read('provider.json')).toEqual(provider);
    const written = read('operations.json') as typeof operations;
    expect(written.operations).toHaveLength(sample.length);
    expect(written.scopes).toEqual(operations.scopes);
    const shipped = new Set(operations.permissions);
    expect(written.permissions.every((permission) => shipped.has(permission))).toBe(true);
    const { likely, possible } = read('division-hints.json') as typeof hints;
    expect(likely.every((permission) => hints.likely.includes(permission))).toBe(true);
    expect(possible.every((permission) => hints.possible.includes(permission))).toBe(true);
  });

  it('guesses nothing', () => {
    const row = 'getRoutingQueues\tANY\trouting:queue:view\t';
    expect(refusal('operations.tsv', row, 'getRoutingQueues\tSOME\trouting:queue:view\t')).toMatch(
      /^operations\.tsv:\d+: unknown mode "SOME"$/,
    );
    cpSync(factsFolder, folder, { recursive: true });
    expect(refusal('operations.tsv', row, 'getRoutingQueues\tANY\tsee the manual\t')).toMatch(
      /^operations\.tsv:\d+: not a permission: "see the manual"$/,
    );
    cpSync(factsFolder, folder, { recursive: true });
    expect(refusal('operations.tsv', row, 'getRoutingQueues\tANY\t\t')).toMatch(
      /: a mode without permissions$/,
    );
    cpSync(factsFolder, folder, { recursive: true });
    expect(refusal('operations.tsv', `${row}routing,`, `${row}routin,`)).toMatch(
      /: scope routin is not in scopes\.txt$/,
    );
    cpSync(factsFolder, folder, { recursive: true });
    expect(
      refusal('operations-without-permission.tsv', 'GET\t/api/v2/authorization/divisions\n', ''),
    ).toMatchInlineSnapshot(
      `"operations-without-permission.tsv: not the operations without permission of operations.tsv"`,
    );
    cpSync(factsFolder, folder, { recursive: true });
    expect(refusal('genesyscloud-1.84.1-resource-types.txt', 'genesyscloud_team\n', '')).toMatch(
      /genesyscloud_team is no resource type of the provider$/,
    );
  });

  it('says how it is called', () => {
    const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
    expect([status, stderr]).toMatchInlineSnapshot(`
      [
        2,
        "usage: node scripts/facts.mjs FOLDER --api-date YYYY-MM-DD --provider-date YYYY-MM-DD [--out DIR]
      ",
      ]
    `);
  });
});
