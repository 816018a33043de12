/**
 * What stands within each other without a bracket: splats, conditions and signs. HashiCorp's parser keeps for each, on its stack and off it, what it keeps
 * for no other word: 24 KB for a splat, 11 for a sign, 7 for a condition (seen with @cdktf/hcl2json 0.21.0, 2026-11-28), so that a hundred thousand
 * of them fill a gigabyte. Counted as levels of nesting, in which people write none.
 */
export class Stacked {
  private weight = 0;
  /** The last word but white space and comments: whether a sign, or a `*` that is a splat, can follow. */
  private last: 'operand' | 'operator' | 'bracket' | 'splat' = 'operator';
  private readonly outside: { readonly weight: number; lines: boolean }[] = [];

  /** @param lines Whether a line end parts what stands in no bracket. */
  constructor(private readonly lines: boolean) {}

  get levels(): number {
    return Math.floor(this.weight / perLevel);
  }

  open(bracket: '(' | '[' | '{'): void {
    this.outside.push({ weight: this.weight, lines: bracket === '{' });
    this.last = 'bracket';
  }

  close(): void {
    const isSplat = this.last === 'splat';
    this.weight = (this.outside.pop()?.weight ?? 0) + (isSplat ? weights.splat : 0);
    this.last = 'operand';
  }

  /** A string or a heredoc. */
  operand(): void {
    this.last = 'operand';
  }

  /** What stands between strings, brackets and comments: a name, a number, an operator or white space. */
  token(word: string): void {
    switch (word[0]) {
      case ' ':
      case '\t':
      case '\r':
        return;
      case '\n':
        // Lines part the items of an object, and nothing else in brackets. Before the first of them there is nothing to part.
        if (this.last !== 'bracket' && (this.outside.at(-1)?.lines ?? this.lines)) this.next();
        return;
      case ',':
        this.next();
        return;
      case '?':
        this.weight += weights.condition;
        this.last = 'operator';
        return;
      case '!':
      case '-':
        if (this.last !== 'operand') this.weight += weights.sign;
        this.last = 'operator';
        return;
      case '*':
        this.last = this.last === 'bracket' ? 'splat' : 'operator';
        return;
      default:
        if (this.last === 'bracket' && word === 'for') this.each();
        this.last = /^[+/%=<>&|:~]/.test(word) ? 'operator' : 'operand';
    }
  }

  /** A `for` expression is one item, whatever its bracket: lines part nothing in it. */
  private each(): void {
    const around = this.outside.at(-1);
    if (around !== undefined) around.lines = false;
  }

  /** What follows is within what these brackets are within, and no more. */
  private next(): void {
    this.weight = this.outside.at(-1)?.weight ?? 0;
    this.last = 'operator';
  }
}

/** By what the parser keeps. */
const weights = { splat: 4, sign: 2, condition: 1 } as const;

/** So many conditions as one bracket: 25,000 of them, or 6,000 splats, are the most. */
const perLevel = 250;
