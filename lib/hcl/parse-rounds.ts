import type { Cursor } from './cursor';
import type { Expression, ForExpression } from './expression';
import { identifierAt } from './lexer';
import { Opaque } from './opaque';
import { skipSpace } from './space';

/** Reads the inside of the brackets of a for expression. Throws an {@link Opaque} for one of a kind that is not followed. */
export function readRounds(inside: Cursor & { expression(): Expression }, keyed: boolean): ForExpression {
  const demand = <T>(found: T | undefined | false): T => {
    if (found === undefined || found === false) throw new Opaque('for-expression');
    return found;
  };
  demand(inside.word() === 'for');
  const first = demand(inside.word());
  const second = inside.skip(',') ? demand(inside.word()) : undefined;
  demand(inside.word() === 'in');
  const over = inside.expression();
  demand(inside.skip(':'));
  const key = keyed ? inside.expression() : undefined;
  demand(!keyed || inside.skip('=>'));
  const result = inside.expression();
  const only = !inside.ended() && demand(inside.word() === 'if') ? inside.expression() : undefined;
  demand(inside.ended());
  const names = second === undefined ? ([undefined, first] as const) : ([first, second] as const);
  return { kind: 'for', names, over, key, result, only };
}

/** Whether brackets hold a for expression, and no list or object. */
export function startsFor(text: string, start: number, end: number): boolean {
  const at = skipSpace(text, start, end, true);
  if (identifierAt(text, at) !== 'for') return false;
  // An object may have a key of that name: `{ for = 1 }`.
  return !/[=:]/.test(text[skipSpace(text, at + 3, end, true)] ?? '');
}
