import type { JsonMember, JsonNode } from '../json/parse';
import { pointerTo } from '../json/position';

/*
 * HCL's reading of JSON bodies (checked with Terraform 1.11.4, 2026-11-24): a body is an object or an array of objects whose
 * members count together; a block is an object or an array of bodies, null is no block; members of one name are as many blocks;
 * "//" is a comment inside a body and nowhere else.
 */

/** A value with the JSON pointer that leads to it. */
export interface Located {
  readonly node: JsonNode;
  readonly pointer: string;
}

/** One member of a body, with its place. */
export interface Argument extends Located {
  readonly name: string;
  readonly offset: number;
}

/** What HCL refuses; such a file cannot be applied, and nothing about it is proved. */
export interface Malformed {
  readonly message: string;
  readonly pointer: string;
  readonly offset: number;
}

interface Read {
  readonly pointer: string;
  readonly members: readonly Argument[];
  readonly malformed: readonly Malformed[];
}

/** What was read of a node before: many rules look at the same bodies, and nodes never change. */
const known = new WeakMap<JsonNode, Read>();

/** The members of a body or of a label level, comments included. */
export function membersOf(body: Located, malformed: Malformed[]): readonly Argument[] {
  const read = known.get(body.node);
  if (read?.pointer === body.pointer) {
    malformed.push(...read.malformed);
    return read.members;
  }
  const found: Malformed[] = [];
  const members = readMembers(body, found);
  known.set(body.node, { pointer: body.pointer, members, malformed: found });
  malformed.push(...found);
  return members;
}

function readMembers(body: Located, malformed: Malformed[]): Argument[] {
  const { node, pointer } = body;
  switch (node.kind) {
    case 'null':
      return [];
    case 'object':
      return node.members.map((member) => argument(member, pointer));
    case 'array':
      return node.items.flatMap((item, index) => {
        const inner = pointerTo(pointer, index);
        if (item.kind === 'object') return item.members.map((member) => argument(member, inner));
        malformed.push({ message: 'an object is expected here', pointer: inner, offset: item.offset });
        return [];
      });
    default:
      malformed.push({
        message: 'an object or an array of objects is expected here',
        pointer,
        offset: node.offset,
      });
      return [];
  }
}

/** The arguments and blocks of a body: its members without comments. */
export function argumentsOf(body: Located, malformed: Malformed[]): readonly Argument[] {
  const members = membersOf(body, malformed);
  return members.some(isComment) ? members.filter((member) => !isComment(member)) : members;
}

const isComment = ({ name }: Argument): boolean => name === '//';

/** The bodies that one member makes where a block without (further) labels is expected. */
export function bodiesOf(member: Located, malformed: Malformed[]): Located[] {
  const { node, pointer } = member;
  switch (node.kind) {
    case 'null':
      return [];
    case 'object':
      return [member];
    case 'array':
      return node.items.map((item, index) => ({ node: item, pointer: pointerTo(pointer, index) }));
    default:
      malformed.push({ message: 'a block is expected here', pointer, offset: node.offset });
      return [];
  }
}

/** A block with its labels, e.g. ['genesyscloud_oauth_client', 'client-1'] of a resource. */
export interface Block extends Located {
  readonly labels: readonly string[];
  readonly offset: number;
}

/** The blocks that one member makes, peeling off `labels` label levels. */
export function blocksOf(member: Argument, labels: number, malformed: Malformed[]): Block[] {
  let level: Block[] = [{ ...member, labels: [] }];
  for (let depth = 0; depth < labels; depth++) {
    level = level.flatMap((block) => {
      const members = membersOf(block, malformed);
      if (members.length === 0) {
        malformed.push({
          message: 'a block label is missing here',
          pointer: block.pointer,
          offset: block.offset,
        });
      }
      return members.map((inner) => ({
        node: inner.node,
        pointer: inner.pointer,
        offset: inner.offset,
        labels: [...block.labels, inner.name],
      }));
    });
  }
  return level.flatMap((block) =>
    bodiesOf(block, malformed).map((body) => ({ ...body, offset: block.offset, labels: block.labels })),
  );
}

const argument = (member: JsonMember, parent: string): Argument => ({
  name: member.key,
  node: member.value,
  pointer: pointerTo(parent, member.key),
  offset: member.keyOffset,
});
