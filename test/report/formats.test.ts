import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv, { type AnySchema } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'junit2json';
import { describe, expect, it } from 'vitest';
import { formats, render } from '../../lib/commands/render';
import { ruleIds } from '../../lib/proof/rule-ids';
import type { ReportDocument, ReportedFinding } from '../../lib/report/document';
import { toDocument } from '../../lib/report/document';
import { junitReport } from '../../lib/report/junit';
import { maxLength } from '../../lib/report/markdown/capped';
import { markdownReport } from '../../lib/report/markdown/document';
import { sarifReport } from '../../lib/report/sarif';
import { visible } from '../../lib/text/visible';
import { client } from '../rules/fixtures/fixture';
import { prove } from '../rules/fixtures/prove';
import { awkward } from '../support/awkward';

const tenants = ['demo/acme', 'demo/globex', 'demo/quiet'];
const proven = toDocument(prove({}));
const rejected = toDocument(
  prove({
    assembly: (assembly) => {
      client(assembly).roles[0].division_id = '*';
    },
  }),
);
const waivedDocument: ReportDocument = {
  ...proven,
  waived: rejected.findings.map((finding) => ({
    finding,
    reason: 'because',
    owner: 'o@example.com',
    expires: '2027-01-01',
  })),
};

const [first] = rejected.findings;
if (first === undefined) throw new Error('the sample is not rejected');

/** A finding in whose every text one of the awkward texts stands, as the catalogue of messages would let it through. */
const finding = (text: string): ReportedFinding => ({
  ...first,
  tenant: visible(text),
  subject: visible(text),
  what: visible(text),
  fix: visible(text),
  at: first.at.map((place) => ({ ...place, file: `tenants/${text.replaceAll('/', '-')}.yaml` })),
});
const documentOf = (text: string): ReportDocument => ({ ...rejected, findings: [finding(text)] });

it.each(formats)('as %s shows a waived finding with its reason, owner and last day', async (format) => {
  const text = await render(waivedDocument, format, prove({}).model, undefined);
  // Markdown writes characters that could be markup as entities.
  for (const shown of ['because', 'o@example.com', '2027-01-01'])
    expect(text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))).toContain(shown);
});

// SARIF has no word for whose a result is: it lies in the tenant's file, and the org is in its fingerprint.
it.each(formats.filter((format) => format !== 'sarif'))(
  'as %s names the org of a waived finding: another can have a tenant of that name',
  async (format) => {
    const waived = waivedDocument.waived.map((one) => ({ ...one, finding: { ...one.finding, org: 'zoo' } }));
    const text = await render({ ...waivedDocument, waived }, format, prove({}).model, undefined);
    expect(text).toMatch(/zoo\/acme|"org": "zoo"/);
    expect(first.tenant).toBe('acme');
  },
);

it.each(formats)('as %s says how to waive what can be, in one form', async (format) => {
  const waiveWith = { rule: 'org-wide-permission', tenant: 'acme', subject: 'role reader permission a:b:c' };
  const document = { ...rejected, findings: [{ ...first, waiveWith }] };
  const text = await render(document, format, prove({}).model, undefined);
  const read = text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
  const entry = '{ rule: org-wide-permission, tenant: acme, subject: "role reader permission a:b:c" }';
  if (format === 'json' || format === 'sarif')
    expect(read.replaceAll(/\s+/g, ' ')).toContain(
      '"waiveWith": { "rule": "org-wide-permission", "tenant": "acme", "subject": "role reader permission a:b:c" }',
    );
  else expect(read).toContain(entry);
});

it.each(formats)('as %s says all that the proof rests on', async (format) => {
  const text = await render(proven, format, prove({}).model, undefined);
  const words = (said: string): string =>
    said.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))).replaceAll(/\s+/g, ' ');
  expect(proven.assumptions.length).toBeGreaterThan(4);
  for (const assumption of proven.assumptions) expect(words(text)).toContain(assumption);
});

it.each(formats)('as %s says verdict and figures', async (format) => {
  const words = (said: string): string =>
    said.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))).replaceAll(/\s+/g, ' ');
  const { orgs, grants } = proven.examined;
  for (const [document, verdict] of [
    [proven, /\bproven\b/],
    [rejected, /\brejected[:,] \d findings?\b|"rejected"/],
    [waivedDocument, /\bproven, \d( findings?)? waived\b|"waived"/],
  ] as const) {
    const text = words(await render(document, format, prove({}).model, undefined));
    expect(text).toMatch(verdict);
    if (format !== 'json') expect(text).toMatch(new RegExp(`\\b${orgs} org, .*\\b${grants} grants\\b`));
  }
});

/** A notice of each kind, in whose texts one of the awkward texts stands. */
const noticed = (text: string): ReportDocument => ({
  ...proven,
  notices: (
    [
      'deletes',
      'replaces',
      'makes',
      'adopts',
      'changes-role',
      'renames',
      'moves',
      'fails-apply',
      'fails-check',
    ] as const
  ).map((does) => ({
    stack: 'demo-acme',
    file: `plans/${text.replaceAll('/', '-')}.json`,
    address: visible(`${does} ${text}`),
    does,
    text: visible(`${does} ${text}`),
  })),
});

