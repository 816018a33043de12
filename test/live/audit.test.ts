import { readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmulatorOptions } from '../../lib/emulator';
import { audit, told } from './audited';
import { Deployed, demoOrg, realOrg } from './deployed';
import { type Answered, LeakingProxy } from './proxy';

const deployed: Deployed[] = [];
afterAll(async () => {
  for (const one of deployed) await one.close();
});

/** An org whose tenants have used their clients once. */
async function deploy(options: EmulatorOptions = {}): Promise<Deployed> {
  const one = await Deployed.start(options);
  deployed.push(one);
  await one.use();
  return one;
}

/** The id of a division that the demo manifest adopts. */
function demoDivision(tenant: string, key: string): string {
  const config = demoOrg().tenants.find(({ id }) => id === tenant)?.config.divisions as Record<
    string,
    object
  >;
  return (config[key] as { id: string }).id;
}

const clients = '/api/v2/oauth/clients';
const roles = '/api/v2/authorization/roles';
const divisions = '/api/v2/authorization/divisions';

describe('an org as the manifest says', () => {
  let org: Deployed;
  beforeAll(async () => {
    org = await deploy();
  });

  it('is confirmed, and its deployer’s secret told to nobody', async () => {
    const { code, stdout, stderr } = await audit(org, '--trace', org.file('audit.har'));
    expect(stdout).toContain('audit: confirmed.');
    expect(code).toBe(0);
    const all = stdout + stderr + readFileSync(org.file('audit.har'), 'utf8');
    expect(all).not.toContain(org.emulator.clientSecret);
    expect(statSync(org.file('audit.har')).mode & 0o077).toBe(0);
  });

  it('needs no more than reading', async () => {
    const log = org.file('requests.log');
    const quiet = await Deployed.start({ log });
    deployed.push(quiet);
    const before = readFileSync(log, 'utf8').length;
    await audit(quiet, '--resume', quiet.file('resume.json'));
    const lines = readFileSync(log, 'utf8')
      .slice(before)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter(({ method, path }) => method !== 'GET' && path !== '/oauth/token')).toEqual([]);
  });
});

