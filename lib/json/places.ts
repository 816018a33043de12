import { type JsonNode, parseJson } from './parse';
import { lastAtOrBefore, pointerAt } from './pointer';

/** Looks up many offsets of one text, which is parsed and split into lines once. */
export class JsonPlaces {
  private readonly root: JsonNode | undefined;
  private readonly lineStarts: readonly number[];

  constructor(text: string) {
    const json = parseJson(text);
    this.root = json.ok ? json.value : undefined;
    const starts = [0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.lineStarts = starts;
  }

  /** Line and column, both from 1; columns count UTF-16 units, as editors do. */
  position(offset: number): { line: number; column: number } {
    const index = lastAtOrBefore(this.lineStarts, offset, (start) => start);
    return { line: index + 1, column: offset - (this.lineStarts[index] ?? 0) + 1 };
  }

  /** The JSON pointer of the value or key that starts at `offset`; undefined when none does, or the text is not JSON. */
  pointer(offset: number): string | undefined {
    return this.root && pointerAt(this.root, offset);
  }
}
