import { type AttributeKind, attributeKind, type BlockModel, nestedBlock } from '../genesys/block-model';
import { unsaidTokenSeconds } from '../genesys/token-seconds';
import { isObject, sameJson } from '../json/plain';
import { isKnown, type JsonObject, type Plan } from '../terraform/plan';
import type { ClientClaim } from './claim';
import { type Declared, ignoredAttributes } from './declared';
import type { RoleClaim } from './role-claim';
import { scalar } from './value';

/* What a plan will set on clients, roles and divisions, held against the claims of their files. */

/** What a client's planned values must be, by the claims of its file. Values are never shown: one of them may be a secret. */
export function clientValues(claim: ClientClaim, plan: Plan): string[] {
  const values = valuesOf(plan, claim.address);
  if (values === undefined) return [];
  const expected: [string, unknown[]][] = [
    ['authorized_grant_type', claim.grantType.kind === 'text' ? [claim.grantType.text] : []],
    [
      'access_token_validity_seconds',
      claim.lifetime.kind === 'number' || claim.lifetime.kind === 'text'
        ? [Number(claim.lifetime.text)]
        : [unsaidTokenSeconds, null],
    ],
    ['state', claim.state.kind === 'text' ? [claim.state.text] : ['active', null]],
    ['expose_client_secret', [false, null]],
    ['directory_client_secret', [null, '']],
    ['integration_credential_name', [null, '']],
  ];
  const found = expected
    .filter(([name, allowed]) => !allowed.includes(values[name] ?? null))
    .map(([name]) => `plans another ${name} for ${claim.address}`);
  const unknown = unknownOf(plan, claim.address);
  // No manifest can say where tokens of a signed-in user are sent.
  if (!isEmptyList(values['registered_redirect_uris'])) found.push(`plans redirects for ${claim.address}`);
  const hidden = [...expected.map(([name]) => name), 'registered_redirect_uris']
    .filter((name) => !isKnown(unknown(name)))
    .map((name) => `leaves ${name} of ${claim.address} unknown`);
  const scopes = values['scopes'] ?? [];
  const declared = claim.scopes.kind === 'list' ? [...new Set(claim.scopes.items)].sort() : [];
  const sameScopes =
    Array.isArray(scopes) &&
    scopes.every((scope) => typeof scope === 'string') &&
    sameJson([...scopes].sort(), declared) &&
    isKnown(unknown('scopes'));
  return [...found, ...hidden, ...(sameScopes ? [] : [`plans other scopes for ${claim.address}`])];
}

const isEmptyList = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

/** What a role's planned permissions must be, by the claim of its file. */
export function roleValues(claim: RoleClaim, plan: Plan): string[] {
  const values = valuesOf(plan, claim.address);
  if (values === undefined || claim.permissions.kind !== 'known') return [];
  const unknown = unknownOf(plan, claim.address);
  if (
    !isKnown(unknown('permission_policies')) ||
    !isKnown(unknown('permissions')) ||
    !isKnown(unknown('default_role_id'))
  ) {
    return [`leaves the permissions of ${claim.address} unknown`];
  }
  const permissions = plannedPermissions(values);
  const same = permissions !== undefined && sameJson(permissions, claim.permissions.list);
  const inherits =
    values['default_role_id'] !== null &&
    values['default_role_id'] !== undefined &&
    values['default_role_id'] !== '';
  return [
    ...(same ? [] : [`plans other permissions for ${claim.address}`]),
    ...(inherits ? [`makes ${claim.address} inherit from a default role`] : []),
  ];
}

/**
 * Whatever a file writes out must be planned as it stands there, and nothing that the provider's schema does not have. A description whose changes
 * are ignored may also stay as the state has it; of anything else that is about access, the files may not ignore a change.
 */
