import type { Org, Tenant } from '../../manifest/model';
import { type Check, check, type Section } from '../check';
import { clientNames, expectedGrants } from '../expected';
import type { Reader } from '../pages';
import { clientCheck, deliveryCheck, reachingClients, unmanagedChecks, unmanagedClients } from './clients';
import { divisionChecks, sharedDivisionChecks } from './divisions';
import { grantChecks, subjectChecks } from './grants';
import { holders } from './holders';
import { type LiveOrg, readLiveOrg } from './live-org';
import { roleChecks } from './roles';
import { backfillCheck, homeDivisionCheck, organizationCheck } from './settings';

/**
 * Compares the live org with the manifest: divisions, roles, clients, and grants through the clients, through the subjects and through
 * the divisions. Only reads. What cannot be read is a check that fails.
 * @param self The client that asks: what it holds is told as residual exposure.
 */
export async function auditOrg(org: Org, api: Reader, self: string): Promise<readonly Section[]> {
  const live = await readLiveOrg(org, api);
  if (!('clients' in live)) return [{ owner: org.id, checks: live.checks, residual: [] }];
  const tenants: Section[] = [];
  for (const tenant of org.tenants)
    tenants.push({
      owner: `${org.id}/${tenant.id}`,
      checks: await tenantChecks(org, tenant, live, api),
      residual: [],
    });
  const held = await holders(live, api, self);
  const unknown = live.divisions.all.filter(({ owner }) => owner.kind === 'unmanaged');
  return [
    {
      owner: org.id,
      checks: [
        await organizationCheck(org, api),
        await homeDivisionCheck(org, api),
        ...roleChecks(org, live),
        ...sharedDivisionChecks(org, live),
        ...(await unmanagedChecks(org, live, self, api)),
        ...held.checks,
        await backfillCheck(api),
      ],
      residual: [
        ...held.residual,
        { what: 'divisions that the manifest does not know', count: unknown.length },
        { what: 'clients that the manifest does not know', count: unmanagedClients(org, live).length },
        {
          what: 'such clients, the asking one aside, with permissions that act on the whole org',
          count: reachingClients(org, live, self).length,
        },
      ],
    },
    ...tenants,
  ];
}

async function tenantChecks(org: Org, tenant: Tenant, live: LiveOrg, api: Reader): Promise<readonly Check[]> {
  const names = clientNames(org, tenant);
  const { generations, current: generation } = tenant.config.client.credentials;
  const current = names[generations.indexOf(generation)];
  const due = { live, tenant, expected: expectedGrants(org, tenant, live.divisions) };
  const checks: Check[] = [...divisionChecks(org, tenant, live)];
  for (const name of names) {
    const [client, ...more] = live.clients.filter((one) => one.name === name);
    if (client === undefined) {
      checks.push(check('client', name, 'missing', 'one client', 'none'));
      continue;
    }
    checks.push(
      more.length > 0
        ? check('client', name, 'extra', 'one client', `${more.length + 1} clients of this name`)
        : clientCheck(tenant, client),
    );
    for (const one of [client, ...more]) {
      checks.push(...grantChecks('grant-of-client', one.name, one.grants, due));
      checks.push(...(await subjectChecks(one, due, api)));
      checks.push(await deliveryCheck(one, name === current, api));
    }
  }
  return checks;
}
