import { assumptions } from './assumptions';
import { explainGrant } from './explain';
import type { Because, Finding } from './finding';
import { distinct, inOrder } from './findings';
import { isDeclared, type Model, type OrgModel, type TenantModel } from './model';
import { type Notice, notices } from './notices';
import { divisionText, roleText } from './places';
import type { Rule } from './rule';
import { ruleIds } from './rule-ids';
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
    const found = distinct(rules.flatMap((rule) => rule.check(model)));
    const orgs = model.orgs.map(({ org }) => org);
    const { open, waived } = waive(found, orgs, byId, model.today);
    const grants = grantProofs(model);
    const findings = [...open].sort(inOrder);
    // The verdict does not rest on the rules alone: a grant that nobody certified can never be part of a proof.
    const certified = grants.every(({ source }) => source !== undefined);
    if (!certified && findings.length === 0)
      throw new Error('a grant is not certified, yet no rule rejects it');
    return new Proof(
      model,
      findings.length === 0 ? 'proven' : 'rejected',
      findings,
      [...waived].sort((a, b) => inOrder(a.finding, b.finding)),
      grants,
      examinedIn(model),
      assumptions(orgs),
      notices(model.orgs, model.plans),
    );
  }
}

const grantProofs = (model: Model): GrantProof[] =>
  model.orgs.flatMap((org) => org.tenants.flatMap((tenant) => provedGrants(model, org, tenant)));

function provedGrants({ plans }: Model, org: OrgModel, tenant: TenantModel): GrantProof[] {
  return tenant.clients.flatMap((client) =>
    client.grants.map((grant) => ({
      org: org.org.id,
      tenant: tenant.tenant.id,
      client: client.claim.name,
      role: roleText(grant),
      division: divisionText(grant),
      source: tenant.declared.find((item) => isDeclared(grant, item))?.source,
      chain: () => explainGrant(org, tenant, client, grant, plans),
    })),
  );
}

function examinedIn({ orgs, manifest, plans }: Model): Examined {
  const tenants = orgs.flatMap((org) => org.tenants);
  const clients = tenants.flatMap((tenant) => tenant.clients);
  const templates = manifest.orgs.flatMap((org) => Object.values(org.config.roles));
  return {
    orgs: orgs.length,
    tenants: tenants.length,
    stacks: orgs.filter((org) => org.foundation).length + tenants.filter((tenant) => tenant.stack).length,
    clients: clients.length,
    grants: clients.reduce((sum, client) => sum + client.grants.length, 0),
    roles: templates.length,
    permissions: templates.reduce((sum, role) => sum + role.permissions.length, 0),
    plans: plans === undefined ? 0 : [...plans.byStack.values()].filter(({ kind }) => kind === 'plan').length,
  };
}
