/**
 * How long loading a manifest of one org takes, and where the time goes: `npx tsx bench/load.ts [tenants]` (default 1000).
 * The first round is what a command sees (nothing compiled yet), the others what a long-lived process sees.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble } from '../lib/manifest/assemble';
import { checkFile } from '../lib/manifest/check-file';
import { loadManifest } from '../lib/manifest/load';
import { readManifest } from '../lib/manifest/read';
import { newOrgFile } from '../lib/manifest/templates';
import { parseYaml } from '../lib/manifest/yaml';

const count = Number(process.argv[2] ?? 1000);
const root = mkdtempSync(join(tmpdir(), 'bulkhead-bench-'));

try {
  writeManifest();
  for (const round of ['first', 'second', 'third']) {
    const start = performance.now();
    const result = loadManifest(root, 'tenants');
    const loaded = result.ok ? (result.manifest.orgs[0]?.tenants.length ?? 0) : 0;
    if (loaded !== count) throw new Error(`${loaded} of ${count} tenants were loaded`);
    print(`load, ${round} round`, performance.now() - start);
  }
  const read = timed('read the files', () => readManifest(root, 'tenants'));
  const texts = read.orgs
    .flatMap(({ files }) => files)
    .filter(({ name }) => name !== 'org.yaml')
    .map(({ name, file, bytes }) => ({
      id: name.slice(0, -5),
      file,
      text: Buffer.from(bytes ?? []).toString(),
    }));
  const parsed = timed('parse YAML', () => texts.map((one) => ({ ...one, parsed: parseYaml(one.text) })));
  const tenants = timed('compare with the schema', () =>
    parsed.map((one) => ({ ...one, ...checkFile('tenant', one.text, one.parsed) })),
  );
  timed('compare with each other', () =>
    assemble(
      [{ id: 'bench', file: '', main: undefined, catalog: undefined, waivers: undefined, tenants }],
      [],
    ),
  );
} finally {
  rmSync(root, { recursive: true });
}

function writeManifest(): void {
  const folder = join(root, 'bench');
  mkdirSync(folder);
  const text = newOrgFile('bench', '../../schema');
  writeFileSync(join(folder, 'org.yaml'), text.replace('divisionsPerOrg: 50', 'divisionsPerOrg: 10000'));
  for (let i = 0; i < count; i++) writeFileSync(join(folder, `tenant-${i}.yaml`), tenant(i));
}

function tenant(i: number): string {
  return `\
# yaml-language-server: $schema=../../schema/tenant.schema.json
owner: contact-${i}@example.com
divisions:
  voice: {}                          # created by this tenant's stack
  legacy: { id: 0b7e6a4c-1111-4222-8333-${String(i).padStart(12, '0')} }
client:
  description: ETL worker
  state: active
  tokenLifetime: 1h
  scopes: [routing:readonly, analytics:readonly, users:readonly]
  grants:
    - { role: etl-reader, divisions: [voice, legacy] }
  credentials: { generations: [1], current: 1 }
`;
}

function timed<Result>(what: string, run: () => Result): Result {
  const start = performance.now();
  const result = run();
  print(`  ${what}`, performance.now() - start);
  return result;
}

function print(what: string, milliseconds: number): void {
  process.stdout.write(`${what.padEnd(28)}${milliseconds.toFixed(0).padStart(6)} ms\n`);
}
