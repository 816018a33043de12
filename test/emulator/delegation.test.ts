import { beforeAll, describe, expect, it } from 'vitest';
import { queues, type World, world } from './world';

describe('delegation', () => {
  let made: World;
  const clients = '/api/v2/oauth/clients';
  beforeAll(async () => {
    made = await world({
      maker: [
        { role: 'clients', division: 'a' },
        { role: 'reader', division: 'a' },
      ],
      granter: [{ role: 'grants', division: 'a' }],
      victim: [{ role: 'reader', division: 'b' }],
    });
  });
  const body = (...pairs: readonly (readonly [string, string])[]) => ({
    name: 'made',
    authorizedGrantType: 'CLIENT-CREDENTIALS',
    roleDivisions: pairs.map(([roleId, divisionId]) => ({ roleId, divisionId })),
  });

  it.each([
    ['another division', body(['role-reader', 'division-b'])],
    ['every division', body(['role-reader', '*'])],
    ['another role', body(['role-grants', 'division-a'])],
    ['home, unsaid', body(['role-reader', ''])],
    ['one bad pair among good ones', body(['role-reader', 'division-a'], ['role-reader', 'division-b'])],
    ['the deprecated list of roles', { ...body(), roleIds: ['role-reader'] }],
  ])('refuses %s', async (_what, asked) => {
    const { origin, tokens } = made;
    const answer = await origin.call(tokens.get('maker'), 'POST', clients, asked);
    expect(answer).toMatchObject({ status: 400, code: 'bad.client.role' });
    const put = await origin.call(tokens.get('maker'), 'PUT', `${clients}/client-maker`, asked);
    expect(put).toMatchObject({ status: 400, code: 'bad.client.role' });
  });

  it('lists all clients at once when no page is asked for, as the provider’s data source does', async () => {
    const { origin, deployer } = made;
    for (let i = 0; i < 30; i++)
      await origin.call(deployer, 'POST', clients, body(['role-reader', 'division-a']));
    const { body: all } = await origin.call(deployer, 'GET', clients);
    expect([all.entities.length === all.total, all.pageCount]).toEqual([true, 1]);
    expect((await origin.call(deployer, 'GET', `${clients}?pageSize=10`)).body.entities.length).toBe(10);
  });

  it('hands out what the caller holds', async () => {
    const { origin, tokens } = made;
    const answer = await origin.call(
      tokens.get('maker'),
      'POST',
      clients,
      body(['role-reader', 'division-a']),
    );
    expect(answer.status).toBe(200);
    expect((await origin.call(tokens.get('maker'), 'POST', clients, body())).code).toBe(
      'missing.client.roles',
    );
  });

  it('is not what the grants API asks for: whoever may grant widens itself', async () => {
    const { origin, tokens, deployer } = made;
    const path = '/api/v2/authorization/subjects/client-granter/bulkadd';
    const grants = { grants: [{ roleId: 'role-reader', divisionId: '*' }] };
    expect((await origin.call(tokens.get('granter'), 'POST', path, grants)).status).toBe(404);
    const asked = `${path}?subjectType=PC_OAUTH_CLIENT`;
    expect((await origin.call(tokens.get('granter'), 'POST', asked, grants)).status).toBe(204);
    expect((await origin.call(tokens.get('granter'), 'GET', queues)).body.total).toBe(4);
    await origin.call(deployer, 'PUT', '/api/v2/authorization/roles/settings', {
      authorizationGrantDivisionAware: true,
    });
    const narrow = { grants: [{ roleId: 'role-counter', divisionId: 'division-b' }] };
    const remove = '/api/v2/authorization/subjects/client-granter/bulkreplace?subjectType=PC_OAUTH_CLIENT';
    await origin.call(deployer, 'POST', remove, {
      grants: [{ roleId: 'role-grants', divisionId: 'division-a' }],
    });
    const bound = await origin.call(tokens.get('granter'), 'POST', asked, narrow);
    expect(bound).toMatchObject({ status: 403, code: 'missing.division.permission.implied' });
  });

  it('shows secrets when a client is made or reset, and a reset ends the old one', async () => {
    const { origin, deployer } = made;
    const { body: client } = await origin.call(
      deployer,
      'POST',
      clients,
      body(['role-reader', 'division-a']),
    );
    expect(client.secret).toMatch(/^[\w-]{43}$/);
    for (const [method, path, sent] of [
      ['GET', `${clients}/${client.id}`, undefined],
      ['GET', clients, undefined],
      ['PUT', `${clients}/${client.id}`, body(['role-reader', 'division-a'])],
    ] as const)
      expect((await origin.call(deployer, method, path, sent)).text).not.toMatch(/secret/i);
    const token = await origin.tokenFor(client.id, client.secret);
    const { body: reset } = await origin.call(deployer, 'POST', `${clients}/${client.id}/secret`, 'null');
    expect(
      (await origin.askToken(client.id, client.secret, 'grant_type=client_credentials')).body.error,
    ).toBe('invalid_client');
    const fresh = await origin.tokenFor(client.id, reset.secret);
    expect((await origin.call(token, 'GET', '/api/v2/tokens/me')).status).toBe(200);
    expect((await origin.call(token, 'DELETE', '/api/v2/tokens/me')).status).toBe(200);
    expect((await origin.call(token, 'GET', '/api/v2/tokens/me')).status).toBe(401);
    expect((await origin.call(fresh, 'HEAD', '/api/v2/tokens/me')).status).toBe(200);
    expect(await origin.call(deployer, 'DELETE', `${clients}/${client.id}`)).toMatchObject({
      status: 400,
      code: 'cannot.delete.client',
    });
    const inactive = { ...body(['role-reader', 'division-a']), state: 'inactive' };
    await origin.call(deployer, 'PUT', `${clients}/${client.id}`, inactive);
    expect((await origin.askToken(client.id, reset.secret, 'grant_type=client_credentials')).body.error).toBe(
      'unauthorized_client',
    );
    expect((await origin.call(fresh, 'GET', '/api/v2/tokens/me')).status).toBe(200);
    expect((await origin.call(deployer, 'DELETE', `${clients}/${client.id}`)).status).toBe(200);
    expect((await origin.call(fresh, 'GET', '/api/v2/tokens/me')).status).toBe(401);
    expect(await origin.call(deployer, 'GET', `${clients}/${client.id}`)).toMatchObject({
      status: 404,
      code: 'client.not.found',
    });
  });
});
