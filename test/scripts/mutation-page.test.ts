import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { page, pageFile } from '../../scripts/mutation/page';
import { reasonsFile, renewed, type Scores, scoresFile } from '../../scripts/mutation/scores';
import type { Mutant, Reasons, Report } from '../../scripts/mutation/survivors';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const scores = JSON.parse(read(scoresFile)) as Scores;
const reasons = JSON.parse(read(reasonsFile)) as Reasons;

describe('the page of scores', () => {
  it('is what the scores and the reasons make (npm run mutation:page)', () => {
    expect(read(pageFile)).toBe(page(scores, reasons));
  });

  it('has a score for every file that is mutated, but for those in which there is nothing to change', () => {
    const files = ['lib/proof', 'lib/rules', 'lib/terraform'].flatMap((folder) =>
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${folder}/${name}`),
    );
    const wordsAndTypes = [
      'lib/proof/finding-values.ts',
      'lib/proof/finding.ts',
      'lib/proof/remedy.ts',
      'lib/proof/rule-ids.ts',
      'lib/proof/rule.ts',
      'lib/proof/step.ts',
      'lib/proof/unproven.ts',
    ];
    expect([...Object.keys(scores), ...wordsAndTypes].sort()).toEqual(files.sort());
  });

  it('has as many reasons for a file as survivors, each for code that the file still has', () => {
    for (const [file, { survived }] of Object.entries(scores)) {
      const own = reasons[file] ?? [];
      expect(
        own.reduce((sum, { count = 1 }) => sum + count, 0),
        file,
      ).toBe(survived);
      const code = read(file).replaceAll(/\s+/g, ' ');
      for (const { original } of own) expect(code, file).toContain(original.replace(/…$/, ''));
    }
    expect(Object.keys(reasons).filter((file) => !Object.hasOwn(scores, file))).toEqual([]);
  });

  it('is told of elsewhere with the same figures', () => {
    const [, ways] = /^messages\) and `lib\/terraform` in ([\d,]+) ways/m.exec(read(pageFile)) ?? [];
    const [, score] = /^Score: \*\*([\d.]+ %)\*\*/m.exec(read(pageFile)) ?? [];
    const told = read('docs/explanation/soundness.md').replaceAll('\n', ' ');
    expect(told).toContain(`of ${ways} small changes`);
    expect(told).toContain(`the tests of these rooms notice ${score}`);
  });
});

describe('a report of some files', () => {
  const mutant = (status: string, more: Partial<Mutant> = {}): Mutant => ({
    mutatorName: 'BooleanLiteral',
    replacement: 'false',
    status,
    testsCompleted: 1,
    location: { start: { line: 1, column: 1 }, end: { line: 1, column: 5 } },
    ...more,
  });
  const report = (mutants: readonly Mutant[], mutate = ['lib/rules/a.ts']): Report => ({
    config: { mutate },
    files: { 'lib/rules/a.ts': { source: 'true', mutants } },
  });
  const score = { killed: 7, timedOut: 0, survived: 0, static: 1, on: '2026-01-01' };
  const kept: Scores = { 'lib/rules/a.ts': score, 'lib/rules/b.ts': score, 'lib/rules/gone.ts': score };
  const renew = (of: Report, why: Reasons = {}) =>
    renewed(kept, of, why, (file) => file !== 'lib/rules/gone.ts', '2026-01-02');
  const because = {
    mutator: 'BooleanLiteral',
    original: 'true',
    replacement: 'false',
    why: 'Says the same.',
  };

  it('renews the scores of these, leaves the others, and drops those of files that are gone', () => {
    const mutants = [
      mutant('Killed', { static: true }),
      mutant('Timeout'),
      mutant('Survived'),
      mutant('NoCoverage'),
    ];
    expect(renew(report(mutants), { 'lib/rules/a.ts': [{ ...because, count: 2 }] })).toEqual({
      scores: {
        'lib/rules/a.ts': { killed: 1, timedOut: 1, survived: 2, static: 1, on: '2026-01-02' },
        'lib/rules/b.ts': score,
      },
    });
  });

  it('does not count without a reason for each survivor, and a survivor for each reason', () => {
    expect(renew(report([mutant('Survived')]))).toEqual({
      problems: [
        'lib/rules/a.ts: no reason for {"mutator":"BooleanLiteral","original":"true","replacement":"false","count":1,"why":""}',
      ],
    });
    expect(renew(report([mutant('Killed')]), { 'lib/rules/a.ts': [because] })).toEqual({
      problems: [`lib/rules/a.ts: no survivor for ${JSON.stringify(because)}`],
    });
    expect(renew(report([mutant('Killed')]), { 'lib/rules/gone.ts': [because] })).toEqual({
      problems: ['lib/rules/gone.ts: reasons for a file that there is not'],
    });
  });

  it('asks nothing of the reasons for files that it is not about', () => {
    expect(renew(report([mutant('Killed')]), { 'lib/rules/b.ts': [because] })).toHaveProperty('scores');
  });

  it('does not count where it came to no end, met no test, or is of a part of a file', () => {
    expect(renew(report([mutant('RuntimeError')]))).toEqual({
      problems: ['lib/rules/a.ts: a mutant is RuntimeError, which counts for nothing'],
    });
    expect(
      renew(report([mutant('Survived', { testsCompleted: 0 })]), { 'lib/rules/a.ts': [because] }),
    ).toEqual({ problems: ['lib/rules/a.ts: a mutant met no test'] });
    expect(renew(report([mutant('Killed')], ['lib/rules/a.ts:3-9']))).toEqual({
      problems: ['lib/rules/a.ts:3-9: the report is of a part of a file'],
    });
  });
});
