import type { Expr } from './expression';

/* Evaluates expressions in a world where ids that do not exist yet are symbols. What depends on more than the files throws. */

/** The id of something that does not exist yet, or that only the live org knows. */
export class Symbolic {
  constructor(readonly name: string) {}
}

export type Value =
  | null
  | boolean
  | number
  | string
  | Symbolic
  | readonly Value[]
  | { readonly [key: string]: Value };

/** Thrown where the files alone do not decide. */
export class Unsayable extends Error {}
/** Thrown where Terraform stops with an error that `try` and `can` would catch. */
export class Failing extends Error {}

/** What a root name stands for: `local`, `var`, a resource type … */
export type Scope = (name: string) => Value | Lazy;
/** Something whose attributes are worked out when they are asked for. */
export class Lazy {
  constructor(readonly attribute: (name: string) => Value | Lazy) {}
}

export function evaluate(expr: Expr, scope: Scope): Value {
  const value = reach(expr, scope);
  if (value instanceof Lazy) throw new Unsayable('an object as a whole');
  return value;
}

function reach(expr: Expr, scope: Scope): Value | Lazy {
  const of = (inner: Expr): Value => evaluate(inner, scope);
  switch (expr.is) {
    case 'value':
      return expr.value;
    case 'template':
      return expr.parts.map((part) => shown(of(part))).join('');
    case 'name':
      return scope(expr.name);
    case 'attribute':
      return attribute(reach(expr.of, scope), expr.name);
    case 'index':
      return index(reach(expr.of, scope), of(expr.key));
    case 'splat': {
      const list = reach(expr.of, scope);
      const items: readonly (Value | Lazy)[] = Array.isArray(list)
        ? (list as readonly Value[])
        : list === null
          ? []
          : [list as Value | Lazy];
      return items.map((item) => {
        const end = expr.steps.reduce<Value | Lazy>(
          (here, step) => ('name' in step ? attribute(here, step.name) : index(here, of(step.key))),
          item,
        );
        if (end instanceof Lazy) throw new Unsayable('an object as a whole');
        return end;
      });
    }
    case 'if':
      return truth(of(expr.test)) ? of(expr.yes) : of(expr.no);
    case 'unary':
      return expr.sign === '!' ? !truth(of(expr.of)) : -numeric(of(expr.of));
    case 'binary':
      return binary(expr.sign, of(expr.left), of(expr.right));
    case 'list':
      return expr.items.map(of);
    case 'object':
      return Object.fromEntries(expr.entries.map(([key, item]) => [shown(of(key)), of(item)]));
    case 'call':
      return call(expr.name, expr.args, expr.spread, of);
  }
}

function attribute(value: Value | Lazy, name: string): Value | Lazy {
  if (value instanceof Lazy) return value.attribute(name);
  if (isObject(value) && Object.hasOwn(value, name)) return value[name] as Value;
  throw new Failing(`no attribute ${name}`);
}

function index(value: Value | Lazy, key: Value): Value | Lazy {
  if (value instanceof Lazy) return value.attribute(shown(key));
  if (Array.isArray(value)) {
    const item = (value as readonly Value[])[numeric(key)];
    if (item === undefined) throw new Failing('no such element');
    return item;
  }
  return attribute(value, shown(key));
}

/** A value inside a text. Symbols stay visible, so that such a text equals no id. */
function shown(value: Value): string {
  if (value instanceof Symbolic) return `‹${value.name}›`;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Failing('no text');
}

function truth(value: Value): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new Failing('no truth value');
}

function numeric(value: Value): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) throw new Failing('no number');
  return number;
}

function binary(sign: string, left: Value, right: Value): Value {
  switch (sign) {
    case '==':
      return same(left, right);
    case '!=':
      return !same(left, right);
    case '&&':
      return truth(left) && truth(right);
    case '||':
      return truth(left) || truth(right);
    case '<':
      return numeric(left) < numeric(right);
    case '>':
      return numeric(left) > numeric(right);
    case '<=':
      return numeric(left) <= numeric(right);
    case '>=':
      return numeric(left) >= numeric(right);
    case '+':
      return numeric(left) + numeric(right);
    case '-':
      return numeric(left) - numeric(right);
    case '*':
      return numeric(left) * numeric(right);
    default:
      throw new Unsayable(sign);
  }
}

function same(left: Value, right: Value): boolean {
  if (left instanceof Symbolic && right instanceof Symbolic) return left.name === right.name;
  if (left instanceof Symbolic || right instanceof Symbolic) {
    const other = left instanceof Symbolic ? right : left;
    // Which id an object will get is not known, but it is an id.
    if (typeof other === 'string' && /^[0-9a-f-]{36}$/i.test(other)) throw new Unsayable('an id to come');
    return false;
  }
  return JSON.stringify(left) === JSON.stringify(right);
}

function call(name: string, args: readonly Expr[], spread: boolean, of: (expr: Expr) => Value): Value {
  if (name === 'try') {
    for (const arg of args) {
      try {
        return of(arg);
      } catch (error) {
        if (!(error instanceof Failing)) throw error;
      }
    }
    throw new Failing('nothing worked');
  }
  if (name === 'can') {
    try {
      of(args[0] as Expr);
      return true;
    } catch (error) {
      if (error instanceof Failing) return false;
      throw error;
    }
  }
  const values = args.map(of);
  if (spread) values.splice(-1, 1, ...listed(values.at(-1) ?? null));
  const [first = null, second = null, third = null] = values;
  switch (name) {
    case 'coalesce': {
      const found = values.find((value) => value !== null && value !== '');
      if (found === undefined) throw new Failing('nothing to take');
      return found;
    }
    case 'coalescelist':
      return values.find((value) => listed(value).length > 0) ?? [];
    case 'concat':
      return values.flatMap(listed);
    case 'one': {
      const list = listed(first);
      if (list.length > 1) throw new Failing('more than one');
      return list[0] ?? null;
    }
    case 'element': {
      const list = listed(second === null ? null : first);
      if (list.length === 0) throw new Failing('an empty list');
      return list[numeric(second) % list.length] ?? null;
    }
    case 'length':
      return typeof first === 'string' ? first.length : listed(first).length;
    case 'lookup':
      if (isObject(first) && Object.hasOwn(first, shown(second))) return first[shown(second)] as Value;
      if (values.length < 3) throw new Failing('no such key');
      return third;
    case 'join':
      return listed(second).map(shown).join(shown(first));
    case 'split':
      return plain(second).split(plain(first));
    case 'lower':
      return plain(first).toLowerCase();
    case 'upper':
      return plain(first).toUpperCase();
    case 'trimspace':
      return first instanceof Symbolic ? first : plain(first).trim();
    case 'replace':
      return plain(first).replaceAll(plain(second), plain(third));
    case 'format':
      if (first !== '%s' || values.length !== 2) throw new Unsayable('format');
      return second instanceof Symbolic ? second : shown(second);
    case 'tostring':
      return first === null || first instanceof Symbolic ? first : shown(first);
    case 'toset':
    case 'tolist':
      return listed(first);
    case 'sensitive':
    case 'nonsensitive':
      return first;
    default:
      throw new Unsayable(`${name}()`);
  }
}

function listed(value: Value): readonly Value[] {
  if (!Array.isArray(value)) throw new Failing('no list');
  return value as readonly Value[];
}

/** A text that is known. */
function plain(value: Value): string {
  if (value instanceof Symbolic) throw new Unsayable('the letters of an id to come');
  return shown(value);
}

export const isObject = (value: Value): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Symbolic);