it.each(formats)('as %s shows what plans will do beyond any rule', async (format) => {
  const text = await render(noticed('x'), format, prove({}).model, undefined);
  for (const { does } of noticed('x').notices)
    expect(text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))).toContain(
      `${does} x`,
    );
});

describe('SARIF', () => {
  const path = createRequire(__filename).resolve('schemastore/schemas/json/sarif-2.1.0.json');
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as AnySchema);
  const read = (document: ReportDocument) => {
    const log = JSON.parse(sarifReport(document));
    expect({ valid: validate(log), errors: validate.errors }).toEqual({ valid: true, errors: null });
    return log.runs[0];
  };

  /**
   * A message as a reader shows it: doubled braces stand for one, a single one would be a place for an argument (section 3.11.5); brackets that would
   * be a link (3.11.6) are escaped.
   */
  const messageShown = (message: string): string => {
    expect(message.replace(/\{\{|\}\}/g, '')).not.toMatch(/[{}]/);
    const shown = message.replace(/([{}])\1/g, '$1');
    return shown.includes('](') ? shown.replace(/\\([\\[\]])/g, '$1') : shown;
  };

  it('is valid by the official schema, whatever is in it', () => {
    for (const document of [proven, rejected, waivedDocument, ...awkward.map(documentOf)]) read(document);
  });

  it('lies in the manifest, with line and column, and has the chain beside it', () => {
    const [result] = read(rejected).results;
    expect(result.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'tenants/demo/acme.yaml' },
          region: { startLine: expect.any(Number), startColumn: expect.any(Number) },
        },
        logicalLocations: [{ fullyQualifiedName: expect.any(String) }],
      },
    ]);
    expect(result.relatedLocations.length).toBeGreaterThan(1);
    expect(read(rejected).tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
  });

  it('has fingerprints that outlive moved lines, and differ with the tuple', () => {
    const moved = { ...first, at: first.at.map((place) => ({ ...place, line: 999 })) };
    const print = (one: ReportedFinding): unknown =>
      read({ ...rejected, findings: [one] }).results[0].partialFingerprints;
    expect(print(moved)).toEqual(print(first));
    expect(print({ ...first, subject: 'other' })).not.toEqual(print(first));
  });

  it('has a place for every result, since GitHub refuses a log for one that has none', () => {
    const places = (runs: { results: { locations: unknown[] }[] }) =>
      runs.results.map(({ locations }) => locations);
    const proof = prove({ manifest: (orgs) => void delete orgs['demo'] });
    expect(proof.findings.map(({ at }) => at)).toContainEqual([]);
    const log = JSON.parse(sarifReport(toDocument(proof), 'tenants/demo/org.yaml'));
    expect(places(log.runs[0])).toContainEqual([
      { physicalLocation: { artifactLocation: { uri: 'tenants/demo/org.yaml' } } },
    ]);
    for (const locations of places(log.runs[0])) expect(locations).toHaveLength(1);
  });

  it('shows waived findings as suppressed', () => {
    const [result] = read(waivedDocument).results;
    expect(result.suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'because (o@example.com, until 2027-01-01)',
      },
    ]);
  });

  it('notes what plans will do, by rules of its own that no finding breaks', () => {
    const { results, tool } = read(noticed('x'));
    expect(results.map(({ level }: { level: string }) => level)).toEqual(Array(9).fill('note'));
    for (const { ruleId, ruleIndex } of results) {
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(ruleIds).not.toContain(ruleId);
    }
    expect(results[0]).toMatchObject({
      ruleId: 'plan-deletes',
      message: { text: 'The plan of demo-acme deletes x.' },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'plans/x.json' } },
          logicalLocations: [{ fullyQualifiedName: 'deletes x' }],
        },
      ],
    });
    const prints = results.map(({ partialFingerprints }: { partialFingerprints: object }) =>
      JSON.stringify(partialFingerprints),
    );
    expect(new Set(prints).size).toBe(9);
  });

  it.each(awkward)('keeps %j in what it notes', (text) => {
    for (const { message } of read(noticed(text)).results)
      expect(messageShown(message.text)).toContain(visible(text));
  });

  it.each(awkward)('keeps %j', (text) => {
    const [result] = read(documentOf(text)).results;
    expect(messageShown(result.message.text)).toContain(visible(text));
    const { uri } = result.locations[0].physicalLocation.artifactLocation;
    expect(decodeURIComponent(uri)).toBe(`tenants/${text.replaceAll('/', '-')}.yaml`);
  });
});

