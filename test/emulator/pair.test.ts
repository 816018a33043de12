import { expect, it } from 'vitest';
import { distinct, isAmong } from '../../lib/emulator/pair';

const pair = (roleId: string, divisionId: string) => ({ roleId, divisionId });

it('takes pairs apart by role and division, whatever else they have', () => {
  const pairs = [pair('a', 'b'), pair('a', 'c'), { ...pair('a', 'b'), madeAt: 'later' }, pair('a,', 'b')];
  expect(distinct(pairs)).toEqual([pairs[0], pairs[1], pairs[3]]);
  expect([pair('a', 'b'), pair('b', 'a')].map((one) => isAmong(pairs, one))).toEqual([true, false]);
});
