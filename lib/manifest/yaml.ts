import { isAlias, isMap, isScalar, isSeq, type Scalar } from 'yaml';
import { emptyFile, type Parsed, type TextFault } from './fault';
import { inheritedNames } from './ids';
import { duplicateKey, inheritedKey, mergeKey } from './key-faults';
import { BeyondLimits, readDocument } from './yaml-document';
import { explain, secondDocument, syntaxFaults } from './yaml-errors';

type Steps = readonly (string | number)[];

/** Aliases may repeat this many values in all: plenty for people, nothing for who would fill the memory. */
const maxRepeated = 10_000;

/**
 * The plain value of a YAML 1.2 text (core schema), stricter than YAML where two readers could differ: one document, text keys that are
 * given once, no merge keys, no custom tags. Anchors and aliases are followed. Never throws, and no fault repeats a value of the text.
 */
export function parseYaml(text: string): Parsed {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof BeyondLimits)) throw error;
    const { offset, message, hint } = error;
    return { value: undefined, faults: [{ path: [], offset, message, hint }] };
  }
}

function read(text: string): Parsed {
  const { document, second } = readDocument(text);
  const { yaml } = document.directives ?? {};
  if (yaml?.explicit && yaml.version !== '1.2')
    return {
      value: undefined,
      faults: [
        {
          path: [],
          offset: 0,
          message: `YAML ${yaml.version} is declared; YAML 1.2 is expected`,
          hint: 'Remove the %YAML line.',
        },
      ],
    };
  if (second !== undefined) return { value: undefined, faults: [secondDocument(second)] };
  if (document.errors.length > 0) return { value: undefined, faults: syntaxFaults(text, document) };
  const { contents } = document;
  if (contents === null || contents === undefined || (isScalar(contents) && contents.source === ''))
    return { value: undefined, faults: [emptyFile] };
  const reader = new Reader();
  const value = reader.read(contents, []);
  return { value, faults: [...document.warnings.map(explain), ...reader.faults] };
}

/** Turns nodes into plain values. What it cannot take is left out and noted. */
class Reader {
  readonly faults: TextFault[] = [];
  private readonly anchors = new Map<string, { value: unknown; size: number } | 'unfinished'>();
  private size = 0;
  private repeated = 0;

  read(node: unknown, path: Steps): unknown {
    if (isAlias(node)) return this.alias(node.source, node.range?.[0], path);
    const sizeBefore = this.size++;
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, 'unfinished');
    const value = this.plain(node, path);
    if (anchor !== undefined) this.anchors.set(anchor, { value, size: this.size - sizeBefore });
    return value;
  }

  private plain(node: unknown, path: Steps): unknown {
    if (isSeq(node)) return node.items.map((item, index) => this.read(item, [...path, index]));
    if (isScalar(node)) return this.scalar(node, path);
    if (!isMap(node)) return null;
    const result: Record<string, unknown> = {};
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const at = [...path, name];
      const offset = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
      if (name === '<<') this.faults.push({ path: at, offset, ...mergeKey });
      else if (inheritedNames.has(name)) this.faults.push({ path: at, offset, ...inheritedKey(name) });
      else if (Object.hasOwn(result, name)) this.faults.push({ path: at, offset, ...duplicateKey(name) });
      else {
        result[name] = this.read(value, at);
        continue;
      }
      this.read(value, at);
    }
    return result;
  }

  private scalar({ value, range }: Scalar, path: Steps): unknown {
    if (typeof value !== 'string' || !/\p{Surrogate}/u.test(value)) return value;
    this.faults.push({ path, offset: range?.[0] ?? 0, message: 'the text holds half of a surrogate pair' });
    return undefined;
  }

  private alias(name: string, offset = 0, path: Steps): unknown {
    const target = this.anchors.get(name);
    if (target === undefined || target === 'unfinished') {
      this.faults.push({
        path,
        offset,
        message:
          target === undefined
            ? 'this alias has no anchor before it'
            : 'this alias stands inside of what it repeats',
        hint: 'A text that starts with "*" needs quotes.',
      });
      return undefined;
    }
    this.size += target.size;
    this.repeated += target.size;
    if (this.repeated <= maxRepeated) return target.value;
    if (this.repeated - target.size <= maxRepeated)
      this.faults.push({
        path,
        offset,
        message: `the aliases of this file repeat more than ${maxRepeated} values`,
        hint: 'Write out what is meant, or repeat less.',
      });
    return undefined;
  }
}
