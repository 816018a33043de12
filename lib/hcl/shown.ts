import { sensitiveMark } from '../text/sensitive-mark';

/** A name or a text, on one line, shortened. */
export function shown(source: string): string {
  // Of a long text, what is shown comes from its start.
  const line = source.trimStart().slice(0, 1000).replaceAll(/\s+/g, ' ').trim();
  return line.length > 100 || source.length > 1000 ? `${line.slice(0, 99)}…` : line;
}

/** What opens an object, not a part of a template; and what marks a text as one that Terraform shows to nobody. */
const unquotable = new RegExp(String.raw`(?<![$%])\{|${sensitiveMark}`);

/**
 * An expression as written, in the same way. Of an object in it, and of a text that it marks as sensitive, nothing is said, nor of what follows: no finding has
 * to name them, and they may hold a secret.
 */
export function written(source: string): string {
  const { 0: opening, index } = unquotable.exec(source) ?? {};
  return opening === undefined || index === undefined
    ? shown(source)
    : shown(`${source.slice(0, index)}${opening}…`);
}
