import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { EmulatorOptions } from '../../lib/emulator';
import type { Seed } from '../../lib/emulator/seed';
import { folder, root } from '../commands/run';
import { run } from '../e2e/outcome';
import { buildStandIn } from './build.mjs';
import { EmulatedOrg, type Json } from './terraform';

// Whole commands run here, and the first one may compile.
const orgs: EmulatedOrg[] = [];
afterAll(async () => {
  for (const org of orgs) await org.emulator.close();
});

async function emulated(seed: Seed, options: EmulatorOptions = {}): Promise<EmulatedOrg> {
  const org = await EmulatedOrg.start({ seed, ...options });
  orgs.push(org);
  return org;
}

/** The home divisions of the recorded orgs. */
const homes = ['4ea14058-8150-473c-83aa-ce786aeef7f4', 'afe0d343-1b4e-4b93-b71a-ac21a700beb2'];
const [home = ''] = homes;

/** A folder with a recorded configuration, its provider block led to the emulator, and Terraform ready in it. */
async function configured(org: EmulatedOrg, recording: string, file: string): Promise<string> {
  const made = folder();
  const text = readFileSync(join(recorded, recording, file), 'utf8');
  const { port } = new URL(org.emulator.url);
  const led = text
    .replace(/("?port"?\s*[=:]\s*)"\d+"/, `$1"${port}"`)
    .replace(/("?oauthclient_id"?\s*[=:]\s*)"[^"]*"/, `$1"${org.emulator.clientId}"`)
    .replace(/("?oauthclient_secret"?\s*[=:]\s*)"[^"]*"/, `$1"${org.emulator.clientSecret}"`);
  writeFileSync(join(made, file), led);
  await org.succeeds(made, 'init', '-input=false');
  return made;
}

const recorded = join(root, 'test', 'fixtures', 'recorded');
const recordedPlan = (path: string): Json => JSON.parse(readFileSync(join(recorded, path), 'utf8'));

/** What a plan says will happen and has happened, with every id that was made up told by whose it is, and sets in one order. */
function told(plan: Json): Json {
  const names = new Map(homes.map((id) => [id, 'home']));
  for (const { address, change } of [...plan.resource_changes, ...(plan.resource_drift ?? [])])
    for (const { id } of [change.before ?? {}, change.after ?? {}])
      if (typeof id === 'string') names.set(id, `id of ${address}`);
  const walk = (value: Json, key = ''): Json => {
    if (Array.isArray(value))
      return value.map((one) => walk(one)).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, name)]));
    if (typeof value !== 'string') return value;
    if (key === 'client_secret') return value === '' ? '' : 'a secret';
    if (key === 'integration_credential_id') return 'an id';
    return names.get(value) ?? value;
  };
  const changes = (list: Json[] = []): Json[] =>
    list
      .map(({ address, action_reason, change }) => ({ address, action_reason, change: walk(change) }))
      .sort((a, b) => (a.address < b.address ? -1 : 1));
  return { changes: changes(plan.resource_changes), drift: changes(plan.resource_drift) };
}
describe('the stand-in provider', { concurrent: true }, () => {
  it('has the schema of the real one', async () => {
    const org = await emulated({});
    const made = await configured(org, 'shapes/import', 'main.tf');
    const schema = JSON.parse(await org.succeeds(made, 'providers', 'schema', '-json'));
    const told = (value: Json): Json => {
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
      const kept = Object.entries(value).filter(([name]) => !name.startsWith('description_kind'));
      return Object.fromEntries(kept.map(([name, one]) => [name, told(one)]));
    };
    const real = JSON.parse(
      readFileSync(join(root, 'packages', 'provider-genesyscloud', 'schema.json'), 'utf8'),
    );
    const [ours, theirs] = [schema, real].map(
      (document) => document.provider_schemas['registry.terraform.io/mypurecloud/genesyscloud'],
    );
    for (const part of ['provider', 'resource_schemas', 'data_source_schemas'])
      expect(told(ours[part]), part).toEqual(theirs[part]);
  });

  it('is clean Go, and its own tests pass', async () => {
    const { source } = await buildStandIn();
    expect(await run('gofmt', ['-l', '.'], source)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await run('go', ['vet', '.'], source)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await run('go', ['test', '.'], source)).toMatchObject({ code: 0 });
  });

  it.each([
    ['no Go', undefined, 'go is not installed: the stand-in provider of the tests needs Go 1.25 or newer.'],
    [
      'an old Go',
      'go1.19.8',
      'go1.19.8 is too old: the stand-in provider of the tests needs Go 1.25 or newer.',
    ],
  ])('says what it needs: %s', async (_what, version, message) => {
    const path = folder();
    if (version !== undefined) {
      const answer = JSON.stringify({ GOOS: 'linux', GOARCH: 'amd64', GOVERSION: version });
      writeFileSync(join(path, 'go'), `#!/bin/sh\necho '${answer}'\n`, { mode: 0o755 });
    }
    const script = join(root, 'test', 'provider', 'build.mjs');
    const { code, stdout, stderr } = await run(process.execPath, [script], path, { PATH: path });
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: `${message}\n` });
  });

  it('is built once, however many ask for it', async () => {
    const [one, ...others] = await Promise.all([buildStandIn(), buildStandIn(), buildStandIn()]);
    for (const other of others) expect(other).toEqual(one);
  });
});

