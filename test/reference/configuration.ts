import { Unsayable } from './evaluate';
import { type Node, read } from './json';

/*
 * The files of one stack's folder as Terraform takes them together: every `*.tf.json`, bodies as objects or arrays of objects, members of
 * one name as many blocks, override files last. Files in another syntax are beyond this reader, and it says so.
 */

export type Body = readonly (readonly [string, Node])[];
export interface Block {
  readonly labels: readonly string[];
  readonly body: Body;
}

/** How many labels a block has. */
const labelled: Readonly<Record<string, number>> = {
  terraform: 0,
  locals: 0,
  import: 0,
  moved: 0,
  removed: 0,
  provider: 1,
  variable: 1,
  output: 1,
  module: 1,
  check: 1,
  resource: 2,
  data: 2,
};

export class Configuration {
  private readonly byType = new Map<string, Block[]>();
  /** Values for variables that files of the folder give. */
  readonly variables = new Map<string, Node>();

  constructor(
    readonly name: string,
    files: ReadonlyMap<string, Uint8Array>,
  ) {
    const ordered = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).filter(([file]) => isRead(file));
    for (const [file, bytes] of ordered.filter(([file]) => !isOverride(file))) {
      const members = membersOf(parse(file, bytes));
      if (/\.tfvars\.json$/.test(file)) {
        if (/^terraform\.tfvars\.json$|\.auto\.tfvars\.json$/.test(file))
          for (const [key, node] of members) this.variables.set(key, node);
        continue;
      }
      for (const [type, node] of members.filter(([key]) => key !== '//'))
        this.blocks(type).push(...peel(node, labelsOf(type), []));
    }
    for (const [file, bytes] of ordered.filter(([file]) => isOverride(file)))
      this.override(parse(file, bytes));
    if (this.byType.size === 0) throw new Unsayable(`${name} has no configuration`);
    for (const type of ['resource', 'data', 'output', 'variable', 'check']) {
      const addresses = this.blocks(type).map(({ labels }) => labels.join('.'));
      if (new Set(addresses).size !== addresses.length) throw new Unsayable(`a ${type} twice`);
    }
  }

  blocks(type: string): Block[] {
    const known = this.byType.get(type) ?? [];
    this.byType.set(type, known);
    return known;
  }

  types(): string[] {
    return [...this.byType].flatMap(([type, blocks]) => (blocks.length > 0 ? [type] : []));
  }

  /** The one block of these labels. */
  block(type: string, ...labels: string[]): Block | undefined {
    return this.blocks(type).find((block) => labels.every((label, index) => block.labels[index] === label));
  }

  /** Arguments and nested blocks of the override replace those of the same name. */
  private override(root: Node): void {
    for (const [type, node] of membersOf(root).filter(([key]) => key !== '//')) {
      const list = this.blocks(type);
      for (const block of peel(node, labelsOf(type), [])) {
        const at = list.findIndex(({ labels }) => labels.join('.') === block.labels.join('.'));
        const base = list[at];
        if (base === undefined) throw new Unsayable(`nothing to override: ${block.labels.join('.')}`);
        const replaced = new Set(block.body.map(([key]) => key));
        const kept = base.body.filter(([key]) => !replaced.has(key));
        list[at] = { labels: base.labels, body: [...kept, ...block.body] };
      }
    }
  }
}

const isOverride = (file: string): boolean => /(^|_)override\.tf\.json$/.test(file);

function isRead(file: string): boolean {
  if (/^\.|~$|^#.*#$/.test(file)) return false;
  if (/\.(tf|tofu|tfvars|tofu\.json)$/i.test(file)) throw new Unsayable(`${file} is read too`);
  return /\.(tf|tfvars)\.json$/.test(file);
}

function labelsOf(type: string): number {
  const labels = Object.hasOwn(labelled, type) ? labelled[type] : undefined;
  if (labels === undefined) throw new Unsayable(`a block ${type}`);
  return labels;
}

function parse(file: string, bytes: Uint8Array): Node {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    // Terraform replaces half a surrogate pair, and applies nothing after a byte order mark.
    if (/\\u[dD][89a-fA-F]/.test(text)) throw new Unsayable('surrogates');
    return read(text);
  } catch {
    throw new Unsayable(`${file} is no JSON text`);
  }
}

/** An object, or the objects of an array, count as one list of members. */
function membersOf(node: Node): Body {
  if (node.is === 'object') return node.members;
  if (node.is === 'scalar' && node.value === null) return [];
  if (node.is === 'array')
    return node.items.flatMap((item) => {
      if (item.is !== 'object') throw new Unsayable('an object is expected');
      return item.members;
    });
  throw new Unsayable('an object is expected');
}

function peel(node: Node, labels: number, used: readonly string[]): Block[] {
  if (labels > 0) return membersOf(node).flatMap(([key, inner]) => peel(inner, labels - 1, [...used, key]));
  return bodies(node).map((body) => ({ labels: used, body }));
}

/** The bodies that one block argument makes. */
export function bodies(node: Node): Body[] {
  if (node.is === 'scalar' && node.value === null) return [];
  const list = node.is === 'array' ? node.items : [node];
  return list.map((item) => membersOf(item).filter(([key]) => key !== '//'));
}

/** The one argument of this name. Terraform refuses two. */
export function argument(body: Body, name: string): Node | undefined {
  const found = body.filter(([key]) => key === name);
  if (found.length > 1) throw new Unsayable(`${name} is given twice`);
  return found[0]?.[1];
}
