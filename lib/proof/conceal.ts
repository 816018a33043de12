import { isObject } from '../json/plain';
import type { Plan } from '../terraform/plan';
import { replacingAll } from '../text/replace-all';
import { sensitiveMark } from '../text/sensitive-mark';

/*
 * A plan marks what is sensitive (`before_sensitive`, `after_sensitive`, `sensitive_values`) and shows it in clear all the same. Nothing so marked may be said
 * again: not in a finding, nor in a chain.
 */

/** What stands where something was taken out. */
export const instead = '(a sensitive value)';

/** Of more values, or longer ones together, nobody looks for each in every text: each text is taken out as a whole. */
const most = { values: 100, characters: 10_000 };

/** Whether something was taken out of a text: it then stands for others too. */
export const isConcealed = (text: string): boolean => text.includes(instead);

const marked = new RegExp(sensitiveMark);

/** An expression as a file has it, unless it marks a text as sensitive: `sensitive(…)`. */
export const quotable = (source: string): string => (marked.test(source) ? instead : source);

/** Takes out of a text whatever the plan marks as sensitive. Made where there is something to say, since most plans give no cause to speak. */
export function concealed(plan: Plan): (text: string) => string {
  const found = new Set<string>();
  for (const { before, after, beforeSensitive, afterSensitive } of [...plan.changes, ...plan.drift]) {
    collect(before, beforeSensitive, found);
    collect(after, afterSensitive, found);
  }
  for (const { values, sensitive } of [...plan.planned, ...plan.prior]) collect(values, sensitive, found);
  if (found.size === 0) return (text) => text;
  // As they are, and as they stand in JSON.
  const spellings = [...new Set([...found].flatMap((value) => [value, JSON.stringify(value)]))];
  const characters = spellings.reduce((sum, { length }) => sum + length, 0);
  if (found.size > most.values || characters > most.characters) return () => instead;
  return replacingAll(spellings, instead);
}

const marksAny = (mark: unknown): boolean =>
  mark === true || (typeof mark === 'object' && mark !== null && Object.values(mark).some(marksAny));

/**
 * Texts and numbers at or below a mark that is `true`, or at marks of an inside that they do not have. Those are looked through once for all
 * that stands there: a plan can have very many of either.
 */
function collect(value: unknown, mark: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    const marks = Array.isArray(mark) ? mark : undefined;
    const all = marks === undefined && marksAny(mark);
    for (const [index, item] of value.entries()) collect(item, marks ? marks[index] : all, found);
  } else if (isObject(value)) {
    const marks = isObject(mark) ? mark : undefined;
    const all = marks === undefined && marksAny(mark);
    for (const [name, item] of Object.entries(value)) collect(item, marks ? marks[name] : all, found);
  } else if (marksAny(mark) && (typeof value === 'number' || (typeof value === 'string' && value !== '')))
    found.add(String(value));
}
