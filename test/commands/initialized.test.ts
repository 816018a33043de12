import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bulkhead, demo } from './run';

/* Needs `terraform` 1.11 on the PATH: what it notes in .terraform decides where a stack's state is. */

const terraform = (args: string[], cwd: string) =>
  spawnSync('terraform', args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });

/** The demo, and beside its stack's folder one with the same backend and no provider: that is not needed to leave the same notes. */
function initialized() {
  const home = demo();
  const stack = join(home, 'cdktf.out', 'stacks', 'demo-acme');
  const bare = join(home, 'a', 'b', 'bare');
  mkdirSync(bare, { recursive: true });
  const file = JSON.parse(readFileSync(join(stack, 'cdk.tf.json'), 'utf8'));
  const content = { terraform: { backend: file.terraform.backend }, output: { o: { value: 1 } } };
  writeFileSync(join(bare, 'cdk.tf.json'), JSON.stringify(content));
  const init = terraform(['init', '-input=false'], bare);
  expect(init.error, 'terraform is not installed').toBeUndefined();
  expect(init.status).toBe(0);
  const notes = readFileSync(join(bare, '.terraform', 'terraform.tfstate'), 'utf8');
  mkdirSync(join(stack, '.terraform'));
  const check = (text: string) => {
    writeFileSync(join(stack, '.terraform', 'terraform.tfstate'), text);
    return bulkhead(['check'], home);
  };
  return { home, bare, notes, check };
}

it('sees that the notes of a real terraform init were edited', () => {
  const { notes, check } = initialized();
  expect(check(notes).code).toBe(0);
  const edited = notes.replace('terraform.demo-acme.tfstate', 'terraform.demo-globex.tfstate');
  expect(edited).not.toBe(notes);
  const { code, stdout } = check(edited);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^cross-tenant-state {2}demo\/acme$/m);
});

it.each<[string, (notes: string) => string]>([
  ['Config', (notes) => notes.replace('"hash"', `"Config": ${elsewhere}, "hash"`)],
  [
    'Backend',
    (notes) => notes.replace('"backend"', '"Backend"').replace(/"path": "[^"]*"/, '"path": "../evil"'),
  ],
  ['bac\\u212aend', (notes) => notes.replace(/\}\s*$/, `, "bac\\u212aend": {"config": ${elsewhere}}}`)],
])('sees a member %s that only Terraform reads, and follows', (member, edit) => {
  const { home, bare, notes, check } = initialized();
  const edited = edit(notes);
  writeFileSync(join(bare, '.terraform', 'terraform.tfstate'), edited);
  expect(terraform(['apply', '-auto-approve', '-input=false'], bare).status).toBe(0);
  expect(existsSync(join(home, 'a', 'b', 'evil'))).toBe(true);
  const { code, stdout } = check(edited);
  expect(code).toBe(1);
  expect(stdout.replace(/\s+/g, ' ')).toContain(`has "${member}", which terraform init does not write`);
});

const elsewhere = '{"path": "../evil", "workspace_dir": null}';
