import { sameJson } from '../json/plain';
import { isPartial, type Plan, type PlannedResource } from '../terraform/plan';
import { faultOf, faultOfPlan, type PlanFault } from '../terraform/plan-fault';
import type { Declared } from './declared';
import type { Stack } from './stack';

/** Whether a plan plans nothing of files that have something. */
export const plansNothing = ({ claims }: Stack, plan: Plan): boolean =>
  claims.resources.length > 0 && plan.planned.length === 0;

/** Planned values: one object for each resource of the files, and nothing else. What was read is of the files too. */
export function plannedResources(stack: Stack, plan: Plan): readonly PlanFault[] {
  // Of what carries authority, several are a finding of the files.
  const repeated = repeatedAt(stack.claims.placements);
  return [
    ...beyondFiles(stack, plan, repeated),
    ...leftOut(stack, plan, repeated),
    ...readBeyond(stack, plan),
  ];
}

/** The addresses of blocks of which Terraform decides how many objects they make. */
const repeatedAt = (claims: readonly Declared[]): ReadonlySet<string> =>
  new Set(claims.filter(({ repeated }) => repeated).map(({ address }) => address));

/** Whether a resource is one of those that a repeated block makes. */
function isInstance({ mode, type, name, address }: PlannedResource, repeated: ReadonlySet<string>): boolean {
  const block = `${type}.${name}`;
  return repeated.has(block) && address.startsWith(`${mode === 'data' ? 'data.' : ''}${block}[`);
}

const endings: ReadonlySet<string> = new Set(['delete', 'forget']);

/** Each planned resource is written, is planned once, and has one outcome, in which it is there. */
function beyondFiles(stack: Stack, plan: Plan, repeated: ReadonlySet<string>): PlanFault[] {
  const found: PlanFault[] = [];
  const written = new Set(stack.claims.resources.map(({ address }) => address));
  const seen = new Set<string>();
  const changes = plan.changes.filter(({ deposed }) => !deposed);
  const changed = new Map(changes.map((change) => [change.address, change]));
  if (changed.size < changes.length) found.push(faultOfPlan('changes one resource twice'));
  for (const resource of plan.planned) {
    if (resource.mode !== 'managed') continue;
    const { address, type, name } = resource;
    const fault = (what: string): void => void found.push(faultOf(address, what));
    const instance = isInstance(resource, repeated);
    if (address !== `${type}.${name}` && !instance) fault(`plans ${address} as a ${type} named ${name}`);
    const isWritten = instance || (written.has(address) && !resource.instance);
    if (!isWritten || seen.has(address)) {
      fault(`plans ${address}, which these files do not have`);
    } else {
      const change = changed.get(address);
      if (change === undefined) {
        fault(`plans ${address} without saying what changes`);
      } else if (change.actions.length === 1 && endings.has(change.actions[0] ?? '')) {
        fault(`plans ${address} and says that it ends`);
      } else if (!sameJson(change.after, resource.values)) {
        fault(`plans ${address} with two outcomes`);
      }
    }
    seen.add(address);
  }
  return found;
}

/** Each resource of the files is planned, unless the plan says that it is of a part only. */
function leftOut(stack: Stack, plan: Plan, repeated: ReadonlySet<string>): readonly PlanFault[] {
  if (isPartial(plan)) return [];
  if (plansNothing(stack, plan))
    return [
      faultOfPlan(
        'plans nothing of these files: it was made with -destroy or -refresh-only, or of other files',
      ),
    ];
  const written = new Set(stack.claims.resources.map(({ address }) => address));
  const missing = [...written].filter((address) => !plan.plannedAt.has(address) && !repeated.has(address));
  return missing.map((address) => faultOf(address, `does not plan ${address}`));
}

/** Each data source that was read is written. What is read of other stacks is looked at on its own. */
function readBeyond({ claims }: Stack, plan: Plan): readonly PlanFault[] {
  const written = new Set(claims.data.map(({ address }) => `data.${address}`));
  const repeated = repeatedAt(claims.data);
  return plan.prior
    .filter(({ mode, type }) => mode === 'data' && type !== 'terraform_remote_state')
    .filter((read) => !written.has(read.address) && !isInstance(read, repeated))
    .map(({ address }) => faultOf(address, `read ${address}, which these files do not have`));
}
