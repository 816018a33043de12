import { expect, it } from 'vitest';
import { folded } from '../../lib/text/folded';

it.each([
  [' Old HALL\t', 'old hall'],
  ['Cafe\u0301', 'caf\u00e9'],
  ['CAF\u00c9', 'caf\u00e9'],
  ['', ''],
])('takes %j for %j', (name, same) => {
  expect(folded(name)).toBe(same);
});
