import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Proof } from '../../lib/proof/prove';
import { manifestOf, type OrgInput } from './manifest';
import { recordedOrg } from './spellings';
import { type Json, plansOf, proofOf, writeAssembly, writePlans } from './write-assembly';

/*
 * What real plans of single shapes (Terraform 1.11.4, provider 1.84.1, recorded 2026-11-23) say about one client, brought into the plans of an
 * otherwise compliant org. The recordings have role, division and client in one stack under names of their own; Bulkhead has the role in the
 * foundation. So the recorded changes, values, unknowns, drift and state of the plan are carried over as they are, under Bulkhead's addresses
 * and with the foundation's role id, and the configuration is that of Bulkhead.
 */

const folder = join(__dirname, '..', 'fixtures', 'recorded', 'shapes');

/** As in the recordings, where globex owns the division of this id. */
const orgOfShapes: Readonly<Record<string, OrgInput>> = {
  demo: JSON.parse(
    JSON.stringify(recordedOrg).replaceAll(
      '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b',
      '30aca664-d55a-4110-8dea-bc50829293b5',
    ),
  ),
};

export type Phase = 'plan' | 'plan-after-apply';

/** What the shape's configuration says beyond a compliant one; done to the stack before its plan is made. */
export type Written = (stack: Json) => void;

/** The proof of the org in whose plan for acme the recorded shape stands. */
export function proveShape(name: string, phase: Phase, written: Written = () => undefined): Proof {
  const recorded: Json = JSON.parse(readFileSync(join(folder, name, `${phase}.json`), 'utf8'));
  const manifest = manifestOf(orgOfShapes);
  const assembly = writeAssembly(manifest);
  const stack = assembly.stacks.get('demo-acme');
  written(stack);
  // A plan's configuration shows neither.
  const { lifecycle: _, dynamic: __, ...shown } = stack.resource.genesyscloud_oauth_client['client-1'];
  const planned = writeAssembly(manifest);
  planned.stacks.set('demo-acme', {
    ...stack,
    resource: { ...stack.resource, genesyscloud_oauth_client: { 'client-1': shown } },
  });
  const plans = writePlans(planned);
  carry(recorded, plans);
  return proofOf(manifest, assembly, { plans: plansOf(plans) });
}

const addresses: Readonly<Record<string, string>> = {
  'genesyscloud_auth_division.voice': 'genesyscloud_auth_division.division-voice',
  'genesyscloud_oauth_client.acme': 'genesyscloud_oauth_client.client-1',
};
const role = 'genesyscloud_auth_role.reader';

