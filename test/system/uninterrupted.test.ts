import { expect, it } from 'vitest';
import { uninterrupted } from '../../lib/system/uninterrupted';

const turn = (): Promise<void> => new Promise((done) => setTimeout(done, 20));

it('gives what the work gives, and leaves signals as they were', async () => {
  const before = process.listenerCount('SIGTERM');
  expect(uninterrupted(() => 'done')).toBe('done');
  expect(() =>
    uninterrupted(() => {
      throw new Error('failed');
    }),
  ).toThrow('failed');
  await turn();
  expect(process.listenerCount('SIGTERM')).toBe(before);
});
