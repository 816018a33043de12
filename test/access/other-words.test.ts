import { expect, it } from 'vitest';
import { diffAccess } from '../../lib/access/diff';
import { changed, type Sample } from './changed';

it.each<[string, (input: Sample) => void, string]>([
  [
    'why a division is shared',
    ({ demo }) => void (demo.org.sharedDivisions.holidays.reason = 'all of it'),
    'neutral: the shared division holidays has another reason: all of it instead of schedules',
  ],
  [
    'what a role is for',
    ({ demo }) => void (demo.org.roles.reader.description = 'Reads more'),
    'neutral: the description of role reader changes',
  ],
  [
    'what a role is for, where it was not said',
    ({ demo }) => void (demo.org.roles.editor.description = 'Edits'),
    'neutral: the description of role editor changes',
  ],
])('says that it is told otherwise %s, though nobody’s access changes', (_, edit, expected) => {
  const { base, head } = changed(edit);
  const { changes } = diffAccess(base, head);
  expect(changes.map(({ effect, text }) => `${effect}: ${text}`)).toEqual([expected]);
  expect(diffAccess(base, base).changes).toEqual([]);
});
