import { Argument, type Command } from 'commander';

const kinds = [
  'org',
  'tenant',
  'waivers',
  'catalog',
  'report',
  'diff',
  'explanation',
  'hcl-report',
  'live',
] as const;

/** `bulkhead schema [KIND]`: the JSON Schemas. */
export function schemaCommand(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of a manifest file, a report, a diff or an explanation')
    .addArgument(new Argument('[kind]', 'which schema').choices(kinds))
    .addHelpText('after', '\nExample:\n  npx bulkhead schema tenant\n')
    .action(async (kind: (typeof kinds)[number] | undefined) => {
      if (kind === undefined) {
        process.stdout.write(`${kinds.join('\n')}\n`);
        return;
      }
      process.stdout.write(`${JSON.stringify(await schemaOf(kind), undefined, 2)}\n`);
    });
}

/** The committed schemas, which tests keep equal to what zod makes of its own: so no command carries the machinery that makes them. */
async function schemaOf(kind: (typeof kinds)[number]): Promise<object> {
  switch (kind) {
    case 'org':
      return (await import('../../schema/org.schema.json')).default;
    case 'tenant':
      return (await import('../../schema/tenant.schema.json')).default;
    case 'waivers':
      return (await import('../../schema/waivers.schema.json')).default;
    case 'catalog':
      return (await import('../../schema/catalog.schema.json')).default;
    case 'report':
      return (await import('../../schema/report.schema.json')).default;
    case 'diff':
      return (await import('../../schema/diff.schema.json')).default;
    case 'explanation':
      return (await import('../../schema/explanation.schema.json')).default;
    case 'hcl-report':
      return (await import('../../schema/hcl-report.schema.json')).default;
    case 'live':
      return (await import('../../schema/live.schema.json')).default;
  }
}
