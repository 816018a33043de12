import { expect, it } from 'vitest';
import { divisionHint } from '../../lib/genesys/division-hints';
import { suggestPermission, suggestScope } from '../../lib/genesys/suggest';

it.each([
  ['Routing:Queue:View', 'routing:queue:view'],
  ['routing:queues:view', 'routing:queue:view'],
  ['routing:queue:veiw', 'routing:queue:view'],
  [' routing:queue:view', 'routing:queue:view'],
  ['routing:queue:read', 'routing:queue:view'],
  ['routing:queue:remove', 'routing:queue:delete'],
  ['analytics:conversationdetails:view', 'analytics:conversationDetail:view'],
  ['routing:queue:view', undefined],
  ['foo:bar:baz', undefined],
  ['', undefined],
])('permission %j: did you mean %j', (word, expected) => {
  expect(suggestPermission(word)).toBe(expected);
});

it.each([
  ['routing:readOnly', 'routing:readonly'],
  ['routing:view', 'routing:readonly'],
  ['routing:queue:view', 'routing:readonly'],
  ['notifications:readonly', 'notifications'],
  ['analytic', 'analytics'],
  ['routing', undefined],
  ['division:read', undefined],
  ['', undefined],
])('scope %j: did you mean %j', (word, expected) => {
  expect(suggestScope(word)).toBe(expected);
});

it('hints at division-awareness, and never claims it', () => {
  expect(divisionHint('routing:queue:view')).toBe('likely');
  expect(divisionHint('analytics:conversationDetail:view')).toBe('possible');
  expect(divisionHint('usage:client:view')).toBe('none');
  expect(divisionHint('no:such:permission')).toBe('none');
  expect(divisionHint('constructor')).toBe('none');
});
