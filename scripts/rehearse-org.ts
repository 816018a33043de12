/**
 * The loop with a live org, rehearsed on this machine: `npm run rehearse:org`. An emulated org is started, the demo is deployed to it by real
 * cdktf and Terraform, every tenant gets credentials, `verify` and `audit` confirm; then somebody adds a grant by hand, and both must refute,
 * naming it.
 *
 * The provider is the stand-in of the tests; `npm run rehearse:org -- --provider real` takes the real one from the registry.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientName } from '../lib/manifest/names';
import { run } from '../test/e2e/outcome';
import { Project } from '../test/e2e/project';
import { demoOrg, demoSeed } from '../test/live/deployed';
import { buildStandIn } from '../test/provider/build.mjs';

const bin = join(__dirname, '..', 'bin', 'bulkhead.js');
const real = process.argv.includes('real');

interface Ready {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

// biome-ignore lint/suspicious/noExplicitAny: parts of the API's answers are looked at.
type Json = any;

async function main(): Promise<void> {
  const org = demoOrg();
  const project = new Project('main.ts');
  writeFileSync(project.path('seed.json'), JSON.stringify(demoSeed(org)));
  const emulator = spawn(process.execPath, [
    bin,
    'emulator',
    '--port',
    '0',
    '--json',
    '--seed',
    project.path('seed.json'),
  ]);
  try {
    const line = await new Promise<string>((done, fail) => {
      emulator.stdout.once('data', (text) => done(String(text)));
      emulator.once('close', () => fail(new Error('the emulator ended')));
    });
    const ready: Ready = JSON.parse(line);
    say(`emulator    listens at ${new URL(ready.url).host}`);
    const env = {
      ...(real
        ? {}
        : {
            TF_CLI_CONFIG_FILE: (await buildStandIn()).cliConfigFile,
            CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
            TF_PLUGIN_CACHE_DIR: '',
          }),
      BULKHEAD_GATEWAY: ready.url,
      GENESYSCLOUD_OAUTHCLIENT_ID: ready.clientId,
      GENESYSCLOUD_OAUTHCLIENT_SECRET: ready.clientSecret,
      NO_COLOR: '1',
      CI: '',
    };
    const flags = ['--auto-approve', ...(real ? [] : ['--skip-provider-lock'])];
    const deployed = await project.cdktfWith(env, 'deploy', '*', ...flags);
    if (deployed.code !== 0)
      throw new Error(`cdktf deploy ended with ${deployed.code}:\n${deployed.stdout}${deployed.stderr}`);
    say(`deploy      ${org.tenants.length + 1} stacks`);

    const call = await caller(ready);
    const clients: Json[] = (await call('GET', '/oauth/clients?pageSize=100')).entities;
    mkdirSync(project.path('credentials'), { mode: 0o700 });
    for (const tenant of org.tenants) {
      const name = clientName(org.id, tenant.id, tenant.config.client.credentials.current);
      const client = clients.find((one) => one.name === name);
      const { secret } = await call('POST', `/oauth/clients/${client.id}/secret`);
      const file = project.path(`credentials/${org.id}-${tenant.id}.json`);
      writeFileSync(file, JSON.stringify({ clientId: client.id, clientSecret: secret }), { mode: 0o600 });
    }
    say(`credentials of ${org.tenants.length} tenants, mode 0600`);

    const ask = async (expected: number, ...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await run(process.execPath, [bin, ...args], project.folder, env);
      if (code !== expected)
        throw new Error(
          `bulkhead ${args.join(' ')} ended with ${code}, not ${expected}:\n${stdout}${stderr}`,
        );
      return stdout;
    };
    const last = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';
    say(last(await ask(0, 'verify', org.id, '--prepare', '--wait', '0')));
    say(last(await ask(0, 'audit', org.id)));

    const acme = clients.find(({ name }) => name === 'demo-acme-1');
    const role = (await call('GET', '/authorization/roles?pageSize=100')).entities.find(
      (one: Json) => one.name === 'demo-queue-reader',
    );
    const support = 'd41f6a07-3c8e-4b95-92d6-e5a08f17b3c2';
    await call(
      'POST',
      `/authorization/subjects/${acme.id}/divisions/${support}/roles/${role.id}?subjectType=PC_OAUTH_CLIENT`,
    );
    say('by hand     demo-queue-reader in globex/support, to the client of acme');

    const audit = await ask(1, 'audit', org.id);
    holds(audit, 'foreign grant-of-client: demo-acme-1: demo-queue-reader in globex/support');
    say(last(audit));
    const verify = await ask(1, 'verify', org.id, '--wait', '0');
    holds(verify, 'the canary of globex/support is visible');
    say(last(verify));
    say('both name the grant: exit code 1');
  } finally {
    emulator.kill('SIGTERM');
    project.remove();
  }
}

function holds(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`nothing says ${JSON.stringify(part)}:\n${text}`);
}

async function caller({
  url,
  clientId,
  clientSecret,
}: Ready): Promise<(method: string, path: string) => Promise<Json>> {
  const response = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return async (method, path) => {
    const answer = await fetch(`${url}/api/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    return text === '' ? undefined : JSON.parse(text);
  };
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
