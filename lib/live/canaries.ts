import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Api } from './api';
import type { LiveDivision } from './expected';
import { allPages, shortcoming } from './pages';
import { idAt, okBody, shown, textAt } from './reply';

/** A queue in each division that exists only to be seen, or not. */
export interface Canaries {
  readonly schema: 'bulkhead-canaries/1';
  readonly org: string;
  /** The canary's id, by division id. */
  readonly queues: Readonly<Record<string, string>>;
}

/** How the names of canaries begin. `--clean` removes queues of such names, and those of {@link probePrefix}. */
export const canaryPrefix = 'bulkhead-canary-';
/** Queues that a probe makes, where it is let. */
export const probePrefix = 'bulkhead-probe-';
/** What a canary says of itself to whoever finds it. */
export const canaryDescription = 'Shows that divisions hold';

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
  `${canaryPrefix}${hash('sha256', divisionId, 'hex').slice(0, 12)}`;

/** What came of making or removing canaries; problems name the division. */
interface CanaryRun {
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
  const present = await queuesNamed(api, canaryPrefix);
  if (typeof present === 'string') return { canaries: empty(org), changed: 0, problems: [present] };
  const queues: Record<string, string> = {};
  const problems: string[] = [];
  let changed = 0;
  for (const { id } of divisions) {
    const there = present.find(({ divisionId, name }) => divisionId === id && name === canaryName(id));
    if (there !== undefined) {
      queues[id] = there.id;
      continue;
    }
    const reply = await api.call('POST', '/api/v2/routing/queues', {
      body: { name: canaryName(id), description: canaryDescription, division: { id } },
    });
    const made = idAt(okBody(reply), 'id');
    if (made === undefined) problems.push(`division ${id}: the canary was not made (${shown(reply)})`);
    // In another division it would show nothing about this one.
    else if (reply.kind === 'answer' && textAt(reply.body, 'division', 'id') !== id)
      problems.push(`division ${id}: the canary was made elsewhere; verify --clean removes it`);
    else {
      queues[id] = made;
      changed += 1;
    }
  }
  return { canaries: { schema: 'bulkhead-canaries/1', org, queues: sorted(queues) }, changed, problems };
}

/** Removes every queue that has the name of a canary or of a probe, in whatever division it is by now, as the deployer. */
export async function cleanCanaries(api: Api, org: string): Promise<CanaryRun> {
  const problems: string[] = [];
  let changed = 0;
  for (const prefix of [canaryPrefix, probePrefix]) {
    const present = await queuesNamed(api, prefix);
    if (typeof present === 'string') {
      problems.push(present);
      continue;
    }
    for (const { id, divisionId } of present) {
      const reply = await api.call('DELETE', `/api/v2/routing/queues/${id}`);
      if (reply.kind === 'none' || reply.status >= 300)
        problems.push(`division ${divisionId}: the canary was not removed (${shown(reply)})`);
      else changed += 1;
    }
  }
  return { canaries: empty(org), changed, problems };
}

interface NamedQueue {
  readonly id: string;
  readonly name: string;
  readonly divisionId: string;
}

/** The queues with the prefix and a number in hexadecimal, or why they cannot be told. Nobody else’s queue is among them. */
async function queuesNamed(api: Api, prefix: string): Promise<readonly NamedQueue[] | string> {
  const listing = await allPages(api, '/api/v2/routing/queues', { query: { name: `${prefix}*` } });
  if (listing.kind !== 'all') return `the queues cannot be listed (${shortcoming(listing)})`;
  return listing.entities.flatMap((queue) => {
    const [id, name] = [idAt(queue, 'id'), textAt(queue, 'name')];
    const divisionId = textAt(queue, 'division', 'id');
    if (id === undefined || name === undefined || divisionId === undefined) return [];
    return name.startsWith(prefix) && /^[0-9a-f]{8,12}$/.test(name.slice(prefix.length))
      ? [{ id, name, divisionId }]
      : [];
  });
}

const empty = (org: string): Canaries => ({ schema: 'bulkhead-canaries/1', org, queues: {} });

const sorted = (queues: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(queues).sort(([a], [b]) => (a < b ? -1 : 1)));
