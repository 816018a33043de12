import { describe, expect, it } from 'vitest';
import { type ReportDocument, type ReportedNotice, toDocument } from '../../../lib/report/document';
import { maxLength } from '../../../lib/report/markdown/capped';
import { markdownReport } from '../../../lib/report/markdown/document';
import { division } from '../../rules/fixtures/fixture';
import { prove } from '../../rules/fixtures/prove';

/* A comment has room for some rows only: what takes it must not be what an attacker chose. */

const proven = toDocument(prove({}));
const rejected = toDocument(prove({ assembly: division('*') }));
const [open] = rejected.findings;
if (open === undefined) throw new Error('the sample is not rejected');

const notice = (does: ReportedNotice['does'], text: string): ReportedNotice => ({
  stack: 'demo-acme',
  file: 'plans/demo-acme.json',
  address: text,
  does,
  text,
});
const deletion = notice('deletes', 'deletes client-1');
const withNotices = (notices: readonly ReportedNotice[], document: ReportDocument = proven): string =>
  markdownReport({ ...document, notices });

it('says all that the proof rests on, however many findings there are', () => {
  const findings = Array.from({ length: 2000 }, (_, index) => ({ ...open, subject: `s${index}` }));
  const text = markdownReport({ ...rejected, findings });
  expect(text).toMatch(/\*\*\d+ more\*\*/);
  const shown = text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
  for (const assumption of rejected.assumptions) expect(shown).toContain(assumption);
});

describe('a deletion is told', () => {
  it.each(['x', '<', '@a', '::'])('beside a check with a very long name of %j', (part) => {
    const text = withNotices([notice('fails-check', part.repeat(66_000)), deletion]);
    expect(text).toContain('deletes client-1');
    expect(text.length).toBeLessThan(10_000);
    expect(text).toMatch(/characters more/);
  });

  it('beside very many checks that fail', () => {
    const checks = Array.from({ length: 1500 }, (_, index) => notice('fails-check', `check ${index}`));
    expect(withNotices([...checks, deletion])).toContain('deletes client-1');
  });

  it('below very many findings, of however many places and characters', () => {
    const at = Array(100).fill({ file: '@'.repeat(8000), line: 1, column: 1, pointer: undefined });
    for (const finding of [open, { ...open, at, what: '<'.repeat(8000), subject: '|'.repeat(8000) }]) {
      const findings = Array(1000).fill(finding);
      const text = withNotices([deletion], { ...rejected, findings });
      expect(text).toContain('deletes client-1');
      expect(text.length).toBeLessThanOrEqual(maxLength);
      expect(text.endsWith('</details>\n')).toBe(true);
    }
  });
});

it('tells the gravest first, and those of one kind in their order', () => {
  const kinds = [
    'fails-check',
    'adopts',
    'makes',
    'fails-apply',
    'moves',
    'renames',
    'changes-role',
    'replaces',
    'deletes',
  ] as const;
  const text = withNotices(kinds.flatMap((kind) => [notice(kind, `${kind} 1`), notice(kind, `${kind} 2`)]));
  expect(text.match(/[a-z-]+ [12]$/gm)).toEqual(
    [
      'deletes',
      'replaces',
      'changes-role',
      'renames',
      'moves',
      'fails-apply',
      'makes',
      'adopts',
      'fails-check',
    ].flatMap((kind) => [`${kind} 1`, `${kind} 2`]),
  );
});

it('shows what is not long as it is', () => {
  const text = 'y'.repeat(900);
  expect(withNotices([notice('deletes', text)])).toContain(text);
});
