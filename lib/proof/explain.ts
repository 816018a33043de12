import { toPlain } from '../json/plain';
import { membersOf } from '../terraform/body';
import type { Plan } from '../terraform/plan';
import { known } from '../text/known';
import type { Declared } from './claim';
import { concealed } from './conceal';
import type { Place } from './finding';
import type { JudgedClient, JudgedGrant, OrgModel, TenantModel } from './model';
import { inOrg, inTenant, showDivision, wholeFile } from './places';
import { expectedKey, plannedKey } from './planned-grants';
import {
  dataSource,
  type PlannedGrant,
  type PlannedText,
  type Plans,
  plannedGrants,
  plannedId,
  planOf,
} from './plans';
import { recent } from './recent';
import type { Stack } from './stack';
import { type Scalar, showScalar } from './value';

/** One link of the chain from a manifest's line to the value in a plan. */
export interface Step {
  /** `manifest` → `construct` → `file` → `expression` → `producer` → `plan` → `value`. */
  readonly kind: 'manifest' | 'construct' | 'file' | 'expression' | 'producer' | 'plan' | 'value';
  readonly text: string;
  readonly place: Place | undefined;
}

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
  const block = stack.configuration.resources.find(
    ({ labels }) => labels[0] === claim.type && labels[1] === claim.name,
  );
  const note = block && membersOf(block, []).find(({ name }) => name === '//');
  const plain = note && toPlain(note.node);
  const path = field(field(plain, 'metadata'), 'path');
  return typeof path === 'string'
    ? [{ kind: 'construct', text: `construct ${path}`, place: claim.place }]
    : [{ kind: 'construct', text: 'no construct is noted in the file', place: claim.place }];
}

function roleSteps(org: OrgModel, stack: Stack | undefined, { claim, role }: JudgedGrant): Step[] {
  const steps: Step[] = [
    { kind: 'expression', text: `role_id = ${showScalar(claim.role)}`, place: claim.place },
  ];
  const output = claim.role.kind === 'reference' && stack ? producedBy(claim.role, stack, org) : undefined;
  if (output !== undefined) steps.push(...output);
  if (role.kind === 'template') {
    const template = org.org.config.roles[role.role];
    steps.push({
      kind: 'value',
      text: `role template ${role.role}: ${(template?.permissions ?? []).join(', ')}`,
      place: inOrg(org.org, 'roles', role.role),
    });
  } else {
    steps.push({ kind: 'value', text: `not proved: ${role.reason}`, place: claim.place });
  }
  return steps;
}

/** The stack and output from which a reference through remote state takes its value. */
function producedBy(value: Scalar & { kind: 'reference' }, stack: Stack, org: OrgModel): Step[] | undefined {
  const [data, type, name, , output = ''] = value.to;
  if (data !== 'data' || type !== 'terraform_remote_state') return undefined;
  const state = stack.remoteStates.find((item) => item.name === name);
  if (state?.producer === undefined)
    return [
      {
        kind: 'producer',
        text: 'through a remote state that is provably nobody’s',
        place: state?.place ?? wholeFile(stack.file),
      },
    ];
  const producer = state.producer === org.foundationName ? org.foundation : undefined;
  const found = producer?.claims.outputs.find((item) => item.name === output);
  return [
    {
      kind: 'producer',
      text: `from stack ${state.producer}, output ${output}${found ? ` = ${showScalar(found.value)}` : ', which it does not have'}`,
      place: found?.place ?? state.place,
    },
  ];
}

function divisionSteps(
  { tenant, org }: TenantModel,
  stack: Stack | undefined,
  { claim, division }: JudgedGrant,
): Step[] {
  const written = `division_id = ${showDivision(claim.division)}`;
  const steps: Step[] = [{ kind: 'expression', text: written, place: claim.place }];
  if (claim.division.kind === 'reference' && stack) {
    const [, name] = claim.division.to;
    const made = stack.claims.divisions.find((item) => item.name === name);
    if (made)
      steps.push({
        kind: 'file',
        text: `resource ${made.address}${made.imports.length > 0 ? ', bound by an import block' : ''}`,
        place: made.place,
      });
  }
  const at = claim.place;
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
      steps.push({ kind: 'value', text: `not proved: ${division.reason}`, place: at });
      break;
  }
  return steps;
}

