import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Command } from 'commander';
import { orgIdProblem, tenantIdProblem } from '../manifest/ids';
import type { FirstGrant } from '../manifest/templates';
import { reasonOf } from '../system/error-code';
import { throwAway } from '../system/throw-away';
import { visible } from '../text/visible';
import { demandNoOther } from './demand-inputs';
import { tenantsOption } from './shared-options';
import { shownPath } from './shown-path';
import { UsageError } from './usage-error';

/** `bulkhead new org NAME` and `bulkhead new tenant ORG/NAME`: valid files to start from. Never overwrites. */
export function newCommand(program: Command): void {
  const command = program
    .command('new')
    .description('write a valid file to start from')
    .addHelpText(
      'after',
      '\nExamples:\n  npx bulkhead new org production\n  npx bulkhead new tenant production/acme\n',
    );
  command
    .command('org')
    .description('write tenants/NAME/org.yaml')
    .argument('<name>', 'id of the org')
    .addOption(tenantsOption())
    .addHelpText('after', '\nExample:\n  npx bulkhead new org production\n')
    .action(async (name: string, options: { tenants: string }) => {
      demandId(name, 'an org', orgIdProblem(name));
      demandOrgs(options.tenants);
      const file = join(options.tenants, name, 'org.yaml');
      demandAbsent(file);
      const { newOrgFile } = await import('../manifest/templates.js');
      write(file, newOrgFile(name, schemasFrom(dirname(file))));
    });
  command
    .command('tenant')
    .description('write tenants/ORG/NAME.yaml')
    .argument('<org/name>', 'id of the org and of the tenant')
    .addOption(tenantsOption())
    .addHelpText('after', '\nExample:\n  npx bulkhead new tenant production/acme\n')
    .action(async (path: string, options: { tenants: string }) => {
      const [org = '', name = '', ...rest] = path.split('/');
      if (rest.length > 0 || name === '')
        throw new UsageError(`Name the tenant as ORG/NAME, such as production/acme; not ${path}.`);
      demandId(org, 'an org', orgIdProblem(org));
      demandId(name, 'a tenant', tenantIdProblem(name));
      demandOrgs(options.tenants);
      if (!existsSync(join(options.tenants, org, 'org.yaml'))) {
        throw new UsageError(
          `There is no org ${org} in ${shownPath(options.tenants)}: write it with npx bulkhead new org ${org}.`,
        );
      }
      const file = join(options.tenants, org, `${name}.yaml`);
      demandAbsent(file);
      const first = await firstGrant(options.tenants, org);
      const { newTenantFile } = await import('../manifest/templates.js');
      write(file, newTenantFile(name, first, schemasFrom(dirname(file))));
    });
}

/**
 * Where an editor finds the JSON Schemas, from a folder of the manifest: in this project, or where npm puts the package into another.
 * A manifest outside of the project is taken to lie in one of its own.
 */
function schemasFrom(folder: string): string {
  const up = relative(folder, '.').split(sep);
  const inside = up.every((part) => part === '..');
  const packed = 'node_modules/bulkhead-genesyscloud/schema';
  const place = !existsSync('schema/org.schema.json') && existsSync(packed) ? packed : 'schema';
  return inside ? [...up, place].join('/') : '../../schema';
}

/** The org's first role, and the scopes that a client with it needs: so that the new file is proven as it is. */
async function firstGrant(tenants: string, org: string): Promise<FirstGrant> {
  const { loadManifest } = await import('../manifest/load.js');
  const loaded = loadManifest(tenants, shownPath(tenants));
  if (!loaded.ok) {
    const { formatProblem } = await import('../manifest/problems.js');
    throw new UsageError(
      'The manifest has mistakes, to be mended before a tenant is added:',
      loaded.problems.flatMap((problem) => formatProblem(problem).split('\n')),
    );
  }
  const roles = loaded.manifest.orgs.find(({ id }) => id === org)?.config.roles ?? {};
  const [role, template] = Object.entries(roles)[0] ?? [];
  if (role === undefined || template === undefined)
    throw new UsageError(`The org ${org} has no roles: write one into its org.yaml.`);
  const { scopeDeficits, scopesNeeded } = await import('../genesys/scopes.js');
  return { role, scopes: scopesNeeded(scopeDeficits(template.permissions, [])) };
}

/** `problem` is the rest of a sentence about the id, or undefined when it can be used. */
function demandId(id: string, what: string, problem: string | undefined): void {
  if (problem !== undefined)
    throw new UsageError(`${JSON.stringify(id)} cannot be the id of ${what}: it ${problem}.`);
}

/** An empty variable of a script must not write into whatever folder it runs in, nor an org into the folder of another. */
function demandOrgs(tenants: string): void {
  if (tenants === '') throw new UsageError('--tenants names no folder: it is empty.');
  demandNoOther(tenants, '--tenants');
}

/** The whole file or none: half of one would be left as it is ever after. */
function writeNew(file: string, text: string): void {
  const handle = openSync(file, 'wx');
  try {
    writeFileSync(handle, text);
  } catch (error) {
    throwAway(file);
    throw error;
  } finally {
    closeSync(handle);
  }
}

function demandAbsent(file: string): void {
  if (existsSync(file)) throw new UsageError(`${shownPath(file)} exists already and is left as it is.`);
}

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeNew(file, text);
  } catch (error) {
    const code = reasonOf(error);
    throw new UsageError(
      `${shownPath(file)} cannot be written (${code}): name a folder that you may write in with --tenants.`,
    );
  }
  process.stdout.write(`${visible(shownPath(file))}\n`);
}
