import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EmulatedOrg, type Json } from '../provider/terraform';
import { demoClients, undeployedDemo } from './demo-org';
import type { Outcome } from './outcome';
import { Postgres } from './postgres';
import { Project } from './project';

/* Two checkouts of one project, their state in one database: what two pipelines are to each other. */
let org: EmulatedOrg;
let database: Postgres;
const projects = [new Project('dist/main.js'), new Project('dist/main.js')] as const;
const [one, other] = projects;

beforeAll(async () => {
  database = await Postgres.start();
  org = await EmulatedOrg.start({ seed: undeployedDemo });
  for (const project of projects) {
    project.edit('tenants/demo/org.yaml', (text) => text.replace('backend: local', 'backend: pg'));
  }
});
afterAll(async () => {
  await org.emulator.close();
  await database.stop();
  for (const project of projects) project.remove();
});

const env = (): Record<string, string> => ({
  ...org.env,
  BULKHEAD_GATEWAY: org.emulator.url,
  PG_CONN_STR: database.connection,
});

/** `wait`: for how long Terraform waits for a lock that somebody else has. */
const deploy = (project: Project, wait: string, ...args: string[]): Promise<Outcome> =>
  project.cdktfWith(
    { ...env(), TF_CLI_ARGS_apply: `-lock-timeout=${wait}` },
    'deploy',
    ...args,
    '--auto-approve',
    '--skip-provider-lock',
    // With this option cdktf 0.21 keeps no order among the stacks: not for all of them.
    ...(args.includes('*') ? [] : ['--ignore-missing-stack-dependencies']),
  );

/** One stack after the other: the first write of a state locks the whole database (Terraform 1.11, backend pg). */
async function deployed(project: Project, ...stacks: string[]): Promise<string> {
  const { code, stdout, stderr } = await deploy(project, '5m', ...stacks, '--parallelism', '1');
  if (code !== 0) throw new Error(`the deploy failed:\n${stdout}${stderr}`);
  return stdout;
}

const locked = 'Error acquiring the state lock';

/** Every tenant's divisions and clients, as the org has them. */
async function inventory(): Promise<{ readonly clients: string[]; readonly divisions: number }> {
  const { entities } = await org.call('GET', '/oauth/clients?pageSize=100');
  const { total } = await org.call('GET', '/authorization/divisions');
  return { clients: entities.map(({ name }: Json) => name).sort(), divisions: total };
}
it('keeps every stack’s state in the database: another checkout finds nothing to do', async () => {
  await deployed(one, '*');
  expect(await inventory()).toEqual({ clients: demoClients, divisions: 10 });
  const stdout = await deployed(other, '*');
  expect(stdout).not.toMatch(/Creating\.\.\.|Modifying\.\.\.|Destroying\.\.\./);
  expect(await inventory()).toEqual({ clients: demoClients, divisions: 10 });
});

it('refuses a deploy while another one holds the lock, or lets it wait, and loses nothing', async () => {
  for (const project of projects)
    project.edit('tenants/demo/acme.yaml', (text) => text.replace('chat: {}', 'chat: {}\n  fax: {}'));
  expect((await one.main(env())).code).toBe(0);
  // A run that waits for approval has the lock.
  const holder = spawn('terraform', ['apply', '-no-color'], {
    cwd: one.path('cdktf.out/stacks/demo-acme'),
    env: { ...process.env, CHECKPOINT_DISABLE: '1', ...env() },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(holder, 'close');
  let said = '';
  await new Promise<void>((asked, fail) => {
    holder.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.includes('Enter a value:')) asked();
    });
    holder.on('close', () => fail(new Error(`terraform apply ended: ${said}`)));
  });

  const refused = await deploy(other, '0s', 'demo-acme');
  expect(refused.code).toBe(1);
  expect(refused.stdout + refused.stderr).toContain(locked);
  expect((await inventory()).divisions).toBe(10);

  const waiting = deployed(other, 'demo-acme');
  holder.stdin.end('yes\n');
  expect(await ended).toEqual([0, null]);
  await waiting;
  expect(await inventory()).toEqual({ clients: demoClients, divisions: 11 });
});

it('comes out the same when two deploys run at once: each ends well or is refused by the lock', async () => {
  for (const project of projects) {
    project.edit('tenants/demo/acme.yaml', (text) => text.replace('  fax: {}\n', ''));
    for (const tenant of ['globex', 'initech', 'umbrella'])
      project.edit(`tenants/demo/${tenant}.yaml`, (text) => text.replace(/divisions:\n/, '$&  fax: {}\n'));
  }
  const outcomes = await Promise.all(projects.map((project) => deploy(project, '0s', '*')));
  for (const { code, stdout, stderr } of outcomes) if (code !== 0) expect(stdout + stderr).toContain(locked);
  for (const project of projects) await deployed(project, '*');
  expect(await inventory()).toEqual({ clients: demoClients, divisions: 10 + 3 });
});
