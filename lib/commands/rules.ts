import { type Command, Option } from 'commander';
import { UsageError } from './usage-error';

/** `bulkhead rules [ID]`: the catalogue. */
export function rulesCommand(program: Command): void {
  program
    .command('rules')
    .description('list the rules, or explain one')
    .argument('[id]', 'a rule id, such as foreign-division')
    .addOption(
      new Option('--format <format>', 'what goes to stdout').choices(['text', 'json']).default('text'),
    )
    .addHelpText('after', '\nExample:\n  npx bulkhead rules foreign-division\n')
    .action(async (id: string | undefined, options: { format: 'text' | 'json' }) => {
      const { catalogue, waivability } = await import('../report/rules.js');
      const { nearest } = await import('../text/nearest.js');
      const all = catalogue();
      const chosen = id === undefined ? all : all.filter((rule) => rule.id === id);
      if (chosen.length === 0) {
        const near = nearest(
          id ?? '',
          all.map((rule) => rule.id),
        );
        throw new UsageError(
          `There is no rule ${id}${near ? `: did you mean ${near}?` : '; npx bulkhead rules lists all.'}`,
        );
      }
      if (options.format === 'json') {
        process.stdout.write(`${JSON.stringify(id === undefined ? all : chosen[0], undefined, 2)}\n`);
        return;
      }
      const lines = chosen.map((rule) =>
        id === undefined
          ? `${rule.id.padEnd(24)} ${rule.waivable ? ' ' : '✗'} ${rule.says}`
          : `${rule.id}\n  ${rule.says}\n  Why: ${rule.why}\n  ${waivability(rule)}\n  Looks at: ${rule.about}\n  An example and its fix: docs/reference/rules.md#${rule.id} in Bulkhead’s repository`,
      );
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}
