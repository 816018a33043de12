import type { PlanFault } from '../terraform/plan-fault';

/** What to do about a plan that disagrees with something; the sentences are in the catalogue of messages. */
export type Remedy =
  | 'plan-again'
  /** The state holds what is not its own: no plan will be right until it is restored. */
  | 'restore-state'
  /** The state holds what is not its own, or somebody renamed its own in the org. */
  | 'rename-back'
  /** The same of a division, which the manifest may have called otherwise so far. */
  | 'name-first'
  /** The state holds a division that another stack has by now, or that ends though somebody is granted in it. */
  | 'hand-over'
  /** The state holds what is not its own, or somebody moved its own to another division. */
  | 'move-back'
  /** What the manifest adopts is not there, or not what it was. */
  | 'adopt-otherwise'
  /** The live org has another home division than the catalogue says. */
  | 'other-home'
  /** The foundation will hand on other ids than were read. */
  | 'foundation-first'
  /** It says what this version does not know. */
  | 'other-version'
  /** An address is bound to another object, or lets its own go, by a block that no manifest leads to. */
  | 'take-out'
  /** It is of a stack that the manifest does not have. */
  | 'remove-plan'
  /** Another state was read than that of the folder's workspace. */
  | 'select-workspace';

/** What to do about what a state binds to an address, when it is no grant that anybody wrote. */
export type StateRemedy = Extract<Remedy, 'restore-state' | 'hand-over' | 'move-back' | 'other-home'>;

/** What is wrong with a plan, with what to do. */
export interface Fault<Todo extends Remedy = Remedy> extends PlanFault {
  readonly remedy: Todo;
}
