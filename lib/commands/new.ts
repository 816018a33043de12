import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { idPattern } from '../manifest/ids';
import { shownPath } from './shown-path';
import { UsageError } from './usage-error';

/** `bulkhead new org NAME` and `bulkhead new tenant ORG/NAME`: valid files to start from. Never overwrites. */
export function newCommand(program: Command): void {
  const command = program.command('new').description('write a valid file to start from');
  const tenants = ['--tenants <dir>', 'folder of the manifest', 'tenants'] as const;
  command
    .command('org')
    .description('write tenants/NAME/org.yaml')
    .argument('<name>', 'id of the org')
    .option(...tenants)
    .addHelpText('after', '\nExample:\n  npx bulkhead new org production\n')
    .action(async (name: string, options: { tenants: string }) => {
      demandId(name, 'org');
      const { newOrgFiles } = await import('../manifest/templates.js');
      const files = newOrgFiles(name).map((file) => ({
        ...file,
        path: join(options.tenants, name, file.name),
      }));
      for (const { path } of files) demandAbsent(path);
      for (const { path, text } of files) write(path, text);
    });
  command
    .command('tenant')
    .description('write tenants/ORG/NAME.yaml')
    .argument('<org/name>', 'id of the org and of the tenant')
    .option(...tenants)
    .addHelpText('after', '\nExample:\n  npx bulkhead new tenant production/acme\n')
    .action(async (path: string, options: { tenants: string }) => {
      const [org = '', name = '', ...rest] = path.split('/');
      if (rest.length > 0 || name === '')
        throw new UsageError(`Name the tenant as ORG/NAME, such as production/acme; not ${path}.`);
      demandId(org, 'org');
      demandId(name, 'tenant');
      if (['org', 'catalog', 'waivers', 'foundation'].includes(name)) {
        throw new UsageError(
          `A tenant cannot be called ${name}: that name is taken by the org's own files and stacks.`,
        );
      }
      if (!existsSync(join(options.tenants, org, 'org.yaml'))) {
        throw new UsageError(
          `There is no org ${org} in ${shownPath(options.tenants)}: write it with bulkhead new org ${org}.`,
        );
      }
      const { newTenantFile } = await import('../manifest/templates.js');
      const file = join(options.tenants, org, `${name}.yaml`);
      demandAbsent(file);
      write(file, newTenantFile());
    });
}

function demandId(id: string, what: string): void {
  if (!idPattern.test(id)) {
    throw new UsageError(
      `${JSON.stringify(id)} is no ${what} id: use 2 to 40 lower-case letters, digits and hyphens, a letter first, no hyphen last.`,
    );
  }
}

function demandAbsent(file: string): void {
  if (existsSync(file)) throw new UsageError(`${shownPath(file)} exists already and is left as it is.`);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: 'wx' });
  process.stdout.write(`${shownPath(file)}\n`);
}
