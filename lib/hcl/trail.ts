import type { Attribute, Spot } from './body';
import { chain } from './chain';
import type { Expression } from './expression';
import type { ModuleInstance } from './module-instance';
import { isSensitive } from './sensitive';
import { shown, written } from './shown';

/** One step on the way from where a value is used to where it is written. */
export interface TrailStep {
  readonly text: string;
  readonly spot: Spot;
}

/** Longer than any way that a person follows. */
const longest = 20;

/**
 * The locals, variables and arguments of calls that an argument's value comes through, so that a finding in a module names the call that made it. For people
 * only: nothing is judged by it.
 */
export function trailOf(attribute: Attribute, scope: ModuleInstance): readonly TrailStep[] {
  const steps: TrailStep[] = [];
  // A value that depends on itself comes by the same place again, which a reader has seen then.
  const passed = new Set<Attribute>();
  let from: Origin | undefined = originOf(attribute, scope);
  let secret = false;
  while (from !== undefined && steps.length < longest && !passed.has(from.attribute)) {
    passed.add(from.attribute);
    secret ||= from.secret;
    steps.push({ text: said(from, secret), spot: from.attribute.spot });
    from = originOf(from.attribute, from.scope);
  }
  return steps;
}

/**
 * An object or an expression may hold more than the division, even a secret: only its name is told. So it is of a text that goes through a variable which
 * Terraform shows to nobody.
 */
function said({ name, attribute }: Origin, secret: boolean): string {
  const plain: readonly Expression['kind'][] = ['null', 'name', 'attribute', 'index'];
  const { kind } = attribute.value;
  return plain.includes(kind) || (kind === 'text' && !secret)
    ? `${name} = ${written(attribute.source)}`
    : name;
}

interface Origin {
  readonly name: string;
  readonly attribute: Attribute;
  readonly scope: ModuleInstance;
  readonly secret: boolean;
}

function originOf({ value }: Attribute, scope: ModuleInstance): Origin | undefined {
  const [root, [first]] = chain(value);
  if (root.kind !== 'name' || first?.kind !== 'attribute') return undefined;
  const name = `${root.name}.${shown(first.name)}`;
  switch (root.name) {
    case 'local': {
      const attribute = scope.module.locals.get(first.name);
      return attribute && { name, attribute, scope, secret: false };
    }
    case 'var': {
      const origin = scope.argumentFor(first.name);
      const variable = scope.module.variables.get(first.name);
      return origin && { name, ...origin, secret: variable !== undefined && isSensitive(variable) };
    }
    default:
      return undefined;
  }
}
