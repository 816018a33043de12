import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Reasons } from '../../scripts/mutation/survivors';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

it('tells the reason of every survivor that is kept, by the file that still has its code, and no other', () => {
  const reasons = JSON.parse(read('scripts/mutation/survivors.json')) as Reasons;
  const page = read('docs/reference/mutation-score.md');
  const told = Object.entries(reasons).flatMap(([file, list]) => {
    const code = read(file).replaceAll(/\s+/g, ' ');
    const [, section = ''] = page.split(`### \`${file}\`\n`);
    const own = section.split('\n### ')[0] ?? '';
    expect(own.split('\n- ').length - 1, file).toBe(list.length);
    for (const { original, why } of list) {
      expect(code, file).toContain(original.replace(/…$/, ''));
      expect(own, file).toContain(why);
    }
    return list;
  });
  expect(page.split('\n- ').length - 1).toBe(told.length);
});

it('is told of elsewhere with the same figures', () => {
  const page = read('docs/reference/mutation-score.md');
  const [, ways] = /^messages\) and `lib\/terraform` in ([\d,]+) ways/m.exec(page) ?? [];
  const [, score] = /^Score: \*\*([\d.]+ %)\*\*/m.exec(page) ?? [];
  const told = read('docs/explanation/soundness.md').replaceAll('\n', ' ');
  expect(told).toContain(`of ${ways} small changes`);
  expect(told).toContain(`the tests of these rooms notice ${score}`);
});
