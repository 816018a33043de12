/*
 * What the constructs and the proof cost: synthesis of an org with its proof, against the same resources written with bare CDKTF
 * (TerraformStack, LocalBackend and the bindings' classes, as an app without Bulkhead would).
 *
 *   node --import tsx bench/synth.ts [TENANTS] [RUNS]      (default: 100 tenants, 7 runs)
 *
 * Prints the median of each in milliseconds, by the clock and of the processor, and the overhead in percent: the median over pairs of
 * runs that follow each other, so that a slow minute of the machine hits both. Negative: the constructs save more tokens than the proof
 * costs. On a machine with other work, believe the processor's figure.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthDivision } from '@cdktf/provider-genesyscloud/lib/auth-division';
import { AuthRole } from '@cdktf/provider-genesyscloud/lib/auth-role';
import { OauthClient } from '@cdktf/provider-genesyscloud/lib/oauth-client';
import { GenesyscloudProvider } from '@cdktf/provider-genesyscloud/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { readAssemblyFiles } from '../lib/commands/read-assembly';
import { buildManifest } from '../lib/constructs/synthesize';
import { loadManifest } from '../lib/manifest/load';
import { buildModel } from '../lib/proof/model';
import { Proof } from '../lib/proof/prove';
import { allRules } from '../lib/rules';
import { readAssembly } from '../lib/terraform/assembly';
import { median } from './median';

const permissions = [
  'routing:queue:view',
  'routing:wrapupCode:view',
  'analytics:conversationDetail:view',
  'analytics:queueObservation:view',
];
const scopes = ['analytics', 'routing:readonly', 'users:readonly'];
const roles = ['reader', 'observer'];
const divisions = ['voice', 'chat', 'mail'];

function writeManifest(folder: string, tenants: number): void {
  mkdirSync(join(folder, 'bench'), { recursive: true });
  const write = (file: string, content: object) =>
    writeFileSync(join(folder, 'bench', file), JSON.stringify(content, null, 2));
  write('org.yaml', {
    region: 'eu-west-1',
    state: { backend: 'local' },
    roles: Object.fromEntries(roles.map((key) => [key, { description: `The ${key}`, permissions }])),
    limits: { divisionsPerOrg: 10_000 },
  });
  write('catalog.json', {
    schema: 'bulkhead-catalog/1',
    demonstration: true,
    organization: { id: 'c0ffee00-0000-4000-8000-000000000000', name: 'Bench' },
    region: 'eu-west-1',
    date: '2026-11-01',
    homeDivisionId: 'c0ffee00-0000-4000-8000-000000000001',
    permissions: Object.fromEntries(permissions.map((permission) => [permission, true])),
  });
  for (let i = 0; i < tenants; i++) {
    write(`tenant-${i}.yaml`, {
      owner: 'somebody',
      divisions: Object.fromEntries(divisions.map((key) => [key, {}])),
      client: { description: 'ETL', scopes, grants: roles.map((role) => ({ role, divisions })) },
    });
  }
}

/** Everything that `main.ts` does: load, build, write, and prove what was written. */
function withProof(manifests: string, outdir: string): void {
  const loaded = loadManifest(manifests, 'tenants');
  if (!loaded.ok) throw new Error(`the manifest has ${loaded.problems.length} problems`);
  const app = new App({ outdir });
  buildManifest(app, loaded.manifest);
  app.synth();
  const read = loadManifest(manifests, 'tenants');
  if (!read.ok) throw new Error('unreachable: the manifest has just been loaded');
  const assembly = readAssembly(readAssemblyFiles(outdir, 'cdktf.out'));
  const model = buildModel({ manifest: read.manifest, assembly, today: '2026-11-24' });
  const proof = Proof.of(model, allRules);
  if (proof.verdict !== 'proven') throw new Error(`not proven: ${JSON.stringify(proof.findings[0])}`);
}

function bare(tenants: number, outdir: string): void {
  const app = new App({ outdir });
  const stack = (name: string): TerraformStack => {
    const made = new TerraformStack(app, name);
    new LocalBackend(made, { path: `../../../terraform.${name}.tfstate` });
    new GenesyscloudProvider(made, 'provider', { awsRegion: 'eu-west-1' });
    return made;
  };
  const foundation = stack('bench-foundation');
  const policy = (permission: string) => {
    const [domain = '', entityName = '', action = ''] = permission.split(':');
    return { domain, entityName, actionSet: [action] };
  };
  const made = roles.map(
    (key) =>
      new AuthRole(foundation, key, {
        name: `bench-${key}`,
        description: `The ${key}`,
        permissionPolicies: permissions.map(policy),
      }),
  );
  for (let i = 0; i < tenants; i++) {
    const own = stack(`bench-tenant-${i}`);
    const places = divisions.map(
      (key) => new AuthDivision(own, key, { name: `d-tenant-${i}-${key}`, description: 'A division' }),
    );
    new OauthClient(own, 'client', {
      name: `bench-tenant-${i}-1`,
      description: 'ETL',
      accessTokenValiditySeconds: 3600,
      authorizedGrantType: 'CLIENT-CREDENTIALS',
      state: 'active',
      roles: made.flatMap((role) => places.map((place) => ({ roleId: role.id, divisionId: place.id }))),
    });
  }
  app.synth();
}

function resourcesIn(outdir: string): number {
  const { stacks } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as { stacks: object };
  return Object.keys(stacks)
    .map((name) => JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')))
    .flatMap(({ resource }) => Object.values(resource as object))
    .reduce((sum: number, named: object) => sum + Object.keys(named).length, 0);
}

interface Cost {
  readonly clock: number;
  readonly processor: number;
  readonly resources: number;
}

function main([tenants = 100, runs = 7]: readonly number[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bench-'));
  try {
    writeManifest(join(folder, 'tenants'), tenants);
    let round = 0;
    const timed = (work: (outdir: string) => void): Cost => {
      const outdir = join(folder, `out-${round++}`);
      const [start, used] = [performance.now(), process.cpuUsage()];
      work(outdir);
      const { user, system } = process.cpuUsage(used);
      const cost = { clock: performance.now() - start, processor: (user + system) / 1000 };
      const resources = resourcesIn(outdir);
      rmSync(outdir, { recursive: true });
      return { ...cost, resources };
    };
    const pairs = Array.from({ length: runs + 1 }, () => {
      const without = timed((outdir) => bare(tenants, outdir));
      const proved = timed((outdir) => withProof(join(folder, 'tenants'), outdir));
      if (without.resources !== proved.resources) throw new Error('not the same resources');
      return { without, proved };
      // The first round warms the compiler up and is not counted.
    }).slice(1);
    console.log(`${tenants} tenants, ${runs} pairs of runs      clock  processor`);
    const line = (name: string, figure: (kind: 'clock' | 'processor') => string) =>
      console.log(`${name.padEnd(26)}${figure('clock').padStart(14)}${figure('processor').padStart(11)}`);
    line('bare CDKTF', (kind) => `${median(pairs.map(({ without }) => without[kind])).toFixed(0)} ms`);
    line('synth and proof', (kind) => `${median(pairs.map(({ proved }) => proved[kind])).toFixed(0)} ms`);
    line('overhead', (kind) => {
      const ratio = median(pairs.map(({ without, proved }) => proved[kind] / without[kind]));
      return `${((ratio - 1) * 100).toFixed(1)} %`;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main(process.argv.slice(2).map(Number));
