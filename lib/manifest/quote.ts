/**
 * A piece of a manifest as it may stand in a message: in double quotes, on one line, at most 60 characters, with everything escaped that
 * a terminal or a log collector could take for more than text.
 */
export function quote(text: string): string {
  const clipped = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return `"${clipped.replace(/["\\]|[^\P{C}…]/gu, escapeCharacter)}"`;
}

/** `"a", "b" or "c"`. */
export function alternatives(words: readonly string[], last = 'or'): string {
  const quoted = words.map(quote);
  return quoted.length < 2
    ? quoted.join('')
    : `${quoted.slice(0, -1).join(', ')} ${last} ${quoted[quoted.length - 1]}`;
}

/** Where something stands in a file, for people: `client.grants[0].role`; the file itself is the empty text. */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    const name = /^[\w-]+$/.test(step) ? step : quote(step);
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

const escapeCharacter = (character: string): string =>
  character === '"' || character === '\\'
    ? `\\${character}`
    : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
