import type { Org, Tenant } from '../manifest/model';
import type { Traversal } from '../terraform/expression';
import { only } from './only';
import type { Ownership } from './ownership';
import type { Stack } from './stack';
import { stateOutput } from './state-output';
import type { Scalar } from './value';

/** Everything that resolving needs: all stacks of the org, and who owns which id. */
export interface Surroundings {
  readonly org: Org;
  readonly ownership: Ownership;
  readonly foundation: Stack | undefined;
  /** A tenant's stack by its name, with its tenant; read when it is asked for. */
  readonly tenantStack: (name: string) => { readonly tenant: Tenant; readonly stack: Stack } | undefined;
}

/** The producer stack and the value of its output that `data.terraform_remote_state.<name>.outputs.<output>` reads. */
export function followOutput(
  to: Traversal,
  stack: Stack,
  around: Surroundings,
): { producer: Stack; value: Scalar } | undefined {
  const read = stateOutput(to);
  if (read === undefined) return undefined;
  const state = only(stack.remoteStates, read.state);
  if (state?.producer === undefined) return undefined;
  const producer =
    around.foundation?.name === state.producer
      ? around.foundation
      : around.tenantStack(state.producer)?.stack;
  if (producer === undefined) return undefined;
  const found = only(producer.claims.outputs, read.output);
  return found && { producer, value: found.value };
}
