import { AuthRole, type AuthRolePermissionPolicies } from '@cdktf/provider-genesyscloud/lib/auth-role';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { parsePermission } from '../genesys/permissions';
import type { RoleKey } from '../manifest/ids';
import type { Org } from '../manifest/model';
import { foundationStack, roleLogicalId, roleName } from '../manifest/names';
import { StateBackend } from './backend';
import { InputError } from './input-error';
import { literal } from './literal';
import { addProvider } from './provider';

/** What an {@link OrgFoundation} is made of. */
export interface OrgFoundationProps {
  /** The org as its manifest says. */
  readonly org: Org;
  /** A loopback URL that replaces the org's gateway in this app's stacks, for an emulator. */
  readonly gateway?: string | undefined;
}

/**
 * The stack `<org>-foundation`: the org's role templates, each as one `genesyscloud_auth_role`, and nothing else. It is deployed before
 * the stacks of the org's tenants, which refer to its roles.
 *
 * @throws InputError when a gateway override is not on this machine, or the state's settings hold template text
 */
export class OrgFoundation extends TerraformStack {
  readonly org: Org;
  readonly gateway: string | undefined;
  private readonly roles: ReadonlyMap<string, { readonly resource: AuthRole; readonly id: string }>;

  constructor(scope: Construct, props: OrgFoundationProps) {
    const { org, gateway } = props;
    const name = foundationStack(org.id);
    super(scope, name);
    this.org = org;
    this.gateway = gateway;
    new StateBackend(this, org.config.state, name);
    addProvider(this, org, gateway);
    this.roles = new Map(
      Object.entries(org.config.roles).map(([key, template]) => {
        const id = roleLogicalId(key as RoleKey);
        const resource = new AuthRole(this, id, {
          name: roleName(org.id, key as RoleKey),
          ...(template.description === undefined ? {} : { description: literal(template.description) }),
          ...held(template.permissions),
        });
        resource.overrideLogicalId(id);
        // Read once: each reading makes a token with a stack trace, and every grant of every tenant needs one.
        return [key, { resource, id: resource.id }];
      }),
    );
  }

  /**
   * A role template's resource.
   * @throws InputError when the org has no such template
   */
  role(key: string): AuthRole {
    return this.template(key).resource;
  }

  /**
   * A reference to the id of a role template's resource. In another stack, CDKTF writes it as one to this stack's state.
   * @throws InputError when the org has no such template
   */
  roleId(key: string): string {
    return this.template(key).id;
  }

  private template(key: string): { readonly resource: AuthRole; readonly id: string } {
    const role = this.roles.get(key);
    if (role) return role;
    throw new InputError(
      `The org ${this.org.id} has no role ${JSON.stringify(key)}. Its roles are: ${[...this.roles.keys()].sort().join(', ') || 'none'}.`,
    );
  }
}

/**
 * The two ways in which a role resource holds permissions: policies (one block for each domain and entity) and general permissions.
 * What has neither form is written as a general permission: that grants nothing, and lets the proof name it.
 */
function held(permissions: readonly string[]): {
  permissionPolicies?: AuthRolePermissionPolicies[];
  permissions?: string[];
} {
  const general: string[] = [];
  const policies = new Map<string, { domain: string; entityName: string; actionSet: string[] }>();
  for (const permission of [...new Set(permissions)].sort()) {
    const parts = parsePermission(permission);
    if (parts?.kind !== 'policy') {
      general.push(literal(permission));
      continue;
    }
    const key = `${parts.domain}:${parts.entity}`;
    const policy = policies.get(key);
    if (policy) policy.actionSet.push(parts.action);
    else policies.set(key, { domain: parts.domain, entityName: parts.entity, actionSet: [parts.action] });
  }
  return {
    ...(policies.size > 0 ? { permissionPolicies: [...policies.values()] } : {}),
    ...(general.length > 0 ? { permissions: general } : {}),
  };
}
