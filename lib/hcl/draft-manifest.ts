import { isKnownScope } from '../genesys/scopes';
import { suggestScope } from '../genesys/suggest';
import { tenantIdProblem } from '../manifest/ids';
import { attributeOf } from './body';
import { type Client, textsOf } from './client';
import { argument } from './verdict';

/** A file of a manifest to start from. */
export interface ManifestFile {
  readonly path: string;
  readonly text: string;
}

/** A manifest to start from, and what it needs that no file of Terraform tells. */
export interface Draft {
  readonly files: readonly ManifestFile[];
  readonly needs: string;
}

/**
 * The manifest that does what the author of a client with a `division_id` of its own wanted: one client, confined to one division that exists
 * already. Undefined for clients that say no such thing. What the files do not tell (ids, an owner, what the worker does) is marked to be filled in; the
 * role is an example, and the scopes are those that it needs.
 */
export function draftManifest(client: Client): Draft | undefined {
  const { resource } = client;
  const division = ['division_id', 'division_ids'].map((name) => attributeOf(resource.block.body, name))[0];
  if (division === undefined || client.grants.length > 0) return undefined;
  const value = argument(resource, division.name);
  const known = value?.kind === 'text' && uuid.test(value.text) ? value.text : undefined;
  const tenant = tenantId(resource.block.labels[1] ?? '');
  const wanted = (textsOf(argument(resource, 'scopes')) ?? []).flatMap((scope) =>
    isKnownScope(scope) ? [scope] : (suggestScope(scope) ?? []),
  );
  const scopes = [...new Set([...roleScopes, ...wanted.filter(isKnownScope)])].sort();
  return {
    files: [
      { path: 'tenants/production/org.yaml', text: orgText },
      { path: `tenants/production/${tenant}.yaml`, text: tenantText(known, scopes) },
    ],
    needs: catalogue,
  };
}

/** Without it, check refuses what is drafted here: an adopted division may be home, and a permission may act in the whole org. */
const catalogue =
  'It is proven only with tenants/production/catalog.json beside it, a snapshot of the live org: which division is home (else home-division) and which permissions stop at divisions (else unverified-permission), only that org knows. No command writes the file: its keys are printed by npx bulkhead schema catalog, and their values are told by GET /api/v2/organizations/me (id, name), GET /api/v2/authorization/divisions/home (its id) and GET /api/v2/authorization/permissions (divisionAware of each permission that the roles name).';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A tenant's id after the resource's name, where that makes one. */
function tenantId(name: string): string {
  const id = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^[^a-z]+|-+$/g, '');
  return tenantIdProblem(id) === undefined ? id : 'acme';
}

/** All that the example role opens is callable with these. */
const roleScopes = ['routing:readonly', 'users:readonly'] as const;

const orgText = `\
region: eu-west-1
state: { backend: local }
roles:
  etl-reader:
    description: What the worker reads; name its permissions here
    permissions: [routing:queue:view]
`;

const tenantText = (id: string | undefined, scopes: readonly string[]): string => `\
owner: team@example.com
divisions:
  # ${id === undefined ? 'Put the id of the division here that division_id was to have.' : 'The division that exists already.'}
  target: { id: ${id ?? '00000000-0000-4000-8000-000000000000'} }
client:
  description: ETL worker
  tokenLifetime: 1h
  scopes: [${scopes.join(', ')}]
  grants:
    - { role: etl-reader, divisions: [target] }
`;
