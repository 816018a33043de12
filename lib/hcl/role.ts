import { attributeOf, type Spot } from './body';
import { textsOf } from './client';
import { nestedBlocks } from './nested';
import type { Resource } from './resource';
import type { Reason, Value } from './value';
import { argument } from './verdict';

/** A role that this configuration makes, with its permissions and where each is written. */
export interface Role {
  readonly resource: Resource;
  readonly permissions: readonly { readonly permission: string; readonly spot: Spot }[];
  /** Why there may be more permissions than these; undefined when there are not. */
  readonly beyond: Reason | undefined;
}

/** Reads a `genesyscloud_auth_role`. Conditions of a policy only narrow it, and are not looked at. */
export function readRole(resource: Resource): Role {
  const { body } = resource.block;
  const permissions: { permission: string; spot: Spot }[] = [];
  let beyond: Reason | undefined;
  const inherits = argument(resource, 'default_role_id');
  if (inherits !== undefined && inherits.kind !== 'null') {
    beyond =
      'it takes the place of a default role (default_role_id), whose permissions are not in these files';
  }
  const { world } = resource.scope;
  const general = textsOf(argument(resource, 'permissions'));
  world.list(general?.length ?? 0);
  if (general === undefined) beyond ??= unreadable;
  for (const permission of general ?? []) {
    permissions.push({ permission, spot: attributeOf(body, 'permissions')?.spot ?? resource.block.spot });
  }
  for (const block of nestedBlocks(resource, body, resource.names, 'permission_policies')) {
    const policy = block.kind === 'block' ? policyOf(resource, block) : undefined;
    if (policy === undefined) beyond ??= unreadable;
    world.list(policy?.length ?? 0);
    for (const permission of policy ?? []) permissions.push({ permission, spot: block.spot });
  }
  return { resource, permissions, beyond };
}

/** Longer than any two names of a permission. */
const longestPair = 200;

const unreadable: Reason = 'not all of its permissions are written out';

function policyOf(
  resource: Resource,
  { body, names }: Extract<ReturnType<typeof nestedBlocks>[number], { kind: 'block' }>,
): string[] | undefined {
  const value = (name: string): Value | undefined => {
    const attribute = attributeOf(body, name);
    return attribute && resource.scope.evaluate(attribute.value, names);
  };
  const domain = value('domain');
  const entity = value('entity_name');
  const written = value('action_set');
  const actions = textsOf(written);
  if (domain?.kind !== 'text' || entity?.kind !== 'text' || actions === undefined || actions.length === 0) {
    return undefined;
  }
  if (domain.text.length + entity.text.length > longestPair) return undefined;
  return actions.map((action) => `${domain.text}:${entity.text}:${action}`);
}
