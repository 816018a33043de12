import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bulkhead, demo } from './run';

/* Needs `terraform` 1.11 on the PATH: what it notes in .terraform decides where a stack's state is. */

it('sees that the notes of a real terraform init were edited', () => {
  const home = demo();
  const stack = join(home, 'cdktf.out', 'stacks', 'demo-acme');
  // The provider is not needed to initialize the backend; the same backend without it leaves the same notes.
  const bare = join(home, 'a', 'b', 'bare');
  mkdirSync(bare, { recursive: true });
  const { terraform } = JSON.parse(readFileSync(join(stack, 'cdk.tf.json'), 'utf8'));
  writeFileSync(join(bare, 'cdk.tf.json'), JSON.stringify({ terraform: { backend: terraform.backend } }));
  const init = spawnSync('terraform', ['init', '-input=false'], {
    cwd: bare,
    encoding: 'utf8',
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  expect(init.error, 'terraform is not installed').toBeUndefined();
  expect(init.status).toBe(0);
  const notes = readFileSync(join(bare, '.terraform', 'terraform.tfstate'), 'utf8');

  mkdirSync(join(stack, '.terraform'));
  writeFileSync(join(stack, '.terraform', 'terraform.tfstate'), notes);
  expect(bulkhead(['check'], home).code).toBe(0);

  const edited = notes.replace('terraform.demo-acme.tfstate', 'terraform.demo-globex.tfstate');
  expect(edited).not.toBe(notes);
  writeFileSync(join(stack, '.terraform', 'terraform.tfstate'), edited);
  const { code, stdout } = bulkhead(['check'], home);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^cross-tenant-state {2}demo\/acme$/m);
});
