import { argumentsOf } from '../terraform/body';
import { metaArguments } from '../terraform/meta-arguments';
import { blocksNamed, type Declared } from './declared';
import { scalarOf, textsOf, type UnknownReason } from './value';

/** A role with its permissions, or why they are not known. */
export interface RoleClaim extends Declared {
  readonly permissions:
    | { readonly kind: 'known'; readonly list: readonly string[] }
    | { readonly kind: 'unknown'; readonly reason: UnknownReason; readonly source: string };
  /** Arguments that no role template can say: a default role to inherit from, conditions. */
  readonly beyondTemplate: readonly string[];
}

const policyArguments: readonly string[] = ['domain', 'entity_name', 'action_set'];
/** What a role may have and still be no other than its template. */
const roleArguments: readonly string[] = [
  'name',
  'description',
  'permissions',
  'permission_policies',
  'dynamic',
  'lifecycle',
  ...metaArguments,
];

/** Reads a role from its body. Total. */
export function roleClaim(resource: Declared): RoleClaim {
  const beyondTemplate = resource.body
    .map((item) => item.name)
    .filter((name) => !roleArguments.includes(name));
  const list: string[] = [];
  const unknown = (reason: UnknownReason, source: string): RoleClaim => ({
    ...resource,
    permissions: { kind: 'unknown', reason, source },
    beyondTemplate,
  });
  const { blocks, dynamic } = blocksNamed(resource.body, 'permission_policies');
  if (dynamic.length > 0) return unknown('dynamic', 'dynamic "permission_policies"');
  const general = textsOf(resource.body, 'permissions');
  if (general.kind === 'unknown') return unknown(general.reason, general.source);
  for (const name of general.kind === 'list' ? general.items : []) {
    // A general permission is one word; written with colons it would look like a policy, which it does not make.
    if (name.includes(':')) return unknown('not-text', 'permissions');
    list.push(name);
  }
  for (const block of blocks) {
    const body = argumentsOf(block);
    for (const { name } of body) if (!policyArguments.includes(name)) beyondTemplate.push(name);
    const domain = scalarOf(body, 'domain');
    const entity = scalarOf(body, 'entity_name');
    const actions = textsOf(body, 'action_set');
    for (const part of [domain, entity]) {
      if (part.kind === 'unknown') return unknown(part.reason, part.source);
      if (part.kind === 'reference') return unknown('expression', part.source);
    }
    if (actions.kind === 'unknown') return unknown(actions.reason, actions.source);
    if (domain.kind !== 'text' || entity.kind !== 'text' || actions.kind !== 'list') {
      return unknown('not-text', 'permission_policies');
    }
    // No permission to see, yet a policy that Terraform would send.
    if (actions.items.length === 0) beyondTemplate.push('a policy without actions');
    for (const action of actions.items) list.push(`${domain.text}:${entity.text}:${action}`);
  }
  return { ...resource, permissions: { kind: 'known', list: [...new Set(list)].sort() }, beyondTemplate };
}
