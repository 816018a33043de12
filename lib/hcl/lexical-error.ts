/** Text that cannot be followed. `deep`: nested beyond what any configuration needs, and what a parser's stack may bear. `stray`: a character that starts nothing. */
export class LexicalError extends Error {
  constructor(
    readonly kind: 'deep' | 'stray' | 'unclosed',
    readonly offset: number,
  ) {
    super(kind);
  }
}
