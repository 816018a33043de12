import { type Expression, type FunctionReason, type OpaqueReason, opaque } from './expression';
import { LexicalError } from './lexical-error';
import { crowdedReason } from './normal-form';
import type { Reason } from './value';

/** What is being read cannot be evaluated, and makes all that it stands in opaque, up to where that is caught. */
export class Opaque extends Error {
  constructor(readonly reason: OpaqueReason) {
    super(reason);
  }
}

/** What is read, or what cannot be evaluated as an opaque expression. */
export function orOpaque(read: () => Expression): Expression {
  try {
    return read();
  } catch (error) {
    if (error instanceof Opaque) return opaque(error.reason);
    if (error instanceof LexicalError) return opaque('expression');
    throw error;
  }
}

const reasons: Readonly<Record<Exclude<OpaqueReason, FunctionReason>, Reason>> = {
  function: 'function',
  'provider-function': 'function',
  conditional: 'conditional',
  operator: 'it is made with an operator that is not followed here',
  interpolation: 'interpolation',
  directive: 'directive',
  splat: 'index',
  'for-expression': 'it is made by a for expression of a kind that is not evaluated here',
  heredoc: 'it is written as a heredoc, which is not evaluated here',
  expression: 'expression',
  number: 'a number in it is not written as a plain whole number below 2^53, and others are not followed',
  crowded: crowdedReason,
  'two-readings': 'it can be read in two ways',
};

/** Why what is not evaluated is not known. */
export const reasonOf = (reason: OpaqueReason): Reason => (isWorded(reason) ? reason : reasons[reason]);
const isWorded = (reason: OpaqueReason): reason is FunctionReason => reason.startsWith('the function ');
