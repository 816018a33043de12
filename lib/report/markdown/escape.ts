import { shorten } from '../../text/shorten';
import { visible } from '../../text/visible';

/*
 * Texts from manifests, stacks and plans in the markdown of GitHub and GitLab. What either could read as markup becomes a numeric entity,
 * which both show literally: so a name can neither open a table cell, a tag or a link, nor mention a person, an issue or a label. Hyphens,
 * dots and slashes mean nothing inside a line, and stay, so that the source of a comment can be read and searched.
 */

const entity = (text: string): string =>
  [...text].map((character) => `&#${character.codePointAt(0)};`).join('');

const markup = /[\\`*_[\]{}<>|~&@#$!%^]|:(?=\/\/)|(?<=\bwww)\./gi;

/** What opens a mention: not the @ of a mail address, but that of `owner/repository@commit`. */
const mention = /(?<!\w)@(?=\w)|@(?=[0-9a-f]{7})|[#!%$~&^](?=[\w"])|\bGH-(?=\d)/gi;

/** As it is, on one line, in code: by HTML, since a backtick in a text would end a code span. */
export const code = (text: string): string => `<code>${visible(text).replace(markup, entity)}</code>`;

/** As it is, on one line, in running text or a table cell. Control and bidirectional characters are shown as escapes. */
export const literal = (text: string): string => {
  const shown = visible(text);
  const parts: string[] = [];
  let end = 0;
  for (const { 0: opener, index } of shown.matchAll(mention)) {
    parts.push(running(shown.slice(end, index)), `<code>${entity(opener)}</code>`);
    end = index + opener.length;
  }
  return [...parts, running(shown.slice(end))].join('');
};

const running = (text: string): string =>
  // `:key:` would be a picture of a key.
  text.replace(markup, entity).replace(/:(?=[\w+-])/g, entity);

/** Characters of markup that one text of a row may take: many rows find room in a comment then, whatever one is about. */
const longest = 1000;

/** Of a long text as much of the beginning as fits, and how much is missing. Escaped, a character can be twenty. */
export function brief(text: string, as: (text: string) => string, most = longest): string {
  let row = as(shorten(text, most));
  for (let kept = most; row.length > most && kept > 1; row = as(shorten(text, kept)))
    kept = Math.floor(kept * 0.75);
  return row;
}
