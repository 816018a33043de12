/** More values than any page of the API has, which has some ten thousand: each takes a few bytes on the way, and up to a hundred when it is read. */
const mostValues = 1_000_000;
/** Deeper than anything of the API, and shallower than the call stack. */
const mostDepth = 200;

/** An answer that is not read; the message says why, and nothing that stands in it. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

/**
 * Looks through an answer before it is read: a text of the size that is let through can become gigabytes.
 * @returns What was given, also where it is no JSON, or no text at all
 * @throws TooMuch
 */
export function measured(answer: unknown): unknown {
  if (typeof answer !== 'string') return answer;
  let values = 0;
  let depth = 0;
  for (let i = 0; i < answer.length; i++) {
    const character = answer.charCodeAt(i);
    if (character === quote) i = endOfText(answer, i);
    else if (character === comma) values++;
    else if (character === openList || character === openObject) {
      values++;
      if (++depth > mostDepth) throw new TooMuch('an answer that is nested without end');
    } else if (character === closeList || character === closeObject) depth--;
    if (values > mostValues) throw new TooMuch('an answer that is too large');
  }
  return answer;
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where the text that begins at `start` ends: its closing quotation mark, or the end of all. */
function endOfText(answer: string, start: number): number {
  for (let i = start + 1; i < answer.length; i++) {
    const character = answer.charCodeAt(i);
    if (character === quote) return i;
    if (character === backslash) i++;
  }
  return answer.length;
}
