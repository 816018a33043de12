import { field } from '../json/plain';
import type { Plan } from '../terraform/plan';
import { known } from '../text/known';
import { concealed } from './conceal';
import type { Place } from './finding';
import type { JudgedClient, JudgedGrant, TenantModel } from './model';
import { expectedKey, plannedKey } from './planned-grants';
import { dataSource, type PlannedGrant, type Plans, plannedGrants, plannedId, planOf } from './plans';
import { recent } from './recent';
import type { Stack } from './stack';
import { stateOutput } from './state-output';
import type { Step } from './step';
import { showScalar } from './value';

/** The end of a grant's chain: what the plan of its stack says of its client, its role and its division. */
export function planSteps(plans: Plans, stack: Stack, { claim }: JudgedClient, grant: JudgedGrant): Step[] {
  const plan = planOf(plans, stack.name);
  const place: Place = {
    kind: 'plan',
    file: `${plans.shown}/${stack.name}.json`,
    address: claim.address,
  };
  if (plan === undefined) return [noPlan(plans, stack)];
  const { planned, keys, some, conceal } = inPlan(plan)(claim.address);
  const change = plan.changeAt.get(claim.address);
  const does = change === undefined ? 'is not planned' : `is planned: ${change.actions.join(', ')}`;
  // One that is deleted, or not there, will have none.
  const count = !plan.plannedAt.has(claim.address)
    ? ''
    : planned === undefined
      ? ', its grants are unknown until apply'
      : `, ${planned.length} grants`;
  const head: Step = { kind: 'plan', text: `${claim.address} ${does}${count}`, place };
  const lacking: Step[] =
    planned === undefined || isPlanned(grant, keys, plan)
      ? []
      : [{ kind: 'value', text: `the plan does not grant it: it grants ${some}`, place }];
  const steps: Step[] = [
    head,
    { kind: 'value', text: `role id: ${roleId(grant, plan)}`, place },
    { kind: 'value', text: `division id: ${divisionId(grant, plan)}`, place },
    ...lacking,
  ];
  return steps.map((step) => ({ ...step, text: conceal(step.text) }));
}

/** The end of a chain that leads to a plan which is not there, or cannot be read. */
export function noPlan({ files }: Plans, { name }: Stack): Step {
  const unread = files.get(name);
  return unread
    ? {
        kind: 'plan',
        text: `the plan of ${name} cannot be read`,
        place: { kind: 'plan', file: unread.file, address: '' },
      }
    : { kind: 'plan', text: `no plan of ${name}`, place: undefined };
}

/** What a plan says of one client's grants: made once, since a chain is asked for with each of them. */
interface ClientInPlan {
  readonly planned: readonly PlannedGrant[] | undefined;
  readonly keys: ReadonlySet<string>;
  /** The first of the keys, in words. */
  readonly some: string;
  readonly conceal: (text: string) => string;
}

const inPlan = recent(2, (plan: Plan): ((address: string) => ClientInPlan) => {
  const conceal = concealed(plan);
  return known(Number.POSITIVE_INFINITY, (address) => {
    const planned = plannedGrants(plan, address);
    const keys = new Set(planned?.map(plannedKey));
    return { planned, keys, some: someOf(keys), conceal };
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

const noneToShow = 'none that a plan could show';

function roleId({ claim }: JudgedGrant, plan: Plan): string {
  if (claim.role.kind !== 'reference') return showScalar(claim.role);
  const from = stateOutput(claim.role.to);
  if (from === undefined) return noneToShow;
  const read = dataSource(plan, `data.terraform_remote_state.${from.state}`)?.values;
  if (read === undefined) return 'not in this plan: it does not read that state, or not just once';
  const id = field(read['outputs'], from.output);
  return typeof id === 'string' && id !== '' ? id : 'not in this plan: the foundation’s state lacks it';
}

/** Of a reference to anything but a division's id a plan may show an id, which is not what is granted. */
function divisionId({ claim: { division } }: JudgedGrant, plan: Plan): string {
  if (division.kind === 'known') return division.text;
  if (division.kind !== 'reference') return noneToShow;
  const [type, name, attribute, ...rest] = division.to;
  if (type !== 'genesyscloud_auth_division' || attribute !== 'id' || rest.length > 0) return noneToShow;
  const address = `${type}.${name}`;
  const id = plannedId(plan, address);
  if (id.kind !== 'unknown') return id.kind === 'known' ? id.text : noneToShow;
  const isMade = plan.changeAt.get(address)?.actions.includes('create');
  return `unknown until apply${isMade ? ', because this plan makes the division' : ''}`;
}
