import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead } from '../commands/run';
import { EmulatedOrg, type Json } from '../provider/terraform';
import { demoClients, legacy, support, undeployedDemo } from './demo-org';
import type { Outcome } from './outcome';
import { Project } from './project';

/*
 * The demo, deployed by the real cdktf and the real Terraform to an emulated org with the stand-in provider. Each step goes on from where
 * the one before left the org, as a real one would.
 */
const stacks = ['demo-acme', 'demo-foundation', 'demo-globex', 'demo-initech', 'demo-umbrella'];

let org: EmulatedOrg;
const project = new Project('dist/main.js');

beforeAll(async () => {
  org = await EmulatedOrg.start({ seed: undeployedDemo });
});
afterAll(async () => {
  await org.emulator.close();
  project.remove();
});

const env = (): Record<string, string> => ({ ...org.env, BULKHEAD_GATEWAY: org.emulator.url });

function deploy(...names: string[]): Promise<Outcome> {
  return project.cdktfWith(env(), 'deploy', ...names, '--auto-approve', '--skip-provider-lock');
}

async function deployed(...names: string[]): Promise<void> {
  const { code, stdout, stderr } = await deploy(...names);
  expect({ code, output: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, output: '' });
}

/** The plans of all stacks, also as files for `check --plans` and `seal`. */
async function plans(): Promise<Readonly<Record<string, Json>>> {
  rmSync(project.path('plans'), { recursive: true, force: true });
  mkdirSync(project.path('plans'));
  const all = readdirSync(project.path('cdktf.out/stacks')).map(async (stack) => {
    const plan = await org.plan(project.path(`cdktf.out/stacks/${stack}`));
    renameSync(project.path(`cdktf.out/stacks/${stack}/tfplan`), project.path(`plans/${stack}.tfplan`));
    writeFileSync(join(project.path('plans'), `${stack}.json`), JSON.stringify(plan));
    return [stack, plan] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}

const check = () => bulkhead(['check', '--plans', 'plans', '--gateway', org.emulator.url], project.folder);

/** What would change, apart from nothing. */
const changes = (planned: Readonly<Record<string, Json>>): string[] =>
  Object.entries(planned).flatMap(([stack, { resource_changes = [] }]) =>
    resource_changes
      .filter(({ change }: Json) => change.actions.join() !== 'no-op')
      .map(({ address, change }: Json) => `${stack} ${change.actions} ${address}`),
  );

const named = async (path: string, name: string): Promise<Json> =>
  (await org.call('GET', `${path}?pageSize=100`)).entities.find((one: Json) => one.name === name);

describe('the demo, deployed', () => {
  it('cannot create a client that is not active: Genesys Cloud refuses it', async () => {
    project.edit('tenants/demo/umbrella.yaml', (text) => text.replace('state: active', 'state: inactive'));
    const { code, stdout, stderr } = await deploy('*');
    expect(code).toBe(1);
    expect(stdout + stderr).toContain(
      'POST /api/v2/oauth/clients: 400 bad.client.state: A client is made active.',
    );
    expect(stdout + stderr).not.toContain(org.emulator.clientSecret);
  });

  it('converges when the reason is gone, and nothing is doubled', async () => {
    project.edit('tenants/demo/umbrella.yaml', (text) => text.replace('state: inactive', 'state: active'));
    await deployed('*');
    const { entities: clients } = await org.call('GET', '/oauth/clients?pageSize=100');
    expect(clients.map(({ name }: Json) => name).sort()).toEqual(demoClients);
    const { total } = await org.call('GET', '/authorization/divisions');
    expect(total).toBe(4 + 6);
  });

  it('has no changes, and is proven with its plans', async () => {
    const planned = await plans();
    expect(Object.keys(planned).sort()).toEqual(stacks);
    expect(changes(planned)).toEqual([]);
    const { code, stdout } = check();
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('5 plans') });
  });

  it('is sealed with the plans that Terraform saved, and unsealed', () => {
    const sealed = (command: string) =>
      bulkhead([command, '--plans', 'plans', '--gateway', org.emulator.url], project.folder);
    expect(sealed('seal')).toMatchObject({ code: 0, stderr: '' });
    expect(sealed('unseal')).toMatchObject({ code: 0, stderr: '' });
  });

  it('imported the division that acme manages, and left those that are only adopted', async () => {
    expect(await org.call('GET', `/authorization/divisions/${legacy}`)).toMatchObject({
      name: 'Acme Legacy',
      description: 'Managed by Bulkhead',
    });
    expect(await org.call('GET', `/authorization/divisions/${support}`)).toMatchObject({
      name: 'Globex support',
      description: '',
    });
  });

  it('changes a tenant: paused, and nothing else moves', async () => {
    project.edit('tenants/demo/umbrella.yaml', (text) => text.replace('state: active', 'state: inactive'));
    expect((await project.main(env())).code).toBe(0);
    expect(changes(await plans())).toEqual(['demo-umbrella update genesyscloud_oauth_client.client-3']);
    expect(check().code).toBe(0);
    await deployed('demo-umbrella', '--ignore-missing-stack-dependencies');
    expect((await named('/oauth/clients', 'demo-umbrella-3')).state).toBe('inactive');
  });

  it('imports a division that was only adopted, once its tenant manages it', async () => {
    project.edit('tenants/demo/globex.yaml', (text) =>
      text.replace(`{ id: ${support} }`, `{ id: ${support}, manage: true, name: Globex support }`),
    );
    expect((await project.main(env())).code).toBe(0);
    const planned = await plans();
    expect(changes(planned)).toEqual(['demo-globex update genesyscloud_auth_division.division-support']);
    const imported = planned['demo-globex'].resource_changes.filter(({ change }: Json) => change.importing);
    expect(imported.map(({ change }: Json) => change.importing)).toEqual([{ id: support }]);
    expect(check().code).toBe(0);
    await deployed('demo-globex', '--ignore-missing-stack-dependencies');
    expect((await org.call('GET', `/authorization/divisions/${support}`)).description).toBe(
      'Managed by Bulkhead',
    );
  });

  it('gives a division another key, and keeps it: adopted under the new one, forgotten under the old one', async () => {
    const stack = project.path('cdktf.out/stacks/demo-acme');
    const of = (plan: Json): Json[] => plan.planned_values.root_module.resources;
    const { id } = of((await plans())['demo-acme']).find(({ name }) => name === 'division-voice').values;
    const acme = (change: (text: string) => string): void => project.edit('tenants/demo/acme.yaml', change);
    acme((text) =>
      text.replaceAll('voice', 'calls').replace('calls: {}', `calls: { id: ${id}, manage: true }`),
    );
    expect((await project.main(env())).code).toBe(0);
    await plans();
    expect(check()).toMatchObject({ code: 1, stdout: expect.stringContaining('terraform state rm') });

    await org.succeeds(stack, 'state', 'rm', 'genesyscloud_auth_division.division-voice');
    expect(changes(await plans())).toEqual(['demo-acme update genesyscloud_auth_division.division-calls']);
    expect(check().code).toBe(0);
    await deployed('demo-acme', '--ignore-missing-stack-dependencies');
    acme((text) => text.replace(/calls: {.*}/, 'calls: {}'));
    expect((await project.main(env())).code).toBe(0);
    expect(changes(await plans())).toEqual([]);
    expect(check().code).toBe(0);
  });

  it('sees a grant that somebody added by hand; check names it, and a deploy takes it back', async () => {
    const acme = await named('/oauth/clients', 'demo-acme-1');
    const role = await named('/authorization/roles', 'demo-queue-reader');
    await org.call('POST', `/authorization/roles/${role.id}?subjectType=PC_OAUTH_CLIENT`, {
      subjectIds: [acme.id],
      divisionIds: [support],
    });
    const planned = await plans();
    expect(changes(planned)).toEqual(['demo-acme update genesyscloud_oauth_client.client-1']);
    const { code, stdout } = check();
    expect(code).toBe(1);
    for (const text of ['drifted-grant  demo/acme', 'client-1', support, 'rejected: 1 finding'])
      expect(stdout).toContain(text);

    await deployed('demo-acme', '--ignore-missing-stack-dependencies');
    const { roleDivisions } = await named('/oauth/clients', 'demo-acme-1');
    expect(roleDivisions.map(({ divisionId }: Json) => divisionId)).not.toContain(support);
    expect(roleDivisions).toHaveLength(7);
    expect(changes(await plans())).toEqual([]);
    expect(check().code).toBe(0);
  });

  it('sees a state that somebody has edited: acme’s client is then globex’s, and would be given acme’s grants', async () => {
    const [own, other] = await Promise.all(
      ['demo-acme-1', 'demo-globex-1'].map(async (name) => (await named('/oauth/clients', name)).id),
    );
    const state = project.path('terraform.demo-acme.tfstate');
    const written = readFileSync(state, 'utf8');
    writeFileSync(state, written.replaceAll(own, other));
    expect(changes(await plans())).toEqual(['demo-acme update genesyscloud_oauth_client.client-1']);
    writeFileSync(state, written);
    const { code, stdout } = check();
    expect(code).toBe(1);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'The plan of demo-acme: holds as genesyscloud_oauth_client.client-1 what the plan of demo-globex holds too.',
    );
  });

  it('destroys one tenant, and no other', async () => {
    const { code, stdout, stderr } = await project.cdktfWith(
      env(),
      'destroy',
      'demo-initech',
      '--auto-approve',
      '--ignore-missing-stack-dependencies',
    );
    expect({ code, output: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, output: '' });
    const { entities: clients } = await org.call('GET', '/oauth/clients?pageSize=100');
    expect(clients.map(({ name }: Json) => name).filter((name: string) => name.includes('initech'))).toEqual(
      [],
    );
    expect((await org.call('GET', '/authorization/divisions')).total).toBe(4 + 5);
    expect(changes(await plans()).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'demo-initech create',
      'demo-initech create',
    ]);
  });

  /** The files of a stack as they were, where a checkout of the commit before would have them; the folder is ready for Terraform. */
  const filesOf = async (stack: string): Promise<string> => {
    const kept = project.path(`before/stacks/${stack}`);
    cpSync(project.path(`cdktf.out/stacks/${stack}`), kept, { recursive: true });
    await org.succeeds(kept, 'init', '-input=false');
    return kept;
  };

  it('destroys a tenant that was merged away already, and not the division that is taken out of its state', async () => {
    const kept = await filesOf('demo-globex');
    rmSync(project.path('tenants/demo/globex.yaml'));
    project.edit('tenants/demo/org.yaml', (text) => text.replace('[acme, globex]', '[acme]'));
    await deployed('demo-foundation');
    const destroy = (...more: string[]) =>
      org.terraform(kept, 'destroy', '-auto-approve', '-no-color', ...more);
    expect((await destroy()).stderr).toContain('This object does not have an attribute named');
    expect(await named('/oauth/clients', 'demo-globex-1')).toMatchObject({ state: 'active' });

    await org.succeeds(kept, 'state', 'rm', 'genesyscloud_auth_division.division-support');
    expect(await destroy('-refresh=false')).toMatchObject({ code: 0 });
    expect(await named('/oauth/clients', 'demo-globex-1')).toBeUndefined();
    expect((await org.call('GET', `/authorization/divisions/${support}`)).name).toBe('Globex support');
  });

  it('cannot destroy one whose role is gone with it, until its client is deleted by hand', async () => {
    const kept = await filesOf('demo-umbrella');
    rmSync(project.path('tenants/demo/umbrella.yaml'));
    project.edit('tenants/demo/org.yaml', (text) => text.replace(/^ {2}recording-reader:\n( {4}.*\n)+/m, ''));
    await deployed('demo-foundation');
    expect(await named('/authorization/roles', 'demo-recording-reader')).toBeUndefined();
    const destroy = () => org.terraform(kept, 'destroy', '-auto-approve', '-no-color', '-refresh=false');
    expect((await destroy()).stderr).toContain('400 bad.client.role: There is no role');
    const client = await named('/oauth/clients', 'demo-umbrella-3');
    expect(client).toMatchObject({ roleDivisions: [] });

    await org.call('DELETE', `/oauth/clients/${client.id}`);
    await org.succeeds(kept, 'state', 'rm', 'genesyscloud_oauth_client.client-3');
    expect(await destroy()).toMatchObject({ code: 0 });
    expect(changes(await plans()).filter((line) => !line.startsWith('demo-initech '))).toEqual([]);
  });

  it('leaves no secret in any state or output file', () => {
    const states = readdirSync(project.folder).filter((name) => name.endsWith('.tfstate'));
    expect(states.sort()).toEqual(stacks.map((stack) => `terraform.${stack}.tfstate`));
    const texts = states.map((name) => readFileSync(project.path(name), 'utf8'));
    for (const text of texts) {
      expect(text).not.toContain(org.emulator.clientSecret);
      expect(text).not.toMatch(/"client_secret": "[^"]/);
    }
    expect(texts.join('')).toContain('"client_secret": ""');
  });
});