describe('an org that was changed by hand', () => {
  it.each<[string, (org: Deployed) => Promise<unknown>, readonly (string | RegExp)[]]>([
    [
      'a grant abroad',
      (org) => org.grant('acme', 'demo-queue-reader', 'existing globex support'),
      [
        'foreign grant-of-client: demo-acme-1: demo-queue-reader in globex/support: held',
        'foreign grant-of-subject: demo-acme-1: demo-queue-reader in globex/support: held',
      ],
    ],
    [
      'a grant in every division',
      (org) => org.grant('acme', 'demo-queue-reader', '*'),
      [
        'foreign grant-of-client: demo-acme-1: demo-queue-reader in *: held',
        'foreign grant-of-subject: demo-acme-1: demo-queue-reader in *: held',
      ],
    ],
    [
      'a grant taken away',
      (org) => org.grant('globex', 'demo-schedule-reader', 'shared holidays', 'DELETE'),
      [
        'missing grant-of-client: demo-globex-1: demo-schedule-reader in shared holidays: not held',
        'missing grant-of-subject: demo-globex-1: demo-schedule-reader in shared holidays: not held',
      ],
    ],
    [
      'a wider role',
      async (org) => {
        const id = await org.idOf('/api/v2/authorization/roles', 'demo-queue-reader');
        const role = await org.api('GET', `/api/v2/authorization/roles/${id}`);
        const policy = { domain: 'oauth', entityName: 'client', actionSet: ['add'] };
        await org.api('PUT', `/api/v2/authorization/roles/${id}`, {
          ...role,
          permissionPolicies: [...(role['permissionPolicies'] as unknown[]), policy],
        });
      },
      ['extra role: demo-queue-reader: also oauth:client:add'],
    ],
    [
      'a renamed division',
      async (org) => {
        const { entities } = await org.api('GET', '/api/v2/authorization/divisions?pageSize=100');
        const division = (entities as { id: string; name: string }[]).find(({ name }) =>
          name.startsWith('d-'),
        );
        await org.api('PUT', `/api/v2/authorization/divisions/${division?.id}`, { name: 'Something else' });
      },
      [/^missing division: acme\/\w+: none; its clients are granted "Something else" \([\w-]+\): renamed\?$/],
    ],
    [
      'a renamed division that was adopted and is managed',
      async (org) => {
        const id = await org.idOf(divisions, 'Acme Legacy');
        await org.api('PUT', `${divisions}/${id}`, { name: 'Globex Legacy' });
      },
      ['extra division: acme/legacy: "Globex Legacy"'],
    ],
    [
      'a shared division that is gone',
      async (org) => {
        const id = await org.idOf(divisions, 'shared holidays');
        await org.api('DELETE', `${divisions}/${id}`);
      },
      ['missing division: shared holidays: none'],
    ],
    [
      'a second client of a tenant’s name',
      async (org) => {
        const roleId = await org.idOf(roles, 'demo-queue-reader');
        const divisionId = await org.idOf(divisions, 'existing globex support');
        await org.api('POST', clients, {
          name: 'demo-acme-1',
          authorizedGrantType: 'CLIENT-CREDENTIALS',
          roleDivisions: [{ roleId, divisionId }],
        });
      },
      [
        'extra client: demo-acme-1: 2 clients of this name',
        'foreign grant-of-client: demo-acme-1: demo-queue-reader in globex/support: held',
      ],
    ],
    [
      'an unmanaged client in a shared division',
      async (org) => {
        const roleId = await org.idOf(roles, 'demo-queue-reader');
        const divisionId = await org.idOf(divisions, 'shared holidays');
        await org.api('POST', clients, {
          name: 'tool',
          authorizedGrantType: 'CLIENT-CREDENTIALS',
          roleDivisions: [{ roleId, divisionId }],
        });
      },
      [/^foreign unmanaged-client: "tool" \([\w-]+\): shared holidays$/],
    ],
    [
      'an unmanaged client in a tenant’s division',
      async (org) => {
        const roleId = await org.idOf('/api/v2/authorization/roles', 'demo-queue-reader');
        const divisionId = await org.idOf('/api/v2/authorization/divisions', 'existing globex support');
        await org.api('POST', '/api/v2/oauth/clients', {
          name: 'Somebody\u0007’s tool',
          authorizedGrantType: 'CLIENT-CREDENTIALS',
          roleDivisions: [{ roleId, divisionId }],
        });
      },
      [/^foreign unmanaged-client: "Somebody\\u0007’s tool" \([\w-]+\): globex\/support$/],
    ],
    [
      'roles that widen by themselves',
      (org) => org.api('PUT', '/api/v2/authorization/roles/settings', { backfillEnabled: true }),
      ['extra role-backfill: setting: on'],
    ],
    [
      'another token lifetime',
      async (org) => {
        const id = org.credentials.get('initech')?.clientId;
        const client = await org.api('GET', `/api/v2/oauth/clients/${id}`);
        await org.api('PUT', `/api/v2/oauth/clients/${id}`, {
          ...client,
          accessTokenValiditySeconds: 86_400,
        });
      },
      ['extra client: demo-initech-1: active, CLIENT-CREDENTIALS, 86400 s'],
    ],
  ])('is refuted by %s', async (_what, change, expected) => {
    const org = await deploy();
    await change(org);
    const lines = await told(org);
    for (const line of expected)
      expect(lines).toContainEqual(typeof line === 'string' ? line : expect.stringMatching(line));
  });

  it('makes the command end with 1, and name the grant', async () => {
    const org = await deploy();
    await org.grant('acme', 'demo-queue-reader', 'existing globex support');
    const { code, stdout } = await audit(org);
    expect(code).toBe(1);
    expect(stdout).toContain('foreign grant-of-client: demo-acme-1: demo-queue-reader in globex/support');
  });
});

