import type { Command } from 'commander';
import { version } from '../../package.json';
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
  const { Memory } = await import('../live/memory.js');
  const { auditOrg } = await import('../live/audit.js');
  const { liveReport } = await import('../live/check.js');
  const { Trace } = await import('../live/trace.js');
  const trace = options.trace === undefined ? undefined : new Trace();
  const progress = progressOn(process.stderr, process.env, options, 2);
  let memory: InstanceType<typeof Memory> | undefined;
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
    memory = options.resume === undefined ? undefined : new Memory(api, options.resume, orgId);
    const report = liveReport('audit', orgId, await auditOrg(org, memory ?? api, credentials.clientId));
    progress.done();
    if (report.counts.unreadable === 0) memory?.done();
    return await tellReport(report, options);
  } catch (error) {
    if (error instanceof Error && error.name === 'ResumeError')
      throw new UsageError(`The file of --resume cannot be used: ${error.message}.`);
    throw error;
  } finally {
    progress.done();
    memory?.save();
    if (trace !== undefined && options.trace !== undefined)
      writeText(options.trace, trace.toJson(version), 'The trace', 0o600);
  }
}
