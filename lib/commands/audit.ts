import type { Command } from 'commander';
import { version } from '../../package.json';
import type { Reader } from '../live/pages';
import type { ResumeFile } from '../live/resume-file';
import type { Place } from '../live/sdk';
import type { Secrets } from '../live/secrets';
import type { Org } from '../manifest/model';
import {
  demandNoCredentials,
  demandOutputs,
  deployerCredentials,
  type LiveOptions,
  loadOrg,
  logInAsDeployer,
  placeOf,
  tellReport,
  withLiveOptions,
} from './live';
import { writePrivate } from './output-files';
import { progressOn, type Voice, withVoice } from './progress';
import { UsageError } from './usage-error';

interface Options extends LiveOptions, Voice {
  readonly resume?: string;
}

/** `bulkhead audit`: the live org against the manifest, by reading only. */
export function auditCommand(program: Command): void {
  withVoice(withLiveOptions(program.command('audit')))
    .description('compare clients, grants, roles and divisions of the live org with the manifest')
    .argument('<org>', 'id of the org')
    .option('--resume <file>', 'remember what was read in this file, and go on there after an interruption')
    .addHelpText(
      'after',
      '\nIt only reads. Exit code 1: something differs or cannot be read.\n\nExample:\n  npx bulkhead audit demo --output audit.md\n',
    )
    .action(async (org: string, options: Options) => {
      process.exitCode = await audit(org, options);
    });
}

async function audit(orgId: string, options: Options): Promise<number> {
  demandOutputs(options, { '--resume': options.resume });
  demandNoCredentials(options);
  const org = await loadOrg(options.tenants, orgId);
  if (org === undefined) return 2;
  const place = await placeOf(org, options.gateway);
  const credentials = await deployerCredentials(options);
  const { auditOrg } = await import('../live/audit/index.js');
  const { liveReport } = await import('../live/check.js');
  const { auditResumed } = await import('../live/audit/resumed.js');
  const { Secrets } = await import('../live/secrets.js');
  const { Trace } = await import('../live/trace.js');
  const secrets = new Secrets();
  const file = await resumeFile(org, place, credentials.clientId, options, secrets);
  const trace = options.trace === undefined ? undefined : new Trace(secrets);
  const progress = progressOn(process.stderr, process.env, options, 2);
  try {
    progress.step(`logging in to ${orgId}`);
    const api = await logInAsDeployer(place, credentials, {
      readOnly: true,
      secrets,
      ...(trace === undefined ? {} : { trace }),
    });
    progress.step('reading the org');
    const memory = file === undefined ? undefined : await memoryOf(api, file);
    const { clientId } = credentials;
    const sections = await (memory === undefined
      ? auditOrg(org, api, clientId)
      : auditResumed(org, memory, clientId));
    const cleaned = sections.map((section) => secrets.cleanedSection(section));
    const report = liveReport('audit', orgId, cleaned, memory?.resumed);
    progress.done();
    // First: what was found must not be lost with the file.
    const code = await tellReport(report, options);
    if (report.counts.unreadable === 0) memory?.done();
    else memory?.save();
    return code;
  } catch (error) {
    throw resumeRefused(error);
  } finally {
    progress.done();
    if (trace !== undefined && options.trace !== undefined)
      writePrivate(options.trace, trace.toJson(version), 'The trace');
  }
}

/** Opened before anything is asked: a file that cannot be used is told at once. */
async function resumeFile(
  { id, config: { region } }: Org,
  place: Place,
  client: string,
  { resume }: Options,
  secrets: Secrets,
) {
  if (resume === undefined) return undefined;
  const { ResumeFile } = await import('../live/resume-file.js');
  try {
    const gateway = 'gateway' in place ? place.gateway : '';
    return ResumeFile.open(resume, { org: id, region, gateway, client }, Date.now(), secrets);
  } catch (error) {
    throw resumeRefused(error);
  }
}

async function memoryOf(api: Reader, file: ResumeFile) {
  const { Memory } = await import('../live/memory.js');
  return new Memory(api, file);
}

const resumeRefused = (error: unknown): unknown =>
  error instanceof Error && error.name === 'ResumeError'
    ? new UsageError(`The file of --resume cannot be used: ${error.message}.`)
    : error;
