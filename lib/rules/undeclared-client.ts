import { attributeKind } from '../genesys/block-model';
import { clientModel } from '../genesys/core-resources';
import type { JsonNode } from '../json/parse';
import { clientName } from '../manifest/names';
import type { ClientClaim } from '../proof/claim';
import type { Finding } from '../proof/finding';
import type { JudgedClient, OrgModel, TenantModel } from '../proof/model';
import { inOrg, inTenant } from '../proof/places';
import type { Rule } from '../proof/rule';
import { scalarOf, showScalar } from '../proof/value';

/** Every client in the files is one that the manifest declares: its generation, its name, its state, its scopes, and exactly one of it. */
export const undeclaredClient: Rule = {
  id: 'undeclared-client',
  waivable: false,
  about: 'assembly',
  stack: ({ org, owner, clients }) =>
    owner === undefined ? inFoundation(org) : inTenantsStack(owner, clients),
};

function inFoundation({ org, foundation }: OrgModel): Finding[] {
  return (foundation?.claims.clients ?? []).map((claim) =>
    finding(claim, org.id, undefined, 'stands in the foundation stack, where no client belongs', [
      inOrg(org),
    ]),
  );
}

function inTenantsStack(tenant: TenantModel, clients: readonly JudgedClient[]): Finding[] {
  const seen = new Set<string>();
  return clients.flatMap((client) => {
    const twice = seen.has(client.claim.name);
    seen.add(client.claim.name);
    const found = twice
      ? other('is declared twice in one stack', ...generations)
      : differenceOf(tenant, client);
    if (found === undefined) return [];
    const place = inTenant(tenant.tenant, 'client', ...found.where);
    return [finding(client.claim, tenant.org.id, tenant.tenant.id, found.difference, [place])];
  });
}

interface Difference {
  readonly difference: string;
  /** What of the client says it otherwise in the manifest. */
  readonly where: readonly string[];
}

const other = (difference: string, ...where: readonly string[]): Difference => ({ difference, where });
const generations = ['credentials', 'generations'] as const;

/** What makes a client another one than the manifest's. */
function differenceOf(
  { tenant, org }: TenantModel,
  { claim, generation }: JudgedClient,
): Difference | undefined {
  if (generation === undefined) return other('is no credential generation of the manifest', ...generations);
  if (claim.repeated)
    return other(
      'has count or for_each: how many clients it makes is decided when Terraform runs',
      ...generations,
    );
  // People and the live org's checks know a client by its name: under another tenant's it would pass for that tenant's.
  const name = scalarOf(claim.body, 'name');
  const expectedName = clientName(org.id, tenant.id, generation);
  if (name.kind !== 'text' || name.text !== expectedName)
    return other(
      `has the name ${showScalar(name)} where ${JSON.stringify(expectedName)} follows from the manifest`,
      ...generations,
    );
  const beyond = claim.body.find(
    ({ name, node }) => attributeKind(clientModel, name) === 'redirect-uris' && !isEmpty(node),
  );
  if (beyond) return other(`sets ${beyond.name}, which no manifest can say`);
  const { client } = tenant.config;
  const state = claim.state.kind === 'absent' || claim.state.kind === 'null' ? 'active' : undefined;
  const written = claim.state.kind === 'text' ? claim.state.text : state;
  if (written !== client.state) {
    return other(`has state ${showScalar(claim.state)} where the manifest says ${client.state}`, 'state');
  }
  const emits = org.config.emitScopes === 'always' || client.grantType !== 'client-credentials';
  const expected = emits ? [...new Set(client.scopes)].sort() : [];
  const scopes = claim.scopes.kind === 'list' ? [...new Set(claim.scopes.items)].sort() : [];
  if (claim.scopes.kind === 'unknown')
    return other(`has scopes that cannot be read (${claim.scopes.reason})`, 'scopes');
  if (scopes.join(' ') !== expected.join(' ')) {
    return other(
      `has the scopes [${scopes.join(', ')}] where [${expected.join(', ')}] follow from the manifest`,
      'scopes',
    );
  }
  return undefined;
}

const isEmpty = (node: JsonNode): boolean =>
  node.kind === 'null' || (node.kind === 'array' && node.items.length === 0);

const finding = (
  claim: ClientClaim,
  org: Finding['org'],
  tenant: Finding['tenant'],
  difference: string,
  at: Finding['at'],
): Finding => ({
  rule: 'undeclared-client',
  org,
  tenant,
  subject: claim.name,
  values: { client: claim.address, difference },
  at: [...at, claim.place],
  because: [],
});
