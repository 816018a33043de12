import { type Command, Option } from 'commander';
import { progressOn, type Voice, within, withVoice } from './progress';
import { UsageError } from './usage-error';

interface DiffOptions extends Voice {
  readonly base: string;
  readonly tenants: string;
  readonly format: 'text' | 'json' | 'markdown';
  readonly failOn?: 'new-access';
}

/** `bulkhead diff --base REF|DIR`: who can reach what after this change that could not before. */
export function diffCommand(program: Command): void {
  withVoice(program.command('diff'))
    .description('show the access that a change adds, narrows and removes')
    .requiredOption('--base <ref|dir>', 'compare with this commit or branch, or with a folder of manifests')
    .option('--tenants <dir>', 'folder of the manifest', 'tenants')
    .addOption(
      new Option('--format <format>', 'what goes to stdout')
        .choices(['text', 'json', 'markdown'])
        .default('text'),
    )
    .addOption(new Option('--fail-on <what>', 'exit 1 when there is any').choices(['new-access']))
    .addHelpText('after', '\nExample:\n  npx bulkhead diff --base origin/main\n')
    .action(async (options: DiffOptions) => {
      process.exitCode = await run(options);
    });
}

async function run({ base, tenants, format, failOn, ...voice }: DiffOptions): Promise<number> {
  const { readAccessDiff } = await import('./read-access-diff.js');
  const progress = progressOn(process.stderr, process.env, voice, 2);
  const read = within(progress, () => readAccessDiff(base, tenants, progress.step));
  if (read.kind === 'problems') {
    const { formatProblem } = await import('../manifest/problems.js');
    process.stderr.write(`${read.problems.map(formatProblem).join('\n')}\n`);
    return 2;
  }
  const { diff } = read;
  switch (format) {
    case 'text':
      process.stdout.write((await import('../report/diff-text.js')).diffText(diff));
      break;
    case 'json':
      process.stdout.write(`${(await import('../text/json-text.js')).jsonText(diff)}\n`);
      break;
    case 'markdown':
      process.stdout.write((await import('../report/markdown/document.js')).markdownDiff(diff));
      break;
    default:
      throw new UsageError(`There is no format ${format satisfies never}.`);
  }
  return failOn === 'new-access' && diff.changes.some(({ effect }) => effect === 'new') ? 1 : 0;
}
