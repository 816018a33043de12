import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffText } from '../../lib/report/diff-text';
import { type ReportDocument, toDocument } from '../../lib/report/document';
import { textReport } from '../../lib/report/text';
import { client, division, type Edit } from '../rules/fixtures/fixture';
import { prove } from '../rules/fixtures/prove';

const document = toDocument(
  prove({
    assembly: (assembly) => {
      client(assembly).roles[0].division_id = '*';
    },
  }),
);
const [grant] = document.grants;
const [finding] = document.findings;
if (grant === undefined || finding === undefined) throw new Error('the sample has no grant or no finding');

const word = fc.stringMatching(/^[a-z0-9-]{1,24}$/);
const words = fc.array(word, { minLength: 1, maxLength: 60 }).map((all) => all.join(' '));
const documents = fc
  .record({
    tenants: fc.array(
      fc.record({ tenant: word, divisions: fc.array(word, { minLength: 1, maxLength: 40 }) }),
      { minLength: 1, maxLength: 5 },
    ),
    prose: words,
  })
  .map(
    ({ tenants, prose }): ReportDocument => ({
      ...document,
      grants: tenants.flatMap(({ tenant, divisions }) =>
        divisions.map((division) => ({ ...grant, tenant, division })),
      ),
      findings: [{ ...finding, what: prose, why: prose, fix: prose, waiveWith: undefined, at: [] }],
    }),
  );

it('says at both ends that it is rejected, and once that it is proven', () => {
  const lines = (edit: Edit): string[] =>
    textReport(toDocument(prove(edit)))
      .split('\n')
      .filter((line) => /^(rejected|proven)/.test(line));
  const rejected = textReport(toDocument(prove({ assembly: division('*') })));
  expect(rejected).toMatch(/^rejected: 1 finding\n\ndemo\/acme /);
  expect(lines({ assembly: division('*') })).toEqual(Array(2).fill('rejected: 1 finding'));
  expect(lines({})).toEqual(['proven']);
});

describe('the report for a terminal', () => {
  it('stays within 80 columns', () => {
    fc.assert(
      fc.property(documents, fc.boolean(), (one, everyGrant) => {
        const long = textReport(one, undefined, { everyGrant })
          .split('\n')
          .filter((line) => line.length > 80);
        expect(long).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('lists every grant when asked', () => {
    const rows = textReport(document, undefined, { everyGrant: true }).match(/^ +- client-\d: \S+ in /gm);
    expect(rows).toHaveLength(document.grants.length);
  });
});

it('shows a difference within 80 columns, too', () => {
  const reach = fc.record({
    tenant: word,
    permission: word,
    division: word,
    role: word,
    source: fc.constantFrom('own' as const, 'shared' as const),
  });
  fc.assert(
    fc.property(words, fc.array(reach, { maxLength: 5 }), fc.nat(), (text, opened, unchanged) => {
      const long = diffText({
        schema: 'bulkhead-diff/1',
        changes: [
          {
            effect: 'new',
            kind: 'grant',
            org: 'demo',
            tenants: [],
            text,
            opened: opened.map((one) => ({ org: 'demo', client: 'client-1', ...one })) as never,
            closed: [],
          },
        ],
        opened: opened.length,
        closed: 0,
        unchanged,
      })
        .split('\n')
        .filter((line) => line.length > 80);
      expect(long).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
