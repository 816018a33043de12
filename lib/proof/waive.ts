import type { Org } from '../manifest/model';
import type { Waiver } from '../manifest/schema/waivers';
import { isConcealed } from './conceal';
import type { Finding, FindingOf, Place } from './finding';
import { identity } from './findings';
import type { Rule } from './rule';

/** A finding that a reviewed exception covers. It stays visible in every format. */
export interface Waived {
  readonly finding: Finding;
  readonly waiver: Waiver;
}

/** Findings after the waivers: each is in exactly one of the lists, and what is wrong with waivers is among the open ones. */
export interface Waivings {
  readonly open: readonly Finding[];
  readonly waived: readonly Waived[];
}

type AboutWaiver = 'expired-waiver' | 'unused-waiver' | 'invalid-waiver';

/** The longest time between today and a waiver's end. */
const longestDays = 180;

/**
 * Applies the orgs' waivers to findings, one for each tuple. A waiver covers that of exactly its rule, tenant and subject; one that is expired, excuses
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
  const coverable = new Map(
    orgs.some(({ waivers }) => waivers) ? findings.map((one) => [identity(one), one]) : [],
  );
  const waived: Waived[] = [];
  const about: Finding[] = [];
  for (const org of orgs) {
    if (org.waivers === undefined) continue;
    const { file, entries } = org.waivers;
    for (const [index, waiver] of entries.entries()) {
      const place: Place = { kind: 'manifest', file, path: [index] };
      const complain = (rule: AboutWaiver, problem: string): void => {
        about.push(finding(rule, org, waiver, problem, place));
      };
      const problem = invalid(waiver, org, rules, today);
      if (problem !== undefined) {
        complain('invalid-waiver', problem);
        continue;
      }
      const { rule, tenant, subject } = waiver;
      const found = coverable.get(identity({ rule, org: org.id, tenant, subject }));
      const covered = found && open.has(found) ? found : undefined;
      if (waiver.expires < today) complain('expired-waiver', '');
      else if (covered === undefined) {
        const known = rules.get(rule);
        if (known === undefined || isLookedAt(known, org, tenant)) complain('unused-waiver', '');
      } else {
        open.delete(covered);
        waived.push({ finding: covered, waiver });
      }
    }
  }
  return { open: [...open, ...about], waived };
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

/** One for all three rules: the message of each takes what it needs. */
const finding = (
  rule: AboutWaiver,
  org: Org,
  waiver: Waiver,
  problem: string,
  place: Place,
): FindingOf<AboutWaiver, Readonly<Record<'waives' | 'expires' | 'problem', string>>> => ({
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
