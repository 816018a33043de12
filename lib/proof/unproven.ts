import type { Worded } from './finding-values';
import type { UnprovenReason } from './verdict';

/** Why a division or role cannot be told, in words: those of a grant's chain and those of the finding about it are the same. */
export const unprovenReasons: Readonly<Record<UnprovenReason, string>> = {
  function: 'a function decides it when Terraform runs',
  conditional: 'a condition decides it when Terraform runs',
  interpolation: 'it is put together from several parts',
  directive: 'a template directive decides it when Terraform runs',
  local: 'it goes through a local value, which no plan shows',
  variable: 'it goes through a variable, which the environment can set',
  module: 'it goes through a module',
  each: 'it depends on for_each or count',
  index: 'it picks an element by index or splat',
  expression: 'it is an expression that is not a plain reference',
  duplicate: 'the argument stands twice',
  'not-text': 'it is not a text',
  dynamic: 'a dynamic block makes it when Terraform runs',
  dangling: 'it refers to something these files do not have, or have twice',
  'not-an-id': 'it does not refer to the id of a division or role',
  repeated: 'it refers to a resource with count or for_each',
  'not-imported': 'it refers to an adopted division without exactly the import that the manifest declares',
  'looked-up': 'it is looked up by name, and only the live org knows what is found',
  'literal-role': 'it is a literal id, and only the live org knows whose role that is',
  'remote-state': 'it goes through a state that is not provably the foundation’s',
  'through-state': 'it goes through a state, and a state proves no division',
  'no-template': 'it is a role, but none of the org’s templates',
  missing: 'it is not there',
};

const texts: Readonly<Record<string, string>> = unprovenReasons;

/** A reason in words, whether the table has it or not. */
export const inWords = (reason: UnprovenReason | Worded): string => texts[reason] ?? reason;
