/**
 * The function that marks a value as one that Terraform shows to nobody, as a part of a regular expression: also behind a comment, a minus or a number (`1-sensitive(2)`).
 * A name or a part of one (`local.sensitive`, `non-sensitive`) is no mark. What precedes is looked at from the word itself, and not beyond the length of a name.
 */
export const sensitiveMark = String.raw`sensitive(?<!(?:\.|\b[A-Za-z_][\w-]{0,100})sensitive)(?![\w-])`;
