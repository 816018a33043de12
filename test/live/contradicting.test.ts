import { describe, expect, it } from 'vitest';
import { told } from './audited';
import { type Deployed, demoOrg } from './deployed';
import { clients, deploy, divisions, roles } from './orgs';
import { type Answered, LeakingProxy } from './proxy';

/** The id of a division that the demo manifest adopts. */
function demoDivision(tenant: string, key: string): string {
  const config = demoOrg().tenants.find(({ id }) => id === tenant)?.config.divisions as Record<
    string,
    object
  >;
  return (config[key] as { id: string }).id;
}

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
