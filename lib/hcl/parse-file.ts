import { type JsonNode, parseJson } from '../json/parse';
import type { Body, Problem } from './body';
import { Disagreement, joinReadings } from './join-readings';
import { readJsonSyntax } from './json-syntax';
import { LexicalError } from './lexical-error';
import { type HclParser, ParserFailure } from './parser';
import { type ScannedBody, scan } from './scan';

/** Larger than any file that people write by hand. */
export const largestFile = 1024 * 1024;

/** So much text that nothing can be made of is given to the parser, for its words. */
const mostUnreadable = 64 * 1024;

export type ParsedFile =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads one file of a configuration, native or JSON syntax by its ending. Reports every syntax error; never throws for what a file holds. */
export function parseFile(file: string, text: string, parser: HclParser): ParsedFile | Promise<ParsedFile> {
  return file.endsWith('.json') ? parseJsonFile(file, text) : parseNativeFile(file, text, parser);
}

function parseJsonFile(file: string, text: string): ParsedFile {
  const json = parseJson(text);
  if (!json.ok) return failed(problem(file, json.error.offset, json.error.message));
  const problems: Problem[] = [];
  const body = readJsonSyntax(json.value, file, problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, body };
}

async function parseNativeFile(file: string, text: string, parser: HclParser): Promise<ParsedFile> {
  const scanned = tryScan(text);
  if (scanned instanceof LexicalError && scanned.kind === 'deep') {
    return failed(problem(file, scanned.offset, 'this is nested too deeply to be read safely'));
  }
  // The parser would word it better, and keeps a thousand bytes for every character that it cannot read.
  if (scanned instanceof LexicalError && text.length > mostUnreadable) {
    return failed(
      problem(file, scanned.offset, 'what stands here is no Terraform, or is not closed further down'),
    );
  }
  let parsed: JsonNode;
  try {
    const json = parseJson(JSON.stringify(await parser(parserFile, text)));
    if (!json.ok) return failed(problem(file, undefined, `it cannot be read: ${json.error.message}`));
    parsed = json.value;
  } catch (error) {
    if (error instanceof ParserFailure) return failed(problem(file, undefined, error.message));
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: syntaxErrors(file, message) };
  }
  try {
    if (scanned instanceof LexicalError) throw new Disagreement('what stands here', scanned.offset);
    return { ok: true, body: joinReadings(text, file, scanned, parsed) };
  } catch (error) {
    if (!(error instanceof Disagreement)) throw error;
    return failed(
      problem(
        file,
        error.offset,
        `${error.what} can be read in two ways, so nothing in this file can be judged`,
      ),
    );
  }
}

function tryScan(text: string): ScannedBody | LexicalError {
  try {
    return scan(text);
  } catch (error) {
    if (error instanceof LexicalError) return error;
    throw error;
  }
}

const problem = (file: string, offset: number | undefined, message: string): Problem => ({
  spot: { file, offset },
  position: undefined,
  message,
});

const failed = (...problems: Problem[]): ParsedFile => ({ ok: false, problems });

/** What the parser is told the file is called, so that its places can be found in its messages. */
const parserFile = 'bulkhead-hcl-file';

/** Errors told of one file: after the first few, the others are mostly their echoes. */
const mostErrors = 10;
/** Longer than any message of the parser, the names in it apart. */
const longestMessage = 500;

/** The errors in a message of the parser: `parse config: [FILE:line,column-…: Summary; Detail. FILE:…]`. */
function syntaxErrors(file: string, message: string): Problem[] {
  const all = [...message.matchAll(/bulkhead-hcl-file:(\d+),(\d+)(?:-(?:\d+,)?\d+)?: /g)];
  const starts = all.slice(0, mostErrors);
  if (starts.length === 0) {
    const plain = message.split('\n')[0]?.slice(0, longestMessage).replaceAll(parserFile, file) ?? '';
    return [problem(file, undefined, `it cannot be read: ${plain}`)];
  }
  return starts.map((start, index) => {
    const until = all[index + 1]?.index ?? message.length;
    const text = message
      .slice(start.index + start[0].length, until)
      .replace(/\]?\s*$/, '')
      .replaceAll(parserFile, file);
    return {
      spot: { file, offset: undefined },
      position: { line: Number(start[1]), column: Number(start[2]) },
      message: text.slice(0, longestMessage).replaceAll(/\s+/g, ' ').replace(/; /, ': '),
    };
  });
}
