import { extname } from 'node:path';
import { givenPath } from './shown-path';
import { UsageError } from './usage-error';

/** Which format the ending of an `--output` file asks for. @throws UsageError for an ending that names none */
export function formatOf<Format>(file: string, endings: Readonly<Record<string, Format>>): Format {
  const ending = extname(file).toLowerCase();
  const format = Object.hasOwn(endings, ending) ? endings[ending] : undefined;
  if (format === undefined)
    throw new UsageError(
      `The ending of --output ${givenPath(file)} names no format: use ${Object.keys(endings).join(', ')}.`,
    );
  return format;
}
