import { attributeOf, type Spot } from './body';
import { textsOf } from './client';
import { type Nested, nestedBlocks } from './nested';
import type { Resource } from './resource';
import { because, type Reason, type Value } from './value';
import { argument } from './verdict';

/** A role that this configuration makes, with its permissions and where each is written. */
export interface Role {
  readonly resource: Resource;
  readonly permissions: readonly { readonly permission: string; readonly spot: Spot }[];
  /** Why there may be more permissions than these, and where; undefined when there are not. */
  readonly beyond: Beyond | undefined;
}

interface Beyond {
  readonly reason: Reason;
  readonly spot: Spot;
}

/** Reads a `genesyscloud_auth_role`. Conditions of a policy only narrow it, and are not looked at. */
export function readRole(resource: Resource): Role {
  const { body } = resource.block;
  const permissions: { permission: string; spot: Spot }[] = [];
  let beyond: Beyond | undefined;
  const spotOf = (name: string): Spot => attributeOf(body, name)?.spot ?? resource.block.spot;
  const inherits = argument(resource, 'default_role_id');
  if (inherits !== undefined && inherits.kind !== 'null') {
    beyond = { reason: takesOver, spot: spotOf('default_role_id') };
  }
  const { world } = resource.scope;
  const written = argument(resource, 'permissions');
  const general = textsOf(written);
  world.list(general?.length ?? 0);
  if (general === undefined) beyond ??= { reason: notAll([written]), spot: spotOf('permissions') };
  for (const permission of general ?? []) permissions.push({ permission, spot: spotOf('permissions') });
  for (const block of nestedBlocks(resource, body, resource.names, 'permission_policies')) {
    const { spot } = block;
    const policy = block.kind === 'block' ? policyOf(resource, block) : because(unreadable, block.reason);
    if (block.kind === 'block' && block.uncertain)
      beyond ??= { reason: because(unreadable, block.uncertain), spot };
    if (typeof policy === 'string') beyond ??= { reason: policy, spot };
    else {
      world.list(policy.length);
      for (const permission of policy) permissions.push({ permission, spot });
    }
  }
  return { resource, permissions, beyond };
}

/** Longer than any two names of a permission. */
const longestPair = 200;

const takesOver: Reason =
  'it takes the place of a default role (default_role_id), whose permissions are not in these files';
const unreadable = 'not all of its permissions are written out';

/** With the first cause, where one of the values, or an item of a list, has one. */
function notAll(values: readonly (Value | undefined)[]): Reason {
  const all = values.flatMap((value) => (value?.kind === 'list' ? value.items : value ? [value] : []));
  const lost = all.find((value) => value.kind === 'unknown');
  return lost?.kind === 'unknown' ? because(unreadable, lost.reason) : unreadable;
}

/** The permissions of a policy, or why they are not known. */
function policyOf(
  resource: Resource,
  { body, names }: Extract<Nested, { kind: 'block' }>,
): string[] | Reason {
  const value = (name: string): Value | undefined => {
    const attribute = attributeOf(body, name);
    return attribute && resource.scope.evaluate(attribute.value, names);
  };
  const domain = value('domain');
  const entity = value('entity_name');
  const written = value('action_set');
  const actions = textsOf(written);
  if (domain?.kind !== 'text' || entity?.kind !== 'text' || actions === undefined || actions.length === 0) {
    return notAll([domain, entity, written]);
  }
  if (domain.text.length + entity.text.length > longestPair) return unreadable;
  return actions.map((action) => `${domain.text}:${entity.text}:${action}`);
}