describe('JUnit', () => {
  it('has a case for every tenant and rule', async () => {
    const report = await parse(junitReport(rejected, tenants));
    const suites = report && 'testsuite' in report ? (report.testsuite ?? []) : [];
    expect(suites.map(({ name }) => name)).toEqual(['all', ...tenants]);
    for (const suite of suites) expect(suite.testcase).toHaveLength(37);
    expect(report).toMatchObject({
      tests: 37 * 4,
      failures: new Set(rejected.findings.map(({ rule }) => rule)).size,
    });
  });

  it('tells failures in full, and waived findings as skipped', async () => {
    expect(junitReport(rejected, tenants)).toContain('<failure type="all-divisions" message="');
    expect(junitReport(proven, tenants)).not.toMatch(/<failure|<skipped/);
    const text = junitReport(waivedDocument, tenants);
    expect(text).toContain('<skipped message="waived: ');
    expect(text).not.toContain('<failure');
  });

  it('tells a waived finding beside an open one of the same rule', () => {
    const text = junitReport({ ...waivedDocument, findings: rejected.findings }, tenants);
    expect(text).toContain('<failure type="all-divisions"');
    expect(text).toContain(`waived: ${first.subject}: because (o@example.com, until 2027-01-01)`);
    expect(text).not.toContain('<skipped');
  });

  it.each(awkward)('keeps %j, for a parser of JUnit', async (text) => {
    const report = await parse(junitReport(documentOf(text), tenants));
    const suites = report && 'testsuite' in report ? (report.testsuite ?? []) : [];
    const suite = suites.find(({ name }) => name === `demo/${visible(text)}`);
    const failed = suite?.testcase?.find(({ failure }) => failure)?.failure?.[0];
    expect(failed?.message).toBe(visible(text));
    expect(failed?.inner).toContain(visible(text));
  });
});

describe('what plans will do, in JUnit', () => {
  const suitesOf = async (document: ReportDocument) => {
    const report = await parse(junitReport(document, tenants));
    return report && 'testsuite' in report ? (report.testsuite ?? []) : [];
  };

  it('is the output of one suite, and no case or failure', async () => {
    const suites = await suitesOf(noticed('x'));
    expect(suites.map((suite) => [suite.name, suite['system-out']?.length, suite.failures])).toEqual([
      ['all', 1, 0],
      ...tenants.map((name) => [name, undefined, 0]),
    ]);
    expect(suites[0]?.['system-out']?.[0]).toContain(
      'The plan of demo-acme deletes x.\nThe plan of demo-acme replaces x.',
    );
    for (const suite of suites) expect(suite.testcase).toHaveLength(37);
  });

  it.each(awkward)('keeps %j', async (text) => {
    const [all] = await suitesOf(noticed(text));
    expect(all?.['system-out']?.[0]).toContain(visible(text));
  });
});

it('never says in HTML that nothing is open where findings are only counted', async () => {
  const counted = {
    ...rejected,
    findings: [],
    omitted: {
      findings: [{ rule: 'org-wide-permission', org: 'demo', tenant: 'acme', count: 3 }],
      waived: [],
      notices: [],
    },
  };
  expect(await render(counted, 'html', prove({}).model, undefined)).not.toContain('None is open');
  expect(await render(proven, 'html', prove({}).model, undefined)).toContain('None is open');
});

describe('markdown', () => {
  /** What a reader sees of a line: entities resolved, code tags gone. */
  const shown = (markdown: string): string =>
    markdown
      .replace(/<\/?code>|<br>/g, '')
      .replace(/&#(\d+);/g, (_, number) => String.fromCodePoint(Number(number)));

  it('says the verdict first, under a marker that is found again', () => {
    expect(markdownReport(proven)).toMatch(/^<!-- bulkhead -->\n## ✅ Bulkhead: proven\n/);
    expect(markdownReport(rejected)).toMatch(/^<!-- bulkhead -->\n## ❌ Bulkhead: rejected, \d findings?\n/);
  });

  it('tells how to fix and how to waive', () => {
    const text = shown(markdownReport(rejected));
    expect(text).toContain('Fix: ');
    expect(text).toContain('This can never be waived.');
  });

  it.each(awkward)('shows %j, and reads nothing in it as markup', (text) => {
    const markdown = markdownReport(documentOf(text));
    expect(shown(markdown)).toContain(visible(text));
    const [, shownLine = ''] = /^ {2}<br>(.*)$/m.exec(markdown) ?? [];
    const line = shownLine.replace(/<\/?code>/g, '');
    expect(line).not.toMatch(/[\\`*_[\]{}<>|~@$!]|#(?!\d+;)|&(?!#\d+;)/);
    expect(line).not.toMatch(/:\w|https?:\/\/|www\./);
  });

  it('is never longer than a comment may be, and counts what it leaves out', () => {
    const findings = Array.from({ length: 2000 }, (_, index) => ({ ...first, subject: `s${index}` }));
    const text = markdownReport({ ...rejected, findings });
    expect(text.length).toBeLessThanOrEqual(maxLength);
    const [, left] = /\*\*(\d+) more\*\*/.exec(text) ?? [];
    expect(Number(left) + (text.match(/^- \*\*/gm) ?? []).length).toBe(2000);
    expect(text.endsWith('</details>\n')).toBe(true);
    const one = markdownReport(documentOf('x'.repeat(200_000)));
    expect(one.length).toBeLessThanOrEqual(maxLength);
  });

  it('is the same every time', () => {
    expect(markdownReport(rejected)).toBe(markdownReport(rejected));
  });
});
