import { parse } from 'junit2json';
import { describe, expect, it } from 'vitest';
import { type Check, liveReport } from '../../lib/live/check';
import { liveFormats, renderLive } from '../../lib/live/formats';
import { maxLength } from '../../lib/report/markdown/capped';
import { awkward } from '../support/awkward';

const check = (outcome: Check['outcome'], subject: string): Check => ({
  id: 'foreign-canary-by-id',
  subject,
  outcome,
  expected: 'refused',
  seen: subject,
});
const report = liveReport('verify', 'demo', [
  { owner: 'demo/globex', checks: [check('match', 'x')], residual: [] },
  {
    owner: 'demo/acme',
    checks: awkward.map((text) => check('foreign', text)),
    residual: [{ what: 'users of the whole org', count: 2 }],
  },
]);

describe('a live report', () => {
  it('is refuted by one check, by none, and by a section without checks', () => {
    expect(report.verdict).toBe('refuted');
    expect(report.counts).toEqual({ match: 1, extra: 0, missing: 0, foreign: awkward.length, unreadable: 0 });
    expect(liveReport('audit', 'demo', []).verdict).toBe('refuted');
    const empty = { owner: 'demo/acme', checks: [], residual: [] };
    const fine = { owner: 'demo/globex', checks: [check('match', 'x')], residual: [] };
    expect(liveReport('audit', 'demo', [fine]).verdict).toBe('confirmed');
    expect(liveReport('audit', 'demo', [fine, empty]).verdict).toBe('refuted');
  });

  it('says in every format that nothing was checked', () => {
    const none = liveReport('audit', 'demo', []);
    for (const format of liveFormats) expect(renderLive(none, format)).toContain('nothing-examined');
    expect(renderLive(none, 'junit')).toContain('tests="1" failures="1"');
  });

  it('is text within 80 columns, without control characters', () => {
    const text = renderLive(report, 'text');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is there is what is tested.
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(
      renderLive(
        liveReport('verify', 'demo', [
          { owner: 'demo/acme', checks: [check('foreign', 'globex/support')], residual: [] },
        ]),
        'text',
      ),
    ).toMatchInlineSnapshot(`
      "demo/acme: 0 of 1 checks ok
        foreign foreign-canary-by-id: globex/support
          expected refused; seen: globex/support

      verify: refuted. 1 of 1 checks failed in 1 section: 1 foreign, 0 extra, 0 missing, 0 unreadable.
      "
    `);
  });

  it('is JSON that says the same', () => {
    expect(JSON.parse(renderLive(report, 'json'))).toEqual(report);
  });

  it('is JUnit that a reader takes', async () => {
    const parsed = await parse(renderLive(report, 'junit'));
    expect(parsed).toMatchObject({ tests: awkward.length + 1, failures: awkward.length });
  });

  it('is JUnit that XML can hold', () => {
    const checks = [check('foreign', 'no \ufffe characters \uffff, half \ud800 of one')];
    const xml = renderLive(liveReport('audit', 'demo', [{ owner: 'demo', checks, residual: [] }]), 'junit');
    expect(xml).not.toMatch(/[\ufffe\uffff]|\p{Surrogate}/u);
    expect(xml).toContain('name="no \\ufffe characters \\uffff, half \\ud800 of one"');
  });

  it('says in every format what no grant decides', () => {
    for (const format of liveFormats) {
      const said = renderLive(report, format);
      expect(said).toContain('users of the whole org');
      expect(said).toMatch(/\b2 users|\| 2 \||"count": 2/);
    }
  });

  it('is not filled by one text', () => {
    const long = liveReport('audit', 'demo', [
      { owner: 'demo', checks: [check('foreign', 'x'.repeat(1_000_000))], residual: [] },
    ]);
    for (const format of liveFormats) {
      const text = renderLive(long, format);
      expect(text.length).toBeLessThan(20_000);
      // A row of markdown takes less of it.
      expect(text).toMatch(format === 'markdown' ? /\(\d+ characters more\)/ : /\(992000 characters more\)/);
    }
  });

  it('is no longer as markdown than a comment may be, and counts what it leaves out', () => {
    const checks = Array.from({ length: 5000 }, (_, index) =>
      check('foreign', `s${index} ${'@a<b>'.repeat(20)}`),
    );
    const residual = [{ what: 'users of the whole org', count: 2 }];
    const text = renderLive(liveReport('audit', 'demo', [{ owner: 'demo', checks, residual }]), 'markdown');
    expect(text.length).toBeLessThanOrEqual(maxLength);
    expect(text).toMatch(/^### audit: refuted\. 5000 of 5000 checks failed/);
    const [, left] = /\n\n\*\*(\d+) more\*\*\n/.exec(text) ?? [];
    expect(Number(left) + (text.match(/^\| demo \| foreign/gm) ?? []).length).toBe(5000);
    expect(text.endsWith('| demo | users of the whole org | 2 |\n\n</details>\n')).toBe(true);
  });

  it('is a markdown table with one row for each failure', () => {
    const rows = renderLive(report, 'markdown')
      .split('\n')
      .filter((line) => line.startsWith('| demo/acme | foreign'));
    expect(rows).toHaveLength(awkward.length);
    for (const row of rows) {
      expect(row.split('|')).toHaveLength(8);
      expect(row).not.toMatch(/<script|\]\(|@team/);
    }
  });
});
