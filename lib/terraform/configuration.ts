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
  readonly others: readonly (Argument & { readonly kind: string })[];
  readonly malformed: readonly Malformed[];
}

/** Sorts a file's top level as Terraform 1.11 reads it. Total: what it does not know lands in `others`. */
export function readConfiguration(root: JsonNode): Configuration {
  const malformed: Malformed[] = [];
  const lists = {
    terraform: [] as Block[],
    provider: [] as Block[],
    resource: [] as Block[],
    data: [] as Block[],
    output: [] as Block[],
    import: [] as Block[],
    values: [] as Block[],
  };
  const rebindings: (Block & { kind: string })[] = [];
  const others: (Argument & { kind: string })[] = [];

  for (const member of argumentsOf({ node: root, pointer: '' }, malformed)) {
    switch (member.name) {
      case 'terraform':
      case 'import':
        lists[member.name].push(...blocksOf(member, 0, malformed));
        break;
      case 'provider':
      case 'output':
        lists[member.name].push(...blocksOf(member, 1, malformed));
        break;
      case 'resource':
      case 'data':
        lists[member.name].push(...blocksOf(member, 2, malformed));
        break;
      case 'locals':
        lists.values.push(...blocksOf(member, 0, malformed));
        break;
      case 'variable':
        lists.values.push(...blocksOf(member, 1, malformed));
        break;
      case 'moved':
      case 'removed':
        rebindings.push(...blocksOf(member, 0, malformed).map((block) => ({ ...block, kind: member.name })));
        break;
      default:
        others.push({ ...member, kind: member.name });
    }
  }
  return {
    terraform: lists.terraform,
    providers: lists.provider,
    resources: lists.resource,
    data: lists.data,
    outputs: lists.output,
    imports: lists.import,
    values: lists.values,
    rebindings,
    others,
    malformed,
  };
}