function planSteps(plans: Plans, stack: Stack, { claim }: JudgedClient, grant: JudgedGrant): Step[] {
  const plan = planOf(plans, stack.name);
  const place: Place = {
    kind: 'plan',
    file: `${plans.shown}/${stack.name}.json`,
    address: claim.address,
  };
  if (plan === undefined) return [{ kind: 'plan', text: `no plan of ${stack.name}`, place: undefined }];
  const { planned, keys, conceal } = inPlan(plan)(claim.address);
  const change = plan.changeAt.get(claim.address);
  const does = change === undefined ? 'is not planned' : `is planned: ${change.actions.join(', ')}`;
  const count = planned === undefined ? 'its grants are unknown until apply' : `${planned.length} grants`;
  const head: Step = { kind: 'plan', text: `${claim.address} ${does}, ${count}`, place };
  const lacking: Step[] =
    planned === undefined || isPlanned(grant, keys, plan)
      ? []
      : [{ kind: 'value', text: `the plan does not grant it: it grants ${someOf(keys)}`, place }];
  const division = grant.claim.division;
  const id: PlannedText =
    division.kind === 'reference'
      ? plannedId(plan, division.to.slice(0, 2).join('.'))
      : division.kind === 'known'
        ? { kind: 'known', text: division.text }
        : { kind: 'none' };
  const steps: Step[] = [
    head,
    { kind: 'value', text: `role id: ${roleId(grant, plan)}`, place },
    {
      kind: 'value',
      text:
        id.kind === 'known'
          ? `division id: ${id.text}`
          : id.kind === 'unknown'
            ? 'division id: unknown until apply, because this plan makes the division'
            : 'division id: none that a plan could show',
      place,
    },
    ...lacking,
  ];
  return steps.map((step) => ({ ...step, text: conceal(step.text) }));
}

/** What a plan says of one client's grants: made once, since a chain is asked for with each of them. */
interface ClientInPlan {
  readonly planned: readonly PlannedGrant[] | undefined;
  readonly keys: ReadonlySet<string>;
  readonly conceal: (text: string) => string;
}

const inPlan = recent(2, (plan: Plan): ((address: string) => ClientInPlan) => {
  const conceal = concealed(plan);
  return known(Number.POSITIVE_INFINITY, (address) => {
    const planned = plannedGrants(plan, address);
    return { planned, keys: new Set(planned?.map(plannedKey)), conceal };
  });
});

/** The first of them, and how many more there are: one client can have thousands, and each of their chains would list all. */
function someOf(keys: ReadonlySet<string>): string {
  const shown = [...keys].slice(0, 10);
  const more = keys.size - shown.length;
  return shown.length === 0 ? 'nothing' : `${shown.join('; ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Does a plan show this grant among those of its client? One that the files do not prove is shown by no plan. */
function isPlanned(grant: JudgedGrant, keys: ReadonlySet<string>, plan: Plan): boolean {
  const key = expectedKey(grant, plan);
  return key === undefined || keys.has(key);
}

/** The same for the plan that was given for a stack; true where none was. */
export function isInPlan(
  plans: Plans | undefined,
  stack: TenantModel['stackName'],
  client: JudgedClient,
  grant: JudgedGrant,
): boolean {
  const plan = planOf(plans, stack);
  if (plan === undefined) return true;
  const { planned, keys } = inPlan(plan)(client.claim.address);
  return planned !== undefined && isPlanned(grant, keys, plan);
}

function roleId({ claim }: JudgedGrant, plan: Parameters<typeof dataSource>[0]): string {
  if (claim.role.kind !== 'reference') return showScalar(claim.role);
  const [, type, name, , output = ''] = claim.role.to;
  const id = field(dataSource(plan, `data.${type}.${name}`)?.values['outputs'], output);
  return typeof id === 'string' && id !== '' ? id : 'not in this plan: the foundation’s state lacks it';
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
