import { hash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, isAbsolute, relative, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { version } from '../../package.json';
import type { Digests, Predicate } from '../seal/statement';
import { visible } from '../text/visible';
import { dayFrom, isDate } from './day';
import { codeOf } from './error-code';
import { progressOn, type Voice, within, withVoice } from './progress';
import { UsageError } from './usage-error';

interface Folders extends Voice {
  readonly tenants: string;
  readonly assembly: string;
  readonly plans?: string;
  readonly gateway?: string;
}

const gatewayOption = (): Option =>
  new Option('--gateway <url>', 'loopback gateway that the stacks were synthesized with').env(
    'BULKHEAD_GATEWAY',
  );

/** `bulkhead seal`: binds a proven report to the bytes of manifests, stacks and plans. */
export function sealCommand(program: Command): void {
  withVoice(program.command('seal'))
    .description('bind a proven report to the bytes of manifests, stacks and plans')
    .option('--tenants <dir>', 'folder of the manifest', 'tenants')
    .option('--assembly <dir>', 'output folder of cdktf', 'cdktf.out')
    .option('--plans <dir>', 'folder of the plans: <stack>.json, and the saved plans to apply')
    .option('--today <date>', 'judge waivers on this day (YYYY-MM-DD) instead of today')
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

/** `bulkhead unseal`: refuses anything but exactly what was sealed. */
export function unsealCommand(program: Command): void {
  withVoice(program.command('unseal'))
    .description('refuse to go on unless everything is exactly what was sealed, and still proven')
    .argument('[seal]', 'file of the seal', 'seal.json')
    .option('--tenants <dir>', 'folder of the manifest', 'tenants')
    .option('--assembly <dir>', 'output folder of cdktf', 'cdktf.out')
    .option('--plans <dir>', 'folder of the plans that will be applied; required when any were sealed')
    .option('--today <date>', 'judge waivers on this day (YYYY-MM-DD) instead of today')
    .addOption(gatewayOption())
    .addHelpText(
      'after',
      '\nSignatures are not looked at: verify them first with the tool that made them.\n\nExample:\n  npx bulkhead unseal seal.json --plans plans &&\n    terraform -chdir=cdktf.out/stacks/demo-acme apply "$PWD/plans/demo-acme.tfplan"\n',
    )
    .action(async (file: string, options: Folders & { today?: string }) => {
      process.exitCode = await unseal(file, options);
    });
}

async function seal(options: Folders & { today?: string; output: string }): Promise<number> {
  const today = dayFrom(options.today);
  const { writeSeal, differences } = await import('../seal/statement.js');
  const { shownPath } = await import('./shown-path.js');
  for (const folder of [options.tenants, options.assembly, options.plans]) {
    if (folder !== undefined && resolve(shownPath(folder)) !== resolve(folder))
      throw new UsageError(
        `${shownPath(folder)} lies outside of this folder: a seal names files from here, so run bulkhead in the project’s root.`,
      );
  }
  for (const folder of [options.tenants, options.assembly, options.plans]) {
    const inside = folder === undefined ? '..' : relative(resolve(folder), resolve(options.output));
    if (!inside.startsWith('..') && !isAbsolute(inside))
      throw new UsageError(
        `--output ${shownPath(options.output)} lies among what is sealed: write the seal elsewhere.`,
      );
  }
  const files = await digests(options);
  const proved = await prove(options, today);
  if (proved.kind === 'problems') return proved.code;
  const [moved] = differences(files, await digests(options));
  if (moved !== undefined)
    throw new UsageError(`${moved.replace(' than were sealed', '')}: it changed while it was being sealed.`);
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
  replace(options.output, writeSeal({ files, predicate }));
  process.stdout.write(`sealed ${files.size} files: ${visible(output)}\n`);
  return 0;
}

async function unseal(file: string, options: Folders & { today?: string }): Promise<number> {
  const today = dayFrom(options.today);
  const { readSeal, differences } = await import('../seal/statement.js');
  const { shownPath } = await import('./shown-path.js');
  const read = readSeal(textOf(file));
  if (!read.ok)
    throw new UsageError(`${shownPath(file)} ${read.why}: it is no seal, or somebody changed it.`);
  const { predicate, files } = read.seal;
  if (predicate.tool.version !== version || !isDate(predicate.today)) {
    process.stdout.write('refused: sealed by another version of bulkhead, or on no day: seal again\n');
    return 1;
  }
  const { plans, ...asked } = options;
  // What is applied afterwards is in these folders, not in those that a seal might name.
  const expected = [shownPath(options.tenants), shownPath(options.assembly), plans ? shownPath(plans) : null];
  const named = [predicate.folders.tenants, predicate.folders.assembly, predicate.folders.plans];
  if (expected.join('\n') !== named.join('\n')) {
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
    process.stdout.write(
      `refused: not what was sealed\n${changed.map((line) => `  ${visible(line)}\n`).join('')}`,
    );
    return 1;
  }
  // The same bytes give the same report on the same day; and on this day no waiver may have run out.
  const then = await prove(folders, predicate.today);
  if (then.kind === 'problems') return then.code;
  if (then.report !== predicate.report) {
    process.stdout.write('refused: the files are those that were sealed, their report is not\n');
    return 1;
  }
  const now = await prove(folders, today);
  if (now.kind === 'problems') return now.code;
  const [moved] = differences(files, await digests(folders));
  if (moved !== undefined) {
    process.stdout.write(`refused: ${visible(moved)}, while it was looked at\n`);
    return 1;
  }
  process.stdout.write(
    `unsealed: ${files.size} files as sealed, proven; ${read.signatures} ${read.signatures === 1 ? 'signature' : 'signatures'}, not looked at\n`,
  );
  return 0;
}

type Proved =
  | { readonly kind: 'proven'; readonly report: string }
  | { readonly kind: 'problems'; readonly code: 1 | 2 };

async function prove(folders: Folders, today: string): Promise<Proved> {
  const { runProof } = await import('./run-proof.js');
  const progress = progressOn(process.stderr, process.env, folders, folders.plans === undefined ? 3 : 4);
  const outcome = within(progress, () => runProof({ ...folders, today, step: progress.step }));
  if (outcome.kind === 'problems') {
    const { formatProblem } = await import('../manifest/problems.js');
    process.stderr.write(`${outcome.problems.map(formatProblem).join('\n')}\n`);
    return { kind: 'problems', code: 2 };
  }
  const { toDocument } = await import('../report/document.js');
  const document = toDocument(outcome.proof);
  if (document.verdict === 'rejected') {
    process.stdout.write((await import('../report/text.js')).textReport(document));
    return { kind: 'problems', code: 1 };
  }
  const { jsonReport } = await import('../report/json.js');
  return {
    kind: 'proven',
    report: hash('sha256', `${today}\n${jsonReport(document)}`, 'hex'),
  };
}

async function digests({ tenants, assembly, plans }: Folders): Promise<Digests> {
  const { digestFiles } = await import('./digest-files.js');
  const { shownPath } = await import('./shown-path.js');
  const { demandFolder } = await import('./demand-folder.js');
  const folders = [tenants, assembly, ...(plans === undefined ? [] : [plans])];
  for (const [index, option] of ['--tenants', '--assembly', '--plans'].entries()) {
    const folder = folders[index];
    if (folder !== undefined) demandFolder(folder, option, 'run bulkhead where it was sealed');
  }
  return new Map(folders.flatMap((folder) => [...digestFiles(folder, shownPath(folder))]));
}

/** The folders of manifests, stacks and plans. */
const foldersText = (names: readonly (string | null)[]): string =>
  names.map((name) => (name === null ? 'no plans' : visible(name))).join(', ');

/** At most 64 MiB: a seal of a hundred thousand files is a fifth of that. */
function textOf(file: string): string {
  try {
    if (statSync(file).size > 64 * 1024 * 1024)
      throw new UsageError(`${basename(file)} is too large to be a seal.`);
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = codeOf(error);
    throw new UsageError(`The seal ${basename(file)} cannot be read (${code}).`);
  }
}

/** The whole file or none of it. What is there and is no file, such as /dev/stdout, is written to: it is never replaced. */
function replace(file: string, text: string): void {
  const next = `${file}.${process.pid}.new`;
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) writeFileSync(file, text);
    else {
      writeFileSync(next, text, { flag: 'wx' });
      renameSync(next, file);
    }
  } catch (error) {
    rmSync(next, { force: true });
    const code = codeOf(error);
    throw new UsageError(`The seal ${basename(file)} cannot be written (${code}): does its folder exist?`);
  }
}
