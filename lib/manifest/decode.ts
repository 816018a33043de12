import type { TextFault } from './fault';

/** Larger than any manifest, small enough to be read whole. */
export const maxFileBytes = 1024 * 1024;

/** The text of a file, or why it is none; then `text` is what comes before the fault, for its position. */
type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly text: string; readonly fault: TextFault };

/**
 * Reads bytes as UTF-8, without its byte order mark. Refuses other encodings, control characters, and the characters that make a
 * reviewer see another order, or other lines, than the parser does.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length > maxFileBytes)
    return refuse(
      '',
      'the file is larger than 1 MiB',
      'A manifest is written by hand; this is something else.',
    );
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff))
    return refuse('', 'the file is encoded in UTF-16; UTF-8 is expected', saveAsUtf8);
  let text: string;
  try {
    text = strict.decode(bytes);
  } catch {
    return refuse(validPrefix(bytes), 'the file is not valid UTF-8 from here on', saveAsUtf8);
  }
  const found = refusedCharacter.exec(text);
  if (!found) return { ok: true, text };
  const [character] = found;
  const code = character.charCodeAt(0);
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const before = text.slice(0, found.index);
  if (endsLines.test(character))
    return refuse(
      before,
      code === 0x0d
        ? `a carriage return (${name}) is not allowed without a line feed behind it`
        : `the character ${name} is not allowed`,
      'Some editors and YAML readers end a line there, this one does not: a review would not see what is read here. End lines with LF or CRLF.',
    );
  return code < 0x80
    ? refuse(before, `the control character ${name} is not allowed`, controlHint(code))
    : refuse(
        before,
        `the invisible character ${name} is not allowed`,
        'It changes the order in which people see the text, so a review would not see what is read here.',
      );
}

const strict = new TextDecoder('utf-8', { fatal: true });

const saveAsUtf8 = 'Save the file as UTF-8.';

const refusedCharacter =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0085\u2028-\u202e\u2066-\u2069]|\r(?!\n)/;

/**
 * What ends a line in YAML (a carriage return, 1.2.2, 5.4), in YAML 1.1 (the others) and in editors, but not to the yaml package (2.9.1): what
 * follows it behind a `#` looks like a setting and is a comment.
 */
const endsLines = /[\r\u0085\u2028\u2029]/;

const controlHint = (code: number): string =>
  code === 0 ? 'Files full of U+0000 are UTF-16, binary, or were cut off while being written.' : 'Remove it.';

const startsWith = (bytes: Uint8Array, first: number, second: number): boolean =>
  bytes[0] === first && bytes[1] === second;

function refuse(text: string, message: string, hint: string): Decoded {
  return { ok: false, text, fault: { path: [], offset: text.length, message, hint } };
}

/** The text before the first byte that is not UTF-8: a replacement character that the bytes do not hold marks it. */
function validPrefix(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let offset = 0;
  let from = 0;
  for (;;) {
    const at = text.indexOf('\ufffd', from);
    if (at === -1) return text;
    offset += Buffer.byteLength(text.slice(from, at));
    const genuine = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!genuine) return text.slice(text.startsWith('\ufeff') ? 1 : 0, at);
    offset += 3;
    from = at + 1;
  }
}
