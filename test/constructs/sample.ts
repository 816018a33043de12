import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { buildManifest } from '../../lib/constructs/synthesize';
import type { OrgId, TenantId } from '../../lib/manifest/ids';
import type { Manifest, Org, Tenant } from '../../lib/manifest/model';
import { orgSchema } from '../../lib/manifest/schema/org';
import { tenantSchema } from '../../lib/manifest/schema/tenant';

/** Orgs as plain objects, checked by the manifest's own schema, without files. */

export const legacyId = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
export const managedId = '1c7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2c';
export const sharedId = '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10';

export const tenant = (id: string, config: object): Tenant => ({
  id: id as TenantId,
  file: `tenants/demo/${id}.yaml`,
  config: tenantSchema.parse(config),
});

export const org = (config: object, tenants: readonly Tenant[], id = 'demo'): Org => ({
  id: id as OrgId,
  file: `tenants/${id}/org.yaml`,
  config: orgSchema.parse(config),
  tenants: [...tenants].sort((a, b) => (a.id < b.id ? -1 : 1)),
  catalog: undefined,
  waivers: undefined,
});

export const manifest = (...orgs: readonly Org[]): Manifest => ({ orgs, sources: new Map() });

export const orgConfig = {
  region: 'eu-west-1',
  state: { backend: 'local' },
  roles: {
    'etl-reader': {
      description: 'Reads queues and conversation details',
      permissions: ['routing:queue:view', 'analytics:conversationDetail:view', 'routing:queue:search'],
    },
    'etl-writer': { permissions: ['routing:queue:edit', 'routing:queue:view'] },
  },
  sharedDivisions: { holidays: { id: sharedId, tenants: ['acme', 'globex'], reason: 'common schedules' } },
};

export const acmeConfig = {
  owner: 'contact-acme@example.com',
  divisions: {
    voice: {},
    chat: {},
    legacy: { id: legacyId },
    old: { id: managedId, manage: true, name: 'Old' },
  },
  client: {
    description: 'ETL worker',
    tokenLifetime: '1h',
    scopes: ['routing', 'analytics:readonly'],
    grants: [
      { role: 'etl-writer', divisions: ['voice'] },
      { role: 'etl-reader', divisions: ['voice', 'chat', 'old', 'legacy', 'holidays'] },
    ],
    credentials: { generations: [2, 1], current: 1 },
  },
};

export const globexConfig = {
  owner: 'contact-globex@example.com',
  divisions: { voice: {} },
  client: { state: 'inactive', grants: [{ role: 'etl-reader', divisions: ['voice', 'holidays'] }] },
};

export const demo = (config: object = {}): Manifest =>
  manifest(org({ ...orgConfig, ...config }, [tenant('acme', acmeConfig), tenant('globex', globexConfig)]));

/** Runs `use` in a fresh folder that is gone afterwards. */
export function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every file under a folder, by its relative path. */
export function filesUnder(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

/** A real synthesis: the texts that CDKTF writes to disk for this manifest, by their path in the output folder. */
export function synthesized(
  input: Manifest,
  change: (app: App) => void = () => {},
  gateway?: string,
): ReadonlyMap<string, string> {
  return inFolder((folder) => {
    const app = new App({ outdir: join(folder, 'out') });
    buildManifest(app, input, { gateway });
    change(app);
    app.synth();
    return filesUnder(join(folder, 'out'));
  });
}

/** One synthesized stack, parsed and without CDKTF's comments. */
export function stackOf(files: ReadonlyMap<string, string>, name: string): Stack {
  const text = files.get(`stacks/${name}/cdk.tf.json`);
  if (text === undefined) throw new Error(`no stack ${name} among ${[...files.keys()].join(', ')}`);
  return JSON.parse(text, (key, value: unknown) => (key === '//' ? undefined : value)) as Stack;
}

type Block = { readonly [key: string]: unknown };
export interface Stack {
  readonly terraform: Block;
  readonly provider: { readonly genesyscloud: readonly Block[] };
  readonly resource: { readonly [type: string]: { readonly [name: string]: Block } };
  readonly data?: { readonly terraform_remote_state: { readonly [name: string]: Block } };
  readonly output?: { readonly [name: string]: Block };
  readonly import?: readonly Block[];
}
