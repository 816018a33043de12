import type { TenantId } from '../manifest/ids';
import type { Org } from '../manifest/model';
import { foundationStack, tenantStack } from '../manifest/names';
import { issuesAcross } from './across-plans';
import { assumptions } from './assumptions';
import { explainGrant } from './explain';
import type { Because, Finding } from './finding';
import { distinct, inOrder } from './findings';
import type { Model, OrgModel, TenantModel } from './model';
import { type Notice, noticesOf } from './notices';
import { divisionText, roleText } from './places';
import type { Rule, Whole } from './rule';
import { ruleIds } from './rule-ids';
import { type Subject, subjectsOf } from './subject';
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

/** One grant with the chain that proves it. */
export interface GrantProof {
  readonly org: string;
  readonly tenant: string;
  readonly client: string;
  readonly role: string;
  readonly division: string;
  /** Whose the division is; undefined when the grant is not proved. */
  readonly source: 'own' | 'shared' | undefined;
  /** The chain from the manifest to the expression; made when it is asked for, since most reports do not show it. */
  readonly chain: () => readonly Because[];
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
    const found: Finding[] = [];
    const traces: Trace[] = [];
    const grants: GrantProof[] = [];
    const notices: Notice[] = [];
    for (const subject of subjectsOf(model)) {
      for (const rule of rules) append(found, rule.stack?.(subject));
      append(grants, provedGrants(subject));
      append(notices, noticesOf(subject));
      traces.push(traceOf(subject));
    }
    const whole: Whole = { model, traces, planIssues: issuesAcross(model, traces) };
    for (const rule of rules) append(found, rule.whole?.(whole));
    const orgs = model.orgs.map(({ org }) => org);
    const { open, waived } = waive(
      distinct(found),
      orgs,
      byId,
      model.today,
      (rule, org, tenant) => rule.about !== 'plan' || hasPlan(model, org, tenant),
    );
    const findings = inOrder(open, (finding) => finding);
    // The verdict does not rest on the rules alone: a grant that nobody certified can never be part of a proof.
    const certified = grants.every(({ source }) => source !== undefined);
    if (!certified && findings.length === 0)
      throw new Error('a grant is not certified, yet no rule rejects it');
    return new Proof(
      model,
      findings.length === 0 ? 'proven' : 'rejected',
      findings,
      inOrder(waived, ({ finding }) => finding),
      grants,
      examinedIn(model, traces),
      assumptions(orgs, model.plans?.stage),
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
function append<T>(list: T[], items: readonly T[] | undefined): void {
  if (items !== undefined) for (const item of items) list.push(item);
}

/** The chain is made from the stack when it is asked for: a proof that kept every stack would be too large. */
function provedGrants({ model, org, owner, clients }: Subject): GrantProof[] {
  if (owner === undefined) return [];
  return clients.flatMap((client, index) =>
    client.grants.map((grant, position) => ({
      org: org.org.id,
      tenant: owner.tenant.id,
      client: client.claim.name,
      role: roleText(grant),
      division: divisionText(grant),
      source: grant.declared?.source,
      chain: chainOf(model, org, owner, index, position),
    })),
  );
}

/** On its own, so that it holds nothing else of the stack that it will read again. */
const chainOf =
  (model: Model, org: OrgModel, owner: TenantModel, client: number, grant: number) =>
  (): readonly Because[] => {
    const again = owner.clients[client];
    const judged = again?.grants[grant];
    return again && judged ? explainGrant(org, owner, again, judged, model.plans) : [];
  };

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
