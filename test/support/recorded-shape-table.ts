import type { Notice } from '../../lib/proof/notices';
import type { RuleId } from '../../lib/proof/rule-ids';
import type { Phase, Written } from './recorded-shapes';
import type { Json } from './write-assembly';

/** A recorded shape and what Bulkhead must make of it. */
export interface Shape {
  readonly name: string;
  readonly phase: Phase;
  /** What the plan shows, for the table in the docs. */
  readonly shows: string;
  /** What its configuration says beyond a compliant one. */
  readonly written: Written;
  /** Every rule that it breaks; none for what a plan may do. */
  readonly rules: readonly RuleId[];
  readonly notices: readonly Notice['does'][];
}

const client = (stack: Json): Json => stack.resource.genesyscloud_oauth_client['client-1'];
const division = (stack: Json): Json => stack.resource.genesyscloud_auth_division['division-voice'];
const compliant: Written = () => undefined;

const shape = (
  name: string,
  phase: Phase,
  shows: string,
  rules: readonly RuleId[],
  notices: Shape['notices'] = [],
  written: Written = compliant,
): Shape => ({ name, phase, shows, written, rules, notices });

const home: Written = (stack) => {
  division(stack).home = true;
};
const ignored: Written = (stack) => {
  client(stack).lifecycle = { ignore_changes: ['roles'] };
};
const dynamic: Written = (stack) => {
  const [grant] = client(stack).roles;
  client(stack).dynamic = { roles: { for_each: '${[1]}', content: grant } };
};
const secrets: Written = (stack) => {
  Object.assign(client(stack), {
    expose_client_secret: true,
    integration_credential_name: 'acme-credential',
  });
  stack.output = {
    secret: { value: '${genesyscloud_oauth_client.client-1.client_secret}', sensitive: true },
  };
};
const granting: Written = (stack) => {
  stack.resource.genesyscloud_user_roles = {
    the_client: {
      user_id: '${genesyscloud_oauth_client.client-1.id}',
      roles: [{ role_id: client(stack).roles[0].role_id, division_ids: ['*'] }],
    },
  };
};
const alias: Written = (stack) => {
  stack.provider.genesyscloud.push({ ...stack.provider.genesyscloud[0], alias: 'other_org' });
};

export const shapes: readonly Shape[] = [
  shape(
    'client-destroyed',
    'plan',
    'the client is deleted though its stack has it',
    ['plan-mismatch'],
    ['deletes'],
  ),
  shape('client-replaced', 'plan', 'the client is deleted and made anew', [], ['replaces']),
  shape('conditions', 'plan', 'preconditions, postconditions and checks', []),
  shape('conditions', 'plan-after-apply', 'the same, after the apply', []),
  shape('division-change', 'plan', 'a grant moves to another division', ['plan-mismatch']),
  shape(
    'division-replaced',
    'plan',
    'an own division is deleted and made anew: its id is unknown again',
    [],
    ['replaces'],
  ),
  shape('division-to-star', 'plan', 'a grant moves to `*`', ['all-divisions']),
  shape(
    'drift',
    'plan',
    'role and client were changed outside Terraform',
    ['drifted-grant'],
    ['changes-role'],
  ),
  shape('drift-refresh-off', 'plan', 'the same, not looked for: nothing in the plan betrays it', []),
  shape('drift-refresh-only', 'plan', 'the same, only reported', ['drifted-grant', 'plan-mismatch']),
  shape('errored-data', 'plan', 'a data source failed', ['incomplete-plan', 'plan-mismatch']),
  shape('errored-precondition', 'plan', 'a precondition failed', ['incomplete-plan'], ['fails-check']),
  shape('home-division', 'plan', 'a division resource that is home', ['home-division'], [], home),
  shape('home-division', 'plan-after-apply', 'the same, after the apply', ['home-division'], [], home),
  shape('ignore-changes', 'plan', 'changes of `roles` are ignored', ['ignored-changes'], [], ignored),
  shape(
    'ignore-changes',
    'plan-after-apply',
    'the same, after a grant in `*` was added by hand: no-op',
    ['all-divisions', 'drifted-grant', 'ignored-changes'],
    [],
    ignored,
  ),
  shape(
    'import',
    'plan',
    'a division is adopted that the manifest does not adopt',
    ['plan-mismatch', 'undeclared-adoption'],
    ['adopts'],
  ),
  shape('import', 'plan-after-apply', 'the same, after the apply', ['plan-mismatch']),
  shape(
    'import-foreign-id',
    'plan',
    'another tenant’s division is adopted under an own name',
    ['foreign-division', 'undeclared-adoption'],
    ['adopts'],
  ),
  shape('moved', 'plan', 'a division gets another address', ['plan-mismatch', 'undeclared-adoption']),
  shape(
    'moved-foreign-state',
    'plan',
    'another tenant’s division is moved under an own name',
    ['foreign-division', 'plan-mismatch', 'undeclared-adoption'],
    ['deletes'],
  ),
  shape(
    'other-granting-resources',
    'plan',
    '`user_roles` and `group_roles` grant as well',
    ['plan-mismatch', 'unmodelled-authority'],
    [],
    granting,
  ),
  shape(
    'provider-alias',
    'plan',
    'a second provider block, and a division in its org',
    ['plan-mismatch', 'wrong-org'],
    [],
    alias,
  ),
  shape('removed', 'plan', 'a division is forgotten', ['plan-mismatch', 'undeclared-adoption']),
  shape(
    'role-permissions',
    'plan',
    'a role gets other permissions than its template',
    ['plan-mismatch'],
    ['changes-role'],
  ),
  shape(
    'roles-unknown',
    'plan',
    'a dynamic block makes the grants',
    ['unproven-division', 'unproven-role'],
    [],
    dynamic,
  ),
  shape(
    'roles-unknown',
    'plan-after-apply',
    'the same, after the apply',
    ['unproven-division', 'unproven-role'],
    [],
    dynamic,
  ),
  shape(
    'secrets',
    'plan',
    '`expose_client_secret`, a credential, an output of the secret',
    ['plan-mismatch', 'secret-exposure'],
    [],
    secrets,
  ),
  shape(
    'secrets',
    'plan-after-apply',
    'the same, after the apply',
    ['plan-mismatch', 'secret-exposure'],
    [],
    secrets,
  ),
  shape(
    'stack-destroyed',
    'plan',
    'a whole stack is destroyed',
    ['plan-mismatch'],
    ['deletes', 'deletes', 'deletes'],
  ),
  shape('target', 'plan', '`-target` left out the rest', ['incomplete-plan']),
];
