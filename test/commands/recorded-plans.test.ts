import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bulkhead } from './run';

const recording = join(__dirname, '..', 'fixtures', 'recorded', 'assembly-demo');

it.each(['plans', 'plans-after-apply'])('proves the recorded %s', (folder) => {
  const { code, stdout } = bulkhead(['check', '--assembly', '.', '--plans', folder], recording);
  expect(stdout).toContain('\nproven\n');
  expect(code).toBe(0);
});