describe('plans as the recorded real one does', { concurrent: true }, () => {
  const seed: Seed = {
    organization: { homeDivisionId: home },
    divisions: [
      { id: 'e705ff82-4115-4e1c-82cf-1620964c0a9e', name: 'd-acme-legacy' },
      { id: '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b', name: 'Adopted' },
    ],
  };

  it.each(['import', 'home-division', 'secrets'])('%s, before and after it is applied', async (shape) => {
    const org = await emulated(seed);
    const made = await configured(org, `shapes/${shape}`, 'main.tf');
    expect(told(await org.plan(made))).toEqual(told(recordedPlan(`shapes/${shape}/plan.json`)));
    await org.succeeds(made, 'apply', '-input=false', 'tfplan');
    expect(told(await org.plan(made))).toEqual(told(recordedPlan(`shapes/${shape}/plan-after-apply.json`)));
  });

  it('twenty spellings of a division; the two that name none are refused by the emulator', async () => {
    const org = await emulated(seed);
    const made = await configured(org, 'spellings-json', 'cdk.tf.json');
    expect(told(await org.plan(made))).toEqual(told(recordedPlan('spellings-json/plan.json')));
    const applied = await org.terraform(made, 'apply', '-input=false', '-no-color', 'tfplan');
    expect(applied.code).toBe(1);
    expect(applied.stderr.match(/with genesyscloud_oauth_client\.\w+/g)?.sort()).toEqual([
      'with genesyscloud_oauth_client.escaped',
      'with genesyscloud_oauth_client.prefix',
    ]);
    const isMade = ({ address }: Json): boolean => !/\.(escaped|prefix)$/.test(address);
    const [ours, theirs] = [await org.plan(made), recordedPlan('spellings-json/plan-after-apply.json')]
      .map(told)
      .map(({ changes, drift }) => ({ changes: changes.filter(isMade), drift: drift.filter(isMade) }));
    expect(ours).toEqual(theirs);
  });

  it('drift: a role widened and grants added behind Terraform’s back', async () => {
    const org = await emulated(seed);
    const made = await configured(org, 'shapes/drift', 'main.tf');
    await org.succeeds(made, 'apply', '-input=false', '-auto-approve');
    const { entities: clients } = await org.call('GET', '/oauth/clients');
    const client = clients.find(({ name }: Json) => name === 'acme-etl');
    const role = await org.call('GET', `/authorization/roles/${client.roleDivisions[0].roleId}`);
    const [policy] = role.permissionPolicies;
    policy.actionSet.push('delete');
    await org.call('PUT', `/authorization/roles/${role.id}`, role);
    for (const divisionId of ['*', home]) client.roleDivisions.push({ roleId: role.id, divisionId });
    await org.call('PUT', `/oauth/clients/${client.id}`, client);
    expect(told(await org.plan(made))).toEqual(told(recordedPlan('shapes/drift/plan.json')));
  });
});

