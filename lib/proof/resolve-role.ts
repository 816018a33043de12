import { dataSourceModel } from '../genesys/authority';
import type { RoleKey } from '../manifest/ids';
import type { Traversal } from '../terraform/expression';
import { only } from './only';
import type { Stack } from './stack';
import { followOutput, type Surroundings } from './surroundings';
import type { Scalar } from './value';
import { type RoleVerdict, unproven } from './verdict';

/** Which role template a value names. Only a pure reference through the foundation's own state proves one. */
export function resolveRole(value: Scalar, stack: Stack, around: Surroundings): RoleVerdict {
  switch (value.kind) {
    case 'absent':
    case 'null':
      return unproven('missing', value.kind);
    case 'text':
      return unproven('literal-role', JSON.stringify(value.text));
    case 'number':
    case 'boolean':
      return unproven('not-text', value.kind);
    case 'unknown':
      return unproven(value.reason, value.source);
    case 'reference':
      return followRole(value.to, value.source, stack, around);
  }
}

function followRole(to: Traversal, source: string, stack: Stack, around: Surroundings): RoleVerdict {
  if (to[0] === 'genesyscloud_auth_role') return unproven('no-template', source);
  if (to[0] === 'data' && dataSourceModel(to[1]).kind === 'role') return unproven('looked-up', source);
  if (to[0] !== 'data' || to[1] !== 'terraform_remote_state') return unproven('not-an-id', source);
  const step = followOutput(to, stack, around);
  if (step === undefined || step.producer !== around.foundation) return unproven('remote-state', source);
  if (step.value.kind !== 'reference') return unproven('not-an-id', source);
  const [type, name, attribute, ...rest] = step.value.to;
  if (type !== 'genesyscloud_auth_role' || attribute !== 'id' || rest.length > 0)
    return unproven('not-an-id', source);
  const role = only(step.producer.claims.roles, name);
  if (role === undefined) return unproven('dangling', source);
  if (role.repeated) return unproven('repeated', source);
  if (!Object.hasOwn(around.org.config.roles, name)) return unproven('no-template', source);
  return { kind: 'template', role: name as RoleKey };
}
