import { expressionEnd, identifierAt } from './lexer';
import { Opaque } from './opaque';
import { skipSpace } from './space';

/** A place in a part of a text, text[at, end), that goes on as the text is read. */
export class Cursor {
  constructor(
    protected readonly text: string,
    protected at: number,
    protected readonly end: number,
  ) {}

  space(): void {
    this.at = skipSpace(this.text, this.at, this.end, true);
  }

  ended(): boolean {
    this.space();
    return this.at >= this.end;
  }

  /** Whether a sign is next. */
  comes(sign: string): boolean {
    this.space();
    return this.text.startsWith(sign, this.at) && this.at + sign.length <= this.end;
  }

  /** Passes a sign that is next. */
  skip(sign: string): boolean {
    const comes = this.comes(sign);
    if (comes) this.at += sign.length;
    return comes;
  }

  /** The inside of the bracket that opens here, up to its closing `close`; goes on behind it. Throws an {@link Opaque} where that does not come. */
  bracketed(close: string): [start: number, end: number] {
    const start = this.at + 1;
    let at = start;
    for (;;) {
      at = expressionEnd(this.text, at, this.end, false);
      if (at >= this.end) throw new Opaque('expression');
      if (this.text[at] !== ',') break;
      at++;
    }
    if (this.text[at] !== close) throw new Opaque('expression');
    this.at = at + 1;
    return [start, at];
  }

  /** Passes the identifier that is next. */
  word(): string | undefined {
    this.space();
    const name = this.at < this.end ? identifierAt(this.text, this.at) : undefined;
    if (name === undefined || this.at + name.length > this.end) return undefined;
    this.at += name.length;
    return name;
  }
}
