import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv, { type AnySchema } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse } from 'junit2json';
import { beforeAll, describe, expect, it } from 'vitest';
import { formats, render } from '../../lib/commands/render';
import type { Proof } from '../../lib/proof/prove';
import { type ReportDocument, toDocument } from '../../lib/report/document';
import { explain } from '../../lib/report/explain';
import { explanationText } from '../../lib/report/explain-text';
import { toHclDocument } from '../../lib/report/hcl/document';
import { hclText } from '../../lib/report/hcl/text';
import { jsonReport } from '../../lib/report/json';
import { junitReport } from '../../lib/report/junit';
import { most } from '../../lib/report/limits';
import { markdownReport } from '../../lib/report/markdown/document';
import { omittedTexts } from '../../lib/report/omitted';
import { sarifReport } from '../../lib/report/sarif';
import { textReport } from '../../lib/report/text';
import { client, division, type Edit } from '../rules/fixtures/fixture';
import { prove } from '../rules/fixtures/prove';

/* A small file can hold hundreds of thousands of mistakes. All are counted, the first of each rule are shown. */

const many = 15_000;

/** As many findings about one tenant, one of the same rule about another whose turn comes later, and one of another rule. */
const edit: Edit = {
  assembly: (a) => {
    const unknown = Object.fromEntries(Array.from({ length: many }, (_, index) => [`r${index}`, {}]));
    a.stacks.get('demo-acme').resource.genesyscloud_x = unknown;
    a.stacks.get('demo-globex').resource.genesyscloud_x = { other: {} };
    client(a).roles[0].division_id = '*';
  },
};
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
const ajv2020 = new Ajv2020();
addFormats(ajv);
addFormats(ajv2020);
const schemaOf = (name: string): AnySchema => JSON.parse(readFileSync(name, 'utf8'));
const schemas = join(__dirname, '..', '..', 'schema');

let proof: Proof;
let document: ReportDocument;
beforeAll(() => {
  proof = prove(edit);
  document = toDocument(proof);
});
const left = many + 1 - most.ofAKind;

describe('a report of very many findings', () => {
  it('shows the first of each rule in their order, and counts the others by rule and tenant', () => {
    const shown = document.findings.filter(({ rule }) => rule === 'unmodelled-authority');
    const all = proof.findings.filter(({ rule }) => rule === 'unmodelled-authority');
    expect(all.length).toBe(many + 1);
    expect(shown.map(({ subject }) => subject)).toEqual(
      all.slice(0, most.ofAKind).map(({ subject }) => subject),
    );
    expect(document.findings.map(({ rule }) => rule)).toContain('all-divisions');
    expect(document.omitted).toEqual({
      findings: [
        { rule: 'unmodelled-authority', org: 'demo', tenant: 'acme', count: left - 1 },
        { rule: 'unmodelled-authority', org: 'demo', tenant: 'globex', count: 1 },
      ],
      waived: [],
      notices: [],
    });
    expect(document.grants.length).toBe(proof.grants.length);
  });

  it('makes no text of what it does not show', () => {
    let asked = 0;
    const findings = proof.findings.map((finding) =>
      Object.defineProperty({ ...finding }, 'values', {
        get: () => {
          asked += 1;
          return finding.values;
        },
      }),
    );
    toDocument({ ...proof, findings } as Proof);
    expect(asked).toBeLessThan(most.ofAKind * 10);
  });

  it.each(formats)('says as %s how many are not shown, and counts all', async (format) => {
    const text = await render(document, format, proof.model, undefined);
    expect(text.length).toBeLessThan(3_000_000);
    // Markdown has room for fewer, see below.
    if (format !== 'markdown') expect(text).toMatch(new RegExp(`\\b(${left}|${left - 1})\\b`));
    if (format === 'text' || format === 'markdown' || format === 'html')
      expect(text).toContain(`rejected${format === 'text' ? ':' : ','} ${proof.findings.length} findings`);
  });

  it('is valid JSON and SARIF', () => {
    const json = ajv2020.compile(schemaOf(join(schemas, 'report.schema.json')));
    expect(json(JSON.parse(jsonReport(document))) || json.errors).toBe(true);
    const path = createRequire(__filename).resolve('schemastore/schemas/json/sarif-2.1.0.json');
    const sarif = ajv.compile(schemaOf(path));
    const log = JSON.parse(sarifReport(document));
    expect(sarif(log) || sarif.errors).toBe(true);
    const { message } = log.runs[0].invocations[0].toolExecutionNotifications.at(-1);
    expect(message.text).toBe(
      `Not shown: ${left} more findings of unmodelled-authority (demo/acme ${left - 1}, demo/globex 1).`,
    );
  });

  it('fails the case of a tenant in JUnit of whose findings none is shown', async () => {
    const report = await parse(junitReport(document, []));
    const suites = report && 'testsuite' in report ? (report.testsuite ?? []) : [];
    const globex = suites.find((suite) => suite.name === 'demo/globex');
    expect(globex?.failures).toBe(1);
    expect(globex?.testcase?.find(({ failure }) => failure)?.failure?.[0]?.message).toBe(
      '1 more findings, not shown.',
    );
  });

  it('says in markdown how many there are beyond its rows', () => {
    const text = markdownReport(document);
    const [, more] = /\*\*(\d+) more\*\*/.exec(text) ?? [];
    expect(Number(more) + (text.match(/^- \*\*/gm) ?? []).length).toBe(proof.findings.length);
  });

  it('says nothing of the kind where all is shown', () => {
    const small = toDocument(prove({}));
    expect(small.omitted).toBeUndefined();
    expect(textReport(small)).not.toContain('Not shown');
    expect(jsonReport(small)).not.toContain('omitted');
  });

  it('is explained as far as it is shown: each tenant has its own first ones', () => {
    const of = (tenant: string) => {
      const answer = explain(proof, { org: undefined, tenant, role: undefined, division: undefined });
      if (answer.kind !== 'explained') throw new Error(answer.kind);
      return answer.explanation;
    };
    expect(of('acme').findings.length).toBe(most.ofAKind + 1);
    expect(explanationText(of('acme'))).toContain(
      `Not shown\n  - ${left - 1} more findings of unmodelled-authority (demo/acme ${left - 1})`,
    );
    expect(of('globex').findings.map(({ rule }) => rule)).toEqual(['unmodelled-authority']);
    expect(of('globex').omitted).toBeUndefined();
  });
});

