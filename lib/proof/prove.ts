import type { TenantId } from '../manifest/ids';
import type { Org } from '../manifest/model';
import { foundationStack, tenantStack } from '../manifest/names';
import { issuesAcross } from './across-plans';
import { assumptions } from './assumptions';
import { type Beyond, Collected } from './collected';
import type { Finding } from './finding';
import { inOrder } from './findings';
import { type GrantProof, grantProofs } from './grant-proof';
import type { Model } from './model';
import { withNamedIds } from './named-ids';
import { type Notice, noticesOf } from './notices';
import type { Rule, Whole } from './rule';
import { ruleIds } from './rule-ids';
import { subjectsOf } from './subject';
import { type Trace, traceOf } from './trace';
import { type Waived, waive } from './waive';

/** What was looked at. A proof of nothing would be all zeros. */
export interface Examined {
  readonly orgs: number;
  readonly tenants: number;
  readonly stacks: number;
  readonly clients: number;
  readonly grants: number;
  readonly roles: number;
  readonly permissions: number;
  readonly plans: number;
}

/**
 * The outcome of the proof. Only {@link Proof.of} makes one, so a verdict cannot be had without running every rule; `proven` means
 * that no finding is open.
 */
export class Proof {
  private constructor(
    readonly model: Model,
    readonly verdict: 'proven' | 'rejected',
    readonly findings: readonly Finding[],
    /** Findings that were too many to be kept; none when all of them are in `findings` or waived. */
    readonly beyond: readonly Beyond[],
    readonly waived: readonly Waived[],
    readonly grants: readonly GrantProof[],
    readonly examined: Examined,
    readonly assumptions: readonly string[],
    /** What plans will do beyond any rule; never empty because something was left out. */
    readonly notices: readonly Notice[],
  ) {}

  /** Runs all rules over a model. Throws when a rule of the catalogue is not among `rules`, or is there twice. */
  static of(model: Model, rules: readonly Rule[]): Proof {
    const byId = new Map(rules.map((rule) => [rule.id as string, rule]));
    const absent = ruleIds.filter((id) => !byId.has(id));
    if (absent.length > 0 || byId.size !== rules.length) {
      throw new Error(`the rules are not complete: ${absent.join(', ') || 'one is there twice'}`);
    }
    const found = new Collected();
    const traces: Trace[] = [];
    const grants: GrantProof[] = [];
    const notices: Notice[] = [];
    for (const subject of subjectsOf(model)) {
      for (const rule of rules) found.add(rule.stack?.(subject));
      append(grants, grantProofs(subject));
      append(notices, noticesOf(subject));
      traces.push(traceOf(subject));
    }
    const whole: Whole = { model, traces, planIssues: issuesAcross(model, traces) };
    for (const rule of rules) found.add(rule.whole?.(whole));
    const orgs = model.orgs.map(({ org }) => org);
    const { open, waived } = waive(
      withNamedIds(found.findings, model, traces),
      orgs,
      byId,
      model.today,
      (rule, org, tenant) => rule.about !== 'plan' || hasPlan(model, org, tenant),
    );
    const findings = inOrder(open, (finding) => finding);
    const verdict = findings.length === 0 && found.beyond.length === 0 ? 'proven' : 'rejected';
    // The verdict does not rest on the rules alone: a grant that nobody certified can never be part of a proof.
    const certified = grants.every(({ source }) => source !== undefined);
    if (!certified && verdict === 'proven')
      throw new Error('a grant is not certified, yet no rule rejects it');
    return new Proof(
      model,
      verdict,
      findings,
      found.beyond,
      inOrder(waived, ({ finding }) => finding),
      grants,
      examinedIn(model, traces),
      assumptions(model, traces),
      notices,
    );
  }
}

/** Whether the plan of a tenant's stack, or of the foundation, was given: the day's plans may not have all of them. */
function hasPlan({ plans }: Model, org: Org, tenant: string | undefined): boolean {
  const stack = tenant === undefined ? foundationStack(org.id) : tenantStack(org.id, tenant as TenantId);
  return plans?.files.has(stack) === true;
}

/** One by one: as arguments of one call, very many items would exhaust the stack. */
function append<T>(list: T[], items: readonly T[]): void {
  for (const item of items) list.push(item);
}

function examinedIn({ orgs, manifest }: Model, traces: readonly Trace[]): Examined {
  const templates = manifest.orgs.flatMap((org) => Object.values(org.config.roles));
  const sum = (count: (trace: Trace) => number): number =>
    traces.reduce((total, trace) => total + count(trace), 0);
  return {
    orgs: orgs.length,
    tenants: orgs.reduce((total, { tenants }) => total + tenants.length, 0),
    stacks: sum(({ hasStack }) => Number(hasStack)),
    clients: sum(({ clients }) => clients),
    grants: sum(({ grants }) => grants),
    roles: templates.length,
    permissions: templates.reduce((total, role) => total + role.permissions.length, 0),
    plans: sum(({ hasPlan }) => Number(hasPlan)),
  };
}
