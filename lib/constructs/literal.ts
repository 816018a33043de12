import { Token } from 'cdktf';
import { InputError } from './input-error';

/**
 * A text of the manifest as Terraform will read it back: `${` and `%{` are escaped, so a description can never become an expression.
 *
 * @throws when the text holds cdktf's own placeholder syntax, which cdktf would replace by a value of another construct.
 */
export function literal(text: string): string {
  // In a list, CDKTF replaces another placeholder than in a text; the manifest's texts end up in both.
  if (Token.isUnresolved(text) || Token.isUnresolved([text])) {
    throw new InputError(
      `The manifest text ${JSON.stringify(text)} contains a CDKTF placeholder ("TfToken[…]"). CDKTF would put another construct's value in its place. Write the text without it.`,
    );
  }
  return text.replace(/[$%](?=\{)/g, '$&$&');
}
