import type { JsonNode } from '../json/parse';
import type { Attribute, Block, Body, Spot } from './body';
import { agreed } from './expression';
import { parseNative } from './parse-expression';
import { parseJsonValue } from './parse-json-value';
import type { ScannedBlock, ScannedBody } from './scan';
import { shown } from './shown';

/*
 * HCL's native syntax, read twice: for structure and places by walking over the text, for values by HashiCorp's parser. The parser's JSON
 * loses a block that has an argument's name, duplicate keys of objects, and empty parts of templates (seen with @cdktf/hcl2json 0.21.0,
 * 2026-11-24); so the two must agree on every body, and on each value that is used.
 */

/** The two readings of a body cannot be the same text. */
export class Disagreement extends Error {
  constructor(
    readonly what: string,
    readonly offset: number,
  ) {
    super(what);
  }
}

/** Joins both readings of a file. Throws a {@link Disagreement} where its structure is read differently. */
export function joinReadings(text: string, file: string, scanned: ScannedBody, parsed: JsonNode): Body {
  return join(scanned, parsed, { text, file, offset: 0 });
}

interface Context {
  readonly text: string;
  readonly file: string;
  /** Of the block whose body is joined. */
  readonly offset: number;
}

function join(scanned: ScannedBody, parsed: JsonNode, context: Context): Body {
  const members = membersOf(parsed, context);
  const names = new Set([...scanned.attributes, ...scanned.blocks].map(({ name }) => name));
  if (names.size !== members.size) throw new Disagreement('the arguments of this block', context.offset);
  const taken = new Set(scanned.blocks.map(({ name }) => name));
  const attributes = scanned.attributes.map((attribute): Attribute => {
    const value = members.get(attribute.name);
    if (value === undefined || taken.has(attribute.name)) {
      throw new Disagreement(`"${shown(attribute.name)}"`, attribute.offset);
    }
    taken.add(attribute.name);
    return {
      name: attribute.name,
      value: agreed(parseNative(context.text, attribute.start, attribute.end), parseJsonValue(value)),
      source: context.text.slice(attribute.start, attribute.end).trim(),
      spot: spot(context.file, attribute.offset),
    };
  });
  return { attributes, blocks: joinBlocks(scanned.blocks, members, context) };
}

/** Blocks of one type stand in the parser's JSON under their labels, those with equal labels as a list in source order. */
function joinBlocks(
  scanned: readonly ScannedBlock[],
  members: ReadonlyMap<string, JsonNode>,
  context: Context,
): Block[] {
  const taken = new Map<string, number>();
  const blocks = scanned.map((block): Block => {
    const path = [block.name, ...block.labels];
    const key = JSON.stringify(path);
    const index = taken.get(key) ?? 0;
    taken.set(key, index + 1);
    const body = bodyAt(path, index, members, { ...context, offset: block.offset });
    return {
      type: block.name,
      labels: block.labels,
      body: join(block.body, body, { ...context, offset: block.offset }),
      spot: spot(context.file, block.offset),
    };
  });
  const types = new Set(scanned.map(({ name }) => name));
  let found = 0;
  for (const type of types) found += countBodies(members.get(type));
  if (found !== scanned.length) throw new Disagreement('the blocks here', context.offset);
  return blocks;
}

function bodyAt(
  path: readonly string[],
  index: number,
  members: ReadonlyMap<string, JsonNode>,
  context: Context,
): JsonNode {
  let level = members;
  for (const [depth, step] of path.entries()) {
    const next = level.get(step);
    if (next === undefined) break;
    if (depth === path.length - 1) {
      const body = next.kind === 'array' ? next.items[index] : undefined;
      if (body !== undefined) return body;
      break;
    }
    level = membersOf(next, context);
  }
  throw new Disagreement(`the block ${shown(path.join(' '))}`, context.offset);
}

const countBodies = (node: JsonNode | undefined): number =>
  node === undefined
    ? 0
    : node.kind === 'array'
      ? node.items.length
      : node.kind === 'object'
        ? node.members.reduce((sum, member) => sum + countBodies(member.node), 0)
        : 0;

function membersOf(node: JsonNode, context: Context): ReadonlyMap<string, JsonNode> {
  if (node.kind !== 'object') throw new Disagreement('this block', context.offset);
  // Thousands of blocks of one type are each looked up among all of them.
  const known = maps.get(node);
  if (known !== undefined) return known;
  const map = new Map(node.members.map((member) => [member.name, member.node]));
  maps.set(node, map);
  return map;
}
const maps = new WeakMap<JsonNode, ReadonlyMap<string, JsonNode>>();

const spot = (file: string, offset: number): Spot => ({ file, offset });
