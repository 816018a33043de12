import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Problem } from '../manifest/model';
import type { ReportDocument } from '../report/document';
import { dayFrom } from './day';
import { demandNotRead } from './demand-not-read';
import { formatOf } from './format-of';
import { writeReport } from './output-files';
import { type Progress, progressOn, type Voice, withVoice } from './progress';
import { endings, type Format, formats, type Output, render } from './render';
import {
  assemblyOption,
  gatewayOption,
  outputOption,
  stageOption,
  tenantsOption,
  todayOption,
} from './shared-options';
import { givenPath } from './shown-path';
import { demandPlans } from './stage';
import { tellProblems } from './tell-problems';
import { UsageError } from './usage-error';

interface CheckOptions extends Voice {
  readonly tenants: string;
  readonly assembly: string;
  readonly plans?: string;
  readonly stage?: 'foundation';
  readonly today?: string;
  readonly gateway?: string;
  readonly format: Format;
  readonly output: readonly string[];
  readonly base?: string;
  readonly hcl?: string;
}

/** `bulkhead check`: the proof. */
export function checkCommand(program: Command): void {
  withVoice(program.command('check'))
    .description('prove on the synthesized stacks that no grant crosses a division')
    .addOption(tenantsOption())
    .addOption(assemblyOption())
    .option('--plans <dir>', 'also prove the plans: <stack>.json from terraform show -json')
    .addOption(stageOption())
    .addOption(todayOption())
    .addOption(gatewayOption())
    .addOption(new Option('--format <format>', 'what goes to stdout').choices(formats).default('text'))
    .addOption(outputOption(endings))
    .option(
      '--base <ref|dir>',
      'markdown and html: also show the access that is new since this commit or folder',
    )
    .addOption(
      new Option('--hcl <dir>', 'instead: judge raw Terraform (*.tf, *.tf.json), without a manifest')
        .conflicts(ofManifest)
        .argParser(onlyFolder),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  npx bulkhead check --output report.json\n  npx bulkhead check --plans plans\n  npx bulkhead check --hcl infrastructure/\n',
    )
    .action(async (options: CheckOptions, command: Command) => {
      // Not a conflict as the others are: the variable may be set for whatever else runs there.
      if (options.hcl !== undefined && command.getOptionValueSource('gateway') === 'cli')
        throw new UsageError(
          '--hcl judges files as they are, whatever gateway they name: leave --gateway out.',
        );
      process.exitCode = await (options.hcl === undefined ? check(options) : raw(options, options.hcl));
    });
}

/** The last of two would hold, and the other one would go unexamined without a word. */
function onlyFolder(text: string, before: string | undefined): string {
  if (before !== undefined) throw new InvalidArgumentError('Judge one folder at a time.');
  return text;
}

/** Options that mean nothing where there is no manifest. */
const ofManifest = ['tenants', 'assembly', 'plans', 'stage', 'today', 'base'];

function outputsOf({ output }: CheckOptions, read: Partial<CheckOptions>): readonly Output[] {
  return output.map((file) => {
    demandNotRead(file, read);
    return { file, format: formatOf(file, endings) };
  });
}

async function raw(options: CheckOptions, folder: string): Promise<number> {
  const { checkHcl } = await import('./check-hcl.js');
  const outputs = outputsOf(options, {});
  const progress = progressOn(process.stderr, process.env, options, 2);
  try {
    return await checkHcl({ folder, format: options.format, outputs, progress });
  } finally {
    progress.done();
  }
}

async function check(options: CheckOptions): Promise<number> {
  const today = dayFrom(options.today);
  demandPlans(options);
  const outputs = outputsOf(options, options);
  const steps = 3 + [options.plans, options.base, outputs[0]].filter((one) => one !== undefined).length;
  const progress = progressOn(process.stderr, process.env, options, steps);
  try {
    return await prove({ ...options, today, dayGiven: options.today !== undefined }, outputs, progress);
  } finally {
    progress.done();
  }
}

async function prove(
  options: CheckOptions & { readonly today: string; readonly dayGiven: boolean },
  outputs: readonly Output[],
  progress: Progress,
): Promise<number> {
  const { runProof } = await import('./run-proof.js');
  const outcome = runProof({ ...options, step: progress.step });
  if (outcome.kind === 'problems') return tell(outcome.problems, progress);
  if (options.base !== undefined) progress.step(`comparing with ${givenPath(options.base)}`);
  const diff = options.base === undefined ? undefined : await accessDiff(options.base, options.tenants);
  if (diff?.kind === 'problems') return tell(diff.problems, progress);
  if (outputs.length > 0) progress.step('writing the reports');
  const { toDocument } = await import('../report/document.js');
  const shows = [options.format, ...outputs.map(({ format }) => format)];
  const digests = shows.includes('json');
  const document = toDocument(outcome.proof, { chains: digests || shows.includes('html'), digests });
  const { model } = outcome.proof;
  for (const { file, format } of outputs)
    writeReport(file, await render(document, format, model, diff?.diff));
  const shown =
    options.format === 'text'
      ? await textFor(document, options.verbose ?? false)
      : await render(document, options.format, model, diff?.diff);
  progress.done();
  process.stdout.write(shown);
  return document.verdict === 'proven' ? 0 : 1;
}

function tell(problems: readonly Problem[], progress: Progress): Promise<2> {
  progress.done();
  return tellProblems(problems);
}

async function textFor(document: ReportDocument, everyGrant: boolean): Promise<string> {
  const { textReport } = await import('../report/text.js');
  const { paintFor } = await import('./paint.js');
  return textReport(document, paintFor(process.stdout, process.env), { everyGrant });
}

async function accessDiff(base: string, tenants: string) {
  const { readAccessDiff } = await import('./read-access-diff.js');
  return readAccessDiff(base, tenants);
}
