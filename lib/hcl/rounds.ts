import { undecidedBy } from './branches';
import { pairsOf } from './collection';
import type { Expression, ForExpression } from './expression';
import { asText, unknown, type Value, type Walk, weightOf } from './value';
import type { Names } from './world';

/** What a for expression makes of what it goes over. */
export function roundsOf(
  { names: [first, second], key, result, only }: ForExpression,
  over: Value,
  names: Names,
  evaluate: (expression: Expression, names: Names) => Value,
  walk: Walk,
): Value {
  if (over.kind === 'unknown') return over;
  walk(weightOf(over));
  const pairs = pairsOf(over);
  if (pairs === undefined) return unknown('expression');
  const items: Value[] = [];
  const entries = new Map<string, Value>();
  for (const [index, item] of pairs) {
    const inside = new Map(names);
    if (first !== undefined) inside.set(first, index);
    inside.set(second, item);
    const kept = only && evaluate(only, inside);
    if (kept?.kind === 'unknown') return kept;
    if (kept !== undefined && kept.kind !== 'boolean') return unknown(undecidedBy(kept));
    if (kept?.value === false) continue;
    const made = evaluate(result, inside);
    if (key === undefined) {
      items.push(made);
      continue;
    }
    const name = evaluate(key, inside);
    if (name.kind === 'unknown') return name;
    const said = asText(name);
    if (said === undefined)
      return unknown('it goes through a for expression whose keys are no texts that are written out');
    if (entries.has(said)) return unknown('it goes through an object that has a key twice');
    entries.set(said, made);
  }
  return key === undefined
    ? { kind: 'list', items, untyped: true }
    : { kind: 'object', entries, untyped: true };
}
