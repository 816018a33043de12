import type { OrgId, TenantId } from '../manifest/ids';
import { explainGrant } from '../proof/explain';
import { isInPlan } from '../proof/explain-plan';
import type { Finding, Place } from '../proof/finding';
import { type OrgModel, type TenantModel, ungranted } from '../proof/model';
import { divisionText, inTenant, roleText } from '../proof/places';
import type { Proof } from '../proof/prove';
import type { Step } from '../proof/step';
import {
  leftOut,
  type ReportDocument,
  type ReportedFinding,
  type ReportedWaiver,
  reportedBy,
  ruleOf,
  waivedBy,
  within,
} from './document';
import { explainFinding } from './explain-finding';
import { keep, most, shown } from './limits';
import { type Location, locator, whereabouts } from './locate';
import { type Omitted, omittedFrom } from './omitted';

/** Which grants to explain; undefined for all of the tenant. */
export interface Question {
  readonly org: string | undefined;
  readonly tenant: string;
  readonly role: string | undefined;
  readonly division: string | undefined;
}

/** A link of a chain, with its place. */
export interface ExplainedStep {
  readonly kind: Step['kind'];
  readonly text: string;
  readonly at: Location | undefined;
}

/** A grant with its chain, and whether that bears it out. */
export interface ExplainedGrant {
  /** Absent for a grant that is declared and in no file. */
  readonly client: string | undefined;
  readonly role: string;
  readonly division: string;
  /** It is declared, and written and planned as declared. */
  readonly agrees: boolean;
  /** It agrees, and no open finding concerns its tenant, its org as a whole, or everything. */
  readonly proved: boolean;
  readonly chain: readonly ExplainedStep[];
}

/** A finding with the chain that leads to it. */
interface ExplainedFinding extends ReportedFinding {
  readonly chain: readonly ExplainedStep[];
  /** How many steps of the chain are not shown; undefined where all are. */
  readonly omittedChain: number | undefined;
}

/** The answer about one tenant, as `explain --format json` prints it. */
export interface Explanation {
  readonly schema: 'bulkhead-explanation/1';
  readonly org: string;
  readonly tenant: string;
  readonly verdict: ReportDocument['verdict'];
  readonly grants: readonly ExplainedGrant[];
  /** The findings about this tenant, about the org as a whole, or about no org alone, each with the chain that leads to it. */
  readonly findings: readonly ExplainedFinding[];
  /** Those of them that a waiver excuses. */
  readonly waived: readonly ReportedWaiver[];
  /** What is too much to be shown. */
  readonly omitted: Omitted | undefined;
}

/** The answer, or the names that would have been answered. */
export type Answer =
  | { readonly kind: 'explained'; readonly explanation: Explanation }
  | { readonly kind: 'no-tenant'; readonly known: readonly string[] }
  | { readonly kind: 'ambiguous'; readonly orgs: readonly string[] }
  | { readonly kind: 'no-grant'; readonly known: readonly string[] };

