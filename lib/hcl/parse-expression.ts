import { Cursor } from './cursor';
import { type Expression, madeBy, type OpaqueReason } from './expression';
import { isFunctionName } from './functions';
import { expressionEnd, heredocAt, identifierAt, stringEnd } from './lexer';
import { numberOf } from './number';
import { Opaque, orOpaque } from './opaque';
import { readEntries } from './parse-entries';
import { readRounds, startsFor } from './parse-rounds';
import { skipSpace } from './space';
import { readTemplate } from './template';

/** Reads the expression that is text[start, end), as HCL's native syntax. Total. */
export const parseNative = (text: string, start: number, end: number): Expression =>
  orOpaque(() => parseInner(text, start, end));

/** As {@link numberOf}; what is calculated with an opaque number is opaque, too. */
function exactNumber(literal: string): Expression {
  const number = numberOf(literal);
  if (number.kind === 'opaque') throw new Opaque(number.reason);
  return number;
}

/** Steps of one reference, `a.b[0].c`: more than any has, fewer than a call stack bears. */
const mostSteps = 50;
/** Conditions within each other without brackets: the same. */
const mostConditions = 10;

class Parser extends Cursor {
  private conditions = 0;

  whole(): Expression {
    const value = this.expression();
    this.space();
    if (this.at < this.end) throw this.stray('expression');
    return value;
  }

  /** Something else than what may stand here. Only names the reason for people. */
  private stray(otherwise: OpaqueReason): Opaque {
    this.space();
    const isOperator = this.at < this.end && /[-+*/%<>&|!=]/.test(this.text[this.at] ?? '');
    return new Opaque(isOperator ? 'operator' : otherwise);
  }

  /** An operand, two that are compared, or a condition over these. Other operators are not followed: what comes then is in nobody's place. */
  expression(): Expression {
    const when = this.comparison();
    if (!this.skip('?')) return when;
    if (++this.conditions > mostConditions) throw new Opaque('conditional');
    const then = this.expression();
    if (!this.skip(':')) throw this.stray('conditional');
    return { kind: 'conditional', when, then, otherwise: this.expression() };
  }

  private comparison(): Expression {
    const one = this.operand();
    const negated = this.skip('!=');
    if (!negated && !this.skip('==')) return one;
    return { kind: 'equal', one, other: this.operand(), negated };
  }

  private operand(): Expression {
    let value = this.primary();
    for (let steps = 0; ; steps++) {
      if (steps > mostSteps) throw new Opaque('expression');
      this.space();
      const next = this.text[this.at];
      if (this.at >= this.end) return value;
      if (next === '[') value = this.index(value);
      else if (next === '.' && this.text.slice(this.at, this.at + 3) !== '...') value = this.step(value);
      else return value;
    }
  }

  private primary(): Expression {
    this.space();
    const character = this.text[this.at];
    if (this.at >= this.end || character === undefined) throw new Opaque('expression');
    if (character === '"') return this.string();
    if (character === '[') return this.list();
    if (character === '{') return this.object();
    if (heredocAt(this.text, this.at) !== undefined) throw new Opaque('heredoc');
    if (character === '(') {
      const inner = this.bracketed(')');
      return parseInner(this.text, ...inner);
    }
    const number = numberAt(this.text, this.at, this.end);
    if (number !== undefined) {
      this.at += number.length;
      return exactNumber(number);
    }
    const name = identifierAt(this.text, this.at);
    if (name === undefined || this.at + name.length > this.end) throw this.stray('expression');
    this.at += name.length;
    return this.named(name);
  }

  private named(name: string): Expression {
    if (name === 'true' || name === 'false') return { kind: 'boolean', value: name === 'true' };
    if (name === 'null') return { kind: 'null' };
    this.space();
    if (this.text.startsWith('::', this.at)) throw new Opaque('provider-function');
    if (this.text[this.at] !== '(' || this.at >= this.end) return { kind: 'name', name };
    const [start, end] = this.bracketed(')');
    if (!isFunctionName(name)) throw new Opaque(madeBy(name));
    const given = this.items(start, end, parseInner);
    return { kind: 'call', name, given };
  }

  private step(of: Expression): Expression {
    this.at++;
    this.space();
    if (this.text[this.at] === '*') return this.splatOfOld(of);
    const digits = /\d+/y;
    digits.lastIndex = this.at;
    const position = digits.exec(this.text)?.[0];
    if (position !== undefined) {
      this.at += position.length;
      return { kind: 'index', of, key: exactNumber(position) };
    }
    const name = identifierAt(this.text, this.at);
    if (name === undefined || this.at + name.length > this.end) throw new Opaque('expression');
    this.at += name.length;
    return { kind: 'attribute', of, name };
  }

  private index(of: Expression): Expression {
    const [start, end] = this.bracketed(']');
    if (this.text.slice(start, end).trim() === '*') return this.splat(of);
    return { kind: 'index', of, key: parseInner(this.text, start, end) };
  }

  private splat(of: Expression): Expression {
    const names: string[] = [];
    for (;;) {
      if (names.length > mostSteps || this.comes('[')) throw new Opaque('splat');
      if (!this.comes('.') || this.comes('...')) return { kind: 'splat', of, names };
      const step = this.step(of);
      if (step.kind !== 'attribute') throw new Opaque('splat');
      names.push(step.name);
    }
  }

  /** `.*`, which takes names alone: an index behind them is one of the whole (Terraform 1.11.4, 2026-11-28). */
  private splatOfOld(of: Expression): Expression {
    this.at++;
    const names: string[] = [];
    while (this.comes('.') && !this.comes('...')) {
      const step = this.step(of);
      if (names.length > mostSteps || step.kind !== 'attribute') throw new Opaque('splat');
      names.push(step.name);
    }
    return { kind: 'splat', of, names };
  }

  private list(): Expression {
    const [start, end] = this.bracketed(']');
    if (startsFor(this.text, start, end)) return readRounds(new Parser(this.text, start, end), false);
    return { kind: 'list', items: this.items(start, end, parseNative) };
  }

  /** What commas part. */
  private items(start: number, end: number, read: typeof parseNative): Expression[] {
    const items: Expression[] = [];
    let at = start;
    while (skipSpace(this.text, at, end, true) < end) {
      const until = expressionEnd(this.text, at, end, false);
      items.push(read(this.text, at, until));
      at = until + 1;
    }
    return items;
  }

  private object(): Expression {
    const [start, end] = this.bracketed('}');
    if (startsFor(this.text, start, end)) return readRounds(new Parser(this.text, start, end), true);
    return readEntries(this.text, start, end, parseInner, parseNative);
  }

  private string(): Expression {
    const start = this.at + 1;
    const behind = stringEnd(this.text, this.at, this.end, 1);
    this.at = behind;
    return readTemplate(this.text, start, behind - 1, true, parseInner);
  }
}

/** As {@link parseNative}, but throws an {@link Opaque} where that gives an opaque expression. */
export const parseInner = (text: string, start: number, end: number): Expression =>
  new Parser(text, start, end).whole();

function numberAt(text: string, at: number, end: number): string | undefined {
  const pattern = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0];
  return found !== undefined && at + found.length <= end ? found : undefined;
}
