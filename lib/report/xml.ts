import { escaped } from '../text/escaped';

// XML 1.0 has no way to write most control characters, half surrogates, U+FFFE and U+FFFF: they are shown as escapes.
const allowed = (text: string): string =>
  text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu,
    escaped,
  );

/** A text between tags. */
export const content = (text: string): string =>
  allowed(text).replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A text between quotes. */
export const attribute = (text: string): string =>
  allowed(text).replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
