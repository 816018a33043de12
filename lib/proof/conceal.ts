import { isObject } from '../json/plain';
import type { Plan } from '../terraform/plan';

/*
 * A plan marks what is sensitive (`before_sensitive`, `after_sensitive`) and shows it in clear all the same. Nothing so marked may be said
 * again: not in a finding, nor in a chain.
 */

const instead = '(a sensitive value)';

/** Takes out of a text whatever the plan marks as sensitive. Made where there is something to say, since most plans give no cause to speak. */
export function concealed(plan: Plan): (text: string) => string {
  const found = new Set<string>();
  for (const { before, after, beforeSensitive, afterSensitive } of [...plan.changes, ...plan.drift]) {
    collect(before, beforeSensitive, found);
    collect(after, afterSensitive, found);
  }
  // The longest first: one may be a part of another.
  const secrets = [...found].sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((shown, secret) => shown.replaceAll(secret, instead), text);
}

/** Texts and numbers at or below a mark that is `true`. */
function collect(value: unknown, mark: unknown, found: Set<string>): void {
  if (Array.isArray(value))
    for (const [index, item] of value.entries())
      collect(item, Array.isArray(mark) ? mark[index] : mark, found);
  else if (isObject(value))
    for (const [name, item] of Object.entries(value))
      collect(item, isObject(mark) ? mark[name] : mark, found);
  else if (mark === true && (typeof value === 'number' || (typeof value === 'string' && value !== '')))
    found.add(String(value));
}
