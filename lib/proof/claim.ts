import { type PlacementAttribute, resourceModel } from '../genesys/authority';
import { argumentsOf, type Block } from '../terraform/body';
import type { Configuration } from '../terraform/configuration';
import { blocksNamed, type Declared, declared, placeOf } from './declared';
import type { Place } from './finding';
import { type RoleClaim, roleClaim } from './role-claim';
import { type DivisionValue, divisionValue, type Scalar, scalar, scalarOf, textsOf } from './value';

/*
 * Every way in which one stack's file gives somebody authority, read from the bytes and not yet judged. What cannot be read as
 * written is a claim with an unknown in it, never a claim less.
 */

/** A role granted in a division. The pair is the authority: neither half means anything alone. */
export interface GrantClaim {
  readonly role: Scalar;
  readonly division: DivisionValue;
  readonly place: Place;
  /** Where its two arguments stand; the block where one is absent. */
  readonly rolePlace: Place;
  readonly divisionPlace: Place;
}

/** An OAuth client with all that it is granted. */
export interface ClientClaim extends Declared {
  readonly grants: readonly GrantClaim[];
  readonly grantType: Scalar;
  readonly lifetime: Scalar;
  readonly state: Scalar;
  readonly scopes: ReturnType<typeof textsOf>;
}

/** A division that a stack makes or adopts. */
export interface DivisionClaim extends Declared {
  readonly label: Scalar;
  readonly home: Scalar;
  /** `id` arguments of import blocks that bind this address. */
  readonly imports: readonly Scalar[];
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
  readonly otherArguments: readonly string[];
  readonly place: Place;
}

/** Everything in one stack's file that gives authority, or decides where it reaches. */
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
    value: scalarOf(argumentsOf(block), 'value'),
    place: placeOf(block, file),
  }));
  return { divisions, roles, clients, placements, imports, resources, data, outputs };
}

function clientClaim(resource: Declared, file: string): ClientClaim {
  const { blocks, dynamic } = blocksNamed(resource.body, 'roles');
  const grants: GrantClaim[] = blocks.map((block) => {
    const body = argumentsOf(block);
    const placeOfArgument = (name: string): Place =>
      placeOf(body.find((item) => item.name === name) ?? block.node, file);
    return {
      role: scalarOf(body, 'role_id'),
      division: divisionValue(scalarOf(body, 'division_id')),
      place: placeOf(block.node, file),
      rolePlace: placeOfArgument('role_id'),
      divisionPlace: placeOfArgument('division_id'),
    };
  });
  for (const item of dynamic) {
    const unknown = { kind: 'unknown', reason: 'dynamic', source: 'dynamic "roles"' } as const;
    const place = placeOf(item, file);
    grants.push({ role: unknown, division: unknown, place, rolePlace: place, divisionPlace: place });
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

const divisionClaim = (resource: Declared, imports: readonly Scalar[]): DivisionClaim => ({
  ...resource,
  label: scalarOf(resource.body, 'name'),
  home: scalarOf(resource.body, 'home'),
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

function placedBy(
  resource: Declared,
  { attribute, holds, whenOmitted }: PlacementAttribute,
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
  const body = argumentsOf(block);
  return {
    to: scalarOf(body, 'to'),
    id: scalarOf(body, 'id'),
    otherArguments: body.map((item) => item.name).filter((name) => name !== 'to' && name !== 'id'),
    place: placeOf(block, file),
  };
}
