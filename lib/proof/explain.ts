import { field, toPlain } from '../json/plain';
import { type Block, membersOf } from '../terraform/body';
import { shorten } from '../text/shorten';
import type { Claims, DivisionClaim } from './claim';
import type { Declared } from './declared';
import { planSteps } from './explain-plan';
import type { Place } from './finding';
import type { JudgedClient, JudgedGrant, OrgModel, TenantModel } from './model';
import { inOrg, inTenant, wholeFile, writtenDivision } from './places';
import type { Plans } from './plans';
import { recent } from './recent';
import type { RemoteState, Stack } from './stack';
import { stateOutput } from './state-output';
import type { Step } from './step';
import { unprovenReasons } from './unproven';
import { type Scalar, showScalar } from './value';

/**
 * The whole chain of one grant, in the order in which data flows. A link that cannot be followed is a step that says why; nothing is left
 * out because it is unknown. Pure.
 */
export function explainGrant(
  org: OrgModel,
  tenant: TenantModel,
  client: JudgedClient,
  grant: JudgedGrant,
  plans: Plans | undefined,
): Step[] {
  const stack = tenant.stack;
  return [
    declaration(tenant, grant),
    ...(stack ? constructOf(stack, client.claim) : []),
    { kind: 'file', text: `resource ${client.claim.address}`, place: client.claim.place },
    ...roleSteps(org, stack, grant),
    ...divisionSteps(tenant, stack, grant),
    ...(plans && stack ? planSteps(plans, stack, client, grant) : []),
  ];
}

function declaration(model: TenantModel, grant: JudgedGrant): Step {
  const { tenant } = model;
  const match = grant.declared;
  return match
    ? {
        kind: 'manifest',
        text: `declared as ${match.role} in ${match.division}`,
        place: inTenant(tenant, ...match.path),
      }
    : {
        kind: 'manifest',
        text: 'declared nowhere in the manifest',
        place: inTenant(tenant, 'client', 'grants'),
      };
}

/** The path of the construct, as cdktf notes it in the file: a comment, so it explains and proves nothing. */
export function constructOf(stack: Stack, claim: Declared): Step[] {
  const block = blocksByAddress(stack.configuration.resources).get(claim.address);
  const path = block && notedPath(block);
  const text = path === undefined ? 'no construct is noted in the file' : `construct ${path}`;
  return [{ kind: 'construct', text, place: claim.place }];
}

// Every grant of a client asks for the same: a file with very many grants must not be searched for each.
const blocksByAddress = recent(
  2,
  (blocks: readonly Block[]): ReadonlyMap<string, Block> =>
    new Map(blocks.map((block) => [block.labels.join('.'), block])),
);
const notedPath = recent(2, (block: Block): string | undefined => {
  const note = membersOf(block).find(({ name }) => name === '//');
  const path = field(field(note && toPlain(note.node), 'metadata'), 'path');
  // Said of each grant.
  return typeof path === 'string' ? shorten(path, 1000) : undefined;
});
const divisionsNamed = recent(1, byName<DivisionClaim>);
const outputsNamed = recent(1, byName<Claims['outputs'][number]>);
const statesNamed = recent(1, byName<RemoteState>);

function byName<T extends { readonly name: string }>(list: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const named = new Map<string, T[]>();
  for (const item of list) {
    const before = named.get(item.name);
    if (before) before.push(item);
    else named.set(item.name, [item]);
  }
  return named;
}

function roleSteps(org: OrgModel, stack: Stack | undefined, { claim, role }: JudgedGrant): Step[] {
  const { role: value, rolePlace: place } = claim;
  return [
    { kind: 'expression', text: `role_id = ${showScalar(value)}`, place },
    ...(value.kind === 'reference' && stack ? producedBy(value, stack, org) : []),
    role.kind === 'template'
      ? { kind: 'value', text: templateTexts(org)(role.role), place: inOrg(org.org, 'roles', role.role) }
      : { kind: 'value', text: `not proved: ${unprovenReasons[role.reason]}`, place },
  ];
}

/** What each role template opens: put into words once, since a role of very many permissions can stand in very many grants. */
const templateTexts = recent(1, ({ org: { config } }: OrgModel): ((role: string) => string) => {
  const texts = new Map<string, string>();
  return (role) => {
    const template = config.roles[role];
    const text = texts.get(role) ?? `role template ${role}: ${(template?.permissions ?? []).join(', ')}`;
    texts.set(role, text);
    return text;
  };
});

/** The stack and output from which a reference through remote state takes its value; none for a reference to anything else. */
function producedBy(value: Scalar & { kind: 'reference' }, stack: Stack, org: OrgModel): Step[] {
  const from = stateOutput(value.to);
  if (from === undefined) return [];
  const { output } = from;
  const states = statesNamed(stack.remoteStates).get(from.state);
  const [state, readings] = [states?.[0], states?.length ?? 0];
  if (state !== undefined && readings > 1)
    return [
      {
        kind: 'producer',
        text: `through a remote state that is declared ${readings} times: nobody can say from which stack`,
        place: state.place,
      },
    ];
  if (state?.producer === undefined)
    return [
      {
        kind: 'producer',
        text: 'through a remote state that is provably nobody’s',
        place: state?.place ?? wholeFile(stack.file),
      },
    ];
  const producer = state.producer === org.foundationName ? org.foundation : undefined;
  const found = producer && outputsNamed(producer.claims.outputs).get(output)?.[0];
  return [
    {
      kind: 'producer',
      text: `from stack ${state.producer}, output ${output}${found ? ` = ${showScalar(found.value)}` : producer ? ', which it does not have' : ''}`,
      place: found?.place ?? state.place,
    },
  ];
}

function divisionSteps(tenant: TenantModel, stack: Stack | undefined, grant: JudgedGrant): Step[] {
  const { division: value, divisionPlace: place } = grant.claim;
  const written = `division_id = ${writtenDivision(value)}`;
  const steps: Step[] = [{ kind: 'expression', text: written, place }];
  if (value.kind === 'reference' && stack) {
    const [type, name] = value.to;
    const made =
      type === 'genesyscloud_auth_division'
        ? divisionsNamed(stack.claims.divisions).get(name ?? '')?.[0]
        : undefined;
    if (made)
      steps.push({
        kind: 'file',
        text: `resource ${made.address}${made.imports.length > 0 ? ', bound by an import block' : ''}`,
        place: made.place,
      });
  }
  return [...steps, divisionStep(tenant, grant)];
}

function divisionStep({ tenant, org }: TenantModel, { claim, division }: JudgedGrant): Step {
  const value = (text: string, place: Place = claim.divisionPlace): Step => ({ kind: 'value', text, place });
  switch (division.kind) {
    case 'own':
      return value(
        `division ${division.division}, ${tenant.id}’s own`,
        inTenant(tenant, 'divisions', division.division),
      );
    case 'shared':
      return value(
        `division ${division.division}, shared with ${tenant.id} on purpose`,
        inOrg(org, 'sharedDivisions', division.division),
      );
    case 'foreign':
      return value(`division ${division.division} of ${division.owner}`);
    case 'all':
      return value('every division of the org, also future ones');
    case 'home':
      return value(`the home division: ${division.how}`);
    case 'unowned':
      return value(`${division.what}, which is nobody’s by the manifest`);
    case 'unproven':
      return value(`not proved: ${unprovenReasons[division.reason]}`);
  }
}
