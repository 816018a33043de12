import { afterAll } from 'vitest';
import { type Emulator, startEmulator } from '../../lib/emulator';
import { Origin } from './origin';

export const secret = 'a secret of tests';

export const queues = '/api/v2/routing/queues';

export const divisions = ['a', 'b', 'c'] as const;

export const permissions = [
  'routing:queue:view',
  'routing:queue:add',
  'routing:queue:edit',
  'routing:queue:delete',
  'routing:queue:search',
] as const;

export const started: Emulator[] = [];

export interface World {
  readonly origin: Origin;
  readonly deployer: string;
  readonly tokens: ReadonlyMap<string, string>;
  readonly clients: ReadonlyMap<string, string>;
  readonly ids: Readonly<Record<string, string>>;
}

type Grants = readonly { readonly role: string; readonly division: string }[];

/** Divisions a, b, c with a queue and a conversation each, one role for each permission, and these clients. */
export async function world(clients: Readonly<Record<string, Grants>>, options = {}): Promise<World> {
  const emulator = await startEmulator({
    ...options,
    seed: {
      organization: { homeDivisionId: 'home' },
      divisions: divisions.map((name) => ({ id: `division-${name}`, name })),
      roles: [
        ...permissions.map((name) => ({ id: `role-${name}`, name, permissions: [name] })),
        {
          id: 'role-reader',
          name: 'reader',
          permissions: ['routing:queue:view', 'analytics:conversationDetail:view'],
        },
        {
          id: 'role-counter',
          name: 'counter',
          permissions: ['analytics:conversationAggregate:view', 'analytics:queueObservation:view'],
        },
        {
          id: 'role-clients',
          name: 'clients',
          permissions: ['oauth:client:add', 'oauth:client:edit', 'oauth:client:view', 'oauth:client:delete'],
        },
        {
          id: 'role-grants',
          name: 'grants',
          permissions: ['authorization:grant:add', 'authorization:grant:delete', 'authorization:grant:view'],
        },
      ],
      queues: ['home', ...divisions].map((name) => ({
        id: `queue-${name}`,
        name: `queue of ${name}`,
        division: name === 'home' ? 'home' : name,
      })),
      conversations: divisions.map((name, i) => ({
        id: `conversation-${name}`,
        start: `2026-11-2${i}T10:00:00Z`,
        end: `2026-11-2${i}T10:10:00Z`,
        divisions: [name],
        queue: `queue of ${name}`,
      })),
      clients: Object.entries(clients).map(([name, grants]) => ({
        id: `client-${name}`,
        name,
        secret,
        grants: [...grants],
      })),
    },
  });
  started.push(emulator);
  const origin = new Origin(emulator);
  const tokens = new Map<string, string>();
  for (const name of Object.keys(clients)) tokens.set(name, await origin.tokenFor(`client-${name}`, secret));
  return {
    origin,
    deployer: await origin.deployer(),
    tokens,
    clients: new Map(Object.keys(clients).map((name) => [name, `client-${name}`])),
    ids: {},
  };
}

afterAll(async () => {
  for (const emulator of started) await emulator.close();
});