describe('an org that tells different things in different places', () => {
  const inEvery = { role: { id: 'r' }, division: { id: '*' } };
  const support = demoDivision('globex', 'support');
  const withGrantIn = (divisionId: string, id: string, client: { readonly id: string }) =>
    client.id === id ? { ...client, roleDivisions: [{ roleId: 'r', divisionId }] } : client;

  /** Asks through a proxy that changes answers. */
  async function lied(
    change: (path: string, body: Answered['body'], org: Deployed) => unknown,
    given?: Deployed,
  ): Promise<readonly string[]> {
    const org = given ?? (await deploy());
    const proxy = await LeakingProxy.before(org);
    proxy.leak = ({ path }, { tenant }) =>
      path === '/oauth/token'
        ? undefined
        : (async () => {
            const answer = await tenant();
            return { ...answer, body: change(path, answer.body, org) ?? answer.body };
          })();
    const lines = await told(org, { url: proxy.url });
    proxy.close();
    return lines;
  }

  it('by a grant that only the division shows, and one that it does not, is refuted by both', async () => {
    let swapped = '';
    const lines = await lied((path, body, org) => {
      if (!path.endsWith('/grants')) return undefined;
      const [from, to] = [org.credentials.get('globex'), org.credentials.get('initech')];
      swapped = path;
      return {
        ...body,
        entities: body.entities.map((grant: { subjectId: string }) =>
          grant.subjectId === from?.clientId ? { ...grant, subjectId: to?.clientId } : grant,
        ),
      };
    });
    expect(swapped).not.toBe('');
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^extra grants-of-division: globex\/support: also "demo-initech-1": demo-conversation-reader in globex\/support/,
      ),
    );
  });

  it('by the id of a client in other letters, is refuted: it is no person', async () => {
    const lines = await lied((path, body, org) =>
      path.endsWith('/grants')
        ? {
            ...body,
            entities: body.entities.map((grant: { subjectId: string }) =>
              grant.subjectId === org.credentials.get('globex')?.clientId
                ? { ...grant, subjectId: grant.subjectId.toUpperCase(), role: { id: 'another' } }
                : grant,
            ),
          }
        : undefined,
    );
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^extra grants-of-division: globex\/support: also "[0-9A-F-]+": another in globex\/support/,
      ),
    );
  });

  it('by a grant that only the subject shows, is refuted', async () => {
    const lines = await lied((path, body, org) =>
      path.endsWith(`/subjects/${org.credentials.get('acme')?.clientId}`)
        ? { ...body, grants: [...body.grants, { role: { id: 'r' }, division: { id: '*' } }] }
        : undefined,
    );
    expect(lines).toEqual(['foreign grant-of-subject: demo-acme-1: r in *: held']);
  });

  it.each<[string, (path: string, body: Answered['body'], id: string) => unknown, RegExp | undefined]>([
    [
      'by a grant of an unmanaged client that only the subject shows, is refuted',
      (path, body) => (path.includes('/subjects/') ? { ...body, grants: [inEvery] } : undefined),
      /^foreign unmanaged-client: "tool" \([\w-]+\): every division$/,
    ],
    [
      'by ids in other letters, is refuted',
      (path, body, id) =>
        path === clients
          ? {
              ...body,
              entities: body.entities.map((one: { id: string }) =>
                withGrantIn(support.toUpperCase(), id, one),
              ),
            }
          : undefined,
      /^foreign unmanaged-client: "tool" \([\w-]+\): globex\/support$/,
    ],
    [
      'by a grant in what is no division, is no pass',
      (path, body, id) =>
        path === clients
          ? { ...body, entities: body.entities.map((one: { id: string }) => withGrantIn('ALL', id, one)) }
          : undefined,
      /^unreadable unmanaged-client: "tool" \([\w-]+\): a grant in ALL: no division that the org lists$/,
    ],
    [
      'by an unmanaged client whose grants are not told, is no pass',
      (path) => (path.includes('/subjects/') ? {} : undefined),
      /^unreadable unmanaged-client: "tool" \([\w-]+\): its grants: 200$/,
    ],
    ['by nothing, is confirmed', () => undefined, undefined],
  ])('%s', async (_what, change, expected) => {
    const org = await deploy();
    const roleId = await org.idOf(roles, 'demo-queue-reader');
    const divisionId = await org.idOf(divisions, 'Home');
    const made = await org.api('POST', clients, {
      name: 'tool',
      authorizedGrantType: 'CLIENT-CREDENTIALS',
      roleDivisions: [{ roleId, divisionId }],
    });
    const id = String(made['id']);
    const lines = await lied(
      (path, body) =>
        path.includes('/subjects/') && !path.endsWith(id) ? undefined : change(path, body, id),
      org,
    );
    expect(lines).toEqual(expected === undefined ? [] : [expect.stringMatching(expected)]);
  });

  it.each([
    [404, undefined],
    [403, /^unreadable unmanaged-client: "tool" \([\w-]+\): its grants: 403$/],
  ])(
    'by %d for an unmanaged client in the grants API: only who is no subject there holds nothing',
    async (status, expected) => {
      const org = await deploy();
      const { id } = await org.api('POST', clients, { name: 'tool', authorizedGrantType: 'CODE' });
      const proxy = await LeakingProxy.before(org);
      proxy.leak = ({ path }) =>
        path.endsWith(`/subjects/${String(id)}`) ? Promise.resolve({ status, body: {} }) : undefined;
      const lines = await told(org, { url: proxy.url });
      proxy.close();
      expect(lines).toEqual(expected === undefined ? [] : [expect.stringMatching(expected)]);
    },
  );

  it('by a list without divisions that were adopted or are shared, notices each', async () => {
    const lines = await lied((path, body) =>
      path === divisions
        ? {
            ...body,
            total: body.total - 3,
            entities: body.entities.filter(
              ({ name }: { name: string }) =>
                !['existing globex support', 'Acme Legacy', 'shared holidays'].includes(name),
            ),
          }
        : undefined,
    );
    for (const subject of ['acme/legacy', 'globex/support', 'shared holidays'])
      expect(lines).toContainEqual(`missing division: ${subject}: none`);
  });

  it('does not know the names of divisions that were adopted without being managed, or are shared', async () => {
    const lines = await lied((path, body) =>
      path === divisions
        ? {
            ...body,
            entities: body.entities.map((one: { name: string }) =>
              ['existing globex support', 'shared holidays'].includes(one.name)
                ? { ...one, name: `renamed ${one.name}` }
                : one,
            ),
          }
        : undefined,
    );
    expect(lines).toEqual([]);
  });

  it.each<[string, string, (body: Answered['body']) => unknown, string]>([
    [
      'clients without grants',
      clients,
      (body) => ({
        ...body,
        entities: body.entities.map(
          ({ roleDivisions: _, ...rest }: object & { roleDivisions: unknown }) => rest,
        ),
      }),
      'unreadable clients: demo: an entry without its fields, or one in two ways',
    ],
    [
      'a grant without its division',
      clients,
      (body) => {
        const [first, ...rest] = body.entities;
        return { ...body, entities: [{ ...first, roleDivisions: [{ roleId: 'r' }] }, ...rest] };
      },
      'unreadable clients: demo: an entry without its fields, or one in two ways',
    ],
    [
      'an id that is a path',
      clients,
      (body) => ({ ...body, entities: body.entities.map((one: object) => ({ ...one, id: '../roles' })) }),
      'unreadable clients: demo: an entry without its fields, or one in two ways',
    ],
    [
      'an id that no address can hold',
      roles,
      (body) => ({ ...body, entities: body.entities.map((one: object) => ({ ...one, id: '\ud800' })) }),
      'unreadable roles: demo: an entry without its fields, or one in two ways',
    ],
    [
      'a client in two ways, of which the later one has no grants',
      clients,
      (body) => ({ ...body, entities: [...body.entities, { ...body.entities.at(-1), roleDivisions: [] }] }),
      'unreadable clients: demo: an entry without its fields, or one in two ways',
    ],
    [
      'a division under two names',
      divisions,
      (body) => ({ ...body, entities: [...body.entities, { ...body.entities[0], name: 'another' }] }),
      'unreadable divisions: demo: an entry without its fields, or one in two ways',
    ],
    [
      'a total that its pages do not hold',
      divisions,
      (body) => ({ ...body, total: 700 }),
      'unreadable divisions: demo: 10 of 700 shown',
    ],
  ])('by %s, is unreadable', async (_what, where, change, expected) => {
    expect(await lied((path, body) => (path === where ? change(body) : undefined))).toEqual([expected]);
  });
});

