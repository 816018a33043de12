import { join } from 'node:path';
import type { Command } from 'commander';
import { version } from '../../package.json';
import type { ApiOptions } from '../live/api';
import type { Canaries } from '../live/canaries';
import type { Section } from '../live/check';
import type { Place } from '../live/sdk';
import type { Org } from '../manifest/model';
import {
  credentialsFrom,
  deployerCredentials,
  endingOf,
  type LiveOptions,
  loadOrg,
  placeOf,
  readText,
  tellReport,
  withLiveOptions,
  writeText,
} from './live';
import { progressOn, type Voice, withVoice } from './progress';
import { secondsFrom } from './seconds';
import { UsageError } from './usage-error';

interface Options extends LiveOptions, Voice {
  readonly credentials: string;
  readonly canaries?: string;
  readonly prepare?: boolean;
  readonly clean?: boolean;
  readonly dangerous?: boolean;
  readonly wait: string;
}

/** `bulkhead verify`: logs in as each tenant and asks the live org. */
export function verifyCommand(program: Command): void {
  withVoice(withLiveOptions(program.command('verify')))
    .description('log in as the tenants and show that foreign divisions stay out of reach')
    .argument('<org>', 'id of the org')
    .argument('[tenant]', 'id of one tenant; all without it')
    .option(
      '--credentials <dir>',
      'folder with <org>-<tenant>.json (or .env) for each tenant, mode 0600',
      'credentials',
    )
    .option('--canaries <file>', 'file that tells the canaries (default: <org>.canaries.json)')
    .option('--prepare', 'first make a canary queue in each division, as the deployer')
    .option('--clean', 'only remove the canaries, as the deployer')
    .option('--dangerous', 'also attempts that would change the org if they succeeded')
    .option('--wait <seconds>', 'how long an expected denial is waited for', '20')
    .addHelpText(
      'after',
      '\nSecrets are read from files, never from the command line. Exit code 1: a check is not a match.\n\nExample:\n  npx bulkhead verify demo --prepare --credentials ~/demo-credentials\n',
    )
    .action(async (org: string, tenant: string | undefined, options: Options) => {
      process.exitCode = await verify(org, tenant, options);
    });
}

async function verify(orgId: string, tenantId: string | undefined, options: Options): Promise<number> {
  const seconds = secondsFrom('--wait', options.wait);
  if (options.prepare && options.clean) throw new UsageError('Give --prepare or --clean, not both.');
  for (const file of options.output) endingOf(file);
  const org = await loadOrg(options.tenants, orgId);
  if (org === undefined) return 2;
  const tenants = org.tenants.filter(({ id }) => tenantId === undefined || id === tenantId);
  if (tenants.length === 0)
    throw new UsageError(
      tenantId === undefined
        ? `The org ${orgId} has no tenants.`
        : `The org ${orgId} has no tenant ${JSON.stringify(tenantId)}; it has: ${org.tenants.map(({ id }) => id).join(', ')}.`,
    );
  const place = await placeOf(org, options.gateway);
  const { Trace } = await import('../live/trace.js');
  const trace = options.trace === undefined ? undefined : new Trace();
  const api: ApiOptions = trace === undefined ? {} : { trace };
  const file = options.canaries ?? `${orgId}.canaries.json`;
  try {
    if (options.clean) return await clean(org, place, options, api, file);
    const canaries = options.prepare
      ? await prepare(org, place, options, api, file)
      : readCanaries(org, file, await parser());
    if (canaries === undefined) return 1;
    const { verifyTenant, failed } = await import('../live/verify.js');
    const progress = progressOn(process.stderr, process.env, options, tenants.length);
    const sections: Section[] = [];
    for (const tenant of tenants) {
      progress.step(`asking as ${orgId}/${tenant.id}`);
      const credentials = await tenantCredentials(options.credentials, `${orgId}-${tenant.id}`);
      sections.push(
        typeof credentials === 'string'
          ? failed(`${orgId}/${tenant.id}`, 'credentials', 'the tenant’s credentials', credentials)
          : await verifyTenant(org, tenant, credentials, {
              ...api,
              place,
              canaries,
              canariesSeen: options.prepare ?? false,
              dangerous: options.dangerous ?? false,
              patience: seconds * 1000,
            }),
      );
    }
    progress.done();
    const { liveReport } = await import('../live/check.js');
    return await tellReport(liveReport('verify', orgId, sections), options);
  } finally {
    if (trace !== undefined && options.trace !== undefined)
      writeText(options.trace, trace.toJson(version), 'The trace', 0o600);
  }
}

/** Credentials, or why there are none: that is a failed check of one tenant, and the others are asked all the same. */
async function tenantCredentials(folder: string, name: string) {
  const { existsSync } = await import('node:fs');
  const file = ['.json', '.env']
    .map((ending) => join(folder, name + ending))
    .find((path) => existsSync(path));
  if (file === undefined) return `no ${name}.json in the folder of --credentials`;
  try {
    return await credentialsFrom(file);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

async function parser() {
  return (await import('../live/canaries.js')).parseCanaries;
}

function readCanaries(org: Org, file: string, parse: (text: string) => Canaries | undefined): Canaries {
  const canaries = parse(readText(file, 'Run verify --prepare first: the canaries'));
  if (canaries === undefined || canaries.org !== org.id)
    throw new UsageError(`${file} does not tell the canaries of ${org.id}: run verify ${org.id} --prepare.`);
  return canaries;
}

async function prepare(org: Org, place: Place, options: Options, api: ApiOptions, file: string) {
  const { prepareCanaries, writeCanaries } = await import('../live/canaries.js');
  const { divisionsFrom } = await import('../live/expected.js');
  const { allPages } = await import('../live/pages.js');
  const deployer = await loginDeployer(place, options, api);
  const listing = await allPages(deployer, '/api/v2/authorization/divisions');
  const divisions = listing.kind === 'all' ? divisionsFrom(org, listing.entities) : undefined;
  if (divisions === undefined) throw new UsageError('The deployer cannot list the divisions of the org.');
  const { canaries, changed, problems } = await prepareCanaries(deployer, org.id, divisions.all);
  for (const problem of problems) process.stderr.write(`bulkhead: ${problem}\n`);
  writeText(file, writeCanaries(canaries), 'The file of the canaries');
  if (!options.quiet) process.stderr.write(`bulkhead: ${changed} canaries made, told in ${file}\n`);
  return problems.length > 0 ? undefined : canaries;
}

async function clean(
  org: Org,
  place: Place,
  options: Options,
  api: ApiOptions,
  file: string,
): Promise<number> {
  const { cleanCanaries } = await import('../live/canaries.js');
  const { rmSync } = await import('node:fs');
  const { changed, problems } = await cleanCanaries(await loginDeployer(place, options, api), org.id);
  for (const problem of problems) process.stderr.write(`bulkhead: ${problem}\n`);
  if (problems.length === 0) rmSync(file, { force: true });
  if (!options.quiet) process.stderr.write(`bulkhead: ${changed} canaries removed\n`);
  return problems.length > 0 ? 1 : 0;
}

async function loginDeployer(place: Place, options: Options, api: ApiOptions) {
  const { Api } = await import('../live/api.js');
  let reason = '';
  const deployer = await Api.login(place, await deployerCredentials(options), api, (text) => {
    reason = text;
  });
  if (deployer === undefined) throw new UsageError(`The deploying client cannot log in: ${reason}.`);
  return deployer;
}
