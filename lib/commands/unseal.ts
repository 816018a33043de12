import type { Command } from 'commander';
import { version } from '../../package.json';
import type { Difference } from '../seal/statement';
import { visible } from '../text/visible';
import { dayFrom, isDate } from './day';
import { withVoice } from './progress';
import { sealText } from './seal-file';
import { demandInside, digests, type Folders, prove } from './sealed';
import { assemblyOption, gatewayOption, tenantsOption, todayOption } from './shared-options';
import { shownPath } from './shown-path';
import { UsageError } from './usage-error';

/** After so many, the rest is mostly the echo of the first: a folder that was moved, another run. */
const mostDifferences = 100;

/** `bulkhead unseal`: refuses anything but exactly what was sealed. */
export function unsealCommand(program: Command): void {
  withVoice(program.command('unseal'))
    .description('refuse to go on unless everything is exactly what was sealed, and still proven')
    .argument('[seal]', 'file of the seal', 'seal.json')
    .addOption(tenantsOption())
    .addOption(assemblyOption())
    .option('--plans <dir>', 'folder of the plans that will be applied; required when any were sealed')
    .addOption(todayOption())
    .addOption(gatewayOption())
    .addHelpText(
      'after',
      '\nSignatures are not looked at: verify them first with the tool that made them.\n\nExample:\n  npx bulkhead unseal seal.json --plans plans &&\n    terraform -chdir=cdktf.out/stacks/demo-acme apply "$PWD/plans/demo-acme.tfplan"\n',
    )
    .action(async (file: string, options: Folders & { today?: string }) => {
      process.exitCode = await unseal(file, options);
    });
}

async function unseal(file: string, options: Folders & { today?: string }): Promise<number> {
  const today = dayFrom(options.today);
  demandInside(options);
  const { readSeal, differences } = await import('../seal/statement.js');
  const read = readSeal(sealText(file));
  if (!read.ok)
    throw new UsageError(`${shownPath(file)} ${read.why}: it is no seal, or somebody changed it.`);
  const { predicate, files } = read.seal;
  if (predicate.tool.version !== version || !isDate(predicate.today)) {
    process.stdout.write('refused: sealed by another version of bulkhead, or on no day: seal again\n');
    return 1;
  }
  const { plans, ...asked } = options;
  // What is applied afterwards is in these folders, not in those that a seal might name.
  const expected = [
    shownPath(options.tenants),
    shownPath(options.assembly),
    plans === undefined ? null : shownPath(plans),
  ];
  const named = [predicate.folders.tenants, predicate.folders.assembly, predicate.folders.plans];
  if (expected.some((folder, index) => folder !== named[index])) {
    process.stdout.write(
      `refused: the seal is of ${foldersText(named)}, asked for are ${foldersText(expected)}\n`,
    );
    return 1;
  }
  const folders: Folders = {
    ...asked,
    tenants: predicate.folders.tenants,
    assembly: predicate.folders.assembly,
    ...(predicate.folders.plans === null ? {} : { plans: predicate.folders.plans }),
  };
  const changed = differences(files, await digests(folders));
  if (changed.length > 0) {
    const lines = changed.slice(0, mostDifferences).map(differenceText);
    if (changed.length > lines.length) lines.push(`… and ${changed.length - lines.length} more files`);
    process.stdout.write(`refused: not what was sealed\n${lines.map((line) => `  ${line}\n`).join('')}`);
    return 1;
  }
  // The same bytes give the same report on the same day; and on this day no waiver may have run out.
  const then = await prove(folders, predicate.today);
  if (then.kind === 'refused') return then.code;
  if (then.report !== predicate.report) {
    process.stdout.write('refused: the files are those that were sealed, their report is not\n');
    return 1;
  }
  if (today !== predicate.today) {
    const now = await prove(folders, today);
    if (now.kind === 'refused') return now.code;
  }
  const [moved] = differences(files, await digests(folders));
  if (moved !== undefined) {
    process.stdout.write(`refused: ${differenceText(moved)}, while it was looked at\n`);
    return 1;
  }
  process.stdout.write(
    `unsealed: ${files.size} files as sealed, proven; ${read.signatures} ${read.signatures === 1 ? 'signature' : 'signatures'}, not looked at\n`,
  );
  return 0;
}

const words: Readonly<Record<Difference['how'], string>> = {
  missing: 'is missing',
  'not-sealed': 'was not sealed',
  'other-bytes': 'has other bytes than were sealed',
};

const differenceText = ({ name, how }: Difference): string => visible(`${name} ${words[how]}`);

/** The folders of manifests, stacks and plans. */
const foldersText = (names: readonly (string | null)[]): string =>
  names.map((name) => (name === null ? 'no plans' : visible(name))).join(', ');
