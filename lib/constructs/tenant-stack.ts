import { AuthDivision } from '@cdktf/provider-genesyscloud/lib/auth-division';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { DivisionKey } from '../manifest/ids';
import type { Org, Tenant } from '../manifest/model';
import { divisionLogicalId, divisionName, tenantStack } from '../manifest/names';
import { isSharedWith } from '../proof/ownership';
import { Adoption } from './adoption';
import { StateBackend } from './backend';
import { InputError } from './input-error';
import { literal } from './literal';
import type { OrgFoundation } from './org-foundation';
import { addProvider } from './provider';
import { TenantClient } from './tenant-client';

/** What a {@link TenantStack} is made of. */
export interface TenantStackProps {
  /** The stack that holds the org's roles. It also says which org this is. */
  readonly foundation: OrgFoundation;
  /** One of the tenants of the foundation's org. */
  readonly tenant: Tenant;
}

/**
 * The stack `<org>-<tenant>`: the divisions that the tenant creates, those it adopts and manages, and its client. It refers to the
 * foundation's roles and to no other stack.
 *
 * @throws InputError when the tenant is none of the foundation's org, or the state's settings hold template text
 */
export class TenantStack extends TerraformStack {
  readonly org: Org;
  readonly tenant: Tenant;
  readonly foundation: OrgFoundation;
  readonly client: TenantClient;
  private readonly divisionIds: ReadonlyMap<string, string>;

  constructor(scope: Construct, props: TenantStackProps) {
    const { foundation, tenant } = props;
    const { org } = foundation;
    if (!org.tenants.includes(tenant)) {
      throw new InputError(
        `The tenant ${JSON.stringify(tenant.id)} is none of the org ${org.id}. Pass a tenant of the same manifest as the foundation's org.`,
      );
    }
    const name = tenantStack(org.id, tenant.id);
    super(scope, name);
    this.org = org;
    this.tenant = tenant;
    this.foundation = foundation;
    new StateBackend(this, org.config.state, name);
    addProvider(this, org, foundation.gateway);
    this.divisionIds = new Map([...this.sharedDivisions(), ...this.ownDivisions()]);
    const { client } = tenant.config;
    this.client = new TenantClient(this, 'client', {
      ...client,
      generations: client.credentials.generations,
      emitScopes: org.config.emitScopes,
    });
  }

  /**
   * What Terraform needs to grant in one of the tenant's own divisions, or in a shared one that lists the tenant: a reference to the
   * resource that this stack creates, or the id that the manifest states.
   * @throws InputError for every other key: another tenant's division has no spelling here
   */
  divisionId(key: string): string {
    const id = this.divisionIds.get(key);
    if (id !== undefined) return id;
    throw new InputError(
      `The tenant ${this.tenant.id} has no division ${JSON.stringify(key)}, and no shared division of that name lists it. It can use: ${[...this.divisionIds.keys()].sort().join(', ') || 'none'}.`,
    );
  }

  private sharedDivisions(): [string, string][] {
    return Object.entries(this.org.config.sharedDivisions)
      .filter(([key]) => isSharedWith(this.org, key, this.tenant.id))
      .map(([key, { id }]) => [key, id.toLowerCase()]);
  }

  private ownDivisions(): [string, string][] {
    // Terraform's files keep the order of `import` blocks: sorted, so that reordering a manifest changes no byte.
    const divisions = Object.entries(this.tenant.config.divisions).sort(([a], [b]) => (a < b ? -1 : 1));
    return divisions.map(([key, division]) => {
      const adopted = 'id' in division ? division : undefined;
      if (adopted === undefined) return [key, this.addDivision(key as DivisionKey).id];
      const id = adopted.id.toLowerCase();
      if (!adopted.manage) return [key, id];
      const managed = this.addDivision(key as DivisionKey, adopted.name);
      new Adoption(managed, id);
      // Its id is known, but what is granted in it must end before it does.
      return [key, managed.id];
    });
  }

  private addDivision(key: DivisionKey, explicitName?: string): AuthDivision {
    const { org, tenant } = this;
    const { divisionNames } = org.config;
    const id = divisionLogicalId(key);
    const division = new AuthDivision(this, id, {
      name: literal(explicitName ?? divisionName(divisionNames, org.id, tenant.id, key)),
      // Any token of the org can list divisions, so an opaque one says nothing about whose it is.
      description: divisionNames === 'readable' ? `Tenant ${tenant.id}, ${key}` : 'Managed by Bulkhead',
    });
    division.overrideLogicalId(id);
    return division;
  }
}
