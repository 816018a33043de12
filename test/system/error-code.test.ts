import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { codeOf, reasonOf } from '../../lib/system/error-code';

it('says the code of an error of the system, and nothing of its message, which holds paths', () => {
  let error: unknown;
  try {
    readFileSync('/nowhere/file');
  } catch (thrown) {
    error = thrown;
  }
  expect([codeOf(error), reasonOf(error)]).toEqual(['ENOENT', 'ENOENT']);
});

it.each([new Error('/home/somebody'), 'ENOENT', undefined])('has no code for what has none: %s', (error) => {
  expect([codeOf(error), reasonOf(error)]).toEqual([undefined, 'unknown reason']);
});
