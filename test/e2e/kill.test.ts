import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { root } from '../commands/run';
import { demoOrg, demoSeed } from '../live/deployed';
import { buildStandIn } from '../provider/build.mjs';
import { Project } from './project';

/*
 * The emulator is killed, as by a power cut, in the middle of a deploy: once while a call is about to be handled, so that it is not done,
 * and never while its answer is on the way, for what Terraform then does not know it made it cannot take up again, with any API.
 */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

interface Ready {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const project = new Project('main.ts');
let cliConfigFile: string;
let emulator: ChildProcess;
let ready: Ready;
let origin: Server;
/** The calls that make something, counted; before the one of this number the emulator is killed. */
let [made, fatal] = [0, Number.POSITIVE_INFINITY];

async function start(): Promise<void> {
  const args = [
    'emulator',
    '--port',
    '0',
    '--json',
    '--seed',
    project.path('seed.json'),
    '--db',
    project.path('org.db'),
  ];
  emulator = spawn(process.execPath, [join(root, 'bin', 'bulkhead.js'), ...args]);
  ready = JSON.parse(
    await new Promise((done) => emulator.stdout?.once('data', (text) => done(String(text)))),
  );
}

beforeAll(async () => {
  ({ cliConfigFile } = await buildStandIn());
  writeFileSync(project.path('seed.json'), JSON.stringify(demoSeed(demoOrg())));
  await start();
  // One address for both lives of the emulator.
  origin = createServer((incoming, outgoing) => {
    if (incoming.method === 'POST' && incoming.url !== '/oauth/token') made += 1;
    if (made >= fatal) {
      emulator.kill('SIGKILL');
      outgoing.destroy();
      return;
    }
    const { method, url, headers } = incoming;
    const onward = request(ready.url + url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((done) => origin.listen(0, '127.0.0.1', done));
});
afterAll(() => {
  emulator.kill('SIGKILL');
  origin.close();
  project.remove();
});

const deploy = () =>
  project.cdktfWith(
    {
      TF_CLI_CONFIG_FILE: cliConfigFile,
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
      // One call at a time, so that none is on its way when the emulator dies.
      TF_CLI_ARGS_apply: '-parallelism=1',
      BULKHEAD_GATEWAY: `http://127.0.0.1:${(origin.address() as AddressInfo).port}`,
      GENESYSCLOUD_OAUTHCLIENT_ID: ready.clientId,
      GENESYSCLOUD_OAUTHCLIENT_SECRET: ready.clientSecret,
    },
    'deploy',
    '*',
    '--auto-approve',
    '--skip-provider-lock',
    '--parallelism',
    '1',
  );

it('converges after kills in the middle of a deploy, and nothing is doubled', async () => {
  // In the roles of the foundation, and among the divisions and clients of the tenants.
  for (const number of [4, 6]) {
    made = 0;
    fatal = number;
    const { code, stdout, stderr } = await deploy();
    expect({ number, code, made: made >= number }).toEqual({ number, code: 1, made: true });
    expect(stdout + stderr).not.toContain(ready.clientSecret);
    await start();
  }
  fatal = Number.POSITIVE_INFINITY;
  const { code, stdout, stderr } = await deploy();
  expect({ code, output: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, output: '' });

  const token = await fetch(`${ready.url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${ready.clientId}:${ready.clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: bearer } = (await token.json()) as { access_token: string };
  const names = async (path: string): Promise<readonly string[]> => {
    const answer = await fetch(`${ready.url}${path}?pageSize=100`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
    const { entities } = (await answer.json()) as { entities: readonly { readonly name: string }[] };
    return entities.map(({ name }) => name).sort();
  };
  expect(await names('/api/v2/oauth/clients')).toEqual([
    'Deployer',
    'demo-acme-1',
    'demo-globex-1',
    'demo-globex-2',
    'demo-initech-1',
    'demo-umbrella-3',
  ]);
  const roles = await names('/api/v2/authorization/roles');
  expect(roles.filter((name) => name.startsWith('demo-'))).toHaveLength(7);
  expect(await names('/api/v2/authorization/divisions')).toHaveLength(10);
});
