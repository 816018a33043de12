import { edit, Inapplicable, type Mutation, merge, pick, type Target } from './mutation';

/* Other roles behind a grant, and other permissions behind a role. */

const nobodysId = 'ffffffff-0000-4000-8000-000000000002';

/** The role template that the grant holds. */
const heldRole = ({ foundation, grant }: Target): string => {
  const name = Object.keys(foundation.resource.genesyscloud_auth_role).find((role) =>
    String(grant.role_id).endsWith(`genesyscloud_auth_role${role}id}`),
  );
  if (name === undefined) throw new Inapplicable();
  return name;
};
const template = (t: Target): Target['grant'] => t.foundation.resource.genesyscloud_auth_role[heldRole(t)];
const output = (t: Target): Target['grant'] =>
  t.foundation.output[`cross-stack-output-genesyscloud_auth_role${heldRole(t)}id`];
const state = (t: Target): Target['grant'] => Object.values(t.file.data.terraform_remote_state)[0];

export const roleMutations: readonly Mutation[] = [
  edit('role-literal', 'a literal role id', 'unproven-role', (t) => {
    t.grant.role_id = nobodysId;
  }),
  edit('role-missing', 'no role', 'unproven-role', (t) => void delete t.grant.role_id),
  edit('role-null', 'role_id is null', 'unproven-role', (t) => {
    t.grant.role_id = null;
  }),
  edit('role-twice-removed', 'coalesce(the role, another)', 'unproven-role', (t) => {
    t.grant.role_id = `\${coalesce("${nobodysId}", ${t.grant.role_id.slice(2, -1)})}`;
  }),
  edit('role-looked-up', 'a role by its name', 'unproven-role', (t) => {
    merge(t.file, { data: { genesyscloud_auth_role: { found: { name: 'Master Admin' } } } });
    t.grant.role_id = '${data.genesyscloud_auth_role.found.id}';
  }),
  edit('role-lookalike', 'two outputs whose names are one to Terraform', 'unmodelled-authority', (t) => {
    const name = `cross-stack-output-genesyscloud_auth_role${heldRole(t)}id`;
    const { output: outputs } = t.foundation;
    outputs.K = outputs[name];
    // KELVIN SIGN: one letter with the K when names are normalized.
    outputs['\u212a'] = { value: nobodysId };
    t.grant.role_id = t.grant.role_id.replace(name, 'K');
  }),
  edit('role-own', 'a role that the tenant’s stack makes', 'role-mismatch', (t) => {
    merge(t.file, { resource: { genesyscloud_auth_role: { own: { name: 'own', permissions: ['admin'] } } } });
    t.grant.role_id = '${genesyscloud_auth_role.own.id}';
  }),
  edit('role-another', 'another template in the same division', 'undeclared-grant', (t) => {
    const roles = Object.keys(t.foundation.resource.genesyscloud_auth_role).map((role) =>
      t.grant.role_id.replace(/genesyscloud_auth_role[a-z-]+id\}$/, `genesyscloud_auth_role${role}id}`),
    );
    const held = t.client.roles
      .filter((item: Target['grant']) => item.division_id === t.grant.division_id)
      .map((item: Target['grant']) => item.role_id);
    const role_id = pick(
      roles.filter((role) => !held.includes(role)),
      t.random,
    );
    t.client.roles.push({ ...t.grant, role_id });
  }),
  edit('role-output-redirected', 'the role’s output names another role', 'undeclared-grant', (t) => {
    const others = Object.keys(t.foundation.resource.genesyscloud_auth_role).filter(
      (role) => role !== heldRole(t),
    );
    output(t).value = `\${genesyscloud_auth_role.${pick(others, t.random)}.id}`;
  }),
  edit('role-output-literal', 'the role’s output is a literal', 'unproven-role', (t) => {
    output(t).value = nobodysId;
  }),
  edit('role-output-function', 'the role’s output is a function', 'unproven-role', (t) => {
    output(t).value = `\${coalesce("${nobodysId}", "x")}`;
  }),
  edit('role-output-gone', 'the role’s output is gone, a default stands in', 'unproven-role', (t) => {
    const name = `cross-stack-output-genesyscloud_auth_role${heldRole(t)}id`;
    delete t.foundation.output[name];
    state(t).defaults = { [name]: nobodysId };
  }),
  edit('state-default-workspace', 'the foundation’s state of a named workspace', 'unproven-role', (t) => {
    state(t).workspace = 'other';
  }),
  edit('state-elsewhere', 'a state that is no stack’s', 'unproven-role', (t) => {
    state(t).config = { path: 'elsewhere.tfstate' };
  }),
  edit('permission-added', 'a permission more in the template', 'role-mismatch', (t) => {
    template(t).permission_policies.push({
      action_set: ['view'],
      domain: 'recording',
      entity_name: 'recording',
    });
  }),
  edit('permission-wildcard', 'every action', 'role-mismatch', (t) => {
    for (const policy of template(t).permission_policies) policy.action_set = ['*'];
  }),
  edit('permission-dropped', 'no permissions', 'role-mismatch', (t) => {
    template(t).permission_policies = [];
  }),
  edit('permission-general', 'a general permission', 'role-mismatch', (t) => {
    template(t).permissions = ['admin'];
  }),
  edit('permission-inherited', 'a default role to inherit from', 'role-mismatch', (t) => {
    template(t).default_role_id = 'admin';
  }),
  edit('permission-expression', 'an action that is an expression', 'role-mismatch', (t) => {
    template(t).permission_policies[0].action_set.push('${"edit"}');
  }),
  edit('permission-dynamic', 'policies from a dynamic block', 'role-mismatch', (t) => {
    template(t).dynamic = {
      permission_policies: {
        for_each: ['recording'],
        content: { domain: '${permission_policies.value}', entity_name: 'recording', action_set: ['view'] },
      },
    };
  }),
  edit('permission-conditions', 'a condition on a policy', 'role-mismatch', (t) => {
    template(t).permission_policies[0].permission_conditions = { conjunction: 'OR' };
  }),
  edit('role-count', 'a template with count', 'role-mismatch', (t) => {
    template(t).count = 2;
  }),
  edit('role-gone', 'a template without its role', 'role-mismatch', (t) => {
    delete t.foundation.resource.genesyscloud_auth_role[heldRole(t)];
  }),
  edit('role-extra', 'a role without a template', 'role-mismatch', (t) => {
    merge(t.foundation, {
      resource: { genesyscloud_auth_role: { more: { name: 'more', permissions: ['admin'] } } },
    });
  }),
  edit('role-imported', 'a template that adopts an existing role', 'undeclared-adoption', (t) => {
    t.foundation.import = [{ to: `genesyscloud_auth_role.${heldRole(t)}`, id: nobodysId }];
  }),
];
