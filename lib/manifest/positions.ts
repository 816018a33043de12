import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { positionAt } from '../json/position';
import { known } from '../text/known';
import type { Fault } from './fault';
import type { Problem } from './model';
import { BeyondLimits, readDocument } from './yaml-document';

/*
 * Loaded only when there is something to report: positions cost a second look at the text, which a run without a finding never takes.
 */

/** A place in a text. */
interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units, as editors count. */
  readonly column: number;
}

/**
 * Where a path stands in a YAML or JSON text: the value where it is written out on the key's line, the key where the value is a block,
 * an object or nothing, the item of a list. With `part: 'key'` always the key. Undefined when the path is not in the text.
 */
export function locate(
  text: string,
  path: readonly (string | number)[],
  part: 'key' | 'value' = 'value',
): Position | undefined {
  const root = rootOf(text);
  let node: Node | null | undefined = root;
  let offset = startOf(node);
  for (const step of path) {
    while (isAlias(node)) node = anchored(root, node);
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (pair === undefined) return undefined;
      node = pair.value as Node | null;
      const valueOnly = part === 'value' && (isAlias(node) || (isScalar(node) && node.source !== ''));
      offset = startOf(valueOnly ? node : (pair.key as Node));
    } else if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
      node = node.items[step] as Node | null;
      offset = startOf(node) ?? offset;
    } else return undefined;
  }
  return offset === undefined ? undefined : positionAt(text, offset);
}

/**
 * Looks up where faults stand, and sorts: by file, line, column. A fault about something that is missing stands at what should hold it.
 * `sources` holds the texts by file.
 */
export function toProblems(
  faults: readonly Fault[],
  sources: ReadonlyMap<string, string>,
): readonly Problem[] {
  // File by file, so that each text is indexed once.
  return [...faults]
    .sort((a, b) => compare(a.file, b.file))
    .map((fault) => ({
      at: { file: fault.file, path: fault.path },
      position: positionOf(fault, sources.get(fault.file)),
      message: fault.message,
      hint: fault.hint,
    }))
    .sort(
      (a, b) =>
        compare(a.at.file, b.at.file) ||
        (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
        (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
        compare(a.message, b.message),
    );
}

function positionOf(fault: Fault, text: string | undefined): Position | undefined {
  if (text === undefined) return undefined;
  if (fault.offset !== undefined) return positionAt(text, fault.offset);
  for (let length = fault.path.length; length > 0; length--) {
    const exact = length === fault.path.length;
    const found = locate(text, fault.path.slice(0, length), exact ? fault.part : 'key');
    if (found) return found;
  }
  return locate(text, []) ?? { line: 1, column: 1 };
}

/** Of a few texts at a time: what is said of a tenant stands in its file and in that of its org, and each parsed text is large. */
const parsed = known(4, (text) => ({ root: parse(text) }));
const rootOf = (text: string): Node | null => parsed(text).root;

function parse(text: string): Node | null {
  try {
    return (readDocument(text).document.contents as Node | null | undefined) ?? null;
  } catch (error) {
    if (error instanceof BeyondLimits) return null;
    throw error;
  }
}

const startOf = (node: Node | null | undefined): number | undefined => node?.range?.[0];

/** The node that an alias repeats: the last one before it with its anchor. */
function anchored(root: Node | null, alias: Node & { source: string }): Node | undefined {
  const before = startOf(alias) ?? 0;
  let found: Node | undefined;
  const pending: (Node | null)[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node === null || isAlias(node)) continue;
    const start = startOf(node) ?? 0;
    const named = (isMap(node) || isSeq(node) || isScalar(node)) && node.anchor === alias.source;
    if (named && start < before && start >= (startOf(found) ?? 0)) found = node;
    if (isMap(node)) for (const pair of node.items) pending.push(pair.key as Node, pair.value as Node | null);
    if (isSeq(node)) for (const item of node.items) pending.push(item as Node | null);
  }
  return found;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
