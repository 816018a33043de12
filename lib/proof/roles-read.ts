import { canonicalJson } from '../json/plain';
import type { Plan } from '../terraform/plan';
import type { Across } from './across-plans';
import type { OrgModel } from './model';
import { endsOutput, isLeftOut } from './planned-outputs';
import { stackIssue } from './planned-stack';
import type { Trace } from './trace';

/**
 * While the foundation's plan does not know the ids of its roles (it makes them), all tenants must at least have read the same, each id of one
 * role only, and none of anything that exists already, nor that clients hold: what is made is nobody's yet.
 */
export function rolesRead(traces: readonly Trace[], org: OrgModel, foundation: Plan | undefined): Across[] {
  if (foundation === undefined) return [];
  const first = new Map<string, string>();
  const readAs = new Map<string, string>();
  const heldBy = new Map(
    traces.flatMap(({ held, stackName }) => held.map(({ id }) => [id, stackName] as const)),
  );
  const grantedBy = new Map(
    traces.flatMap(({ heldRoles, stackName }) => heldRoles.map((id) => [id, stackName] as const)),
  );
  return traces.flatMap((trace) =>
    [...trace.read].flatMap(([name, values]): Across[] => {
      // What the foundation's plan knows, or ends, is held against that; of what it leaves out nobody knows whether it is made.
      if (foundation.outputs.get(name) !== undefined || endsOutput(name, org, foundation)) return [];
      if (isLeftOut(name, foundation)) return [];
      const ids = values.map((value) =>
        typeof value === 'string' ? value.toLowerCase() : canonicalJson(value),
      );
      const [id = ''] = ids;
      if (!first.has(name)) first.set(name, id);
      if (!readAs.has(id)) readAs.set(id, name);
      const other = readAs.get(id);
      const holder = heldBy.get(id);
      const granter = grantedBy.get(id);
      const early = `read as ${name}, which is yet to be made`;
      const found = [
        ...(ids.every((one) => one === first.get(name)) ? [] : [`read another ${name} than other plans`]),
        ...(other === name ? [] : [`read as ${name} what other plans read as ${other}`]),
        ...(holder === undefined ? [] : [`${early}, what the plan of ${holder} holds`]),
        ...(granter === undefined ? [] : [`${early}, what clients of ${granter} hold already`]),
      ];
      return found.map((what) => ({
        trace,
        issue: stackIssue('plan-mismatch', trace.stackName, what, '', 'foundation-first'),
      }));
    }),
  );
}
