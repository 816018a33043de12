import { readFileSync, statSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { audit, told } from './audited';
import { Deployed, realOrg } from './deployed';
import { clients, deploy, deployed, divisions, roles } from './orgs';

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