describe('one finding', () => {
  const [finding] = prove({ assembly: division('*') }).findings;
  const place = finding?.at[0];
  const long = 'y'.repeat(1_000_000);
  const shownOf = (changes: object): ReportDocument => {
    const { model, ...others } = prove({});
    const open = { ...finding, ...changes };
    return toDocument({ ...others, model, verdict: 'rejected', findings: [open] } as unknown as Proof);
  };

  it('shows so many of its places and steps, and counts the others', () => {
    const one = shownOf({
      at: Array(most.places + 7).fill(place),
      because: Array(most.steps + 8).fill({ text: 'step', place }),
    });
    const [shown] = one.findings;
    expect([shown?.at.length, shown?.because.length]).toEqual([most.places, most.steps]);
    expect(shown?.omitted).toEqual({ at: 7, because: 8 });
    expect(textReport(one)).toContain('  … 7 more places\n');
    expect(JSON.parse(sarifReport(one)).runs[0].results[0].message.text).toContain('7 more places.');
    expect(junitReport(one, [])).toContain('… 7 more places');
    expect(markdownReport(one)).toContain(`and ${most.places + 7 - 5} more places`);
  });

  it('has no text that fills a page', () => {
    const { findings } = shownOf({ subject: long, values: { ...finding?.values, client: long } });
    expect(findings[0]?.subject).toBe(`${'y'.repeat(most.text)}… (${1_000_000 - most.text} characters more)`);
    expect(findings[0]?.what.length).toBeLessThan(most.text + 50);
  });
});

it('together never are too much for a string: each rule has its share', () => {
  const [finding] = prove({ assembly: division('*') }).findings;
  const long = 'y'.repeat(most.text);
  const { model, ...others } = prove({});
  const findings = Array.from({ length: most.ofAKind }, (_, index) => ({
    ...finding,
    subject: `${index} ${long}`,
    at: Array(most.places).fill({ kind: 'plan', file: long, address: long }),
  }));
  const { findings: shown, omitted } = toDocument({ ...others, model, findings } as unknown as Proof);
  expect(JSON.stringify(shown).length).toBeLessThan(most.characters * 1.5);
  expect(shown.length + (omitted?.findings[0]?.count ?? 0)).toBe(most.ofAKind);
});

it('of raw Terraform are cut as well', () => {
  const findings = Array.from({ length: most.ofAKind + 5 }, (_, index) => ({
    rule: 'unmodelled-authority' as const,
    org: undefined,
    tenant: undefined,
    subject: `s${index}`,
    values: { what: `w${index}`, why: 'unknown-argument' as const, stack: 's' },
    at: [],
    because: [],
  }));
  const examined = { files: 0, modules: 0, clients: 0, grants: 0, roles: 0, divisions: 0 };
  const hcl = toHclDocument({ clients: [], examined, findings, answers: [], unanswered: 0 }, new Map());
  expect(hcl.findings.length).toBe(most.ofAKind);
  expect(hclText(hcl)).toContain('Not shown\n  - 5 more findings of unmodelled-authority (all 5)\n');
  expect(hclText(hcl)).toContain(`rejected: ${most.ofAKind + 5} findings`);
  const json = ajv2020.compile(schemaOf(join(schemas, 'hcl-report.schema.json')));
  expect(json(JSON.parse(JSON.stringify(hcl))) || json.errors).toBe(true);
});

it('names twenty of those whom omitted findings concern, and counts the others', () => {
  const concern = (tenants: number) =>
    Array.from({ length: tenants }, (_, n) => ({ rule: 'r', org: 'demo', tenant: `t${n}`, count: 2 }));
  const twenty = concern(20).map(({ tenant }) => `demo/${tenant} 2`);
  expect(omittedTexts({ findings: concern(20) })).toEqual([`40 more findings of r (${twenty.join(', ')})`]);
  expect(omittedTexts({ waived: concern(25) })).toEqual([
    `50 more waived findings of r (${twenty.join(', ')}, 5 others)`,
  ]);
});
