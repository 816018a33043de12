import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Api } from './api';
import type { LiveDivision } from './expected';
import { allPages, shortcoming } from './pages';
import { idAt, shown, textAt } from './reply';

/** A queue in each division that exists only to be seen, or not. */
export interface Canaries {
  readonly schema: 'bulkhead-canaries/1';
  readonly org: string;
  /** The canary's id, by division id. */
  readonly queues: Readonly<Record<string, string>>;
}

export const canaryPrefix = 'bulkhead-canary-';

const schema = z.strictObject({
  schema: z.literal('bulkhead-canaries/1'),
  org: z.string(),
  queues: z.record(z.string(), z.string()),
});

/** The canaries that a file tells of; `undefined` when it is no such file. */
export function parseCanaries(text: string): Canaries | undefined {
  try {
    const result = schema.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}

export const writeCanaries = (canaries: Canaries): string => `${JSON.stringify(canaries, null, 2)}\n`;

/** Says nothing about the division or its owner to who sees it. */
const canaryName = (divisionId: string): string =>
  `${canaryPrefix}${createHash('sha256').update(divisionId).digest('hex').slice(0, 12)}`;

/** What came of making or removing canaries; problems name the division. */
export interface CanaryRun {
  readonly canaries: Canaries;
  readonly changed: number;
  readonly problems: readonly string[];
}

/** Makes the canaries that are missing, as the deployer. Running again makes none twice. */
export async function prepareCanaries(
  api: Api,
  org: string,
  divisions: readonly LiveDivision[],
): Promise<CanaryRun> {
  const present = await presentCanaries(api);
  if (typeof present === 'string') return { canaries: empty(org), changed: 0, problems: [present] };
  const queues: Record<string, string> = {};
  const problems: string[] = [];
  let changed = 0;
  for (const { id } of divisions) {
    const there = present.find(({ divisionId }) => divisionId === id);
    if (there !== undefined) {
      queues[id] = there.id;
      continue;
    }
    const reply = await api.call('POST', '/api/v2/routing/queues', {
      body: { name: canaryName(id), description: 'Shows that divisions hold', division: { id } },
    });
    const made = reply.kind === 'answer' && reply.status === 200 ? idAt(reply.body, 'id') : undefined;
    if (made === undefined) problems.push(`division ${id}: the canary was not made (${shown(reply)})`);
    else {
      queues[id] = made;
      changed += 1;
    }
  }
  return { canaries: { schema: 'bulkhead-canaries/1', org, queues: sorted(queues) }, changed, problems };
}

/** Removes every queue that has a canary's name, as the deployer. */
export async function cleanCanaries(api: Api, org: string): Promise<CanaryRun> {
  const present = await presentCanaries(api);
  if (typeof present === 'string') return { canaries: empty(org), changed: 0, problems: [present] };
  const problems: string[] = [];
  for (const { id, divisionId } of present) {
    const reply = await api.call('DELETE', `/api/v2/routing/queues/${encodeURIComponent(id)}`);
    if (reply.kind === 'none' || reply.status >= 300)
      problems.push(`division ${divisionId}: the canary was not removed (${shown(reply)})`);
  }
  return { canaries: empty(org), changed: present.length - problems.length, problems };
}

async function presentCanaries(
  api: Api,
): Promise<readonly { readonly id: string; readonly divisionId: string }[] | string> {
  const listing = await allPages(api, '/api/v2/routing/queues', { query: { name: `${canaryPrefix}*` } });
  if (listing.kind !== 'all') return `the queues cannot be listed (${shortcoming(listing)})`;
  return listing.entities.flatMap((queue) => {
    const [id, divisionId] = [idAt(queue, 'id'), textAt(queue, 'division', 'id')];
    const name = textAt(queue, 'name');
    if (id === undefined || divisionId === undefined || name !== canaryName(divisionId)) return [];
    return [{ id, divisionId }];
  });
}

const empty = (org: string): Canaries => ({ schema: 'bulkhead-canaries/1', org, queues: {} });

const sorted = (queues: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(queues).sort(([a], [b]) => (a < b ? -1 : 1)));
