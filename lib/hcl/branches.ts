import { areAlike, isSimple, typed } from './alike';
import { type Expression, partsOf } from './expression';
import { isText, type Reason, type Value, type Walk } from './value';

/** What a comparison gives; undefined where that is not sure. Terraform compares without converting. */
export function equal(one: Value, other: Value): boolean | undefined {
  if (one.kind === 'null' || other.kind === 'null') {
    // What is known when it exists may be null then.
    return isWritten(one) && isWritten(other) ? one.kind === other.kind : undefined;
  }
  if (one.kind === 'text' && other.kind === 'text') return one.text === other.text;
  if (one.kind === 'number' && other.kind === 'number') return one.value === other.value;
  if (one.kind === 'boolean' && other.kind === 'boolean') return one.value === other.value;
  return undefined;
}

const isWritten = ({ kind }: Value): boolean =>
  kind === 'null' ||
  kind === 'text' ||
  kind === 'number' ||
  kind === 'boolean' ||
  kind === 'list' ||
  kind === 'object';

/** Why what is neither true nor false decides nothing as a condition. Terraform takes the texts "true" and "false" for one. */
export const undecidedBy = ({ kind }: Value): Reason =>
  kind === 'attribute' ? 'conditional' : 'its condition is neither true nor false as it is written';

/**
 * What a condition gives, of which one branch is chosen: Terraform converts both to a common type, so a branch is known only where that changes nothing.
 * A text stays a text whatever the other is.
 */
export function chosen(branch: Value, other: Value, walk: Walk): Value | undefined {
  if (isText(branch)) return branch;
  if (branch.kind === 'unknown' || other.kind === 'unknown') return undefined;
  // It gets the type of the other, which it does not show.
  if (branch.kind === 'null') return { kind: 'null' };
  if (other.kind === 'null' && other.untyped) return branch;
  if (branch.kind === 'module' || branch.kind === 'attribute') return undefined;
  return areAlike([branch, other], walk) ? typed(branch, walk) : undefined;
}

/** Whether a value has parts that have parts: of these a conversion may leave something out. */
export function hasParts(value: Value): boolean {
  const parts =
    value.kind === 'list' ? value.items : value.kind === 'object' ? [...value.entries.values()] : [];
  return parts.some((part) => part.kind !== 'null' && !isSimple(part));
}

const refusable: readonly string[] = ['lookup', 'tolist', 'concat'];

/**
 * Whether a list or object of a branch that is not chosen holds what Terraform may refuse though it is evaluated here: types that do not fit. There it goes on
 * with something of any type, which the chosen branch is then converted beside (1.11.4, 2026-11-27).
 */
export function holdsRefusable(expression: Expression, within = false): boolean {
  const { kind } = expression;
  if (within && (kind === 'conditional' || (kind === 'call' && refusable.includes(expression.name))))
    return true;
  const inner = within || kind === 'list' || kind === 'object' || kind === 'for';
  return partsOf(expression).some((part) => holdsRefusable(part, inner));
}
