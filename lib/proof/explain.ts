import { field, toPlain } from '../json/plain';
import { type Block, membersOf } from '../terraform/body';
import { shorten } from '../text/shorten';
import type { Declared } from './declared';
import { planSteps } from './explain-plan';
import type { JudgedClient, JudgedGrant, OrgModel, TenantModel } from './model';
import { inOrg, inTenant, wholeFile, writtenDivision } from './places';
import type { Plans } from './plans';
import { recent } from './recent';
import type { Stack } from './stack';
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
  return typeof path === 'string'
    ? [{ kind: 'construct', text: `construct ${path}`, place: claim.place }]
    : [{ kind: 'construct', text: 'no construct is noted in the file', place: claim.place }];
}

// Every grant of a client asks for the same: a file with very many grants must not be searched for each.
const blocksByAddress = recent(
  2,
  (blocks: readonly Block[]): ReadonlyMap<string, Block> =>
    new Map(blocks.map((block) => [block.labels.join('.'), block])),
);
const notedPath = recent(2, (block: Block): unknown => {
  const note = membersOf(block).find(({ name }) => name === '//');
  const path = field(field(note && toPlain(note.node), 'metadata'), 'path');
  // Said of each grant.
  return typeof path === 'string' ? shorten(path, 1000) : undefined;
});
const firstNamed = recent(
  4,
  <T extends { readonly name: string }>(list: readonly T[]): ReadonlyMap<string, T> =>
    new Map([...list].reverse().map((item) => [item.name, item])),
) as <T extends { readonly name: string }>(list: readonly T[]) => ReadonlyMap<string, T>;

const countNamed = recent(2, (list: readonly { readonly name: string }[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { name } of list) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
});

function roleSteps(org: OrgModel, stack: Stack | undefined, { claim, role }: JudgedGrant): Step[] {
  const steps: Step[] = [
    { kind: 'expression', text: `role_id = ${showScalar(claim.role)}`, place: claim.rolePlace },
  ];
  const output = claim.role.kind === 'reference' && stack ? producedBy(claim.role, stack, org) : undefined;
  if (output !== undefined) steps.push(...output);
  if (role.kind === 'template') {
    steps.push({
      kind: 'value',
      text: templateTexts(org)(role.role),
      place: inOrg(org.org, 'roles', role.role),
    });
  } else {
    steps.push({
      kind: 'value',
      text: `not proved: ${unprovenReasons[role.reason]}`,
      place: claim.rolePlace,
    });
  }
  return steps;
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

/** The stack and output from which a reference through remote state takes its value. */
function producedBy(value: Scalar & { kind: 'reference' }, stack: Stack, org: OrgModel): Step[] | undefined {
  const from = stateOutput(value.to);
  if (from === undefined) return undefined;
  const { output } = from;
  const state = firstNamed(stack.remoteStates).get(from.state);
  const readings = countNamed(stack.remoteStates).get(from.state) ?? 0;
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
  const found = producer && firstNamed(producer.claims.outputs).get(output);
  return [
    {
      kind: 'producer',
      text: `from stack ${state.producer}, output ${output}${found ? ` = ${showScalar(found.value)}` : producer ? ', which it does not have' : ''}`,
      place: found?.place ?? state.place,
    },
  ];
}

function divisionSteps(
  { tenant, org }: TenantModel,
  stack: Stack | undefined,
  { claim, division }: JudgedGrant,
): Step[] {
  const written = `division_id = ${writtenDivision(claim.division)}`;
  const steps: Step[] = [{ kind: 'expression', text: written, place: claim.divisionPlace }];
  if (claim.division.kind === 'reference' && stack) {
    const [type, name] = claim.division.to;
    const made =
      type === 'genesyscloud_auth_division' ? firstNamed(stack.claims.divisions).get(name ?? '') : undefined;
    if (made)
      steps.push({
        kind: 'file',
        text: `resource ${made.address}${made.imports.length > 0 ? ', bound by an import block' : ''}`,
        place: made.place,
      });
  }
  const at = claim.divisionPlace;
  switch (division.kind) {
    case 'own':
      steps.push({
        kind: 'value',
        text: `division ${division.division}, ${tenant.id}’s own`,
        place: inTenant(tenant, 'divisions', division.division),
      });
      break;
    case 'shared':
      steps.push({
        kind: 'value',
        text: `division ${division.division}, shared with ${tenant.id} on purpose`,
        place: inOrg(org, 'sharedDivisions', division.division),
      });
      break;
    case 'foreign':
      steps.push({ kind: 'value', text: `division ${division.division} of ${division.owner}`, place: at });
      break;
    case 'all':
      steps.push({ kind: 'value', text: 'every division of the org, also future ones', place: at });
      break;
    case 'home':
      steps.push({ kind: 'value', text: `the home division: ${division.how}`, place: at });
      break;
    case 'unowned':
      steps.push({ kind: 'value', text: `${division.what}, which is nobody’s by the manifest`, place: at });
      break;
    case 'unproven':
      steps.push({ kind: 'value', text: `not proved: ${unprovenReasons[division.reason]}`, place: at });
      break;
  }
  return steps;
}
