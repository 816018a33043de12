import type { JsonMember, JsonNode } from '../json/parse';
import { shorten } from '../text/shorten';

/*
 * HCL's reading of JSON bodies (checked with Terraform 1.11.4, 2026-11-24): a body is an object or an array of objects whose
 * members count together; a block is an object or an array of bodies, null is no block; members of one name are as many blocks;
 * "//" is a comment inside a body and nowhere else.
 *
 * `malformed` takes what HCL refuses. Who asks only for what stands there leaves it out: the mistakes of a file are told once, those at its
 * top level by `readConfiguration`, those in nested blocks by lib/rules/malformed-blocks.
 */

/** One member of a body. `offset` is where its name stands. */
export type Argument = JsonMember;

/** A body, or what stands where one is expected. */
export interface Located {
  readonly node: JsonNode;
}

/** What HCL refuses; such a file cannot be applied, and nothing about it is proved. */
export interface Malformed {
  readonly message: string;
  readonly offset: number;
}

const none: readonly Argument[] = [];

/** The members of a body or of a label level, comments included. */
export function membersOf({ node }: Located, malformed?: Malformed[]): readonly Argument[] {
  switch (node.kind) {
    case 'null':
      return none;
    case 'object':
      return node.members;
    case 'array': {
      const members: Argument[] = [];
      for (const item of node.items) {
        if (item.kind === 'object') for (const member of item.members) members.push(member);
        else malformed?.push({ message: 'an object is expected here', offset: item.offset });
      }
      return members;
    }
    default:
      malformed?.push({
        message: 'an object or an array of objects is expected here',
        offset: node.offset,
      });
      return none;
  }
}

/** The arguments and blocks of a body: its members without comments. */
export const argumentsOf = (body: Located, malformed?: Malformed[]): readonly Argument[] =>
  membersOf(body, malformed).filter(({ name }) => name !== '//');

/** The bodies that one member makes where a block without (further) labels is expected. */
export function bodiesOf(member: Located, malformed?: Malformed[]): Located[] {
  const { node } = member;
  switch (node.kind) {
    case 'null':
      return [];
    case 'object':
      return [{ node }];
    case 'array':
      return node.items.map((item) => ({ node: item }));
    default:
      malformed?.push({ message: 'a block is expected here', offset: node.offset });
      return [];
  }
}

/** A block with its labels, e.g. ['genesyscloud_oauth_client', 'client-1'] of a resource. */
export interface Block extends Located {
  readonly labels: readonly string[];
  /** Where its last label stands, or its name when it has none. */
  readonly offset: number;
}

/** The blocks that one member makes, peeling off `labels` label levels. */
export function blocksOf(member: Argument, labels: number, malformed: Malformed[]): Block[] {
  const blocks: Block[] = [];
  peel(member, labels, [], malformed, blocks);
  return blocks;
}

function peel(
  { node, offset }: Argument,
  levels: number,
  labels: readonly string[],
  malformed: Malformed[],
  blocks: Block[],
): void {
  if (levels === 0) {
    for (const body of bodiesOf({ node }, malformed)) blocks.push({ node: body.node, offset, labels });
    return;
  }
  const members = membersOf({ node }, malformed);
  if (members.length === 0) malformed.push({ message: 'a block label is missing here', offset });
  for (const inner of members) {
    if (inner.name.length > longestName)
      malformed.push({
        message: `a name of at most ${longestName.toLocaleString('en')} characters is expected here`,
        offset: inner.offset,
      });
    else if (!plainName.test(inner.name))
      malformed.push({
        message:
          'a name of letters a to z, digits, "_" and "-" is expected here; others can be one name to Terraform though their bytes differ',
        offset: inner.offset,
      });
    peel(inner, levels - 1, [...labels, shorten(inner.name, longestName)], malformed, blocks);
  }
}

/**
 * Longer than any name. What is said of a block names it, of a client with very many grants once for each: of a name of millions, that
 * would fill any memory.
 */
export const longestName = 1000;

/**
 * What stays the same however a name is normalized. Terraform makes one attribute of two names that are canonically equivalent, such as the
 * letter K and the KELVIN SIGN, and which of the two values it keeps differs from run to run (seen with Terraform 1.11.4, 2026-11-27).
 */
const plainName = /^[A-Za-z_][A-Za-z0-9_-]*$/;
