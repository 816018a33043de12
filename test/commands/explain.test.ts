import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead } from './run';

const recording = join(__dirname, '..', 'fixtures', 'recorded', 'assembly-demo');
const today = ['--today', '2026-11-24'];
let work: string;

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'bulkhead-explain-'));
  cpSync(recording, work, { recursive: true });
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

const explain = (...more: readonly string[]) =>
  bulkhead(['explain', ...more, '--assembly', '.', ...today], work);

describe('explain', () => {
  it('follows a grant from the manifest’s line to the plan’s value', () => {
    const { code, stdout } = explain('acme', 'etl-reader', 'legacy', '--plans', 'plans');
    expect(code).toBe(0);
    expect(stdout.split('\n\n')[0]).toMatchInlineSnapshot(`
      "demo/acme  client-1: etl-reader in legacy  proved
        manifest    declared as etl-reader in legacy
                    tenants/demo/acme.yaml:11:52  /client/grants/0/divisions/2
        construct   construct demo-acme/client-1
                    ./stacks/demo-acme/cdk.tf.json:61:7  /resource/genesyscloud_oauth_client/client-1
        file        resource genesyscloud_oauth_client.client-1
                    ./stacks/demo-acme/cdk.tf.json:61:7  /resource/genesyscloud_oauth_client/client-1
        expression  role_id = \${data.terraform_remote_state.cross-stack-reference-input-demo-foundation.outputs.cross-stack-output-genesyscloud_auth_roleetl-readerid}
                    ./stacks/demo-acme/cdk.tf.json:87:13  /resource/genesyscloud_oauth_client/client-1/roles/3/role_id
        producer    from stack demo-foundation, output cross-stack-output-genesyscloud_auth_roleetl-readerid = \${genesyscloud_auth_role.etl-reader.id}
                    ./stacks/demo-foundation/cdk.tf.json:16:5  /output/cross-stack-output-genesyscloud_auth_roleetl-readerid
        value       role template etl-reader: routing:queue:view, analytics:conversationDetail:view
                    tenants/demo/org.yaml:4:3  /roles/etl-reader
        expression  division_id = 0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b
                    ./stacks/demo-acme/cdk.tf.json:86:13  /resource/genesyscloud_oauth_client/client-1/roles/3/division_id
        value       division legacy, acme’s own
                    tenants/demo/acme.yaml:5:3  /divisions/legacy
        plan        genesyscloud_oauth_client.client-1 is planned: create, 4 grants
                    plans/demo-acme.json  genesyscloud_oauth_client.client-1
        value       role id: f74e3015-c2e7-45b0-8cc9-623c0bf2a624
                    plans/demo-acme.json  genesyscloud_oauth_client.client-1
        value       division id: 0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b
                    plans/demo-acme.json  genesyscloud_oauth_client.client-1"
    `);
  });

  it('shows the ids once they are known', () => {
    const { code, stdout } = explain('demo/acme', 'etl-reader', 'voice', '--plans', 'plans-after-apply');
    expect(code).toBe(0);
    expect(stdout).toMatch(/is planned: no-op, 4 grants/);
    expect(stdout).toMatch(/division id: [0-9a-f-]{36}/);
  });

  it('gives the same as JSON', () => {
    const { code, stdout } = explain('globex', '--format', 'json');
    const answer = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(answer).toMatchObject({ schema: 'bulkhead-explanation/1', org: 'demo', tenant: 'globex' });
    expect(answer.grants[0].chain.map(({ kind }: { kind: string }) => kind)).toEqual([
      'manifest',
      'construct',
      'file',
      'expression',
      'producer',
      'value',
      'expression',
      'file',
      'value',
    ]);
  });

  it('says why a grant is not proved, and exits 1', () => {
    const copy = mkdtempSync(join(tmpdir(), 'bulkhead-explain-'));
    try {
      cpSync(recording, copy, { recursive: true });
      const file = join(copy, 'stacks', 'demo-acme', 'cdk.tf.json');
      const text = readFileSync(file, 'utf8');
      writeFileSync(
        file,
        text.replace(
          '"${genesyscloud_auth_division.division-voice.id}"',
          '"${coalesce(genesyscloud_auth_division.division-voice.id, \\"*\\")}"',
        ),
      );
      const { code, stdout } = bulkhead(['explain', 'acme', '--assembly', '.', ...today], copy);
      expect(code).toBe(1);
      expect(stdout).toContain('NOT PROVED');
      expect(stdout).toContain('not proved: a function decides it when Terraform runs');
      expect(stdout).toContain('unproven-division');
      expect(stdout).toContain('declared as etl-reader in voice');
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });

  it('says on which day waivers are judged, where it was told one', () => {
    const verdict = (text: string): string | undefined => text.split('\n').at(-2);
    expect(verdict(explain('globex').stdout)).toBe(
      'The proof as a whole: proven, with waivers judged as on 2026-11-24.',
    );
    expect(JSON.parse(explain('globex', '--format', 'json').stdout).today).toBe('2026-11-24');
    const { stdout } = bulkhead(['explain', 'globex', '--assembly', '.'], work);
    expect(verdict(stdout)).toBe('The proof as a whole: proven.');
  });

  it('names what there is when asked for what is not', () => {
    expect(explain('amce')).toMatchObject({
      code: 2,
      stderr: 'bulkhead: There is no tenant "amce": did you mean acme?\n',
    });
    expect(explain('acme', 'etl-reader', 'sales')).toMatchObject({ code: 2, stdout: '' });
    expect(explain('').stderr).toBe('bulkhead: There is no tenant ""; there are acme, globex.\n');
    expect(explain('constructor').code).toBe(2);
    expect(explain('demo/acme/x').code).toBe(2);
  });

  it('says whose a stack is, and where to ask about an org', () => {
    expect(explain('demo-acme').stderr).toBe(
      'bulkhead: There is no tenant "demo-acme": that is the stack of demo/acme.\n',
    );
    const ofOrg =
      'what is found about an org as a whole is told with each of its tenants: demo/acme, demo/globex.';
    for (const name of ['demo', 'demo-foundation'])
      expect(explain(name)).toMatchObject({
        code: 2,
        stderr: `bulkhead: There is no tenant "${name}": ${ofOrg}\n`,
      });
  });

  it('says of a grant that only a plan has where its chain is', () => {
    const copy = mkdtempSync(join(tmpdir(), 'bulkhead-explain-'));
    try {
      cpSync(recording, copy, { recursive: true });
      const file = join(copy, 'plans-after-apply', 'demo-globex.json');
      const foreign = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
      const plan = JSON.parse(readFileSync(file, 'utf8'));
      const isClient = ({ type }: { type: string }) => type === 'genesyscloud_oauth_client';
      const { values } = plan.planned_values.root_module.resources.find(isClient);
      const { change } = plan.resource_changes.find(isClient);
      for (const planned of [values, change.after]) planned.roles[0].division_id = foreign;
      Object.assign(change, { actions: ['update'] });
      plan.applyable = true;
      writeFileSync(file, JSON.stringify(plan));
      const ask = (...more: readonly string[]) =>
        bulkhead(
          ['explain', 'globex', ...more, '--assembly', '.', '--plans', 'plans-after-apply', ...today],
          copy,
        );
      const [role] = /[0-9a-f-]{36}(?= in 0b7e4d3a)/.exec(ask().stdout) ?? [''];
      expect(ask(role, foreign)).toMatchObject({
        code: 2,
        stderr: `bulkhead: globex has no grant of "${role}" in "${foreign}" in its files, but a finding tells of it: leave the role and the division out to see its chain; it has etl-reader in voice, etl-reader in holidays.\n`,
      });
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });

  it('quotes what was asked for', () => {
    expect(explain('globex', '').stderr).toMatchInlineSnapshot(`
      "bulkhead: globex has no grant of ""; it has etl-reader in voice, etl-reader in holidays.
      "
    `);
    expect(explain('globex', 'x\u001b[31m', 'a b').stderr).toMatchInlineSnapshot(`
      "bulkhead: globex has no grant of "x\\u{1b}[31m" in "a b"; it has etl-reader in voice, etl-reader in holidays.
      "
    `);
  });
});
