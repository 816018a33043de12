/*
 * The expression language of templates, for the reference interpreter only: a reader of its own, from the language's documentation. What
 * it does not read (directives, `for`) throws; the interpreter then says that it cannot say.
 */

export type Expr =
  | { readonly is: 'value'; readonly value: string | number | boolean | null }
  | { readonly is: 'template'; readonly parts: readonly Expr[] }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'attribute'; readonly of: Expr; readonly name: string }
  | { readonly is: 'index'; readonly of: Expr; readonly key: Expr }
  | { readonly is: 'splat'; readonly of: Expr; readonly steps: readonly Step[] }
  | { readonly is: 'call'; readonly name: string; readonly args: readonly Expr[]; readonly spread: boolean }
  | { readonly is: 'if'; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
  | { readonly is: 'unary'; readonly sign: '!' | '-'; readonly of: Expr }
  | { readonly is: 'binary'; readonly sign: string; readonly left: Expr; readonly right: Expr }
  | { readonly is: 'list'; readonly items: readonly Expr[] }
  | { readonly is: 'object'; readonly entries: readonly (readonly [Expr, Expr])[] };
type Step = { readonly name: string } | { readonly key: Expr };

/** A text of the JSON syntax as the template that it is. */
export function template(text: string): Expr {
  if (!/[$%]\{/.test(text)) return { is: 'value', value: text };
  const reader = new Reader(text);
  return joined(reader.parts(() => reader.atEnd()));
}

/** A text alone is itself, one sequence alone keeps its value's type; anything else makes a text. */
function joined(parts: readonly Expr[]): Expr {
  const [only, second] = parts;
  if (only === undefined) return { is: 'value', value: '' };
  return second === undefined ? only : { is: 'template', parts };
}

/** Of a run of `$` before `{`, one opens a sequence and more are an escape. */
const opening = /(\$+|%+)\{/y;

const levels = [['||'], ['&&'], ['==', '!='], ['<=', '>=', '<', '>'], ['+', '-'], ['*', '/', '%']];

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Literal text and sequences, up to where `ends` says so. */
  parts(ends: () => boolean, escaped?: () => string): Expr[] {
    const parts: Expr[] = [];
    let literal = '';
    let strip = false;
    const flush = (): void => {
      if (strip) literal = literal.replace(/^\s+/, '');
      if (literal !== '') parts.push({ is: 'value', value: literal });
      literal = '';
    };
    while (!ends()) {
      if (this.atEnd()) throw new Error('a template is not closed');
      opening.lastIndex = this.at;
      const opened = opening.exec(this.text);
      if (opened === null) {
        const character = this.text[this.at];
        literal += character === '\\' && escaped ? escaped() : this.take(1);
      } else if ((opened[1] ?? '').length > 1) {
        literal += opened[0].slice(1);
        this.at += opened[0].length;
      } else {
        if (opened[1] === '%') throw new Error('a directive');
        this.at += 2;
        if (this.eat('~')) literal = literal.replace(/\s+$/, '');
        flush();
        parts.push(this.expression());
        strip = this.eat('~');
        this.need('}');
      }
    }
    flush();
    return parts;
  }

  private expression(): Expr {
    const test = this.binary(0);
    if (!this.eat('?')) return test;
    const yes = this.expression();
    this.need(':');
    return { is: 'if', test, yes, no: this.expression() };
  }

  private binary(level: number): Expr {
    const signs = levels[level];
    if (signs === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const sign = signs.find((item) => this.eat(item));
      if (sign === undefined) return left;
      left = { is: 'binary', sign, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expr {
    if (this.eat('!')) return { is: 'unary', sign: '!', of: this.unary() };
    if (this.eat('-')) return { is: 'unary', sign: '-', of: this.unary() };
    return this.steps(this.term());
  }

  private steps(of: Expr): Expr {
    for (;;) {
      if (this.eat('[*]')) return this.afterSplat(of, true);
      if (this.eat('.*')) return this.afterSplat(of, false);
      if (this.eat('[')) {
        of = { is: 'index', of, key: this.expression() };
        this.need(']');
      } else if (this.text[this.peek()] === '.' && this.eat('.')) {
        const digits = this.match(/\d+/y);
        of = digits
          ? { is: 'index', of, key: { is: 'value', value: Number(digits) } }
          : { is: 'attribute', of, name: this.identifier() };
      } else return of;
    }
  }

  private afterSplat(of: Expr, full: boolean): Expr {
    const steps: Step[] = [];
    for (;;) {
      if (this.eat('.')) steps.push({ name: this.identifier() });
      else if (full && this.eat('[')) {
        steps.push({ key: this.expression() });
        this.need(']');
      } else return this.steps({ is: 'splat', of, steps });
    }
  }

  private term(): Expr {
    if (this.eat('(')) {
      const inner = this.expression();
      this.need(')');
      return inner;
    }
    if (this.eat('[')) {
      const items: Expr[] = [];
      while (!this.eat(']')) {
        items.push(this.expression());
        if (!this.eat(',')) {
          this.need(']');
          break;
        }
      }
      return { is: 'list', items };
    }
    if (this.eat('{')) return this.object();
    if (this.eat('"')) return this.quoted();
    const number = this.match(/\d+(?:\.\d+)?/y);
    if (number !== undefined) return { is: 'value', value: Number(number) };
    const name = this.identifier();
    if (name === 'true' || name === 'false') return { is: 'value', value: name === 'true' };
    if (name === 'null') return { is: 'value', value: null };
    if (name === 'for') throw new Error('a for expression');
    return this.eat('(') ? this.call(name) : { is: 'name', name };
  }

  private object(): Expr {
    const entries: [Expr, Expr][] = [];
    while (!this.eat('}')) {
      const key = this.expression();
      if (!this.eat('=')) this.need(':');
      // A bare word is its own name here.
      entries.push([key.is === 'name' ? { is: 'value', value: key.name } : key, this.expression()]);
      this.eat(',');
    }
    return { is: 'object', entries };
  }

  private call(name: string): Expr {
    const args: Expr[] = [];
    let spread = false;
    while (!this.eat(')')) {
      args.push(this.expression());
      spread = this.eat('...');
      if (!this.eat(',')) {
        this.need(')');
        break;
      }
    }
    return { is: 'call', name, args, spread };
  }

  private quoted(): Expr {
    const parts = this.parts(
      () => this.text[this.at] === '"',
      () => {
        const found = this.match(/\\(?:["\\nrt]|u[0-9a-fA-F]{4})/y);
        if (found === undefined) throw new Error('an escape');
        return JSON.parse(`"${found}"`) as string;
      },
    );
    this.at++;
    return joined(parts);
  }

  private identifier(): string {
    const name = this.match(/[A-Za-z_][A-Za-z0-9_-]*/y);
    if (name === undefined) throw new Error('a name is expected');
    return name;
  }

  /** Where the next token starts: white space and comments mean nothing. */
  private peek(): number {
    const space = /(?:[ \t\r\n]|\/\*[\s\S]*?\*\/|(?:#|\/\/)[^\n]*(?:\n|$))*/y;
    space.lastIndex = this.at;
    return this.at + (space.exec(this.text)?.[0].length ?? 0);
  }

  private match(pattern: RegExp): string | undefined {
    const start = this.text[this.at] === '\\' ? this.at : this.peek();
    pattern.lastIndex = start;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at = start + found.length;
    return found;
  }

  private eat(token: string): boolean {
    const start = this.peek();
    if (!this.text.startsWith(token, start)) return false;
    this.at = start + token.length;
    return true;
  }

  private need(token: string): void {
    if (!this.eat(token)) throw new Error(`${token} is expected`);
  }

  private take(count: number): string {
    const taken = this.text.slice(this.at, this.at + count);
    this.at += count;
    return taken;
  }
}
