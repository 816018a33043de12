import { add, beyond, deepest, inlineAt, matchAt, wholeLine } from './inline-yaml';

/*
 * The part of YAML in which manifests are mostly written, read in one pass: block maps and lists, brackets on one line, plain and simply
 * quoted texts, comments. A property holds it to the full reader: whatever is read here, parseYaml reads as the same value, without a
 * fault. Everything else is left to parseYaml, which is some twenty times slower and knows all of YAML.
 */

/** The value of a text in the plain part of YAML; undefined for any other text, which may still be good YAML. Never throws. */
export function plainYaml(text: string): { readonly value: unknown } | undefined {
  if (!plainText.test(text)) return undefined;
  try {
    return { value: new PlainReader(text).read() };
  } catch (error) {
    if (error === beyond) return undefined;
    throw error;
  }
}

/** Printable characters only: no tab, no carriage return, none that ends a line or joins with another. */
const plainText = /^[\n\x20-\x7e\xa1-\u0fff\u2010-\u2027\u2030-\u205e\u3001-\ud7ff]*$/;

const key = /([A-Za-z][A-Za-z0-9_.-]*):(?: +|$)/y;

interface Line {
  readonly indent: number;
  /** Without indentation, comment and spaces at its end; never empty. */
  readonly text: string;
}

class PlainReader {
  private readonly lines: Line[];
  private next = 0;

  constructor(text: string) {
    this.lines = text.split('\n').flatMap((line) => {
      const trimmed = line.trimStart();
      if (trimmed === '' || trimmed.startsWith('#')) return [];
      const comment = trimmed.indexOf(' #');
      const content = (comment === -1 ? trimmed : trimmed.slice(0, comment)).trimEnd();
      return [{ indent: line.length - trimmed.length, text: content }];
    });
  }

  read(): unknown {
    const first = this.lines[0];
    if (first?.indent !== 0) throw beyond;
    const value = this.block(0, 0);
    if (this.next < this.lines.length) throw beyond;
    return value;
  }

  /** The map or list whose lines stand at exactly this indentation. */
  private block(indent: number, depth: number): unknown {
    if (depth > deepest) throw beyond;
    return this.lines[this.next]?.text.startsWith('-') ? this.list(indent, depth) : this.map(indent, depth);
  }

  private list(indent: number, depth: number): unknown[] {
    const items: unknown[] = [];
    for (let line = this.lineAt(indent); line?.text.startsWith('-'); line = this.lineAt(indent)) {
      if (!line.text.startsWith('- ')) throw beyond;
      const text = line.text.slice(2).trimStart();
      if (text.startsWith('-')) throw beyond;
      if (matchAt(key, text, 0) === undefined) {
        this.next++;
        items.push(this.inline(text, depth));
        this.endOf(indent);
      } else {
        // `- key: value` opens a map whose keys stand where this one does.
        const inner = indent + line.text.length - text.length;
        this.lines[this.next] = { indent: inner, text };
        items.push(this.map(inner, depth + 1));
      }
    }
    return items;
  }

  private map(indent: number, depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (let line = this.lineAt(indent); line !== undefined; line = this.lineAt(indent)) {
      const match = matchAt(key, line.text, 0);
      const name = match?.[1];
      if (match === undefined || name === undefined) throw beyond;
      this.next++;
      const rest = line.text.slice(match[0].length);
      const value = rest === '' ? this.below(indent, depth) : this.inline(rest, depth);
      if (rest !== '') this.endOf(indent);
      add(result, name, value);
    }
    return result;
  }

  /** What stands below a key that has nothing beside it. */
  private below(indent: number, depth: number): unknown {
    const line = this.lines[this.next];
    if (line === undefined || line.indent < indent) return null;
    if (line.indent > indent) return this.block(line.indent, depth + 1);
    // The items of a list may stand right below their key.
    return line.text.startsWith('-') ? this.list(indent, depth + 1) : null;
  }

  /** The next line if it belongs to this block; a line between this block's indentation and its parent's fits nothing. */
  private lineAt(indent: number): Line | undefined {
    const line = this.lines[this.next];
    if (line === undefined || line.indent < indent) return undefined;
    if (line.indent > indent) throw beyond;
    return line;
  }

  /** A value ends with its line: deeper lines would continue its text. */
  private endOf(indent: number): void {
    const line = this.lines[this.next];
    if (line !== undefined && line.indent > indent) throw beyond;
  }

  /** A value that fills the rest of a line. */
  private inline(text: string, depth: number): unknown {
    if (!/^[[{"']/.test(text)) return wholeLine(text);
    const { value, end } = inlineAt(text, 0, depth);
    if (end !== text.length) throw beyond;
    return value;
  }
}
