import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { filesUnder } from '../constructs/sample';
import { Project } from './project';

// Each test starts whole commands, several at once: on a busy machine a single one can take the usual limit.
const projects: Project[] = [];
function project(app = 'main.ts'): Project {
  const made = new Project(app);
  projects.push(made);
  return made;
}
afterAll(() => {
  for (const made of projects) made.remove();
});

describe('cdktf synth', { concurrent: true }, () => {
  it('ends 0 on the demo, with the same bytes in every folder', async () => {
    const [first, second] = [project(), project()];
    for (const { code, stdout } of await Promise.all([first.cdktf('synth'), second.cdktf('synth')])) {
      expect({ code, stdout }).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('bulkhead: proven'),
      });
    }
    const files = filesUnder(first.path('cdktf.out'));
    expect([...files]).toEqual([...filesUnder(second.path('cdktf.out'))]);
    expect([...files.keys()]).toContain('stacks/demo-acme/cdk.tf.json');
    expect([...files.values()].join('')).not.toContain(first.folder);
  });

  it.each([
    ['override', 'an override', ['foreign-division', 'demo/acme']],
    ['aspect', 'an aspect', ['all-divisions', 'demo/acme']],
    ['construct', 'a foreign construct', ['undeclared-client', 'cross-tenant-state', 'demo/acme']],
  ])('ends 1 with the findings for a leak by way of %s.ts, %s', async (app, _what, expected) => {
    const { code, stdout, stderr } = await project(`test/fixtures/apps/${app}.ts`).cdktf('synth');
    expect(code).toBe(1);
    for (const text of [...expected, 'rejected']) expect(stdout + stderr).toContain(text);
    expect(stdout + stderr).not.toContain('Generated Terraform code');
  });

  it('lets a tenant leave the manifest, and says what that does not do', async () => {
    const one = project();
    expect((await one.cdktf('synth')).code).toBe(0);
    rmSync(one.path('tenants/demo/umbrella.yaml'));
    const { code, stdout, stderr } = await one.cdktf('synth');
    expect({ code, output: stdout + stderr }).toMatchObject({
      code: 0,
      output: expect.stringContaining(
        'demo-umbrella is no longer in the manifest: its files are removed, what it created still exists.\n',
      ),
    });
    expect(existsSync(one.path('cdktf.out/stacks/demo-umbrella'))).toBe(false);
  });

  it('lets an app of one’s own change what grants nothing', async () => {
    const one = project('test/fixtures/apps/harmless.ts');
    const { code, stdout } = await one.main();
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('bulkhead: proven') });
    expect(filesUnder(one.path('cdktf.out')).get('stacks/demo-acme/cdk.tf.json')).toContain('platform team');
  });
});

describe('cdktf diff and deploy', { concurrent: true }, () => {
  it.each([[['diff', 'demo-acme']], [['deploy', 'demo-acme', '--auto-approve']]])(
    'stop at synthesis, before Terraform runs: %j',
    async (args) => {
      const leaking = project('test/fixtures/apps/override.ts');
      const { code, stdout, stderr } = await leaking.cdktf(...args);
      expect(code).toBe(1);
      expect(stdout + stderr).toContain('foreign-division');
      expect(readdirSync(leaking.path('cdktf.out/stacks/demo-acme'))).toEqual(['cdk.tf.json']);
    },
  );
});

describe('main.ts', { concurrent: true }, () => {
  it('refuses what it did not write, and leaves it there', async () => {
    const one = project();
    expect((await one.main()).code).toBe(0);
    const stray = one.path('cdktf.out/stacks/demo-umbrella/extra.tf');
    writeFileSync(stray, '');
    rmSync(one.path('tenants/demo/umbrella.yaml'));
    const { code, stderr } = await one.main();
    expect(code).toBe(1);
    expect(stderr).toContain('stray-terraform');
    expect(existsSync(stray)).toBe(true);
  });

  it('prints every problem of the manifest and writes nothing', async () => {
    const one = project();
    one.edit('tenants/demo/acme.yaml', (text) => text.replace('divisions:', 'divsions:'));
    one.edit('tenants/demo/globex.yaml', (text) => text.replace('30m', '30 minutes'));
    const { code, stdout, stderr } = await one.main();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/tenants\/demo\/acme\.yaml:\d+:\d+ .*divsions/);
    expect(stderr).toMatch(/tenants\/demo\/globex\.yaml:\d+:\d+ .*duration/);
    expect(existsSync(one.path('cdktf.out'))).toBe(false);
  });

  it('says in one sentence what CDKTF could not write, without a stack trace', async () => {
    const one = project();
    one.edit('tenants/demo/org.yaml', (text) => text.replace('usage:client:view', "'#{TfToken[TOKEN.0]}'"));
    const { code, stdout, stderr } = await one.main();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^The manifest text "#\{TfToken.*Write the text without it\.\n$/);
  });

  it('takes a gateway of this machine from the environment, and no other', async () => {
    const one = project();
    const refused = await one.main({ BULKHEAD_GATEWAY: 'https://api.example.com' });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/^The gateway "https:\/\/api\.example\.com" cannot be an override: /);
    const taken = await one.main({ BULKHEAD_GATEWAY: 'http://127.0.0.1:8083' });
    expect(taken.code).toBe(0);
    expect(filesUnder(one.path('cdktf.out')).get('stacks/demo-acme/cdk.tf.json')).toContain('"port": "8083"');
    expect((await one.main({ BULKHEAD_GATEWAY: '' })).code).toBe(0);
    const flag = ['--gateway', 'http://127.0.0.1:8084'] as const;
    expect((await one.main({ BULKHEAD_GATEWAY: 'http://127.0.0.1:8083' }, ...flag)).code).toBe(0);
    expect(filesUnder(one.path('cdktf.out')).get('stacks/demo-acme/cdk.tf.json')).toContain('"port": "8084"');
    expect((await one.main({}, '--gateway')).code).toBe(2);
    expect((await one.main({}, '--gateway=http://10.0.0.1:1')).code).toBe(2);
  });
});