export function writtenValues(claim: Declared, model: BlockModel, plan: Plan): string[] {
  const values = valuesOf(plan, claim.address);
  if (values === undefined) return [];
  const unknown = unknownOf(plan, claim.address);
  const ignored = ignoredAttributes(claim);
  const state = plan.changeAt.get(claim.address)?.before;
  const isKept = (name: string, kind: AttributeKind): boolean =>
    kind === 'text' &&
    ignored.has(name) &&
    state !== undefined &&
    (values[name] ?? '') === (state[name] ?? '') &&
    isKnown(unknown(name));
  const found = new Set<string>();
  for (const { name, node } of claim.body) {
    const kind = attributeKind(model, name);
    if (kind === undefined || isKept(name, kind)) continue;
    const written = scalar(node);
    if (written.kind !== 'text' && written.kind !== 'number' && written.kind !== 'boolean') continue;
    const text = written.kind === 'boolean' ? String(written.value) : written.text;
    // A number or a boolean may be written as a text, and is planned as what it is; and the other way round.
    const planned = values[name];
    const same =
      written.kind === 'number'
        ? planned === Number(text) || (kind === 'text' && isSpelt(Number(text), planned))
        : planned === text || spelt(planned) === text;
    if (!same || !isKnown(unknown(name))) found.add(`plans another ${name} for ${claim.address}`);
  }
  const written = new Set(claim.body.map(({ name }) => name));
  for (const [name, kind] of Object.entries(model.attributes))
    if (kind === 'text' && !written.has(name) && !isKept(name, kind) && (values[name] ?? '') !== '')
      found.add(`plans another ${name} for ${claim.address}`);
  return [
    ...found,
    ...first(beyondSchema(values, model)).map(
      (name) => `plans ${name} of ${claim.address}, which the provider does not have`,
    ),
  ];
}

/** A hundred names, and how many more there are. */
const first = (names: readonly string[]): readonly string[] =>
  names.length <= 100 ? names : [...names.slice(0, 100), `${names.length - 100} more attributes`];

/** Whether a planned text is this number, written out as Terraform does. */
const isSpelt = (number: number, planned: unknown): boolean =>
  typeof planned === 'string' && /^-?\d+(\.\d+)?$/.test(planned) && Number(planned) === number;

/** A number, a boolean or nothing as a file may spell it. */
const spelt = (planned: unknown): string | undefined =>
  typeof planned === 'number' || typeof planned === 'boolean'
    ? String(planned)
    : planned === null || planned === undefined
      ? ''
      : undefined;

/** Attributes with a value that a block's model does not have, by their path. */
function beyondSchema(values: JsonObject, model: BlockModel): string[] {
  return Object.entries(values).flatMap(([name, value]): string[] => {
    if (value === null || attributeKind(model, name) !== undefined) return [];
    const block = nestedBlock(model, name);
    if (block === undefined || !Array.isArray(value)) return [name];
    const inner = value.flatMap((item) => (isObject(item) ? beyondSchema(item, block) : ['an item']));
    return [...new Set(inner)].map((below) => `${name}.${below}`);
  });
}

/** The permissions of planned policies, sorted; undefined when a policy says more, or less, than domain, entity and actions. */
export function plannedPermissions(values: JsonObject): string[] | undefined {
  const list: string[] = [];
  const policies = values['permission_policies'] ?? [];
  const general = values['permissions'] ?? [];
  if (!Array.isArray(policies) || !Array.isArray(general)) return undefined;
  for (const policy of policies) {
    if (!isObject(policy)) return undefined;
    const { domain, entity_name: entity, action_set: actions, conditions } = policy;
    const conditional = Array.isArray(conditions)
      ? conditions.length > 0
      : conditions !== undefined && conditions !== null;
    if (typeof domain !== 'string' || typeof entity !== 'string' || !Array.isArray(actions) || conditional)
      return undefined;
    // No permission to see, yet a policy that Terraform would send.
    if (actions.length === 0) return undefined;
    for (const action of actions) {
      if (typeof action !== 'string') return undefined;
      list.push(`${domain}:${entity}:${action}`);
    }
  }
  for (const name of general) {
    // A general permission is one word; with colons it would look like a policy, which it does not make.
    if (typeof name !== 'string' || name.includes(':')) return undefined;
    list.push(name);
  }
  return [...new Set(list)].sort();
}

/** The planned values of a managed resource. */
export const valuesOf = (plan: Plan, address: string): JsonObject | undefined =>
  plan.plannedAt.get(address)?.values;

/** The marks of one resource. `true` for the whole means that every attribute is unknown. */
export function unknownOf(plan: Plan, address: string): (name: string) => unknown {
  const unknown = plan.changeAt.get(address)?.afterUnknown;
  return (name) => (isObject(unknown) ? unknown[name] : unknown);
}
