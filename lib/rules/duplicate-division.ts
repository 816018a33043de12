import type { TenantId } from '../manifest/ids';
import type { Org, Tenant } from '../manifest/model';
import { declaredDivision, namesOf } from '../proof/division-names';
import type { Finding, Place } from '../proof/finding';
import { inTenant } from '../proof/places';
import type { Rule } from '../proof/rule';
import type { Trace, TracedDivision } from '../proof/trace';
import { folded } from '../text/folded';
import { reservedNames } from './reserved-names';

/** No division name or imported id has two owners, and every name is written out, as it follows from the manifest. */
export const duplicateDivision: Rule = {
  id: 'duplicate-division',
  waivable: false,
  about: 'assembly',
  whole: ({ model, traces }) =>
    model.orgs.flatMap(({ org }) => {
      const own = traces.filter((trace) => trace.org === org.id);
      return [...duplicates(own), ...otherNames(org, own)];
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

/**
 * Names that are not those of the manifest. Another tenant's is taken even where that uses it no more: two that swap their names have each one
 * once. Any other could be that of a division that somebody made by hand, which a state then passes off as the tenant's.
 */
function otherNames(org: Org, traces: readonly Trace[]): Finding[] {
  const reserved = reservedNames(org);
  const tenants = new Map<TenantId | undefined, Tenant>(org.tenants.map((tenant) => [tenant.id, tenant]));
  return traces.flatMap((trace) => {
    const tenant = tenants.get(trace.tenant);
    return trace.divisions.flatMap((division): Finding[] => {
      const { label } = division;
      if (label === undefined) return [];
      const has = `has the name ${JSON.stringify(label)}`;
      const owner = reserved.get(folded(label));
      if (owner !== undefined && owner.tenant !== tenant) {
        const difference = `${has}, which is that of the division ${owner.division} of tenant ${owner.tenant.id}`;
        return [finding(trace, division, difference, inTenant(owner.tenant, 'divisions', owner.division))];
      }
      const expected = tenant && expectedNames(org, tenant, division);
      if (expected === undefined || expected.includes(label)) return [];
      return [
        finding(trace, division, `${has} where ${JSON.stringify(expected[0])} follows from the manifest`),
      ];
    });
  });
}

/** The names that the division at an address may be written with; undefined for one that the manifest does not have. */
function expectedNames(org: Org, tenant: Tenant, { address }: TracedDivision): readonly string[] | undefined {
  const declared = declaredDivision(tenant, address.slice(address.indexOf('.') + 1));
  if (declared === undefined) return undefined;
  const { key, written } = declared;
  return written.name === undefined ? namesOf(org, tenant, key) : [written.name];
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
