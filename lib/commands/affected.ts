import type { Command } from 'commander';
import { progressOn, type Voice, within, withVoice } from './progress';
import { tenantsOption } from './shared-options';
import { tellProblems } from './tell-problems';

/** `bulkhead affected --base REF|DIR`: the stacks that a change touches, as JSON for a CI matrix. */
export function affectedCommand(program: Command): void {
  withVoice(program.command('affected'))
    .description('list the stacks that a change touches, in the order to deploy them, as a CI matrix')
    .requiredOption('--base <ref|dir>', 'compare with this commit or branch, or with a folder of manifests')
    .addOption(tenantsOption())
    .addHelpText('after', '\nExample:\n  npx bulkhead affected --base origin/main\n')
    .action(async ({ base, tenants, ...voice }: { base: string; tenants: string } & Voice) => {
      const { readSides } = await import('./read-access-diff.js');
      const progress = progressOn(process.stderr, process.env, voice, 2);
      const read = within(progress, () => readSides(base, tenants, progress.step));
      if (read.kind === 'problems') {
        process.exitCode = await tellProblems(read.problems);
        return;
      }
      const { affectedStacks } = await import('../access/affected.js');
      const { jsonText } = await import('../text/json-text.js');
      process.stdout.write(`${jsonText({ include: affectedStacks(read.base, read.head) }, 0)}\n`);
    });
}
