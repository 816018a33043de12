import type { Declared } from '../proof/declared';
import { constructOf, explainGrant } from '../proof/explain';
import type { Finding, Place } from '../proof/finding';
import type { JudgedClient, OrgModel, TenantModel } from '../proof/model';
import { type Plans, planOf } from '../proof/plans';
import type { Stack } from '../proof/stack';
import type { Step } from '../proof/step';
import type { Location } from './locate';

/**
 * The chain that leads to a finding, in the order in which data flows: what the manifest says, the construct, the file with its pointer, the
 * expressions and where they come from, what the plan does, and what was found. Links that a finding does not have are left out: a stray
 * file has no construct. Pure.
 */
export function explainFinding(
  finding: Finding,
  what: string,
  org: OrgModel,
  plans: Plans | undefined,
  find: (place: Place) => Location,
): Step[] {
  const owner = org.tenants.find(({ tenant }) => tenant.id === finding.tenant);
  const stack = owner ? owner.stack : org.foundation;
  const last = finding.at[finding.at.length - 1];
  const found: Step = { kind: 'value', text: what, place: last };
  const resource = stack && finding.at.map((place) => resourceAt(place, stack, find)).find(Boolean);
  const client = owner?.clients.find(({ claim }) => claim.address === resource?.address);
  if (owner !== undefined && client !== undefined)
    return [...ofClient(finding, org, owner, client, plans), found];
  return [
    ...finding.at.filter(({ kind }) => kind === 'manifest').map(said),
    ...(stack && resource ? constructOf(stack, resource) : []),
    ...(resource ? [inFile(resource)] : finding.at.filter(({ kind }) => kind === 'assembly').map(read)),
    ...(stack && resource ? planned(resource, stack, plans) : []),
    found,
  ];
}

/** The chain of the grant that the finding is about, or of all grants of its client. */
function ofClient(
  finding: Finding,
  org: OrgModel,
  owner: TenantModel,
  client: JudgedClient,
  plans: Plans | undefined,
): Step[] {
  const offsets = finding.at.map((place) => (place.kind === 'assembly' ? place.offset : undefined));
  const one = client.grants.filter(
    ({ claim: { place } }) => place.kind === 'assembly' && offsets.includes(place.offset),
  );
  const chains = (one.length > 0 ? one : client.grants).map((grant) =>
    explainGrant(org, owner, client, grant, plans),
  );
  const seen = new Set<string>();
  const steps = chains.flat().filter((step) => {
    const key = JSON.stringify(step);
    return !seen.has(key) && seen.add(key);
  });
  if (chains.length > 0) return steps;
  const { stack } = owner;
  return [
    ...finding.at.filter(({ kind }) => kind === 'manifest').map(said),
    ...(stack ? constructOf(stack, client.claim) : []),
    inFile(client.claim),
    ...(stack ? planned(client.claim, stack, plans) : []),
  ];
}

/** The resource that a place lies in: by its address in a plan, or by the pointer to it in the file. */
function resourceAt(
  place: Place,
  { claims, file }: Stack,
  find: (place: Place) => Location,
): Declared | undefined {
  const address =
    place.kind === 'plan'
      ? place.address
      : place.kind === 'assembly' && place.file === file
        ? find(place).pointer?.split('/').slice(2, 4).join('.')
        : undefined;
  return claims.resources.find((resource) => resource.address === address);
}

function planned({ address }: Declared, { name }: Stack, plans: Plans | undefined): Step[] {
  if (plans === undefined) return [];
  const change = planOf(plans, name)?.changeAt.get(address);
  const does = change === undefined ? 'is not planned' : `is planned: ${change.actions.join(', ')}`;
  const place: Place = { kind: 'plan', file: `${plans.shown}/${name}.json`, address };
  return [{ kind: 'plan', text: `${address} ${does}`, place }];
}

const said = (place: Place): Step => ({ kind: 'manifest', text: 'what the manifest says of it', place });
const read = (place: Place): Step => ({ kind: 'file', text: 'what the files say', place });
const inFile = ({ address, place }: Declared): Step => ({ kind: 'file', text: `resource ${address}`, place });