describe('the stand-in provider against the emulator', { concurrent: true }, () => {
  it('destroys what it made: inactive first, then gone', async () => {
    const org = await emulated({ organization: { homeDivisionId: home } });
    const made = await configured(org, 'shapes/home-division', 'main.tf');
    await org.succeeds(made, 'apply', '-input=false', '-auto-approve');
    await org.succeeds(made, 'destroy', '-input=false', '-auto-approve');
    const names = async (path: string): Promise<string[]> =>
      (await org.call('GET', path)).entities.map(({ name }: Json) => name);
    expect(await names('/oauth/clients')).toEqual(['Deployer']);
    expect(await names('/authorization/roles')).not.toContain('etl-reader');
    // The home division cannot be deleted: it is let go, and keeps the name that it got.
    expect(await names('/authorization/divisions')).toEqual(['d-acme-voice']);
  });

  it('makes again what somebody deleted', async () => {
    const org = await emulated({});
    const made = await configured(org, 'shapes/drift', 'main.tf');
    await org.succeeds(made, 'apply', '-input=false', '-auto-approve');
    const { entities } = await org.call('GET', '/authorization/divisions?name=d-acme-voice');
    await org.call('DELETE', `/authorization/divisions/${entities[0].id}`);
    const { resource_changes } = await org.plan(made);
    expect(resource_changes.map(({ change, name }: Json) => `${name}: ${change.actions}`)).toEqual([
      'voice: create',
      'reader: no-op',
      'acme: update',
    ]);
  });

  it('applies through an API that refuses every fourth call', async () => {
    const org = await emulated({}, { faults: { rates: { 429: 0.03, 500: 0.1, 503: 0.12 }, seed: 1 } });
    const made = await configured(org, 'shapes/drift', 'main.tf');
    await org.succeeds(made, 'apply', '-input=false', '-auto-approve');
    const { resource_changes } = await org.plan(made);
    expect(resource_changes.map(({ change }: Json) => change.actions)).toEqual([
      ['no-op'],
      ['no-op'],
      ['no-op'],
    ]);
  });

  it('says which types it does not model, and makes nothing of them', async () => {
    const org = await emulated({});
    const made = await configured(org, 'shapes/other-granting-resources', 'main.tf');
    await org.plan(made);
    const { code, stderr } = await org.terraform(made, 'apply', '-input=false', '-no-color', 'tfplan');
    expect(code).toBe(1);
    for (const type of ['genesyscloud_user_roles', 'genesyscloud_group_roles'])
      expect(stderr.replaceAll(/\s*│\s*/g, ' ')).toContain(
        `The stand-in provider of the tests does not model resources of the type ${type}.`,
      );
  });

  it('finds by name what data sources ask for, and says what is missing', async () => {
    // The one that is asked for comes after a hundred that the search finds, too.
    const division = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
    const others = Array.from({ length: 120 }, (_, i) => ({ name: `a-z-${i}` }));
    const org = await emulated({
      organization: { divisionsLimit: 200 },
      divisions: [...others, { id: division, name: 'z' }],
    });
    const made = await configured(org, 'shapes/drift', 'main.tf');
    const main = join(made, 'main.tf');
    writeFileSync(
      main,
      readFileSync(main, 'utf8').replace(
        /resource[\s\S]*/,
        `
        data "genesyscloud_auth_division" "it" { name = "z" }
        data "genesyscloud_auth_role" "it" { name = "employee" }
        data "genesyscloud_oauth_client" "it" { name = "Deployer" }
        data "genesyscloud_auth_division_home" "it" {}
        output "it" {
          value = [data.genesyscloud_auth_division.it.id, data.genesyscloud_auth_role.it.id,
            data.genesyscloud_oauth_client.it.id, data.genesyscloud_auth_division_home.it.name]
        }`,
      ),
    );
    const { planned_values } = await org.plan(made);
    const find = async (path: string, name: string): Promise<string> =>
      (await org.call('GET', `${path}?pageSize=100&name=${name}`)).entities.find(
        (one: Json) => one.name === name,
      ).id;
    expect(planned_values.outputs.it.value).toEqual([
      division,
      await find('/authorization/roles', 'employee'),
      org.emulator.clientId,
      'Home',
    ]);
    writeFileSync(main, readFileSync(main, 'utf8').replace('"employee"', '"no such role"'));
    expect((await org.terraform(made, 'plan', '-no-color')).stderr).toContain(
      'GET /authorization/roles: nothing has the name "no such role"',
    );
  });

  it('shows no secret, not even where Terraform writes down everything', async () => {
    const org = await emulated({});
    const made = await configured(org, 'shapes/drift', 'main.tf');
    const text = readFileSync(join(made, 'main.tf'), 'utf8');
    writeFileSync(join(made, 'main.tf'), text.replace(/ *oauthclient_\w+ .*\n/g, ''));
    const { clientSecret } = org.emulator;
    for (const secret of [clientSecret, `wrong${clientSecret}`]) {
      const env = { ...org.env, TF_LOG: 'TRACE', GENESYSCLOUD_OAUTHCLIENT_SECRET: secret };
      const { code, stdout, stderr } = await run(
        'terraform',
        ['apply', '-auto-approve', '-no-color'],
        made,
        env,
      );
      expect(code).toBe(secret === clientSecret ? 0 : 1);
      if (code === 1) expect(stderr).toContain('Error: POST /oauth/token: 400 invalid_client');
      expect(stdout + stderr).not.toContain(clientSecret);
      expect(stdout + stderr).not.toContain(btoa(`${org.emulator.clientId}:${secret}`));
    }
    expect(readFileSync(join(made, 'terraform.tfstate'), 'utf8')).toMatch(/"client_secret": ""/);
  });
});
