import { type Command, Option } from 'commander';
import type { Api, ApiOptions } from '../live/api';
import type { LiveReport } from '../live/check';
import type { Credentials } from '../live/credentials';
import type { LiveFormat } from '../live/formats';
import type { Place } from '../live/sdk';
import type { Org } from '../manifest/model';
import { demandManifest } from './demand-inputs';
import { demandNotRead } from './demand-not-read';
import { formatOf } from './format-of';
import { leadsInside } from './is-inside';
import { demandWritable, writeReport } from './output-files';
import { realPath } from './real-path';
import { gatewayOption, outputOption, tenantsOption } from './shared-options';
import { givenPath, shownPath } from './shown-path';
import { tellProblems } from './tell-problems';
import { UsageError } from './usage-error';

/** What `verify` and `audit` share. */
export interface LiveOptions {
  readonly tenants: string;
  readonly gateway?: string;
  readonly deployer?: string;
  readonly format: LiveFormat;
  readonly output: readonly string[];
  readonly trace?: string;
}

/** Which format the ending of an `--output` file asks for; `--format` takes the same. */
const endings: Readonly<Record<string, LiveFormat>> = {
  '.txt': 'text',
  '.json': 'json',
  '.xml': 'junit',
  '.md': 'markdown',
};

/** Adds the options that both have. */
export const withLiveOptions = (command: Command): Command =>
  command
    .addOption(tenantsOption())
    .addOption(gatewayOption('loopback gateway in place of the one in org.yaml'))
    .option(
      '--deployer <file>',
      'credentials of the deploying client; else GENESYSCLOUD_OAUTHCLIENT_ID and …_SECRET',
    )
    .addOption(
      new Option('--format <format>', 'what goes to stdout').choices(Object.values(endings)).default('text'),
    )
    .addOption(outputOption(endings))
    .option('--trace <file>', 'write the requests as HAR, without headers and secrets');

/**
 * Before anything is asked of the org.
 * @param kept The file that the command itself remembers things in, by its option.
 * @throws UsageError for a file that cannot be written, would be lost to another one, or whose ending names no format
 */
export function demandOutputs(
  { tenants, output, trace }: LiveOptions,
  kept: Readonly<Record<string, string | undefined>>,
): void {
  for (const file of output) {
    demandNotRead(file, { tenants });
    formatOf(file, endings);
    demandWritable(file, 'The report');
  }
  if (trace !== undefined) demandWritable(trace, 'The trace');
  const reports = new Set(output.map((file) => realPath(file)));
  for (const [option, file] of Object.entries({ '--trace': trace, ...kept })) {
    if (file === undefined) continue;
    if (leadsInside(file, tenants))
      throw new UsageError(`${option} ${givenPath(file)} lies in the manifest: write it elsewhere.`);
    if (reports.has(realPath(file)))
      throw new UsageError(
        `${option} and another option name one file, ${givenPath(file)}: give each a file of its own.`,
      );
    reports.add(realPath(file));
  }
}

/**
 * Before anything is asked of the org: Genesys Cloud tells a secret once, so its file may be the only place that has it.
 * @param credentials The files that the run may read secrets from
 * @throws UsageError for a report or trace that would take the place of one
 */
export function demandNoCredentials(
  { deployer, output, trace }: LiveOptions,
  credentials: readonly string[] = [],
): void {
  const kept = new Set(
    [...credentials, ...(deployer === undefined ? [] : [deployer])].map((file) => realPath(file)),
  );
  const written = [
    ...output.map((file) => ['--output', file] as const),
    ...(trace === undefined ? [] : [['--trace', trace] as const]),
  ];
  for (const [option, file] of written)
    if (kept.has(realPath(file)))
      throw new UsageError(
        `${option} ${givenPath(file)} is a file of credentials, and would be lost: write elsewhere.`,
      );
}

/** Writes what was asked for; exit code 0 confirmed, 1 refuted. To stdout in any case: a long run must not be lost. */
export async function tellReport(report: LiveReport, { format, output }: LiveOptions): Promise<0 | 1> {
  const { renderLive } = await import('../live/formats.js');
  const { paintFor } = await import('./paint.js');
  process.stdout.write(renderLive(report, format, paintFor(process.stdout, process.env)));
  for (const file of output) writeReport(file, renderLive(report, formatOf(file, endings)));
  return report.verdict === 'confirmed' ? 0 : 1;
}

/** The org by its id, or the problems of the manifest told on stderr. @throws UsageError for an org that is not there */
export async function loadOrg(tenants: string, id: string): Promise<Org | undefined> {
  demandManifest(tenants, '--tenants');
  const { loadManifest } = await import('../manifest/load.js');
  const loaded = loadManifest(tenants, shownPath(tenants));
  if (!loaded.ok) {
    await tellProblems(loaded.problems);
    return undefined;
  }
  const org = loaded.manifest.orgs.find((one) => one.id === id);
  if (org === undefined)
    throw new UsageError(
      `There is no org ${quoted(id)}; there are: ${loaded.manifest.orgs.map((one) => one.id).join(', ') || 'none'}.`,
    );
  return org;
}

/** Where the org answers. @throws UsageError for a gateway that is not on this machine */
export async function placeOf(org: Org, gateway: string | undefined): Promise<Place> {
  const { isLocalGateway } = await import('../manifest/gateway.js');
  if (gateway !== undefined && !isLocalGateway(gateway))
    throw new UsageError(
      'The gateway of --gateway or BULKHEAD_GATEWAY must be an address of this machine: credentials are sent there. Every other gateway belongs in org.yaml, where it is reviewed.',
    );
  const url = gateway ?? org.config.gateway?.url;
  if (url !== undefined) return { gateway: url };
  const { regions } = await import('../genesys/regions.js');
  const environment = regions[org.config.region];
  if (environment === undefined) throw new UsageError(`The region ${org.config.region} has no known host.`);
  return { environment };
}

/** @throws UsageError when there are none, or they cannot be used */
export async function deployerCredentials({ deployer }: LiveOptions): Promise<Credentials> {
  const { environmentCredentials, idVariable, secretVariable } = await import('../live/credentials.js');
  if (deployer !== undefined) return credentialsFrom(deployer);
  const found = environmentCredentials(process.env);
  if (found === undefined)
    throw new UsageError(
      `This needs the deploying client's credentials: give their file with --deployer, or set ${idVariable} and ${secretVariable}.`,
    );
  return found;
}

/** @throws UsageError when it is refused a token */
export async function logInAsDeployer(
  place: Place,
  credentials: Credentials,
  options: ApiOptions,
): Promise<Api> {
  const { Api } = await import('../live/api.js');
  const login = await Api.login(place, credentials, options);
  if (login.kind === 'refused') throw new UsageError(`The deploying client cannot log in: ${login.reason}.`);
  return login.api;
}

/** @throws UsageError for a file that cannot be used; it names the file and nothing that is in it */
export async function credentialsFrom(file: string): Promise<Credentials> {
  const { CredentialsError, readCredentials } = await import('../live/credentials.js');
  try {
    return readCredentials(file, shownPath(file));
  } catch (error) {
    if (error instanceof CredentialsError) throw new UsageError(error.message);
    throw error;
  }
}

/** An id as it was given; only what can be one: it could be a secret that went astray. */
export const quoted = (id: string): string =>
  /^[a-z][a-z0-9-]{0,39}$/.test(id) ? JSON.stringify(id) : 'of that name';
