import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import type { AccessDiff } from '../access/diff';
import type { Model } from '../proof/model';
import type { ReportDocument } from '../report/document';
import { isDate } from './is-date';
import { UsageError } from './usage-error';

const formats = ['text', 'json', 'markdown', 'sarif', 'junit', 'html'] as const;
type Format = (typeof formats)[number];

/** Which format the ending of an `--output` file asks for. */
const endings: Readonly<Record<string, Format>> = {
  '.txt': 'text',
  '.json': 'json',
  '.md': 'markdown',
  '.sarif': 'sarif',
  '.xml': 'junit',
  '.html': 'html',
};

interface CheckOptions {
  readonly tenants: string;
  readonly assembly: string;
  readonly plans?: string;
  readonly stage?: 'foundation';
  readonly today?: string;
  readonly gateway?: string;
  readonly format: Format;
  readonly output: readonly string[];
  readonly base?: string;
}

/** `bulkhead check`: the proof. */
export function checkCommand(program: Command): void {
  program
    .command('check')
    .description('prove on the synthesized stacks that no grant crosses a division')
    .option('--tenants <dir>', 'folder of the manifest', 'tenants')
    .option('--assembly <dir>', 'output folder of cdktf', 'cdktf.out')
    .option('--plans <dir>', 'also prove the plans: <stack>.json from terraform show -json')
    .addOption(new Option('--stage <stage>', 'ask for the plans of this stage only').choices(['foundation']))
    .option('--today <date>', 'judge waivers on this day (YYYY-MM-DD) instead of today')
    .addOption(
      new Option('--gateway <url>', 'loopback gateway that the stacks were synthesized with').env(
        'BULKHEAD_GATEWAY',
      ),
    )
    .addOption(new Option('--format <format>', 'what goes to stdout').choices(formats).default('text'))
    .option(
      '--output <file>',
      `also write a report; its ending says in which format (${Object.keys(endings).join(', ')}); repeatable`,
      (file: string, files: string[]) => [...files, file],
      [] as string[],
    )
    .option(
      '--base <ref|dir>',
      'markdown and html: also show the access that is new since this commit or folder',
    )
    .addHelpText('after', '\nExample:\n  npx bulkhead check --output report.json\n')
    .action(async (options: CheckOptions) => {
      process.exitCode = await check(options);
    });
}

async function check(options: CheckOptions): Promise<number> {
  const { runProof, todayUtc } = await import('./run-proof.js');
  const today = options.today ?? todayUtc();
  if (!isDate(today)) throw new UsageError(`--today ${today} is not a date: write it as YYYY-MM-DD.`);
  if (options.stage !== undefined && options.plans === undefined) {
    throw new UsageError('--stage says which plans are asked for: give their folder with --plans.');
  }
  const outputs = options.output.map((file) => ({ file, format: formatOf(file) }));
  const outcome = runProof({ ...options, today });
  if (outcome.kind === 'problems') {
    const { formatProblem } = await import('../manifest/problems.js');
    process.stderr.write(`${outcome.problems.map(formatProblem).join('\n')}\n`);
    return 2;
  }
  const diff = options.base === undefined ? undefined : await accessDiff(options.base, options.tenants);
  if (diff?.kind === 'problems') {
    const { formatProblem } = await import('../manifest/problems.js');
    process.stderr.write(`${diff.problems.map(formatProblem).join('\n')}\n`);
    return 2;
  }
  const { toDocument } = await import('../report/document.js');
  const shows = [options.format, ...outputs.map(({ format }) => format)];
  const document = toDocument(outcome.proof, { chains: shows.includes('json') || shows.includes('html') });
  for (const { file, format } of outputs)
    write(file, await render(document, format, outcome.proof.model, diff?.diff));
  process.stdout.write(
    options.format === 'text'
      ? (await import('../report/text.js')).textReport(
          document,
          (await import('./paint.js')).paintFor(process.stdout, process.env),
        )
      : await render(document, options.format, outcome.proof.model, diff?.diff),
  );
  return document.verdict === 'proven' ? 0 : 1;
}

async function accessDiff(base: string, tenants: string) {
  const { readAccessDiff } = await import('./read-access-diff.js');
  return readAccessDiff(base, tenants);
}

async function render(
  document: ReportDocument,
  format: Format,
  model: Model,
  diff: AccessDiff | undefined,
): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../report/text.js')).textReport(document);
    case 'json':
      return (await import('../report/json.js')).jsonReport(document);
    case 'markdown':
      return (await import('../report/markdown/document.js')).markdownReport(document, diff);
    case 'sarif':
      return (await import('../report/sarif.js')).sarifReport(document);
    case 'junit':
      return (await import('../report/junit.js')).junitReport(document);
    case 'html': {
      const { htmlReport } = await import('../report/html/page.js');
      const { matrixOf } = await import('../report/html/matrix.js');
      return htmlReport(document, matrixOf(model), diff);
    }
  }
}

function formatOf(file: string): Format {
  const ending = extname(file).toLowerCase();
  const format = Object.hasOwn(endings, ending) ? endings[ending] : undefined;
  if (format === undefined) {
    throw new UsageError(
      `The ending of --output ${file} names no format: use ${Object.keys(endings).join(', ')}.`,
    );
  }
  return format;
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new UsageError(`The report ${file} cannot be written (${reason}): does its folder exist?`);
  }
}
