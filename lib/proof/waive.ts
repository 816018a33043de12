import type { Org } from '../manifest/model';
import type { Waiver } from '../manifest/schema';
import { isConcealed } from './conceal';
import type { Finding, Place } from './finding';
import { identity } from './findings';
import type { Rule } from './rule';

/** A finding that a reviewed exception covers. It stays visible in every format. */
export interface Waived {
  readonly finding: Finding;
  readonly waiver: Waiver;
}

export interface Waivings {
  readonly open: readonly Finding[];
  readonly waived: readonly Waived[];
}

/** The longest time between today and a waiver's end. */
const longestDays = 180;

/**
 * Applies the orgs' waivers. A waiver covers the findings with exactly its rule, tenant and subject; one that is expired, excuses
 * nothing or names what cannot be waived is itself a finding. `today` is YYYY-MM-DD.
 * @param isLookedAt Whether the run looked for what a waiver excuses: one of a plan is not unused because no plan was given.
 */
export function waive(
  findings: readonly Finding[],
  orgs: readonly Org[],
  rules: ReadonlyMap<string, Rule>,
  today: string,
  isLookedAt: (rule: Rule, org: Org, tenant: Waiver['tenant']) => boolean,
): Waivings {
  const open = new Set(findings);
  const coverable = byIdentity(orgs.some(({ waivers }) => waivers) ? findings : []);
  const waived: Waived[] = [];
  const about: Finding[] = [];
  for (const org of orgs) {
    if (org.waivers === undefined) continue;
    const { file, entries } = org.waivers;
    for (const [index, waiver] of entries.entries()) {
      const place: Place = { kind: 'manifest', file, path: [index] };
      const complain = (
        rule: 'expired-waiver' | 'unused-waiver' | 'invalid-waiver',
        problem: string,
      ): void => {
        about.push(finding(rule, org, waiver, problem, place));
      };
      const problem = invalid(waiver, org, rules, today);
      if (problem !== undefined) {
        complain('invalid-waiver', problem);
        continue;
      }
      const { rule, tenant, subject } = waiver;
      const covered = (coverable.get(identity({ rule, org: org.id, tenant, subject })) ?? []).filter((item) =>
        open.has(item),
      );
      if (waiver.expires < today) complain('expired-waiver', '');
      else if (covered.length === 0) {
        const known = rules.get(rule);
        if (known === undefined || isLookedAt(known, org, tenant)) complain('unused-waiver', '');
      } else {
        for (const item of covered) {
          open.delete(item);
          waived.push({ finding: item, waiver });
        }
      }
    }
  }
  return { open: [...open, ...about], waived };
}

/** What waivers can cover, by what they must repeat: each looks its own up, since there can be thousands of both. */
function byIdentity(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (isConcealed(finding.subject)) continue;
    const key = identity(finding);
    const same = found.get(key);
    if (same) same.push(finding);
    else found.set(key, [finding]);
  }
  return found;
}

function invalid(
  waiver: Waiver,
  org: Org,
  rules: ReadonlyMap<string, Rule>,
  today: string,
): string | undefined {
  const rule = rules.get(waiver.rule);
  if (rule === undefined) return `there is no rule ${waiver.rule}`;
  if (!rule.waivable) return `the rule ${waiver.rule} can never be waived`;
  if (isConcealed(waiver.subject)) return 'its subject conceals a value, and would stand for any other one';
  if (waiver.tenant !== undefined && !org.tenants.some(({ id }) => id === waiver.tenant)) {
    return `the org has no tenant ${waiver.tenant}`;
  }
  if (daysBetween(today, waiver.expires) > longestDays) {
    return `it ends more than ${longestDays} days after ${today}`;
  }
  return undefined;
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

const finding = (
  rule: 'expired-waiver' | 'unused-waiver' | 'invalid-waiver',
  org: Org,
  waiver: Waiver,
  problem: string,
  place: Place,
): Finding => ({
  rule,
  org: org.id,
  tenant: org.tenants.find(({ id }) => id === waiver.tenant)?.id,
  subject: `${waiver.rule} ${waiver.tenant ?? ''} ${waiver.subject}`.replace(/ {2,}/g, ' '),
  values: {
    waives: `${waiver.rule} (${waiver.tenant ? `${waiver.tenant}: ` : ''}${waiver.subject})`,
    expires: waiver.expires,
    problem,
  },
  at: [place],
  because: [],
});
