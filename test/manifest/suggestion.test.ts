import { expect, it } from 'vitest';
import { suggesting } from '../../lib/manifest/suggestion';

it('names what was meant, or what there is', () => {
  const suggest = suggesting();
  expect(suggest('chta', () => ['chat', 'voice'], 'It has')).toBe('Did you mean "chat"?');
  expect(suggest('sales', () => ['voice', 'chat'], 'It has')).toBe('It has: "chat" and "voice".');
  expect(suggest('sales', () => [], 'It has')).toBe('There are none.');
  const many = Array.from({ length: 12 }, (_, index) => `key-${String.fromCharCode(97 + index)}`);
  expect(suggest('x', () => many, 'It has')).toBe(
    'It has: "key-a", "key-b", "key-c", "key-d", "key-e", "key-f", "key-g", "key-h", "key-i", "key-j" and 2 more.',
  );
});

it('looks for the first fifty words of a run only: thousands of them are held against thousands', () => {
  const suggest = suggesting();
  let asked = 0;
  const known = (): readonly string[] => {
    asked++;
    return ['chat'];
  };
  const hints = Array.from({ length: 52 }, () => suggest('chta', known, 'It has'));
  expect(asked).toBe(50);
  expect(hints.slice(49)).toEqual([
    'Did you mean "chat"?',
    'Correct the first 50 of these words: what there is stands beside them.',
    'Correct the first 50 of these words: what there is stands beside them.',
  ]);
});
