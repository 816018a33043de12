import type { Problem } from '../hcl/body';
import { examine } from '../hcl/examine';
import { positionAt } from '../json/position';
import { type HclDocument, toHclDocument } from '../report/hcl/document';
import { hclSarif } from '../report/hcl/sarif';
import { hclText } from '../report/hcl/text';
import { jsonText } from '../text/json-text';
import { visible } from '../text/visible';
import { demandFolder } from './demand-folder';
import { loadParser } from './load-hcl-parser';
import { writeReport } from './output-files';
import { paintFor } from './paint';
import type { Progress } from './progress';
import { readHcl } from './read-hcl';
import type { Format, Output } from './render';
import { shownPath } from './shown-path';
import { UsageError } from './usage-error';

/** The formats that a report on raw Terraform has: it knows no tenants, of which the others make tables. */
type HclFormat = Extract<Format, 'text' | 'json' | 'sarif'>;

/** What is judged, and where the reports go. */
interface HclOptions {
  readonly folder: string;
  readonly format: Format;
  readonly outputs: readonly Output[];
  readonly progress: Progress;
}

/** After so many, the rest is mostly the echo of the first. */
const mostProblems = 100;

/**
 * `bulkhead check --hcl`: judges a folder of raw Terraform by the rules that need no manifest. Gives the exit code: 0 contained, 1 findings, 2 what
 * cannot be read. Throws a {@link UsageError} for a folder that is not there and for formats that it has not.
 */
export async function checkHcl({ folder, format, outputs, progress }: HclOptions): Promise<0 | 1 | 2> {
  demandFolder(folder, '--hcl');
  const shownIn = demandFormat(format);
  const reports = outputs.map((output) => ({ file: output.file, format: demandFormat(output.format) }));
  const shown = shownPath(folder);
  progress.step(`reading the Terraform files in ${shown}`);
  const { modules, sources, problems } = await readHcl(folder, shown, loadParser());
  progress.step('judging the grants');
  const examination = problems.length > 0 ? undefined : examine(modules, sources.size);
  if (examination === undefined || 'message' in examination) {
    progress.done();
    const all =
      examination === undefined ? problems : [{ ...examination, spot: { file: shown, offset: undefined } }];
    const lines = all.slice(0, mostProblems).map((problem) => problemText(problem, sources));
    if (all.length > mostProblems) lines.push(`… and ${all.length - mostProblems} more problems`);
    process.stderr.write(`${lines.join('\n')}\n`);
    return 2;
  }
  const document = toHclDocument(examination, sources);
  const [main = `${shown}/main.tf`] = sources.keys();
  for (const report of reports) writeReport(report.file, render(document, report.format, main));
  progress.done();
  process.stdout.write(
    shownIn === 'text'
      ? hclText(document, paintFor(process.stdout, process.env))
      : render(document, shownIn, main),
  );
  return document.verdict === 'contained' ? 0 : 1;
}

/** @param main The file in which what concerns no single file is shown. */
function render(document: HclDocument, format: HclFormat, main: string): string {
  switch (format) {
    case 'text':
      return hclText(document);
    case 'json':
      return `${jsonText(document)}\n`;
    case 'sarif':
      return hclSarif(document, main);
  }
}

function demandFormat(format: Format): HclFormat {
  if (format === 'text' || format === 'json' || format === 'sarif') return format;
  throw new UsageError(`--hcl has no report as ${format}: use text, json or sarif.`);
}

function problemText({ spot, position, message }: Problem, sources: ReadonlyMap<string, string>): string {
  const text = sources.get(spot.file);
  const at =
    position ?? (text === undefined || spot.offset === undefined ? undefined : positionAt(text, spot.offset));
  return visible(`${spot.file}${at ? `:${at.line}:${at.column}` : ''}  ${message}`);
}
