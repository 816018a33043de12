import { resourceModel } from '../genesys/authority';
import { type Argument, argumentsOf, type Block, bodiesOf, type Located } from '../terraform/body';
import type { Configuration } from '../terraform/configuration';
import type { Place } from './finding';
import {
  type DivisionValue,
  divisionValue,
  type Scalar,
  scalar,
  scalarOf,
  textsOf,
  type UnknownReason,
} from './value';

/*
 * Every way in which one stack's file gives somebody authority, read from the bytes and not yet judged. What cannot be read as
 * written is a claim with an unknown in it, never a claim less.
 */

/** A resource or data source as written: its address, its arguments, and whether Terraform would make other than one of it. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  /** `type.name`, as a reference in the same stack spells it. */
  readonly address: string;
  readonly place: Place;
  readonly body: readonly Argument[];
  /** `count` or `for_each` is set: how many objects there are is decided when Terraform runs. */
  readonly repeated: boolean;
}

/** A role granted in a division. The pair is the authority: neither half means anything alone. */
export interface GrantClaim {
  readonly role: Scalar;
  readonly division: DivisionValue;
  readonly place: Place;
}

export interface ClientClaim extends Declared {
  readonly grants: readonly GrantClaim[];
  readonly grantType: Scalar;
  readonly lifetime: Scalar;
  readonly state: Scalar;
  readonly scopes: ReturnType<typeof textsOf>;
}

export interface DivisionClaim extends Declared {
  readonly label: Scalar;
  readonly home: Scalar;
  /** `id` arguments of import blocks that bind this address. */
  readonly imports: readonly Scalar[];
}

export interface RoleClaim extends Declared {
  readonly permissions:
    | { readonly kind: 'known'; readonly list: readonly string[] }
    | { readonly kind: 'unknown'; readonly reason: UnknownReason; readonly source: string };
  /** Arguments that no role template can say: a default role to inherit from, conditions. */
  readonly beyondTemplate: readonly string[];
}

/** The division arguments of a resource that is none of the above. */
export interface PlacementClaim extends Declared {
  readonly divisions: readonly {
    readonly argument: string;
    readonly value: DivisionValue;
    readonly place: Place;
  }[];
}

/** An `import` block. */
export interface ImportClaim {
  readonly to: Scalar;
  readonly id: Scalar;
  readonly others: readonly string[];
  readonly place: Place;
}

export interface Claims {
  readonly divisions: readonly DivisionClaim[];
  readonly roles: readonly RoleClaim[];
  readonly clients: readonly ClientClaim[];
  readonly placements: readonly PlacementClaim[];
  readonly imports: readonly ImportClaim[];
  /** All resources and data sources, modelled or not. */
  readonly resources: readonly Declared[];
  readonly data: readonly Declared[];
  readonly outputs: readonly { readonly name: string; readonly value: Scalar; readonly place: Place }[];
}

/** Reads all claims of one stack's configuration. Total. */
export function readClaims(configuration: Configuration, file: string): Claims {
  const resources = configuration.resources.map((block) => declared(block, file));
  const data = configuration.data.map((block) => declared(block, file));
  const imports = configuration.imports.map((block) => importClaim(block, file));
  const importsOf = idsByAddress(imports);
  const divisions: DivisionClaim[] = [];
  const roles: RoleClaim[] = [];
  const clients: ClientClaim[] = [];
  const placements: PlacementClaim[] = [];
  for (const resource of resources) {
    const model = resourceModel(resource.type);
    switch (model.kind) {
      case 'division':
        divisions.push(divisionClaim(resource, importsOf.get(resource.address) ?? []));
        break;
      case 'role':
        roles.push(roleClaim(resource));
        break;
      case 'client':
        clients.push(clientClaim(resource, file));
        break;
      case 'placement':
        placements.push({
          ...resource,
          divisions: model.divisions.flatMap((attribute) => placedBy(resource, attribute, file)),
        });
        break;
      case 'unmodelled':
        break;
    }
  }
  const outputs = configuration.outputs.map((block) => ({
    name: block.labels[0] ?? '',
    value: scalarOf(argumentsOf(block, []), 'value'),
    place: placeOf(block, file),
  }));
  return { divisions, roles, clients, placements, imports, resources, data, outputs };
}

export const placeOf = ({ offset }: { readonly offset: number }, file: string): Place => ({
  kind: 'assembly',
  file,
  offset,
});

/** The bodies of the nested blocks `name`, and whether a `dynamic` block makes more of them. */
export function blocksNamed(
  body: readonly Argument[],
  name: string,
): { blocks: Located[]; dynamic: Argument[] } {
  const blocks: Located[] = [];
  const dynamic: Argument[] = [];
  for (const item of body) {
    if (item.name === name) for (const block of bodiesOf(item, [])) blocks.push(block);
    else if (item.name === 'dynamic')
      for (const label of dynamicLabels(item)) if (label.name === name) dynamic.push(label);
  }
  return { blocks, dynamic };
}

function dynamicLabels(item: Argument): Argument[] {
  return bodiesOf(item, []).flatMap((body) => argumentsOf(body, []));
}

function declared(block: Block, file: string): Declared {
  const [type = '', name = ''] = block.labels;
  const body = argumentsOf(block, []);
  return {
    type,
    name,
    address: `${type}.${name}`,
    place: placeOf(block, file),
    body,
    repeated: body.some((item) => item.name === 'count' || item.name === 'for_each'),
  };
}