it('finds a client whose secret nobody ever used', async () => {
  const org = await Deployed.start();
  deployed.push(org);
  expect(await told(org)).toContainEqual(
    'missing secret-delivered: demo-acme-1: never used: its secret was probably never delivered',
  );
});

it('reads every page', async () => {
  const org = await deploy();
  const roleId = await org.idOf('/api/v2/authorization/roles', 'demo-queue-reader');
  const homeId = await org.idOf('/api/v2/authorization/divisions', 'Home');
  const support = await org.idOf('/api/v2/authorization/divisions', 'existing globex support');
  for (let i = 0; i <= 210; i++)
    await org.api('POST', '/api/v2/oauth/clients', {
      name: `tool ${i}`,
      authorizedGrantType: 'CLIENT-CREDENTIALS',
      roleDivisions: [{ roleId, divisionId: i === 210 ? support : homeId }],
    });
  const lines = await told(org);
  expect(lines).toEqual([expect.stringMatching(/^foreign unmanaged-client: "tool 210" /)]);
});

it('is refuted by another org than the one of the catalogue', async () => {
  const one = await deploy();
  const { emulator, credentials } = one;
  const seen = await one.api('GET', '/api/v2/organizations/me');
  const as = (id: string) => ({ emulator, credentials, org: realOrg(one.org, id) });
  expect(await told(as(String(seen['id'])))).toEqual([]);
  expect(await told(as('somebody-else'))).toEqual([`foreign organization: demo: ${seen['id']}`]);
});

