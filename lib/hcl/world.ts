import type { Module } from './module';
import type { Value } from './value';

/** What names stand for beside those of the module: `each`, `count`, and the iterators of dynamic blocks. */
export type Names = ReadonlyMap<string, Value>;

/** What all instances of one evaluation share: the folders that were read, and how much may be made of them. */
export interface World {
  readonly modules: ReadonlyMap<string, Module>;
  /** Resources and module instances made so far. */
  made: number;
  /** Expressions being evaluated within each other. */
  depth: number;
}

/** Counts that multiply: nobody reads a report of so many resources, and nothing is left out in silence. */
export class TooMany extends Error {}
export const mostMade = 20_000;
export const deepest = 300;