function clientClaim(resource: Declared, file: string): ClientClaim {
  const { blocks, dynamic } = blocksNamed(resource.body, 'roles');
  const grants: GrantClaim[] = blocks.map((block) => {
    const body = argumentsOf(block, []);
    return {
      role: scalarOf(body, 'role_id'),
      division: divisionValue(scalarOf(body, 'division_id')),
      place: placeOf(block.node, file),
    };
  });
  for (const item of dynamic) {
    const unknown = { kind: 'unknown', reason: 'dynamic', source: 'dynamic "roles"' } as const;
    grants.push({ role: unknown, division: unknown, place: placeOf(item, file) });
  }
  return {
    ...resource,
    grants,
    grantType: scalarOf(resource.body, 'authorized_grant_type'),
    lifetime: scalarOf(resource.body, 'access_token_validity_seconds'),
    state: scalarOf(resource.body, 'state'),
    scopes: textsOf(resource.body, 'scopes'),
  };
}

const divisionClaim = (
  { type, name, address, place, body, repeated }: Declared,
  imports: readonly Scalar[],
): DivisionClaim => ({
  type,
  name,
  address,
  place,
  body,
  repeated,
  label: scalarOf(body, 'name'),
  home: scalarOf(body, 'home'),
  imports,
});

/** The ids of import blocks by the address that they bind. */
function idsByAddress(imports: readonly ImportClaim[]): ReadonlyMap<string, readonly Scalar[]> {
  const ids = new Map<string, Scalar[]>();
  for (const { to, id } of imports) {
    if (to.kind !== 'text') continue;
    const before = ids.get(to.text);
    if (before) before.push(id);
    else ids.set(to.text, [id]);
  }
  return ids;
}

const policyArguments: readonly string[] = ['domain', 'entity_name', 'action_set'];
const roleArguments: readonly string[] = [
  'name',
  'description',
  'permissions',
  'permission_policies',
  'dynamic',
];
const metaArguments: readonly string[] = ['count', 'for_each', 'depends_on', 'lifecycle', 'provider'];

function roleClaim(resource: Declared): RoleClaim {
  const beyondTemplate = resource.body
    .map((item) => item.name)
    .filter((name) => !roleArguments.includes(name) && !metaArguments.includes(name));
  const list: string[] = [];
  const unknown = (reason: UnknownReason, source: string): RoleClaim => ({
    ...resource,
    permissions: { kind: 'unknown', reason, source },
    beyondTemplate,
  });
  const { blocks, dynamic } = blocksNamed(resource.body, 'permission_policies');
  if (dynamic.length > 0) return unknown('dynamic', 'dynamic "permission_policies"');
  const general = textsOf(resource.body, 'permissions');
  if (general.kind === 'unknown') return unknown(general.reason, general.source);
  for (const name of general.kind === 'list' ? general.items : []) {
    // A general permission is one word; written with colons it would look like a policy, which it does not make.
    if (name.includes(':')) return unknown('not-text', 'permissions');
    list.push(name);
  }
  for (const block of blocks) {
    const body = argumentsOf(block, []);
    for (const { name } of body) if (!policyArguments.includes(name)) beyondTemplate.push(name);
    const domain = scalarOf(body, 'domain');
    const entity = scalarOf(body, 'entity_name');
    const actions = textsOf(body, 'action_set');
    for (const part of [domain, entity]) {
      if (part.kind === 'unknown') return unknown(part.reason, part.source);
      if (part.kind === 'reference') return unknown('expression', part.source);
    }
    if (actions.kind === 'unknown') return unknown(actions.reason, actions.source);
    if (domain.kind !== 'text' || entity.kind !== 'text' || actions.kind !== 'list') {
      return unknown('not-text', 'permission_policies');
    }
    // No permission to see, yet a policy that Terraform would send.
    if (actions.items.length === 0) beyondTemplate.push('a policy without actions');
    for (const action of actions.items) list.push(`${domain.text}:${entity.text}:${action}`);
  }
  return { ...resource, permissions: { kind: 'known', list: [...new Set(list)].sort() }, beyondTemplate };
}

function placedBy(
  resource: Declared,
  { attribute, holds, whenOmitted }: { attribute: string; holds: 'one' | 'many'; whenOmitted: string },
  file: string,
): PlacementClaim['divisions'] {
  const found = resource.body.filter((item) => item.name === attribute);
  const [first] = found;
  const place = first ? placeOf(first, file) : resource.place;
  if (holds === 'one') {
    const value = divisionValue(scalarOf(resource.body, attribute));
    return first === undefined && whenOmitted !== 'home' ? [] : [{ argument: attribute, value, place }];
  }
  if (first === undefined || (found.length === 1 && first.node.kind === 'null')) return [];
  const list = found.length === 1 ? first.node : undefined;
  if (list?.kind !== 'array') {
    const value = { kind: 'unknown', reason: 'not-text', source: attribute } as const;
    return [{ argument: attribute, value, place }];
  }
  return list.items.map((node) => ({
    argument: attribute,
    value: divisionValue(scalar(node)),
    place,
  }));
}

function importClaim(block: Block, file: string): ImportClaim {
  const body = argumentsOf(block, []);
  return {
    to: scalarOf(body, 'to'),
    id: scalarOf(body, 'id'),
    others: body.map((item) => item.name).filter((name) => name !== 'to' && name !== 'id'),
    place: placeOf(block, file),
  };
}
