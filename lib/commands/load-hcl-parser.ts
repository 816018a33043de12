import type { HclParser } from '../hcl/parser';
import { ParserThread, type Patience } from './hcl-parser-thread';

/** Longer than what people write takes, on a slow machine too: 2,000 files are some 10 s. */
const patience: Patience = { file: 20, all: 120 };

let shared: ParserThread | undefined;

/** The parser, 4 MB of WebAssembly that only `check --hcl` loads: one for the process, however often it is asked for. */
export function loadParser(): HclParser {
  shared ??= new ParserThread(require.resolve('@cdktf/hcl2json'), patience);
  const thread = shared;
  return (file, text) => thread.parse(file, text);
}
