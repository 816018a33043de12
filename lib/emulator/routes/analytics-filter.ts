import { badRequest, notEmulated } from '../api-error';
import type { Body } from '../body';

/** What a filter looks at: for each dimension the values that an object has. */
type Dimensions = Readonly<Record<string, readonly string[]>>;

type Test = (dimensions: Dimensions) => boolean;

/** Filters in filters, at most; more is nobody's query. */
const deepest = 20;

/**
 * A filter: predicates and clauses, joined by its type. What is not emulated is refused, never taken as true, whether or not there is
 * anything to filter.
 */
export function testOf(filter: Body, known: readonly string[], depth = 0): Test {
  if (depth > deepest) throw badRequest(`Filters can be nested ${deepest} deep.`);
  filter.only(['type', 'predicates', 'clauses'], 'a filter');
  const tests = [
    ...(filter.objects('predicates') ?? []).map((predicate) => predicateOf(predicate, known)),
    ...(filter.objects('clauses') ?? []).map((clause) => testOf(clause, known, depth + 1)),
  ];
  const type = filter.text('type') ?? 'and';
  if (type !== 'and' && type !== 'or') throw badRequest('The type of a filter is and, or or.');
  return type === 'and'
    ? (dimensions) => tests.every((test) => test(dimensions))
    : (dimensions) => tests.some((test) => test(dimensions));
}

function predicateOf(predicate: Body, known: readonly string[]): Test {
  predicate.only(['type', 'dimension', 'operator', 'value'], 'a predicate');
  const type = predicate.text('type') ?? 'dimension';
  if (type !== 'dimension') throw notEmulated(`predicates of type ${type}`);
  const dimension = predicate.required('dimension');
  const operator = predicate.text('operator') ?? 'matches';
  if (!known.includes(dimension)) throw notEmulated(`filtering by ${dimension}`);
  switch (operator) {
    case 'matches': {
      const value = predicate.required('value');
      return (dimensions) => dimensions[dimension]?.includes(value) === true;
    }
    case 'exists':
      return (dimensions) => dimensions[dimension]?.[0] !== undefined;
    case 'notExists':
      return (dimensions) => dimensions[dimension]?.[0] === undefined;
    default:
      throw notEmulated(`the operator ${operator}`);
  }
}
