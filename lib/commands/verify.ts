import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { version } from '../../package.json';
import type { ApiOptions } from '../live/api';
import type { Section } from '../live/check';
import {
  credentialsFrom,
  demandNoCredentials,
  demandOutputs,
  type LiveOptions,
  loadOrg,
  placeOf,
  quoted,
  tellReport,
  withLiveOptions,
} from './live';
import { writePrivate } from './output-files';
import { progressOn, type Voice, withVoice } from './progress';
import { secondsFrom } from './seconds';
import { UsageError } from './usage-error';
import { clean, demandOurs, prepare, readCanaries } from './verify-canaries';

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
  if (options.clean && (tenantId !== undefined || options.dangerous || options.output.length > 0))
    throw new UsageError(
      '--clean removes the canaries of the whole org, asks nothing as a tenant and makes no report: leave the tenant, --dangerous and --output out.',
    );
  const file = options.canaries ?? `${orgId}.canaries.json`;
  demandOutputs(options, { '--canaries': file });
  const org = await loadOrg(options.tenants, orgId);
  if (org === undefined) return 2;
  demandNoCredentials(
    options,
    org.tenants.flatMap(({ id }) => credentialFiles(options.credentials, `${orgId}-${id}`)),
  );
  const tenants = org.tenants.filter(({ id }) => tenantId === undefined || id === tenantId);
  if (tenants.length === 0)
    throw new UsageError(
      tenantId === undefined
        ? `The org ${orgId} has no tenants.`
        : `The org ${orgId} has no tenant ${quoted(tenantId)}; it has: ${org.tenants.map(({ id }) => id).join(', ')}.`,
    );
  const place = await placeOf(org, options.gateway);
  const { Secrets } = await import('../live/secrets.js');
  const { Trace } = await import('../live/trace.js');
  const secrets = new Secrets();
  const trace = options.trace === undefined ? undefined : new Trace(secrets);
  const api: ApiOptions = { secrets, ...(trace === undefined ? {} : { trace }) };
  const tell = async (sections: readonly Section[]): Promise<number> => {
    const { liveReport } = await import('../live/check.js');
    const cleaned = sections.map((section) => secrets.cleanedSection(section));
    return tellReport(liveReport('verify', orgId, cleaned), options);
  };
  try {
    const run = { org, place, options, api, file };
    if (options.prepare || options.clean) await demandOurs(org, file);
    if (options.clean) return await clean(run);
    const prepared = options.prepare ? await prepare(run) : { canaries: await readCanaries(org, file) };
    if ('unprepared' in prepared) return await tell([prepared.unprepared]);
    const { canaries } = prepared;
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
    return await tell(sections);
  } finally {
    if (trace !== undefined && options.trace !== undefined)
      writePrivate(options.trace, trace.toJson(version), 'The trace');
  }
}

/** Where a tenant's credentials may be; the first that is there holds. */
const credentialFiles = (folder: string, name: string): readonly string[] =>
  ['.json', '.env'].map((ending) => join(folder, name + ending));

/** Credentials, or why there are none: that is a failed check of one tenant, and the others are asked all the same. */
async function tenantCredentials(folder: string, name: string) {
  const file = credentialFiles(folder, name).find((path) => existsSync(path));
  if (file === undefined) return `no ${name}.json in the folder of --credentials`;
  try {
    return await credentialsFrom(file);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}
