import { chosen, equal, hasParts, holdsRefusable, undecidedBy } from './branches';
import { chain, type Step } from './chain';
import type { Expression } from './expression';
import { call } from './functions';
import type { ModuleInstance } from './module-instance';
import { reasonOf } from './opaque';
import { roundsOf } from './rounds';
import { asText, longest, stepInto, stepsOf, text, unknown, type Value, weightOf } from './value';
import { deepestEvaluation, type Names } from './world';

/**
 * The value of an expression as Terraform 1.11 evaluates it, as far as the files decide it; the rest is unknown, with its reason. `names` are what stands
 * beside the names of the module: `each`, `count`, iterators.
 */
export function evaluate(expression: Expression, names: Names, scope: ModuleInstance): Value {
  const { world } = scope;
  if (world.depth > deepestEvaluation) return unknown('it goes through too many steps');
  world.walk(1);
  world.depth++;
  try {
    return valueHere(expression, names, scope);
  } finally {
    world.depth--;
  }
}

function valueHere(expression: Expression, names: Names, scope: ModuleInstance): Value {
  switch (expression.kind) {
    case 'null':
      return { kind: 'null', untyped: true };
    case 'boolean':
    case 'number':
    case 'text':
      return expression;
    case 'list':
      return {
        kind: 'list',
        items: expression.items.map((item) => evaluate(item, names, scope)),
        untyped: true,
      };
    case 'object':
      return objectOf(expression.entries, names, scope);
    case 'template':
      return templateOf(expression.parts, names, scope);
    case 'call':
      return calledWith(expression, names, scope);
    case 'for':
      return roundsOf(
        expression,
        evaluate(expression.over, names, scope),
        names,
        (inner, inside) => evaluate(inner, inside, scope),
        (steps) => scope.world.walk(steps),
      );
    case 'conditional':
      return branchOf(expression, names, scope);
    case 'equal':
      return comparisonOf(expression, names, scope);
    case 'splat':
      return splatOf(expression, names, scope);
    case 'name':
    case 'attribute':
    case 'index':
      return referenceOf(expression, names, scope);
    case 'opaque':
      return unknown(reasonOf(expression.reason));
  }
}

type Entries = readonly (readonly [Expression, Expression])[];

function objectOf(entries: Entries, names: Names, scope: ModuleInstance): Value {
  const values = new Map<string, Value>();
  for (const [key, value] of entries) {
    const called = evaluate(key, names, scope);
    if (called.kind === 'unknown') return called;
    const name = asText(called);
    if (name === undefined) return unknown('expression');
    if (values.has(name)) return unknown('it goes through an object that has a key twice');
    values.set(name, evaluate(value, names, scope));
  }
  return { kind: 'object', entries: values, untyped: true };
}

type Of<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

function calledWith({ name, given }: Of<'call'>, names: Names, scope: ModuleInstance): Value {
  const values = given.map((one) => evaluate(one, names, scope));
  return call(name, values, (steps) => scope.world.walk(steps));
}

function comparisonOf({ one, other, negated }: Of<'equal'>, names: Names, scope: ModuleInstance): Value {
  const [left, right] = [evaluate(one, names, scope), evaluate(other, names, scope)];
  if (left.kind === 'unknown') return left;
  if (right.kind === 'unknown') return right;
  scope.world.walk(weightOf(left) + weightOf(right));
  const same = equal(left, right);
  if (same !== undefined) return { kind: 'boolean', value: same !== negated };
  const isLater = [left, right].some(({ kind }) => kind === 'attribute' || kind === 'resource');
  return unknown(isLater ? 'conditional' : 'it compares values of kinds that are not followed here');
}

/** A branch that is not chosen is evaluated, too: what the other is converted to depends on it. */
function branchOf({ when, then, otherwise }: Of<'conditional'>, names: Names, scope: ModuleInstance): Value {
  const decides = evaluate(when, names, scope);
  if (decides.kind === 'unknown') return decides;
  if (decides.kind !== 'boolean') return unknown(undecidedBy(decides));
  const [one, other] = [evaluate(then, names, scope), evaluate(otherwise, names, scope)];
  const [branch, left] = decides.value ? [one, other] : [other, one];
  if (branch.kind === 'unknown') return branch;
  if (hasParts(branch) && holdsRefusable(decides.value ? otherwise : then)) return unknown(mayConvert);
  return chosen(branch, left, (steps) => scope.world.walk(steps)) ?? unknown(mayConvert);
}

const mayConvert = 'its condition may convert it to the type of the other branch, which is not followed here';

function splatOf({ of, names: steps }: Of<'splat'>, names: Names, scope: ModuleInstance): Value {
  const value = evaluate(of, names, scope);
  if (value.kind === 'unknown') return value;
  if (value.kind !== 'list') return unknown('index');
  scope.world.walk(value.items.length * (steps.length + 1));
  const items = value.items.map((item) =>
    steps.reduce((from, name) => stepInto(from, named(name, scope)), item),
  );
  return value.untyped ? { kind: 'list', items, untyped: true } : { kind: 'list', items };
}

/** Parts that are not texts yet keep the whole unknown, even when all others are empty. */
function templateOf(parts: readonly Expression[], names: Names, scope: ModuleInstance): Value {
  let whole = '';
  for (const part of parts) {
    const value = evaluate(part, names, scope);
    if (value.kind === 'unknown') return value;
    const said = asText(value);
    if (said === undefined) return unknown('interpolation');
    whole += said;
    if (whole.length > longest) return unknown('it is longer than any id or name');
  }
  scope.world.walk(stepsOf(whole));
  return text(whole);
}

function referenceOf(expression: Expression, names: Names, scope: ModuleInstance): Value {
  const [root, steps] = chain(expression);
  if (root.kind !== 'name') return follow(evaluate(root, names, scope), steps, names, scope);
  const iterator = names.get(root.name);
  if (iterator !== undefined) return follow(iterator, steps, names, scope);
  const [first, second, ...rest] = steps;
  const name = first?.kind === 'attribute' ? first.name : undefined;
  if (name === undefined) return unknown('expression');
  scope.world.walk(stepsOf(name));
  const further = steps.slice(1);
  switch (root.name) {
    case 'local':
      return follow(scope.local(name), further, names, scope);
    case 'var':
      return follow(scope.variable(name), further, names, scope);
    case 'module':
      return follow(scope.called(name).value, further, names, scope);
    case 'each':
    case 'count':
      return unknown('each');
    case 'path':
    case 'self':
    case 'terraform':
    case 'ephemeral':
      return unknown('expression');
    // What is meant without it, written out.
    case 'resource':
    case 'data':
      return second?.kind === 'attribute'
        ? follow(scope.made(root.name, `${name}.${second.name}`).value, rest, names, scope)
        : unknown('expression');
    default:
      return follow(scope.made('resource', `${root.name}.${name}`).value, further, names, scope);
  }
}

function follow(from: Value, steps: readonly Step[], names: Names, scope: ModuleInstance): Value {
  return steps.reduce(
    (value, step) =>
      stepInto(value, step.kind === 'attribute' ? named(step.name, scope) : evaluate(step.key, names, scope)),
    from,
  );
}

/** A name may be as long as a file. */
function named(name: string, { world }: ModuleInstance): Value {
  world.walk(stepsOf(name));
  return text(name);
}
