import { normalForm } from './normal-form';
import { shown } from './shown';

/**
 * Why a name cannot be judged; undefined when it can. Terraform takes each name of a value for its normal form, and of two with the same form either, so
 * a name must be in that form itself: then two names are two values.
 */
export function nameProblem(what: string, name: string): string | undefined {
  const normal = normalForm(name);
  if (normal === name) return undefined;
  if (normal === undefined) {
    return `the name "${shown(name)}" of ${what} has more combining characters in a row than are followed here: give it another name`;
  }
  const kept = [...normal];
  const strange = [...name].find((character, index) => character !== kept[index]) ?? '';
  const code = (strange.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `the name "${shown(name)}" of ${what} is written with U+${code}, and Terraform takes it for "${shown(normal)}" (Unicode normalisation form C): write it as that`;
}

/** A name as Terraform takes it without evaluating: letters, digits, `_` and `-`. Others that it takes are not followed. */
export const isPlainName = (text: string): boolean => /^[A-Za-z_][\w-]*$/.test(text);
