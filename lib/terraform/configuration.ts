import type { JsonNode } from '../json/parse';
import { type Argument, argumentsOf, type Block, blocksOf, type Malformed } from './body';

/** The blocks of one `*.tf.json` file, sorted by what they are. Every member of the file is in exactly one of the lists. */
export interface Configuration {
  readonly terraform: readonly Block[];
  /** labels: [local name of the provider] */
  readonly providers: readonly Block[];
  /** labels: [type, name] */
  readonly resources: readonly Block[];
  /** labels: [type, name] */
  readonly data: readonly Block[];
  /** labels: [name] */
  readonly outputs: readonly Block[];
  readonly imports: readonly Block[];
  /** `locals` and `variable`: they grant nothing by themselves, and a value that goes through them is never followed. */
  readonly values: readonly Block[];
  /** `moved` and `removed`: they bind addresses to other objects than before. */
  readonly rebindings: readonly (Block & { readonly kind: string })[];
  /** `module`, `ephemeral`, `check` and whatever a newer Terraform may know. */
  readonly otherBlocks: readonly (Argument & { readonly kind: string })[];
  readonly malformed: readonly Malformed[];
}

/** How many labels each block has that is understood here. */
const labelled = {
  terraform: 0,
  import: 0,
  locals: 0,
  moved: 0,
  removed: 0,
  provider: 1,
  output: 1,
  variable: 1,
  resource: 2,
  data: 2,
} as const;
type BlockName = keyof typeof labelled;

/** Sorts a file's top level as Terraform 1.11 reads it. Total: what it does not know lands in `otherBlocks`. */
export function readConfiguration(root: JsonNode): Configuration {
  const malformed: Malformed[] = [];
  const found: Record<BlockName, Block[]> = {
    terraform: [],
    import: [],
    locals: [],
    moved: [],
    removed: [],
    provider: [],
    output: [],
    variable: [],
    resource: [],
    data: [],
  };
  const otherBlocks: (Argument & { readonly kind: string })[] = [];
  for (const member of argumentsOf({ node: root }, malformed)) {
    const { name } = member;
    if (isBlockName(name))
      for (const block of blocksOf(member, labelled[name], malformed)) found[name].push(block);
    else otherBlocks.push({ ...member, kind: name });
  }
  const rebindings = (kind: 'moved' | 'removed') => found[kind].map((block) => ({ ...block, kind }));
  return {
    terraform: found.terraform,
    providers: found.provider,
    resources: found.resource,
    data: found.data,
    outputs: found.output,
    imports: found.import,
    values: [...found.locals, ...found.variable],
    rebindings: [...rebindings('moved'), ...rebindings('removed')],
    otherBlocks,
    malformed,
  };
}

/** How many blocks a file has, whatever they are, and how many mistakes. */
export const blockCount = (configuration: Configuration): number =>
  Object.values(configuration).reduce((count: number, { length }: readonly unknown[]) => count + length, 0);

const isBlockName = (name: string): name is BlockName => Object.hasOwn(labelled, name);
