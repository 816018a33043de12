import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../commands/run';
import { EmulatedOrg, type Json } from '../provider/terraform';
import { undeployedDemo } from './demo-org';
import { type Outcome, run } from './outcome';
import { Project } from './project';

/*
 * docs/how-to/add-a-tenant.md and hand-over-a-secret.md, followed in an emulated org whose deployer holds only what it was given, as in a
 * real one.
 */
const page = readFileSync(join(root, 'docs/how-to/hand-over-a-secret.md'), 'utf8');
const script = /^```bash\n((?:.*\n)*?)```$/m.exec(page)?.[1] ?? '';

let org: EmulatedOrg;
const project = new Project('dist/main.js');
beforeAll(async () => {
  org = await EmulatedOrg.start({ seed: undeployedDemo, strictDeployer: true });
});
afterAll(async () => {
  await org.emulator.close();
  project.remove();
});

const env = (): Record<string, string> => ({ ...org.env, BULKHEAD_GATEWAY: org.emulator.url });
const more = ['--auto-approve', '--skip-provider-lock', '--ignore-missing-stack-dependencies'];
const deploy = (stack: string): Promise<Outcome> => project.cdktfWith(env(), 'deploy', stack, ...more);

async function deployed(stack: string): Promise<void> {
  const { code, stdout, stderr } = await deploy(stack);
  expect({ code, output: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, output: '' });
}

const secretFile = (): string => project.path('credentials/demo-initech.json');

function handOver(generation: number): Promise<Outcome> {
  const own = script
    .replace(/^org=.*$/m, `org=demo tenant=initech generation=${generation}`)
    .replace(/^api=.*$/m, `api=${org.emulator.url} login=${org.emulator.url}`);
  return run('bash', ['-c', own], project.folder, env());
}

async function handedOver(generation: number): Promise<Json> {
  const { code, stdout, stderr } = await handOver(generation);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
  return JSON.parse(readFileSync(secretFile(), 'utf8'));
}

async function login({ clientId, clientSecret }: Json): Promise<number> {
  const answer = await fetch(`${org.emulator.url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  return answer.status;
}

it('deploys a tenant only once the deploying client holds the new roles itself', async () => {
  await deployed('demo-foundation');
  const { code, stdout, stderr } = await deploy('demo-initech');
  expect(code).toBe(1);
  expect(stdout + stderr).toContain('400 bad.client.role');

  const { entities } = await org.call('GET', '/authorization/roles?pageSize=100');
  for (const { id } of entities.filter(({ name }: Json) => name.startsWith('demo-')))
    await org.call(
      'POST',
      `/authorization/subjects/${org.emulator.clientId}/divisions/*/roles/${id}?subjectType=PC_OAUTH_CLIENT`,
    );
  await deployed('demo-initech');
});

it('makes no file when the client is not there', async () => {
  const { code } = await run('bash', ['-c', script], project.folder, env());
  expect(code).not.toBe(0);
  expect(existsSync(project.path('credentials/demo-wonka.json'))).toBe(false);
});

it('hands over a secret, and rotates it: both generations work until the old one is taken out', async () => {
  const first = await handedOver(1);
  expect(statSync(secretFile()).mode & 0o777).toBe(0o600);
  expect(await login(first)).toBe(200);

  project.edit(
    'tenants/demo/initech.yaml',
    (text) => `${text}  credentials: { generations: [1, 2], current: 1 }\n`,
  );
  await deployed('demo-initech');
  // However somebody left it.
  chmodSync(secretFile(), 0o644);
  // A generation that nobody deployed: the file that is there stays.
  const { code, stderr } = await handOver(3);
  expect({ code, stderr }).toEqual({
    code: 5,
    stderr: expect.stringContaining('The state has no genesyscloud_oauth_client.client-3'),
  });
  expect(JSON.parse(readFileSync(secretFile(), 'utf8'))).toEqual(first);
  const second = await handedOver(2);
  expect(statSync(secretFile()).mode & 0o777).toBe(0o600);
  expect(second.clientId).not.toBe(first.clientId);
  expect([await login(first), await login(second)]).toEqual([200, 200]);

  project.edit('tenants/demo/initech.yaml', (text) => text.replace('[1, 2], current: 1', '[2], current: 2'));
  await deployed('demo-initech');
  expect([await login(first), await login(second)]).toEqual([400, 200]);
});
