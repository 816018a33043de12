import { isObjectId } from '../genesys/object-id';
import { isKnownScope } from '../genesys/scopes';
import { suggestScope } from '../genesys/suggest';
import { beyondTokenBounds } from '../genesys/token-seconds';
import { likeId, tenantIdProblem } from '../manifest/ids';
import { attributeOf } from './body';
import { type Client, textsOf } from './client';
import { itemsOf } from './collection';
import type { Resource } from './resource';
import { asText, type Value } from './value';
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
 * that exist already, with tokens that live as long. Undefined for clients that say no such thing. What the files do not tell (ids, an owner, what the worker does) is marked to be
 * filled in; the role is an example, and the scopes are those that it needs. All drafts of a report can be written down beside each other: `taken` are the
 * tenants of those before.
 */
export function draftManifest(client: Client, taken: Set<string>): Draft | undefined {
  const { resource } = client;
  const wish = wishIn(resource);
  if (wish === undefined || client.grants.length > 0) return undefined;
  const tenant = tenantId(resource, taken);
  const asked = scopeWishes.flatMap((name) => textsOf(argument(resource, name)) ?? []);
  const wanted = asked.flatMap((scope) => (isKnownScope(scope) ? [scope] : (suggestScope(scope) ?? [])));
  const scopes = [...new Set([...roleScopes, ...wanted.filter(isKnownScope)])].sort();
  return {
    files: [
      { path: 'tenants/production/org.yaml', text: orgText },
      { path: `tenants/production/${tenant}.yaml`, text: tenantText(wish, scopes, lifetimeOf(resource)) },
    ],
    needs: catalogue,
  };
}

/** A division that a client asks for: its id where that is written out, and whether these files make it. */
interface Asked {
  readonly id: string | undefined;
  readonly isMade: boolean;
}

/** Under which name a client asks for divisions, and for which. */
interface Wish {
  readonly name: string;
  readonly divisions: readonly Asked[];
}

function wishIn(resource: Resource): Wish | undefined {
  const { attributes, blocks } = resource.block.body;
  const isWish = (name: string): boolean => divisionWishes.includes(spelled(name));
  const attribute = attributes.find(({ name }) => isWish(name));
  if (attribute !== undefined)
    return { name: attribute.name, divisions: askedIn(argument(resource, attribute.name)) };
  const block = blocks.find(({ type }) => isWish(type));
  const id = block && attributeOf(block.body, 'id');
  if (block === undefined) return undefined;
  return { name: block.type, divisions: askedIn(id && resource.scope.evaluate(id.value, resource.names)) };
}

/** No division has two keys in a manifest. */
function askedIn(value: Value | undefined): readonly Asked[] {
  const items = (value && itemsOf(value)) ?? [];
  const asked = items.length > 0 ? items.map(askedBy) : [askedBy(value)];
  const ids = asked.map(({ id }) => id?.toLowerCase());
  return asked.filter((_, index) => ids[index] === undefined || ids.indexOf(ids[index]) === index);
}

function askedBy(value: Value | undefined): Asked {
  const id = value?.kind === 'object' ? value.entries.get('id') : value;
  return {
    id: id?.kind === 'text' && isObjectId(id.text) ? id.text : undefined,
    isMade: id?.kind === 'attribute' && id.of.mode === 'resource',
  };
}

/** Without it, check refuses what is drafted here: an adopted division may be home, and a permission may act in the whole org. */
const catalogue =
  'It is proven only with tenants/production/catalog.json beside it, a snapshot of the live org: which division is home (else home-division) and which permissions stop at divisions (else unverified-permission), only that org knows. The script in docs/how-to/write-the-catalogue.md in Bulkhead’s repository asks it and writes the file; npx bulkhead schema catalog prints the keys.';

/**
 * A tenant's id after the resource's name and the keys of its instance, where these make one; one of which there is one already gets a number. (So many are
 * drafted that the number has three digits at most.)
 */
function tenantId({ block, address }: Resource, taken: Set<string>): string {
  const id = likeId([block.labels[1] ?? '', ...(address.match(/\[[^\]]*\]/g) ?? [])].join('-'));
  const longest = (length: number): string => id.slice(0, length).replace(/-$/, '');
  const usable = tenantIdProblem(longest(40)) === undefined ? longest : () => 'acme';
  let free = usable(40);
  for (let number = 2; taken.has(free); number++) free = `${usable(35)}-${number}`;
  taken.add(free);
  return free;
}

/** How long the client's tokens are to live, as manifests have it: as long as its author wrote where that is possible, else an hour. */
function lifetimeOf(resource: Resource): string {
  const value = argument(resource, 'access_token_validity_seconds');
  const number = value && asText(value);
  const seconds = number !== undefined && /^\d{1,9}$/.test(number) ? Number(number) : undefined;
  if (seconds === undefined || beyondTokenBounds(seconds) !== undefined) return '1h';
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : String(seconds);
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

/** More divisions than anybody names in one client. */
const mostDivisions = 20;

function tenantText(wish: Wish, scopes: readonly string[], lifetime: string): string {
  const one = wish.divisions.length === 1;
  const divisions = wish.divisions.slice(0, mostDivisions).map(({ id }, index) => ({
    key: one ? 'target' : `target-${index + 1}`,
    id: id ?? `00000000-0000-4000-8000-${String(one ? 0 : index + 1).padStart(12, '0')}`,
  }));
  return `\
owner: team@example.com
divisions:
${commentsOn(wish)
  .map((line) => `  # ${line}\n`)
  .join('')}${divisions.map(({ key, id }) => `  ${key}: { id: ${id} }\n`).join('')}\
client:
  description: ETL worker
  tokenLifetime: ${lifetime}
  scopes: [${scopes.join(', ')}]
  grants:
    - { role: etl-reader, divisions: [${divisions.map(({ key }) => key).join(', ')}] }
`;
}

/** What the author has to know of the divisions of a draft, and to fill in. */
function commentsOn({ name, divisions }: Wish): readonly string[] {
  const [exist, put] =
    divisions.length === 1
      ? ['The division that exists already', `Put the id of the division here that ${name} was to have`]
      : ['The divisions that exist already', `Put the ids of the divisions here that ${name} was to have`];
  const left = divisions.length - mostDivisions;
  const first = divisions.some(({ id }) => id === undefined) ? put : exist;
  return [
    `${first}${left > 0 ? `; ${left} more are left out here` : ''}.`,
    ...(divisions.some(({ isMade }) => isMade)
      ? ['For one that is still to be made, write {} in place of { id: … }.']
      : []),
  ];
}