it('is refuted by another home division than the catalogue’s: a tenant could adopt the real one', async () => {
  const one = await deploy();
  const { emulator, credentials } = one;
  const { id } = await one.api('GET', '/api/v2/organizations/me');
  const org = realOrg(one.org, String(id));
  const content = org.catalog?.content;
  if (org.catalog === undefined || content === undefined) throw new Error('no catalogue');
  const as = (homeDivisionId: string) => ({
    emulator,
    credentials,
    org: {
      ...org,
      catalog: { ...org.catalog, content: { ...content, homeDivisionId } } as typeof org.catalog,
    },
  });
  expect(await told(as(content.homeDivisionId.toUpperCase()))).toEqual([]);
  expect(await told(as('0b7e1c52-93a4-4d6f-8e21-5c9f0a7b3d84'))).toEqual([
    `foreign home-division: demo: ${content.homeDivisionId}`,
  ]);
});

it('tells how many unknown clients act on the whole org, in whatever division', async () => {
  const org = await deploy();
  const divisionId = await org.idOf(divisions, 'Home');
  const role = async (name: string, entityName: string, action: string) => {
    const permissionPolicies = [
      { domain: entityName === 'client' ? 'oauth' : 'routing', entityName, actionSet: [action] },
    ];
    return String((await org.api('POST', roles, { name, permissionPolicies }))['id']);
  };
  for (const [name, roleId] of [
    ['tool', await role('sees queues', 'queue', 'view')],
    ['taker', await role('takes over clients', 'client', 'edit')],
  ])
    await org.api('POST', clients, {
      name,
      authorizedGrantType: 'CLIENT-CREDENTIALS',
      roleDivisions: [{ roleId, divisionId }],
    });
  const { stdout } = await audit(org);
  expect(stdout).toContain('3 clients that the manifest does not know');
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    '1 such clients, the asking one aside, with permissions that act on the whole org',
  );
});

it('takes a refusal for no pass', async () => {
  const org = await deploy();
  expect(await told(org, { as: 'acme' })).toEqual([
    'unreadable roles: demo: refused with 403',
    'unreadable clients: demo: refused with 403',
  ]);
});
