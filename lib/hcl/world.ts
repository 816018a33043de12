import type { Module } from './module';
import type { Value } from './value';

/** What names stand for beside those of the module: `each`, `count`, and the iterators of dynamic blocks. */
export type Names = ReadonlyMap<string, Value>;

/** Counts that multiply: nobody reads a report of so many things, and nothing is left out in silence. The message completes "this configuration …". */
export class TooMany extends Error {}

const mostMade = 20_000;
/** Expressions evaluated within each other, also through locals, variables and outputs. */
export const deepestEvaluation = 300;
/** Some fifty times what the largest configuration needs that may be made; a few seconds. */
const mostSteps = 3_000_000;
const mostListed = 100_000;
/** Longer than any path of modules and keys that people write. */
const longestAddress = 2000;

const counted = (number: number): string => number.toLocaleString('en-US');

/**
 * What all instances of one evaluation share: the folders that were read, and how much may be made of them. A few lines that share values, or count
 * within counts, stand for more than any memory holds, so whatever grows is counted here.
 */
export class World {
  /** Expressions being evaluated within each other. */
  depth = 0;
  private made = 0;
  private steps = 0;
  private listed = 0;

  constructor(readonly modules: ReadonlyMap<string, Module>) {}

  /** One more resource or module instance of this address, from a block with so many arguments and blocks. */
  make(address: string, size: number): void {
    if (++this.made > mostMade)
      throw new TooMany(`makes more than ${counted(mostMade)} resources and modules`);
    if (address.length > longestAddress)
      throw new TooMany(`makes an address of more than ${counted(longestAddress)} characters`);
    this.walk(size);
  }

  /** So many more values that are evaluated, converted or looked through. */
  walk(steps: number): void {
    this.steps += steps;
    if (this.steps > mostSteps)
      throw new TooMany(
        `needs more than ${counted(mostSteps)} steps to be evaluated, shared values counted each time`,
      );
  }

  /** So many more grants, or permissions of a role. */
  list(entries: number): void {
    this.listed += entries;
    if (this.listed > mostListed)
      throw new TooMany(`has more than ${counted(mostListed)} grants and permissions`);
  }
}
