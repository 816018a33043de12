import { isObjectId } from '../genesys/object-id';
import { isKnownScope } from '../genesys/scopes';
import { suggestScope } from '../genesys/suggest';
import { tenantIdProblem } from '../manifest/ids';
import { attributeOf } from './body';
import { type Client, textsOf } from './client';
import type { Resource } from './resource';
import type { Value } from './value';
import { argument } from './verdict';
import { divisionWishes, scopeWishes, spelled } from './wishes';

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
 * The manifest that does what the author of a client with a `division_id` of its own wanted, however it is spelt: one client, confined to divisions
 * that exist already. Undefined for clients that say no such thing. What the files do not tell (ids, an owner, what the worker does) is marked to be
 * filled in; the role is an example, and the scopes are those that it needs.
 */
export function draftManifest(client: Client): Draft | undefined {
  const { resource } = client;
  const wish = wishIn(resource);
  if (wish === undefined || client.grants.length > 0) return undefined;
  const tenant = tenantId(resource.block.labels[1] ?? '');
  const asked = scopeWishes.flatMap((name) => textsOf(argument(resource, name)) ?? []);
  const wanted = asked.flatMap((scope) => (isKnownScope(scope) ? [scope] : (suggestScope(scope) ?? [])));
  const scopes = [...new Set([...roleScopes, ...wanted.filter(isKnownScope)])].sort();
  return {
    files: [
      { path: 'tenants/production/org.yaml', text: orgText },
      { path: `tenants/production/${tenant}.yaml`, text: tenantText(wish, scopes) },
    ],
    needs: catalogue,
  };
}

/** Under which name a client asks for divisions, and their ids as far as they are written out. */
interface Wish {
  readonly name: string;
  readonly ids: readonly (string | undefined)[];
}

function wishIn(resource: Resource): Wish | undefined {
  const { attributes, blocks } = resource.block.body;
  const isWish = (name: string): boolean => divisionWishes.includes(spelled(name));
  const attribute = attributes.find(({ name }) => isWish(name));
  if (attribute !== undefined)
    return { name: attribute.name, ids: idsIn(argument(resource, attribute.name)) };
  const block = blocks.find(({ type }) => isWish(type));
  const id = block && attributeOf(block.body, 'id');
  if (block === undefined) return undefined;
  return { name: block.type, ids: idsIn(id && resource.scope.evaluate(id.value, resource.names)) };
}

/** More divisions than anybody names in one client. */
const mostDivisions = 20;

function idsIn(value: Value | undefined): (string | undefined)[] {
  if (value?.kind === 'list' && value.items.length > 0) {
    return value.items.slice(0, mostDivisions).flatMap((item) => idsIn(item).slice(0, 1));
  }
  const id = value?.kind === 'object' ? value.entries.get('id') : value;
  return [id?.kind === 'text' && isObjectId(id.text) ? id.text : undefined];
}

/** Without it, check refuses what is drafted here: an adopted division may be home, and a permission may act in the whole org. */
const catalogue =
  'It is proven only with tenants/production/catalog.json beside it, a snapshot of the live org: which division is home (else home-division) and which permissions stop at divisions (else unverified-permission), only that org knows. No command writes the file: its keys are printed by npx bulkhead schema catalog, and their values are told by GET /api/v2/organizations/me (id, name), GET /api/v2/authorization/divisions/home (its id) and GET /api/v2/authorization/permissions (divisionAware of each permission that the roles name).';

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

function tenantText({ name, ids }: Wish, scopes: readonly string[]): string {
  const one = ids.length === 1;
  const divisions = ids.map((id, index) => ({
    key: one ? 'target' : `target-${index + 1}`,
    id: id ?? `00000000-0000-4000-8000-${String(one ? 0 : index + 1).padStart(12, '0')}`,
  }));
  const [exist, put] = one
    ? ['The division that exists already.', `Put the id of the division here that ${name} was to have.`]
    : ['The divisions that exist already.', `Put the ids of the divisions here that ${name} was to have.`];
  return `\
owner: team@example.com
divisions:
  # ${ids.includes(undefined) ? put : exist}
${divisions.map(({ key, id }) => `  ${key}: { id: ${id} }\n`).join('')}\
client:
  description: ETL worker
  tokenLifetime: 1h
  scopes: [${scopes.join(', ')}]
  grants:
    - { role: etl-reader, divisions: [${divisions.map(({ key }) => key).join(', ')}] }
`;
}
