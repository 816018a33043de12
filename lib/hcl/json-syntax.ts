import type { JsonMember, JsonNode } from '../json/parse';
import type { Attribute, Block, Body, Problem, Spot } from './body';
import { type JsonPlace, placeIn, topLevel } from './json-places';
import { parseJsonValue, verbatimJsonValue } from './parse-json-value';
import { shown } from './shown';

/*
 * Terraform's JSON syntax (`*.tf.json`). Whether a member is an argument or a block, and what its texts are, only a schema says; here that is
 * the tables of json-places.ts. A body is an object or a list of objects whose members count together, "//" in a body is a comment, null is no
 * block (checked with Terraform 1.11.4, 2026-11-24).
 */

/** Reads the root of a `*.tf.json` file. What is misshapen is a problem, never left out. */
export function readJsonSyntax(root: JsonNode, file: string, problems: Problem[]): Body {
  return new Reader(file, problems).body(root, root.offset, topLevel);
}

class Reader {
  constructor(
    private readonly file: string,
    private readonly problems: Problem[],
  ) {}

  body(node: JsonNode, offset: number, place: JsonPlace): Body {
    const attributes: Attribute[] = [];
    const blocks: Block[] = [];
    const seen = new Set<string>();
    for (const member of this.members(node, offset)) {
      if (member.name === '//') continue;
      const labels = Object.hasOwn(place.blocks, member.name) ? place.blocks[member.name] : undefined;
      if (labels !== undefined) {
        for (const block of this.blocks(member.name, member.node, member.offset, labels, []))
          blocks.push(block);
        continue;
      }
      if (place === topLevel)
        this.problem(
          member.offset,
          `"${shown(member.name)}" is no block type of Terraform that is known here`,
        );
      if (seen.has(member.name))
        this.problem(member.offset, `the argument "${shown(member.name)}" stands twice`);
      seen.add(member.name);
      attributes.push(this.attribute(member, place));
    }
    return { attributes, blocks };
  }

  private attribute({ name, offset, node }: JsonMember, place: JsonPlace): Attribute {
    return {
      name,
      value: place.verbatim(name) ? verbatimJsonValue(node) : parseJsonValue(node),
      source: sourceOf(node),
      spot: this.spot(offset),
    };
  }

  private blocks(
    type: string,
    node: JsonNode,
    offset: number,
    labels: number,
    before: readonly string[],
  ): Block[] {
    if (labels > 0) {
      return this.members(node, offset).flatMap((member) =>
        this.blocks(type, member.node, member.offset, labels - 1, [...before, member.name]),
      );
    }
    if (node.kind === 'null') return [];
    const bodies = node.kind === 'array' ? node.items : [node];
    return bodies.map((body) => ({
      type,
      labels: before,
      body: this.body(body, body.offset, placeIn(type)),
      spot: this.spot(bodies.length > 1 ? body.offset : offset),
    }));
  }

  private members(node: JsonNode, offset: number): readonly JsonMember[] {
    if (node.kind === 'object') return node.members;
    if (node.kind === 'null') return [];
    if (node.kind === 'array') {
      return node.items.flatMap((item) => {
        if (item.kind === 'object') return item.members;
        this.problem(item.offset, 'an object is expected here');
        return [];
      });
    }
    this.problem(offset, 'an object or a list of objects is expected here');
    return [];
  }

  private problem(offset: number, message: string): void {
    this.problems.push({ spot: this.spot(offset), position: undefined, message });
  }

  private readonly spot = (offset: number): Spot => ({ file: this.file, offset });
}

/** What a value says, on one line: the text itself, or its parts in brackets. */
function sourceOf(node: JsonNode): string {
  switch (node.kind) {
    case 'string':
      return node.value;
    case 'number':
      return node.text;
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'array':
      return `[${node.items.map(sourceOf).join(', ')}]`;
    case 'object':
      return `{${node.members.map((member) => `${member.name} = ${sourceOf(member.node)}`).join(', ')}}`;
  }
}
