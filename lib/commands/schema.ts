import { Argument, type Command } from 'commander';

const kinds = ['org', 'tenant', 'waivers', 'catalog', 'report'] as const;

/** `bulkhead schema [KIND]`: the JSON Schemas. */
export function schemaCommand(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of a manifest file or of the report')
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

async function schemaOf(kind: (typeof kinds)[number]): Promise<object> {
  if (kind !== 'report') return (await import('../manifest/json-schema.js')).jsonSchema(kind);
  return (await import('../report/json-schema.js')).reportJsonSchema();
}
