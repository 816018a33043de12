import { canonicalJson } from '../json/plain';
import type { Plan } from '../terraform/plan';
import { shorten } from '../text/shorten';
import type { Across } from './across-plans';
import type { OrgModel } from './model';
import { endsOutput, isLeftOut } from './outputs-read';
import { stackIssue } from './planned-stack';
import type { Trace } from './trace';

/**
 * While the foundation's plan does not know the ids of its roles (it makes them), all tenants must at least have read the same, be it without
 * granting anything of it, each id of one role only, and none of anything that exists already, nor that clients hold: what is made is nobody's
 * yet. What other orgs read, hold and grant counts too: no id is given twice, and two orgs of a manifest can be one in Genesys Cloud.
 */
export function rolesRead(
  traces: readonly Trace[],
  orgs: readonly OrgModel[],
  foundationOf: (org: OrgModel) => Plan | undefined,
): Across[] {
  const readAs = new Map<string, Reading>();
  const heldBy = new Map(
    traces.flatMap(({ held, stackName }) => held.map(({ id }) => [id, stackName] as const)),
  );
  const grantedBy = new Map(
    traces.flatMap(({ heldRoles, stackName }) => heldRoles.map((id) => [id, stackName] as const)),
  );
  return orgs.flatMap((org) => {
    const foundation = foundationOf(org);
    const own = traces.filter((trace) => trace.org === org.org.id);
    return foundation === undefined ? [] : readEarly(own, org, foundation, { readAs, heldBy, grantedBy });
  });
}

/** As which output of which org an id was read. */
interface Reading {
  readonly org: string;
  readonly name: string;
}

interface Known {
  readonly readAs: Map<string, Reading>;
  readonly heldBy: ReadonlyMap<string, string>;
  readonly grantedBy: ReadonlyMap<string, string>;
}

function readEarly(
  traces: readonly Trace[],
  org: OrgModel,
  foundation: Plan,
  { readAs, heldBy, grantedBy }: Known,
): Across[] {
  const first = new Map<string, string>();
  const beside = readBeside(traces);
  return traces.flatMap((trace) =>
    [...trace.read.granted].flatMap(([name, values]): Across[] => {
      // What the foundation's plan knows, or ends, is held against that; of what it leaves out nobody knows whether it is made.
      if (foundation.outputs.get(name) !== undefined || endsOutput(name, org, foundation)) return [];
      if (isLeftOut(name, foundation)) return [];
      const ids = values.map(idOf);
      const [id = ''] = ids;
      if (!first.has(name)) first.set(name, id);
      const other = readAs.get(id) ?? { org: trace.org, name };
      readAs.set(id, other);
      const isOwn = other.org === trace.org;
      const holder = heldBy.get(id);
      const granter = grantedBy.get(id);
      const early = `read as ${name}, which is yet to be made`;
      // Shortened: very many outputs can be read as what another was, and its name can be very long.
      const found = [
        ...(ids.every((one) => one === first.get(name)) && isOnly(id, beside.get(name))
          ? []
          : [`read another ${name} than other plans`]),
        ...(isOwn && other.name === name
          ? []
          : [
              `read as ${name} what other plans read as ${shorten(other.name, 200)}${isOwn ? '' : ` of ${other.org}`}`,
            ]),
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

/** What plans read of outputs that their own grants do not go through. */
function readBeside(traces: readonly Trace[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { read } of traces)
    for (const [name, values] of read.beside) {
      const ids = found.get(name) ?? new Set();
      for (const value of values) ids.add(idOf(value));
      found.set(name, ids);
    }
  return found;
}

const isOnly = (id: string, others: ReadonlySet<string> = new Set()): boolean =>
  others.size === 0 || (others.size === 1 && others.has(id));

const idOf = (value: unknown): string =>
  typeof value === 'string' ? value.toLowerCase() : canonicalJson(value);