function carry(recorded: Json, plans: Map<string, Json>): void {
  const acme = plans.get('demo-acme');
  const foundation = plans.get('demo-foundation');
  const roleId = acme.resource_changes.find(({ name }: Json) => name === 'client-1').change.after.roles[0]
    .role_id;
  const recordedRole = recorded.prior_state?.values?.root_module?.resources?.find(
    ({ address }: Json) => address === role,
  )?.values.id;
  const renamed: Json = JSON.parse(
    Object.entries(addresses)
      .reduce(
        (text, [from, to]) =>
          text
            .replaceAll(`"${from}"`, `"${to}"`)
            .replaceAll(`"name":"${from.split('.')[1]}"`, `"name":"${to.split('.')[1]}"`),
        JSON.stringify(recorded),
      )
      .replaceAll(recordedRole ?? '\u0000', roleId),
  );
  const isRole = ({ address }: Json): boolean => address === role;

  for (const flag of ['complete', 'errored', 'checks', 'deferred_changes', 'applyable'])
    if (flag in renamed) acme[flag] = renamed[flag];
  acme.resource_drift = (renamed.resource_drift ?? []).filter((item: Json) => !isRole(item));
  foundation.resource_drift = (renamed.resource_drift ?? []).filter(isRole);

  // The role's own change stands in the foundation's plan, its policies in place of the planned ones.
  const recordedRoleChange = renamed.resource_changes?.find(isRole);
  const ownRole = foundation.resource_changes[0];
  if (recordedRoleChange !== undefined) {
    ownRole.change.actions = recordedRoleChange.change.actions;
    const policies = recordedRoleChange.change.after?.permission_policies;
    if (policies !== undefined)
      for (const values of [ownRole.change.after, foundation.planned_values.root_module.resources[0].values])
        values.permission_policies = structuredClone(policies);
    if (['no-op', 'update'].includes(recordedRoleChange.change.actions.join())) {
      // What exists has an id, and its output has it too.
      for (const values of [ownRole.change.after, foundation.planned_values.root_module.resources[0].values])
        values.id = roleId;
      ownRole.change.after_unknown = {};
      ownRole.change.before = structuredClone(ownRole.change.after);
      const { permission_policies } = recordedRoleChange.change.before;
      Object.assign(ownRole.change.before, structuredClone({ permission_policies }));
      const output = Object.keys(foundation.output_changes).find((name) => name.includes('reader'));
      foundation.planned_values.outputs[output ?? ''] = { sensitive: true, type: 'string', value: roleId };
      foundation.output_changes[output ?? ''] = {
        actions: ['no-op'],
        before: roleId,
        after: roleId,
        after_unknown: false,
      };
    }
    if (ownRole.change.before !== null)
      foundation.prior_state.values.root_module.resources.push({
        address: role,
        mode: 'managed',
        type: 'genesyscloud_auth_role',
        name: 'reader',
        values: ownRole.change.before,
      });
  }

  acme.prior_state.values.root_module.resources.push(
    ...(renamed.prior_state?.values?.root_module?.resources ?? []).filter(
      (item: Json) => item.mode === 'managed' && !isRole(item),
    ),
  );

  const configured = acme.configuration.root_module.resources;
  const own = new Map<string, Json>(acme.resource_changes.map((item: Json) => [item.address, item]));
  acme.resource_changes = (renamed.resource_changes ?? []).filter((item: Json) => !isRole(item)).map(withOwn);
  // The state is what the changes show before them, save where the recording itself has another object there.
  for (const item of acme.prior_state.values.root_module.resources) {
    const before = acme.resource_changes.find(({ address }: Json) => address === item.address)?.change.before;
    if (before && before.id === item.values.id) item.values = structuredClone(before);
  }
  acme.planned_values.root_module.resources = (renamed.planned_values?.root_module?.resources ?? [])
    .filter((item: Json) => !isRole(item))
    .map((item: Json) => {
      const change = acme.resource_changes.find(({ address }: Json) => address === item.address)?.change;
      return own.has(item.address) && change?.after ? { ...item, values: known(change) } : item;
    });
  for (const item of renamed.configuration.root_module.resources)
    if (!isRole(item) && !own.has(item.address)) configured.push(item);
  Object.assign(acme.configuration.provider_config, {
    ...renamed.configuration.provider_config,
    genesyscloud: acme.configuration.provider_config.genesyscloud,
  });

  /** Recorded action, import, former address, reason, grants and ids; names and scopes are those of the org. */
  function withOwn(item: Json): Json {
    const mine = own.get(item.address);
    const { after, after_unknown: unknown } = item.change;
    if (mine === undefined || after === null) return item;
    const { roles, id } = after;
    const grants = roles?.map((grant: Json, index: number) => ({
      ...grant,
      ...(unknown.roles?.[index]?.role_id ? { role_id: roleId } : {}),
    }));
    const outcome = {
      ...mine.change.after,
      ...(id === undefined ? {} : { id }),
      ...(roles === undefined ? {} : { roles: grants }),
    };
    return {
      ...item,
      change: {
        ...item.change,
        // A client has the name of its address from the start.
        before: item.change.before && { ...item.change.before, name: mine.change.after.name },
        ...(item.change.actions.join() === 'no-op' ? { before: structuredClone(outcome) } : {}),
        after: outcome,
        after_unknown: {
          ...Object.fromEntries(
            Object.entries(unknown).filter(([name, mark]) => mark === true || name in outcome),
          ),
          ...(Array.isArray(unknown.roles)
            ? { roles: unknown.roles.map(({ role_id: _, ...rest }: Json) => rest) }
            : {}),
        },
      },
    };
  }
}

/** What is planned of a change: its outcome, as far as it is known. */
const known = ({ after }: Json): Json => structuredClone(after);
