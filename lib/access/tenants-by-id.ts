import type { Org, Tenant } from '../manifest/model';

/** The tenants of an org by their ids: an org can have thousands, and each is looked up. */
export const tenantsById = (org: Org | undefined): ReadonlyMap<string, Tenant> =>
  new Map(org?.tenants.map((tenant) => [tenant.id, tenant]));
