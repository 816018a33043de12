import { Api } from '../../lib/live/api';
import { auditOrg } from '../../lib/live/audit';
import { Memory } from '../../lib/live/memory';
import type { ResumeFile } from '../../lib/live/resume-file';
import { type Outcome, run } from './command';
import type { Deployed } from './deployed';

export const audit = (org: Deployed, ...args: readonly string[]): Promise<Outcome> =>
  run(org, 'audit', 'demo', ...args);

export interface Asking {
  readonly url?: string;
  readonly file?: ResumeFile;
  /** Who asks: the deployer when it is left out. */
  readonly as?: string;
}

/** The failures of an audit in this process, a line each: what the command does once it has read its files. */
export async function told(
  { emulator, org, credentials }: Pick<Deployed, 'emulator' | 'org' | 'credentials'>,
  { url = emulator.url, file, as }: Asking = {},
): Promise<readonly string[]> {
  const asking = as === undefined ? emulator : credentials.get(as);
  if (asking === undefined) throw new Error(`there is no tenant ${as}`);
  const login = await Api.login({ gateway: url }, asking, { readOnly: true });
  if (login.kind === 'refused') throw new Error(login.reason);
  const { api } = login;
  const memory = file === undefined ? undefined : new Memory(api, file);
  const sections = await auditOrg(org, memory ?? api, asking.clientId);
  memory?.save();
  return sections.flatMap(({ checks }) =>
    checks
      .filter(({ outcome }) => outcome !== 'match')
      .map(({ outcome, id, subject, seen }) => `${outcome} ${id}: ${subject}: ${seen}`),
  );
}
