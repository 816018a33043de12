import { attributeOf, type Spot } from './body';
import { type Nested, nestedBlocks } from './nested';
import type { Resource } from './resource';
import { shown, written } from './shown';
import { type TrailStep, trailOf } from './trail';
import type { Value } from './value';
import { argument, type DivisionVerdict, divisionVerdict, type RoleVerdict, roleVerdict } from './verdict';

/** A role in a division, as a client of these files gets it. */
export interface Grant {
  readonly role: RoleVerdict;
  readonly division: DivisionVerdict;
  /** Both as written. */
  readonly roleText: string;
  readonly divisionText: string;
  readonly spot: Spot;
  readonly divisionSpot: Spot;
  /** What the division, and the role, come through. */
  readonly divisionTrail: readonly TrailStep[];
  readonly roleTrail: readonly TrailStep[];
}

export interface Client {
  readonly resource: Resource;
  readonly grants: readonly Grant[];
}

/** Reads a `genesyscloud_oauth_client`. */
export function readClient(resource: Resource): Client {
  const blocks = nestedBlocks(resource, resource.block.body, resource.names, 'roles');
  const grants = blocks.map((block): Grant => {
    if (block.kind === 'block') return readGrant(resource, block);
    const unproven = { kind: 'unproven', reason: block.reason } as const;
    const { source, spot } = block;
    return {
      role: unproven,
      division: unproven,
      roleText: source,
      divisionText: source,
      spot,
      divisionSpot: spot,
      divisionTrail: [],
      roleTrail: [],
    };
  });
  return { resource, grants };
}

function readGrant(resource: Resource, block: Extract<Nested, { kind: 'block' }>): Grant {
  const { body, names, spot } = block;
  const role = attributeOf(body, 'role_id');
  const division = attributeOf(body, 'division_id');
  const value = (attribute: typeof role): Value | undefined =>
    attribute && resource.scope.evaluate(attribute.value, names);
  const verdict = divisionVerdict(value(division));
  // How many clients or grants there are is no detail: each of them can sign in, and a reviewer sees none of them.
  const uncertain = resource.uncertain ?? block.uncertain;
  return {
    role: roleVerdict(value(role)),
    division: uncertain && verdict.kind === 'made' ? { kind: 'unproven', reason: uncertain } : verdict,
    roleText: role ? written(role.source) || 'empty' : 'nothing',
    divisionText: division ? written(division.source) || 'empty' : 'omitted',
    spot,
    divisionSpot: division?.spot ?? spot,
    divisionTrail: division ? trailOf(division, resource.scope) : [],
    roleTrail: role ? trailOf(role, resource.scope) : [],
  };
}

/** How an argument is shown in a message: its value where it is known, else what is written. Only for arguments that hold no secret. */
export function showArgument(resource: Resource, name: string): string {
  const value = argument(resource, name);
  if (value === undefined) return 'nothing';
  if (value.kind === 'text') return JSON.stringify(shown(value.text));
  return written(attributeOf(resource.block.body, name)?.source ?? name);
}

/** More texts, or a longer one, than any list of scopes or permissions has. */
const mostTexts = 1000;
const longestText = 200;

/** The texts of a list or set argument; undefined where one of them is not known, or no person reads them. Absent and null are no texts. */
export function textsOf(value: Value | undefined): readonly string[] | undefined {
  if (value === undefined || value.kind === 'null') return [];
  if ((value.kind !== 'set' && value.kind !== 'list') || value.items.length > mostTexts) return undefined;
  const texts = value.items.flatMap((item) =>
    typeof item === 'string' ? [item] : item.kind === 'text' ? [item.text] : [],
  );
  const known = texts.length === value.items.length && texts.every(({ length }) => length <= longestText);
  return known ? texts : undefined;
}
