import { Inapplicable, type Random } from './mutation';

interface Edit<T> {
  readonly level: 'object' | 'text';
  readonly apply: (made: T, random: Random) => void;
}

/** Makes one edit; false where there is nothing that it could change. */
export function isApplied<T>({ apply }: Edit<T>, made: T, random: Random): boolean {
  try {
    apply(made, random);
    return true;
  } catch (error) {
    if (error instanceof Inapplicable) return false;
    throw error;
  }
}

/** Makes edits one after the other, those of objects first, and gives those that found something to change. */
export function compose<T, E extends Edit<T>>(edits: readonly E[], made: T, random: Random): readonly E[] {
  const ordered = [...edits].sort((a, b) => Number(a.level === 'text') - Number(b.level === 'text'));
  return ordered.filter((edit) => {
    try {
      return isApplied(edit, made, random);
    } catch (error) {
      // An earlier edit has left nothing of what this one reaches into.
      if (error instanceof TypeError) return false;
      throw error;
    }
  });
}
