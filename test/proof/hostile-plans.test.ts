import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAssemblyFiles } from '../../lib/commands/read-assembly';
import { loadManifest } from '../../lib/manifest/load';
import { toDocument } from '../../lib/report/document';
import { textReport } from '../../lib/report/text';
import { type Json, plansOf, proofOf, rulesOf } from '../support/write-assembly';

/* What somebody can write into the files of plans. The plans are real ones (Terraform 1.11.4, provider 1.84.1, recorded 2026-11-23). */

const recording = join(__dirname, '..', 'fixtures', 'recorded', 'assembly-demo');
const assembly = readAssemblyFiles(recording, 'cdktf.out');
const loaded = loadManifest(join(recording, 'tenants'), 'tenants');
if (!loaded.ok) throw new Error('the recorded manifest is not valid');
const { manifest } = loaded;

type Plans = Map<string, Json>;

const folders = ['plans', 'plans-after-apply'] as const;
const recorded = (folder: string): Plans =>
  new Map(
    readdirSync(join(recording, folder)).map((name) => [
      name.replace('.json', ''),
      JSON.parse(readFileSync(join(recording, folder, name), 'utf8')),
    ]),
  );
const prove = (folder: string, edit: (plans: Plans) => void) => {
  const plans = recorded(folder);
  edit(plans);
  return proofOf(manifest, assembly, { plans: plansOf(plans) });
};

/** Replaces once in the text of acme's plan. */
const replace =
  (from: string, to: string) =>
  (plans: Plans): void => {
    const text = JSON.stringify(plans.get('demo-acme'));
    expect(text).toContain(from);
    plans.set(
      'demo-acme',
      text.replace(from, () => to),
    );
  };

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe.each(folders)('%s', (folder) => {
  it('are proven as recorded', () => expect(rulesOf(prove(folder, () => undefined))).toEqual([]));

  it.each<[string, (plans: Plans) => void, string]>([
    ['nothing but brackets', (plans) => void plans.set('demo-acme', nested(300_000)), 'incomplete-plan acme'],
    [
      'very many levels',
      replace('"format_version":', `"timestamp":${nested(200_000)},"format_version":`),
      'incomplete-plan acme',
    ],
    [
      'very many levels of marks',
      replace('"after_unknown":{', `"after_unknown":{"x":${nested(20_000)},`),
      'incomplete-plan acme',
    ],
    [
      'some thousand levels',
      replace('"after_unknown":{', `"after_unknown":{"x":${nested(4000)},`),
      'incomplete-plan acme',
    ],
  ])('are rejected: %s', (_what, edit, expected) => {
    const proof = prove(folder, edit);
    expect(proof.verdict).toBe('rejected');
    expect(rulesOf(proof)).toContain(expected);
    expect(textReport(toDocument(proof))).not.toMatch(/undefined|\[object/);
  });
});
