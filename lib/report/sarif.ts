import { hash } from 'node:crypto';
import { version } from '../../package.json';
import { jsonText } from '../text/json-text';
import { examinedText } from './counts';
import type { ReportDocument, ReportedFinding, ReportedNotice } from './document';
import type { Location } from './locate';
import { noticeKinds } from './notice-kinds';
import { omittedParts, omittedTexts } from './omitted';
import { catalogue, waivability } from './rules';
import { uriOf } from './uri';
import { verdictText } from './verdict';

/**
 * The report as SARIF 2.1.0 (OASIS standard, 2020-03-27). A result lies in the manifest where the finding has a place there, since that is
 * the file that people change; the other places are related locations, numbered, with the chain. Fingerprints are made of rule and tuple,
 * so they outlive moved lines. Waived findings are results with a suppression. What plans will do beyond any rule are results of
 * the level note, of rules of their own. Verdict, figures and what the proof rests on are told as notes of the run. Byte-stable.
 * @param about The file in which a finding about no file lies: GitHub refuses a whole log for one result without a place.
 */
export const sarifReport = (document: ReportDocument, about = '.'): string =>
  sarifLog(
    document,
    [
      `Verdict: ${verdictText(document)}.`,
      `Examined: ${examinedText(document.examined)}.`,
      ...document.assumptions.map((text) => `Assumed: ${text}`),
    ],
    about,
  );

/** The same of what is no proof. @param told What is said of the run. */
export function sarifLog(
  document: Pick<ReportDocument, 'findings' | 'waived' | 'notices' | 'omitted'>,
  told: readonly string[],
  about: string,
): string {
  const rules = catalogue();
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Bulkhead',
            version,
            semanticVersion: version,
            rules: [
              ...rules.map((rule) => ({
                ...described(rule, `\n\n${waivability(rule)}`, `\n\n**Waiver:** ${waivability(rule)}`),
                defaultConfiguration: { level: 'error' },
                properties: { tags: ['security', 'tenant-isolation'], waivable: rule.waivable },
              })),
              ...kinds.map((kind) => ({
                ...described(kind),
                defaultConfiguration: { level: 'note' },
                properties: { tags: ['plan'] },
              })),
            ],
          },
        },
        ...invoked(told, document.omitted),
        columnKind: 'utf16CodeUnits',
        results: [
          ...document.findings.map((finding) => result(finding, rules, [], about)),
          ...document.waived.map(({ finding, reason, owner, expires }) =>
            result(
              finding,
              rules,
              [
                {
                  kind: 'external',
                  status: 'accepted',
                  justification: `${reason} (${owner}, until ${expires})`,
                },
              ],
              about,
            ),
          ),
          ...document.notices.map((notice) => noted(notice, rules.length)),
        ],
      },
    ],
  };
  return `${jsonText(log)}\n`;
}

/** A rule, or a kind of notice, as SARIF describes both; what is said last differs by whether markup is understood. */
const described = (
  { id, says, why }: { readonly id: string; readonly says: string; readonly why: string },
  plainEnd = '',
  markedEnd = '',
) => ({
  id,
  shortDescription: { text: message(says) },
  fullDescription: { text: message(`${says} ${why}`) },
  help: {
    text: message(`${says}\n\nWhy: ${why}${plainEnd}`),
    markdown: message(`${says}\n\n**Why:** ${why}${markedEnd}`),
  },
});

/** What is no result: what is said of the run, and which results the log leaves out. Both are told as what happened in the run. */
const invoked = (told: readonly string[], omitted: ReportDocument['omitted']) => ({
  invocations: [
    {
      executionSuccessful: true,
      toolExecutionNotifications: [
        ...told.map((text) => ({ level: 'note', message: { text: message(text) } })),
        ...omittedTexts(omitted).map((text) => ({
          level: 'warning',
          message: { text: message(`Not shown: ${text}.`) },
        })),
      ],
    },
  ],
});

function result(
  finding: ReportedFinding,
  rules: readonly { readonly id: string }[],
  suppressions: readonly unknown[],
  about: string,
): unknown {
  const { rule, org, tenant, subject, what, why, fix, at, because, waiveWith } = finding;
  const more = omittedParts(finding).map((text) => `\n\n${text}.`);
  const main = at.find(({ file }) => isManifest(file)) ?? at[0];
  const steps = [
    ...at.filter((place) => place !== main).map((place) => ({ place, text: 'also here' })),
    ...because.flatMap(({ text, at: place }) => (place ? [{ place, text }] : [])),
  ];
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: 'error',
    message: { text: message(`${what}\n\nWhy: ${why}\n\nFix: ${fix}${more.join('')}`) },
    locations: [physical(main ?? { file: about, line: undefined, column: undefined, pointer: undefined })],
    ...(steps.length > 0
      ? {
          relatedLocations: steps.map(({ place, text }, id) => ({
            id,
            ...physical(place),
            message: { text: message(text) },
          })),
        }
      : {}),
    partialFingerprints: {
      'bulkheadSubject/v1': hash(
        'sha256',
        JSON.stringify([rule, org ?? null, tenant ?? null, subject]),
        'hex',
      ),
    },
    suppressions,
    // Braces of a message are doubled, and would be copied so.
    ...(waiveWith && suppressions.length === 0 ? { properties: { waiveWith } } : {}),
  };
}

const kinds = Object.values(noticeKinds);

/** @param after How many rules stand before those of the notices. */
function noted({ stack, file, uri, address, does, text }: ReportedNotice, after: number): unknown {
  const kind = noticeKinds[does];
  return {
    ruleId: kind.id,
    ruleIndex: after + kinds.indexOf(kind),
    level: 'note',
    message: { text: message(`The plan of ${stack} ${text}.`) },
    locations: [physical({ file, uri, line: undefined, column: undefined, pointer: address })],
    partialFingerprints: {
      'bulkheadSubject/v1': hash('sha256', JSON.stringify([kind.id, stack, address]), 'hex'),
    },
  };
}

/**
 * A text as a SARIF message: there, single braces are places for arguments, and doubled ones stand for themselves (section 3.11.5). `[text](target)` is a
 * link (3.11.6). Where a text could hold one, brackets are escaped, and with them the backslash that escapes, as CodeQL does; elsewhere not, since not
 * every viewer takes the escapes out.
 */
const message = (text: string): string =>
  (text.includes('](') ? text.replace(/[\\[\]]/g, '\\$&') : text).replace(/[{}]/g, '$&$&');

const isManifest = (file: string): boolean => /\.yaml$|(^|\/)catalog\.json$/.test(file);

function physical({ file, uri, line, column, pointer }: Location) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uri ?? uriOf(file) },
      ...(line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } }),
    },
    ...(pointer === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: pointer }] }),
  };
}
