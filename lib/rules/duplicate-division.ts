import type { Finding } from '../proof/finding';
import type { Rule } from '../proof/rule';
import type { Trace, TracedDivision } from '../proof/trace';

/** No division name or imported id has two owners, and every name is written out so that this can be seen. */
export const duplicateDivision: Rule = {
  id: 'duplicate-division',
  waivable: false,
  about: 'assembly',
  whole: ({ model, traces }) =>
    model.orgs.flatMap(({ org }) => duplicates(traces.filter((trace) => trace.org === org.id))),
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
        findings.push(finding({ key: '', trace, division }, undefined));
        continue;
      }
      const name = `the name ${JSON.stringify(division.label.trim().toLowerCase())}`;
      for (const key of [name, ...division.imports.map((id) => `the id ${id}`)]) {
        const named: Named = { key, trace, division };
        const other = first.get(key);
        if (other && other.division !== division) findings.push(finding(named, other));
        else first.set(key, named);
      }
    }
  }
  return findings;
}

const finding = ({ key, trace, division }: Named, other: Named | undefined): Finding => ({
  rule: 'duplicate-division',
  org: trace.org,
  tenant: trace.tenant,
  subject: `${trace.stackName} ${division.address}`,
  values: {
    division: `${division.address} of ${trace.stackName}`,
    difference: other
      ? `has ${key}, which ${other.division.address} of ${other.trace.stackName} has too`
      : `has a name that is not written out (${division.shownLabel})`,
  },
  at: [division.place, ...(other ? [other.division.place] : [])],
  because: [],
});
