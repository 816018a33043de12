import { describe, expect, it } from 'vitest';
import { formats, render } from '../../lib/commands/render';
import { toDocument } from '../../lib/report/document';
import { explain } from '../../lib/report/explain';
import { explanationText } from '../../lib/report/explain-text';
import { toHclDocument } from '../../lib/report/hcl/document';
import { hclText } from '../../lib/report/hcl/text';
import { sarifReport } from '../../lib/report/sarif';
import { jsonText } from '../../lib/text/json-text';
import { client, type Edit, planned } from '../rules/fixtures/fixture';
import { fixtures, prove } from '../rules/fixtures/prove';

/*
 * Names that are chosen to look like something else in a log: line breaks, colours, reversed text, and commands of CI runners, which take any
 * line that begins with `::`, and `##[` anywhere.
 */

const name = 'x\n::error file=a::pwned\n\u001b[31mred\u202e ::notice::y ##[error]z ##vso[task.complete]';

/** No line is a command, and nothing but line breaks is a control character. */
function expectSafe(text: string): void {
  const lines = text.split('\n');
  expect(lines.filter((line) => /^\s*::|##\w*\[|[\p{Cc}\p{Cf}\u2028\u2029]/u.test(line))).toEqual([]);
}

const edits: Readonly<Record<string, Edit>> = {
  'a file': { assembly: (a) => void a.extra.set('demo-acme', [{ name: `${name}.tf`, kind: 'file' }]) },
  'a client': {
    assembly: (a) => {
      const { genesyscloud_oauth_client: clients } = a.stacks.get('demo-acme').resource;
      clients[name] = structuredClone(client(a));
      client(a)[name] = 1;
    },
  },
  'a client’s division, role and argument': {
    assembly: (a) => {
      client(a).roles[0] = { role_id: name, division_id: `\${${name}}`, [name]: 1 };
    },
  },
  'a stack': { assembly: (a) => void a.stacks.set(name, { resource: { genesyscloud_user: { a: {} } } }) },
  'a waiver': {
    ...fixtures['expired-waiver']?.good['in force'],
    manifest: (orgs) => {
      fixtures['expired-waiver']?.good['in force']?.manifest?.(orgs);
      // Long enough to be wrapped, so that some of the words begin a line.
      Object.assign(orgs['demo']?.waivers[0], { reason: `##[error] ${'::notice::y '.repeat(14)}` });
    },
  },
  'an object of a plan': {
    plans: (plans) => {
      const plan = plans.get('demo-acme');
      planned(plan, 'division-voice').values.name = name;
      plan.resource_changes.push({
        address: `genesyscloud_auth_division.${name}`,
        mode: 'managed',
        type: 'genesyscloud_auth_division',
        name,
        change: { actions: ['delete'], before: { name }, after: null, after_unknown: {} },
      });
      plan[name] = 1;
    },
  },
};
const cases = Object.entries(edits);

describe.each(cases)('a hostile name of %s', (_, edit) => {
  it.each(formats)('is harmless as %s', async (format) => {
    const proof = prove(edit);
    const text = await render(toDocument(proof), format, proof.model, undefined);
    expect(text).toContain('u003a');
    expectSafe(text);
  });

  it('is harmless explained, as text and as JSON', () => {
    const asked = { org: undefined, tenant: 'acme', role: undefined, division: undefined };
    const answer = explain(prove(edit), asked);
    if (answer.kind !== 'explained') throw new Error(answer.kind);
    expectSafe(explanationText(answer.explanation));
    expectSafe(jsonText(answer.explanation));
  });
});

it('of a file is its exact path, percent-encoded, for machines', () => {
  const document = toDocument(prove(edits['a file'] ?? {}));
  const { runs } = JSON.parse(sarifReport(document));
  const uris: string[] = runs[0].results.flatMap((result: { locations: [] }) =>
    result.locations.map(
      ({
        physicalLocation: { artifactLocation },
      }: {
        physicalLocation: { artifactLocation: { uri: string } };
      }) => decodeURIComponent(artifactLocation.uri),
    ),
  );
  expect(uris.some((uri) => uri.endsWith(`/demo-acme/${name}.tf`))).toBe(true);
  const [place] = document.findings.flatMap(({ at }) => at).filter(({ uri }) => uri !== undefined);
  expect(decodeURIComponent(place?.uri ?? '')).toMatch(/\n::error file=a::pwned/);
  expect(place?.file).toContain('x\\u000a');
});

it.each(['[proven](https://example.com)', '\\\\[proven](0)', '[proven\\\\](0)', '[a\\\\\\]b](0)'])(
  'is no link in SARIF, where a message can hold some: %s',
  (link) => {
    const document = toDocument(
      prove({
        assembly: (a) => {
          client(a).roles[0] = { role_id: 'x', division_id: link };
        },
      }),
    );
    const { runs } = JSON.parse(sarifReport(document));
    const texts: string[] = runs[0].results.map(({ message }: { message: { text: string } }) => message.text);
    const told = texts.filter((text) => text.includes('(0)') || text.includes('(https:'));
    expect(told.length).toBeGreaterThan(0);
    // As CodeQL writes them and its extension reads them: a bracket behind an even number of backslashes opens a link.
    const opens = /(?<=(?<!\\)(?:\\\\)*)\[/;
    for (const text of told) {
      expect(text).not.toMatch(opens);
      expect(text.replace(/\\([\\[\]])/g, '$1')).toContain(link);
    }
  },
);

it('hides no other file that is shown alike', () => {
  const one = '{"resource":{}}';
  const { inputs } = toHclDocument(
    { clients: [], examined: {} as never, findings: [], answers: [], unanswered: 0 },
    new Map([
      ['a\n.tf', one],
      ['a\\u000a.tf', `${one} `],
    ]),
  );
  expect(Object.keys(inputs)).toHaveLength(2);
  expect(new Set(Object.values(inputs)).size).toBe(2);
});

it('is harmless in a report on raw Terraform', () => {
  const document = toHclDocument(
    {
      clients: [],
      examined: {} as never,
      findings: [
        {
          rule: 'unmodelled-authority',
          org: undefined,
          tenant: undefined,
          subject: name,
          values: { what: name, why: 'unknown-argument', stack: name },
          at: [{ kind: 'assembly', file: name, offset: 0 }],
          because: [],
        },
      ],
      answers: [],
      unanswered: 0,
    },
    new Map([[name, 'x']]),
  );
  expectSafe(hclText({ ...document, examined: {} as never }));
  expectSafe(jsonText(document));
});

it('of what is harmless stays as it is: the line that waives can be copied', () => {
  const subject = 'client-1 reader ${provider::genesyscloud::f("http://[::1]:8083")}';
  const edit: Edit = {
    assembly: (a) => {
      client(a).roles[0].division_id = '${provider::genesyscloud::f("http://[::1]:8083")}';
    },
  };
  const shown = toDocument(prove(edit)).findings.map((finding) => finding.subject);
  expect(shown.some((text) => text.includes(subject.slice('client-1 reader '.length)))).toBe(true);
});
