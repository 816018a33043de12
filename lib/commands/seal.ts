import type { Command } from 'commander';
import { version } from '../../package.json';
import type { Difference, Predicate } from '../seal/statement';
import { visible } from '../text/visible';
import { dayFrom } from './day';
import { demandInputs } from './demand-inputs';
import { leadsInside } from './is-inside';
import { withVoice } from './progress';
import { replaceSeal } from './seal-file';
import { demandInside, digests, type Folders, prove } from './sealed';
import { assemblyOption, gatewayOption, tenantsOption, todayOption } from './shared-options';
import { shownPath } from './shown-path';
import { UsageError } from './usage-error';

/** `bulkhead seal`: binds a proven report to the bytes of manifests, stacks and plans. */
export function sealCommand(program: Command): void {
  withVoice(program.command('seal'))
    .description('bind a proven report to the bytes of manifests, stacks and plans')
    .addOption(tenantsOption())
    .addOption(assemblyOption())
    .option(
      '--plans <dir>',
      'folder of the plans: <stack>.json, and the saved plans to apply, <stack>.tfplan',
    )
    .addOption(todayOption())
    .addOption(gatewayOption())
    .option('--output <file>', 'where to write the seal', 'seal.json')
    .addHelpText(
      'after',
      '\nA rejected proof is not sealed (exit 1). The seal is a DSSE envelope: sign it with a tool of your own.\n\nExample:\n  npx bulkhead seal --plans plans --output seal.json\n',
    )
    .action(async (options: Folders & { today?: string; output: string }) => {
      process.exitCode = await seal(options);
    });
}

async function seal(options: Folders & { today?: string; output: string }): Promise<number> {
  const today = dayFrom(options.today);
  const { writeSeal, differences } = await import('../seal/statement.js');
  demandInputs(options);
  demandInside(options);
  for (const folder of [options.tenants, options.assembly, options.plans]) {
    if (folder !== undefined && leadsInside(options.output, folder))
      throw new UsageError(
        `--output ${shownPath(options.output)} lies among what is sealed: write the seal elsewhere.`,
      );
  }
  const files = await digests(options);
  const proved = await prove(options, today);
  if (proved.kind === 'refused') return proved.code;
  const [moved] = differences(files, await digests(options));
  if (moved !== undefined)
    throw new UsageError(`${moved.name} ${changes[moved.how]}: it changed while it was being sealed.`);
  const predicate: Predicate = {
    tool: { name: 'bulkhead', version },
    verdict: 'proven',
    today,
    report: proved.report,
    folders: {
      tenants: shownPath(options.tenants),
      assembly: shownPath(options.assembly),
      plans: options.plans === undefined ? null : shownPath(options.plans),
    },
  };
  const output = shownPath(options.output);
  const onStdout = replaceSeal(options.output, writeSeal({ files, predicate }));
  (onStdout ? process.stderr : process.stdout).write(`sealed ${files.size} files: ${visible(output)}\n`);
  return 0;
}

/** What happened to a file between the proof and the seal. */
const changes: Readonly<Record<Difference['how'], string>> = {
  missing: 'is missing',
  'not-sealed': 'was not sealed',
  'other-bytes': 'has other bytes',
};
