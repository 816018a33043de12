/** HashiCorp's HCL parser. Gives its JSON; throws an Error whose message lists all syntax errors, or a {@link ParserFailure}. */
export type HclParser = (file: string, text: string) => Promise<unknown>;

/** The parser gave no answer: that says nothing about the file, except that nothing in it is judged. */
export class ParserFailure extends Error {}
