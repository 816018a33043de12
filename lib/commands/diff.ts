import { type Command, Option } from 'commander';
import type { AccessDiff } from '../access/diff';
import { progressOn, type Voice, within, withVoice } from './progress';
import { tenantsOption } from './shared-options';
import { tellProblems } from './tell-problems';

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
    .addOption(tenantsOption())
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
  if (read.kind === 'problems') return tellProblems(read.problems);
  const { diff } = read;
  process.stdout.write(await render(diff, format));
  return failOn === 'new-access' && diff.changes.some(({ effect }) => effect === 'new') ? 1 : 0;
}

/** The difference in a format, whose code is loaded only when it is asked for. */
async function render(diff: AccessDiff, format: DiffOptions['format']): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../report/diff-text.js')).diffText(diff);
    case 'json':
      return `${(await import('../text/json-text.js')).jsonText(diff)}\n`;
    case 'markdown':
      return (await import('../report/markdown/document.js')).markdownDiff(diff);
  }
}
