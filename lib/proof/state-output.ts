import type { Traversal } from '../terraform/expression';

/** An output of a remote state, by the names that a reference gives both. */
export interface StateOutput {
  readonly state: string;
  readonly output: string;
}

/** The output of a remote state that a reference reads; undefined for a reference to anything else, a part of an output too. */
export function stateOutput([data, type, state, outputs, output, ...rest]: Traversal):
  | StateOutput
  | undefined {
  if (data !== 'data' || type !== 'terraform_remote_state' || outputs !== 'outputs') return undefined;
  return state !== undefined && output !== undefined && rest.length === 0 ? { state, output } : undefined;
}
