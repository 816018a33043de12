import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import type { Emulator } from '../../lib/emulator';
import { folder, root } from '../commands/run';
import { EmulatedOrg, type Json } from '../provider/terraform';
import { demoClients, undeployedDemo } from './demo-org';
import { Project } from './project';

const running: ChildProcess[] = [];
const project = new Project('dist/main.js');
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  project.remove();
});

/** The built command, in a process of its own. */
async function emulator(place: string, port: number): Promise<Emulator & { readonly process: ChildProcess }> {
  const seed = join(place, 'seed.json');
  writeFileSync(seed, JSON.stringify(undeployedDemo));
  const args = ['emulator', '--port', String(port), '--json', '--db', join(place, 'org.db'), '--seed', seed];
  const child = spawn(process.execPath, [join(root, 'bin', 'bulkhead.js'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  const [line] = await once(child.stdout, 'data');
  return { ...JSON.parse(String(line)), process: child, close: async () => undefined };
}

/** How many roles Terraform knows to be made. It writes the file while it works: half a file is none. */
function rolesInState(file: string): number {
  try {
    const { resources } = JSON.parse(readFileSync(file, 'utf8'));
    return resources.filter(({ instances }: Json) => instances[0]?.attributes?.id).length;
  } catch {
    return 0;
  }
}

it('goes on after the org was killed during a deploy and came back, and doubles nothing', async () => {
  const place = folder();
  const first = await emulator(place, 0);
  const org = await EmulatedOrg.at(first);
  const env = { ...org.env, BULKHEAD_GATEWAY: first.url };
  const args = ['deploy', '*', '--auto-approve', '--skip-provider-lock'];

  let ended = false;
  const deploying = project.cdktfWith(env, ...args).finally(() => {
    ended = true;
  });
  // The foundation is done and the tenants have not begun: no answer is lost that told of something made.
  while (!ended && rolesInState(project.path('terraform.demo-foundation.tfstate')) < 7) await pause(5);
  first.process.kill('SIGKILL');
  await once(first.process, 'close');
  const second = await emulator(place, Number(new URL(first.url).port));
  expect(second).toMatchObject({
    url: first.url,
    clientId: first.clientId,
    clientSecret: first.clientSecret,
  });
  expect(await deploying).toMatchObject({ code: 0 });

  const again = await project.cdktfWith(env, ...args);
  expect(again.code).toBe(0);
  expect(again.stdout).not.toMatch(/Creating\.\.\.|Modifying\.\.\.|Destroying\.\.\./);
  const { entities } = await org.call('GET', '/oauth/clients?pageSize=100');
  expect(entities.map(({ name }: Json) => name).sort()).toEqual(demoClients);
  expect((await org.call('GET', '/authorization/divisions')).total).toBe(4 + 6);
});