/** Explains the grants of one tenant. Pure. */
export function explain(proof: Proof, question: Question): Answer {
  const found = proof.model.orgs.flatMap((org) =>
    org.tenants
      .filter(
        ({ tenant }) =>
          tenant.id === question.tenant && (question.org === undefined || org.org.id === question.org),
      )
      .map((tenant) => ({ org, tenant })),
  );
  const [first, second] = found;
  if (first === undefined) {
    const known = proof.model.orgs.flatMap((org) =>
      org.tenants.map(({ tenant }) => `${org.org.id}/${tenant.id}`),
    );
    return { kind: 'no-tenant', known };
  }
  if (second !== undefined) return { kind: 'ambiguous', orgs: found.map(({ org }) => org.org.id) };
  const { org, tenant } = first;
  const concerns = aboutTenant(org.org.id, tenant.tenant.id);
  const beyond = proof.beyond.filter(concerns);
  const sound = beyond.length === 0 && !proof.findings.some(concerns);
  const all = [...written(proof, org, tenant, sound), ...unwritten(proof, tenant)];
  const room = within<ExplainedStep>(most.chains, { kind: 'file', ...leftOut });
  const grants = all
    .filter(
      ({ role, division }) =>
        (question.role === undefined || role === question.role) &&
        (question.division === undefined || division === question.division),
    )
    .map((grant): ExplainedGrant => ({ ...grant, chain: room(grant.chain) }));
  const find = locator(proof.model);
  const report = reportedBy(find);
  const chainOf = explainFinding(org, proof.model.plans, find);
  const findings = keep(proof.findings.filter(concerns), ruleOf, (raw): ExplainedFinding => {
    const finding = report(raw);
    const steps = chainOf(raw, finding.what);
    return {
      ...finding,
      chain: steps.slice(0, most.steps).map((step) => explained(step, find)),
      omittedChain: steps.length > most.steps ? steps.length - most.steps : undefined,
    };
  });
  const waived = keep(
    proof.waived.filter(({ finding }) => concerns(finding)),
    ({ finding }) => finding.rule,
    waivedBy(whereabouts(proof.model)),
  );
  const asksForAll = question.role === undefined && question.division === undefined;
  if (grants.length === 0 && !asksForAll)
    return {
      kind: 'no-grant',
      // Every client of a tenant has the same grants.
      known: [...new Set(all.map(({ role, division }) => `${role} in ${division}`))],
    };
  return {
    kind: 'explained',
    explanation: {
      schema: 'bulkhead-explanation/1',
      org: org.org.id,
      tenant: tenant.tenant.id,
      verdict: proof.verdict,
      grants,
      findings: findings.shown,
      waived: waived.shown,
      omitted: omittedFrom(findings.left, beyond, waived.left, []),
    },
  };
}

/** What is wrong with the org, or with nobody in particular, is wrong with each of its tenants. */
const aboutTenant =
  (org: OrgId, tenant: TenantId) =>
  (finding: Pick<Finding, 'org' | 'tenant'>): boolean =>
    finding.org === undefined || (finding.org === org && (finding.tenant ?? tenant) === tenant);

/** A grant whose chain is made when it is to be shown. */
interface Asked extends Omit<ExplainedGrant, 'chain'> {
  readonly chain: () => readonly ExplainedStep[];
}

/** @param sound No finding concerns the tenant: what its files say is then what will be. */
function written(proof: Proof, org: OrgModel, tenant: TenantModel, sound: boolean): Asked[] {
  const find = locator(proof.model);
  return tenant.clients.flatMap((client) =>
    client.grants.map((grant) => {
      const agrees =
        grant.declared !== undefined && isInPlan(proof.model.plans, tenant.stackName, client, grant);
      return {
        client: shown(client.claim.name),
        role: shown(roleText(grant)),
        division: shown(divisionText(grant)),
        agrees,
        proved: agrees && sound,
        chain: () =>
          explainGrant(org, tenant, client, grant, proof.model.plans).map((step) => explained(step, find)),
      };
    }),
  );
}

const explained = ({ kind, text, place }: Step, find: (place: Place) => Location): ExplainedStep => ({
  kind,
  text: shown(text),
  at: place && find(place),
});

/** Grants that the manifest declares and no client of the files has. */
function unwritten({ model }: Proof, tenantModel: TenantModel): Asked[] {
  const find = locator(model);
  const { tenant, declared, clients } = tenantModel;
  const all = clients.flatMap(({ grants }) => grants);
  return ungranted(all, declared).map(({ role, division, path }) => ({
    client: undefined,
    role: shown(role),
    division: shown(division),
    agrees: false,
    proved: false,
    chain: () => [
      {
        kind: 'manifest',
        text: shown(`declared as ${role} in ${division}`),
        at: find(inTenant(tenant, ...path)),
      },
      { kind: 'file', text: 'in no synthesized file', at: undefined },
    ],
  }));
}
