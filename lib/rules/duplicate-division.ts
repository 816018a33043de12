import type { Org } from '../manifest/model';
import type { Finding, Place } from '../proof/finding';
import { inTenant } from '../proof/places';
import type { Rule } from '../proof/rule';
import type { Trace, TracedDivision } from '../proof/trace';
import { folded } from '../text/folded';
import { reservedNames } from './reserved-names';

/** No division name or imported id has two owners, and every name is written out so that this can be seen. */
export const duplicateDivision: Rule = {
  id: 'duplicate-division',
  waivable: false,
  about: 'assembly',
  whole: ({ model, traces }) =>
    model.orgs.flatMap(({ org }) => {
      const own = traces.filter((trace) => trace.org === org.id);
      return [...duplicates(own), ...takenNames(org, own)];
    }),
};

interface Named {
  readonly key: string;
  readonly trace: Trace;
  readonly division: TracedDivision;
}

function duplicates(traces: readonly Trace[]): Finding[] {
  const findings: Finding[] = [];
  const first = new Map<string, Named>();
  for (const trace of traces) {
    for (const division of trace.divisions) {
      if (division.label === undefined) {
        const difference = `has a name that is not written out (${division.shownLabel})`;
        findings.push(finding(trace, division, difference));
        continue;
      }
      const name = `the name ${JSON.stringify(folded(division.label))}`;
      for (const key of [name, ...division.imports.map((id) => `the id ${id}`)]) {
        const other = first.get(key);
        if (other && other.division !== division) {
          const difference = `has ${key}, which ${other.division.address} of ${other.trace.stackName} has too`;
          findings.push(finding(trace, division, difference, other.division.place));
        } else first.set(key, { key, trace, division });
      }
    }
  }
  return findings;
}

/** Names of other tenants' divisions, also where those use them no more: two that swap their names have each one once. */
function takenNames(org: Org, traces: readonly Trace[]): Finding[] {
  const reserved = reservedNames(org);
  return traces.flatMap((trace) =>
    trace.divisions.flatMap((division): Finding[] => {
      const owner = division.label === undefined ? undefined : reserved.get(folded(division.label));
      if (owner === undefined || owner.tenant.id === trace.tenant) return [];
      const difference = `has the name ${JSON.stringify(division.label)}, which is that of the division ${owner.division} of tenant ${owner.tenant.id}`;
      return [finding(trace, division, difference, inTenant(owner.tenant, 'divisions', owner.division))];
    }),
  );
}

const finding = (
  trace: Trace,
  division: TracedDivision,
  difference: string,
  ...others: Place[]
): Finding => ({
  rule: 'duplicate-division',
  org: trace.org,
  tenant: trace.tenant,
  subject: `${trace.stackName} ${division.address}`,
  values: { division: `${division.address} of ${trace.stackName}`, difference },
  at: [division.place, ...others],
  because: [],
});
