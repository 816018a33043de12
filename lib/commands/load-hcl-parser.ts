import { type HclParser, ParserFailure } from '../hcl/parser';

/** Longer than any file within the size limit takes, by far. */
const patience = 60_000;

/** Its one runtime is dead, for this process. */
let broken = false;

/**
 * The parser, compiled to WebAssembly: 4 MB that only `check --hcl` loads. Its runtime does not survive running out of stack (seen with
 * @cdktf/hcl2json 0.21.0, 2026-11-24): it is then never called again.
 */
export async function loadParser(): Promise<HclParser> {
  const { parse } = await import('@cdktf/hcl2json');
  return async (file, text) => {
    if (broken) throw new ParserFailure('it was not read, because the parser gave up on a file before it');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new ParserFailure('the parser gave no answer in a minute')), patience);
    });
    try {
      return await Promise.race([parse(file, text), late]);
    } catch (error) {
      const deep = error instanceof RangeError;
      if (deep || error instanceof ParserFailure) broken = true;
      throw deep ? new ParserFailure('it is nested too deeply to be read safely') : error;
    } finally {
      clearTimeout(timer);
    }
  };
}
