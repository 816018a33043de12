import type { JsonMember, JsonNode } from '../json/parse';
import type { Attribute, Block, Body, Problem, Spot } from './body';
import { parseJsonValue } from './parse-json-value';

/*
 * Terraform's JSON syntax (`*.tf.json`). Whether a member is an argument or a block, only a schema says; here that is the list of the block
 * names that Terraform and the modelled resource types have. A body is an object or a list of objects whose members count together, "//"
 * in a body is a comment, null is no block (checked with Terraform 1.11.4, 2026-11-24).
 */

/** Block types of the top level, with the number of their labels. */
const topLevel: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  provider: 1,
  variable: 1,
  output: 1,
  module: 1,
  check: 1,
  terraform: 0,
  locals: 0,
  import: 0,
  moved: 0,
  removed: 0,
};

/** Nested block types, with the number of their labels. */
const nested: Readonly<Record<string, number>> = {
  roles: 0,
  permission_policies: 0,
  conditions: 0,
  terms: 0,
  operands: 0,
  lifecycle: 0,
  precondition: 0,
  postcondition: 0,
  connection: 0,
  provisioner: 1,
  dynamic: 1,
  content: 0,
  validation: 0,
  required_providers: 0,
  backend: 1,
  cloud: 0,
  gateway: 0,
  path_params: 0,
  auth: 0,
  proxy: 0,
};

/** Blocks whose arguments have names of the author's choice: there, no name stands for a block. */
const authorsNames: ReadonlySet<string> = new Set(['locals', 'module', 'required_providers']);

/** Reads the root of a `*.tf.json` file. What is misshapen is a problem, never left out. */
export function readJsonSyntax(root: JsonNode, file: string, problems: Problem[]): Body {
  return new Reader(file, problems).body(root, root.offset, topLevel);
}

class Reader {
  constructor(
    private readonly file: string,
    private readonly problems: Problem[],
  ) {}

  body(node: JsonNode, offset: number, types: Readonly<Record<string, number>>): Body {
    const attributes: Attribute[] = [];
    const blocks: Block[] = [];
    const seen = new Set<string>();
    for (const member of this.members(node, offset)) {
      if (member.name === '//') continue;
      const labels = Object.hasOwn(types, member.name) ? types[member.name] : undefined;
      if (labels !== undefined) {
        for (const block of this.blocks(member.name, member.node, member.offset, labels, []))
          blocks.push(block);
        continue;
      }
      if (types === topLevel) this.problem(member.offset, `Terraform has no block type "${member.name}"`);
      if (seen.has(member.name)) this.problem(member.offset, `the argument "${member.name}" stands twice`);
      seen.add(member.name);
      attributes.push(this.attribute(member));
    }
    return { attributes, blocks };
  }

  private attribute({ name, offset, node }: JsonMember): Attribute {
    return {
      name,
      value: parseJsonValue(node),
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
      body: this.body(body, body.offset, authorsNames.has(type) ? {} : nested),
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
