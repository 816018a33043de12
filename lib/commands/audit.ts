import type { Command } from 'commander';
import { version } from '../../package.json';
import type { Reader } from '../live/pages';
import type { ResumeFile } from '../live/resume-file';
import type { Org } from '../manifest/model';
import {
  deployerCredentials,
  endingOf,
  type LiveOptions,
  loadOrg,
  placeOf,
  tellReport,
  withLiveOptions,
  writeText,
} from './live';
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
  for (const file of options.output) endingOf(file);
  const org = await loadOrg(options.tenants, orgId);
  if (org === undefined) return 2;
  const place = await placeOf(org, options.gateway);
  const credentials = await deployerCredentials(options);
  const { Api } = await import('../live/api.js');
  const { auditOrg } = await import('../live/audit/index.js');
  const { liveReport } = await import('../live/check.js');
  const { Trace } = await import('../live/trace.js');
  const file = await resumeFile(org, credentials.clientId, options);
  const trace = options.trace === undefined ? undefined : new Trace();
  const progress = progressOn(process.stderr, process.env, options, 2);
  try {
    progress.step(`logging in to ${orgId}`);
    let reason = '';
    const api = await Api.login(
      place,
      credentials,
      { readOnly: true, ...(trace === undefined ? {} : { trace }) },
      (text) => {
        reason = text;
      },
    );
    if (api === undefined) throw new UsageError(`The deploying client cannot log in: ${reason}.`);
    progress.step('reading the org');
    const memory = file === undefined ? undefined : await memoryOf(api, file);
    const report = liveReport('audit', orgId, await auditOrg(org, memory ?? api, credentials.clientId));
    progress.done();
    if (report.counts.unreadable === 0) memory?.done();
    else memory?.save();
    return await tellReport(report, options);
  } catch (error) {
    throw resumeRefused(error);
  } finally {
    progress.done();
    if (trace !== undefined && options.trace !== undefined)
      writeText(options.trace, trace.toJson(version), 'The trace', 0o600);
  }
}

/** Opened before anything is asked: a file that cannot be used is told at once. */
async function resumeFile({ id, config }: Org, client: string, { resume }: Options) {
  if (resume === undefined) return undefined;
  const { ResumeFile } = await import('../live/resume-file.js');
  try {
    return ResumeFile.open(resume, { org: id, region: config.region, client }, Date.now());
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
