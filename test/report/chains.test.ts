import { expect, it } from 'vitest';
import { leftOut, type ReportedStep, within } from '../../lib/report/document';

it('shows chains as long as they find room, and says of the others that they are left out', () => {
  const at = { file: 'f'.repeat(10), line: undefined, column: undefined, pointer: 'p'.repeat(10) };
  const chain = [{ text: 't'.repeat(10), at }];
  const chainOf = within<ReportedStep>(60, leftOut);
  const left = [leftOut];
  expect([1, 2, 3].map(() => chainOf(() => chain))).toEqual([chain, chain, left]);
  expect(chainOf(() => expect.unreachable('a chain that is not shown is not made'))).toEqual(left);
});
