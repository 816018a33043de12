import { nearest } from '../text/nearest';
import { alternatives, quote } from './quote';

/** What to do about a word that stands for nothing: the one that was meant, or what there is. `known` is asked for only where it is shown. */
export type Suggest = (word: string, known: () => readonly string[], title: string) => string;

/** More than anybody reads. A file can misspell thousands of words, and each is held against thousands. */
const most = 50;

/** Suggestions for the first words of a run; for those after them, a sentence that leads to these. */
export function suggesting(): Suggest {
  let left = most;
  return (word, known, title) =>
    left-- > 0
      ? suggestion(word, known(), title)
      : `Correct the first ${most} of these words: what there is stands beside them.`;
}

function suggestion(word: string, known: readonly string[], title: string): string {
  const meant = nearest(word, known);
  if (meant !== undefined) return `Did you mean ${quote(meant)}?`;
  const some = [...known].sort().slice(0, 10);
  const more = known.length > some.length ? ` and ${known.length - some.length} more` : '';
  return known.length === 0
    ? 'There are none.'
    : `${title}: ${more ? some.map(quote).join(', ') : alternatives(some, 'and')}${more}.`;
}
