import type { Block } from './body';
import type { ModuleInstance } from './module-instance';
import type { Uncertain } from './repetition';
import type { Names } from './world';

/** One resource or data source as Terraform makes it: `count` and `for_each` are done. */
export interface Resource {
  readonly mode: 'resource' | 'data';
  readonly type: string;
  /** As a plan spells it: `module.etl["acme"].genesyscloud_oauth_client.worker[0]`. */
  readonly address: string;
  readonly block: Block;
  readonly scope: ModuleInstance;
  /** `each` or `count` of this one. */
  readonly names: Names;
  /** Why it is not known how many of it there are; this one then stands for all. */
  readonly uncertain: Uncertain | undefined;
}
