import type { OrgId, TenantId } from '../manifest/ids';
import { explainGrant } from '../proof/explain';
import { isInPlan } from '../proof/explain-plan';
import type { Finding, Place } from '../proof/finding';
import { type OrgModel, type TenantModel, ungranted } from '../proof/model';
import { divisionText, inTenant, roleText } from '../proof/places';
import type { Proof } from '../proof/prove';
import type { Step } from '../proof/step';
import { leftOut, within } from './chains';
import { type ReportedFinding, reportedBy, ruleOf, waivedBy } from './document';
import { explainFinding } from './explain-finding';
import type {
  ExplainedFinding,
  ExplainedGrant,
  ExplainedStep,
  ExplainedWaiver,
  Explanation,
} from './explanation';
import { keep, most, shown } from './limits';
import { type Location, locator } from './locate';
import { omittedFrom } from './omitted';

/** Which grants to explain; undefined for all of the tenant. */
export interface Question {
  readonly org: string | undefined;
  readonly tenant: string;
  readonly role: string | undefined;
  readonly division: string | undefined;
}

/** The answer, or the names that would have been answered. */
export type Answer =
  | { readonly kind: 'explained'; readonly explanation: Explanation }
  | { readonly kind: 'no-tenant'; readonly known: readonly string[] }
  | { readonly kind: 'ambiguous'; readonly orgs: readonly string[] }
  | {
      readonly kind: 'no-grant';
      readonly known: readonly string[];
      /** A finding tells of it all the same: a plan grants what no file does, by ids. */
      readonly isFound: boolean;
    };

/** Explains the grants of one tenant. Pure. */
export function explain(proof: Proof, question: Question): Answer {
  const all = proof.model.orgs.flatMap((org) => org.tenants.map((tenant) => ({ org, tenant })));
  const found = all.filter(
    ({ org, tenant }) =>
      tenant.tenant.id === question.tenant && (question.org === undefined || org.org.id === question.org),
  );
  const [first, second] = found;
  if (first === undefined)
    return { kind: 'no-tenant', known: all.map(({ org, tenant }) => `${org.org.id}/${tenant.tenant.id}`) };
  if (second !== undefined) return { kind: 'ambiguous', orgs: found.map(({ org }) => org.org.id) };
  const { org, tenant } = first;
  const concerns = aboutTenant(org.org.id, tenant.tenant.id);
  const sound = !proof.beyond.some(concerns) && !proof.findings.some(concerns);
  const grants = [...written(proof, org, tenant, sound), ...unwritten(proof, tenant)];
  const asked = grants.filter(
    ({ role, division }) =>
      (question.role === undefined || role === question.role) &&
      (question.division === undefined || division === question.division),
  );
  const asksForAll = question.role === undefined && question.division === undefined;
  if (asked.length === 0 && !asksForAll)
    // Every client of a tenant has the same grants.
    return {
      kind: 'no-grant',
      known: [...new Set(grants.map(({ role, division }) => `${role} in ${division}`))],
      isFound: proof.findings.some((finding) => concerns(finding) && isAboutGrant(finding, question)),
    };
  const instead = { kind: 'file', ...leftOut } as const;
  const room = within<ExplainedStep>(most.chains, instead);
  const roomForOthers = within<ExplainedStep>(most.unprovedChains, instead);
  return {
    kind: 'explained',
    explanation: {
      schema: 'bulkhead-explanation/1',
      org: org.org.id,
      tenant: tenant.tenant.id,
      verdict: proof.verdict,
      today: proof.model.dayGiven ? proof.model.today : undefined,
      grants: asked.map(
        (grant): ExplainedGrant => ({
          ...grant,
          chain: (grant.agrees ? room : roomForOthers)(grant.chain),
        }),
      ),
      ...explainFindings(proof, org, concerns),
    },
  };
}

const isAboutGrant = ({ values }: Finding, { role, division }: Question): boolean =>
  'role' in values &&
  'division' in values &&
  (role === undefined || shown(values.role) === role) &&
  (division === undefined || shown(values.division) === division);

/** The findings that concern the tenant, open and waived, and how many of them are too many to be shown. */
function explainFindings(
  proof: Proof,
  org: OrgModel,
  concerns: ReturnType<typeof aboutTenant>,
): Pick<Explanation, 'findings' | 'waived' | 'omitted'> {
  const { model } = proof;
  const find = locator(model);
  const report = reportedBy(find);
  const excused = waivedBy(find);
  const chainOf = explainFinding(org, model.plans, find);
  const withChain = (finding: ReportedFinding, raw: Finding): ExplainedFinding => {
    const steps = chainOf(raw, finding.what);
    return {
      ...finding,
      chain: steps.slice(0, most.steps).map((step) => explained(step, find)),
      omittedChain: steps.length > most.steps ? steps.length - most.steps : undefined,
    };
  };
  const findings = keep(proof.findings.filter(concerns), ruleOf, (raw) => withChain(report(raw), raw));
  const waived = keep(
    proof.waived.filter(({ finding }) => concerns(finding)),
    ({ finding }) => finding.rule,
    (raw): ExplainedWaiver => {
      const one = excused(raw);
      return { ...one, finding: withChain(one.finding, raw.finding) };
    },
  );
  return {
    findings: findings.shown,
    waived: waived.shown,
    omitted: omittedFrom(findings.left, proof.beyond.filter(concerns), waived.left, []),
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
