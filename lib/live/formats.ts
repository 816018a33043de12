import { plural } from '../report/counts';
import { capped } from '../report/markdown/capped';
import { brief, literal } from '../report/markdown/escape';
import { type Paint, plain } from '../report/text';
import { wrap } from '../report/wrap';
import { content as inTags, attribute as inXml } from '../report/xml';
import { jsonText } from '../text/json-text';
import { visible } from '../text/visible';
import type { Check, LiveReport, Residual, Resumed, Section } from './check';

export const liveFormats = ['text', 'json', 'junit', 'markdown'] as const;
export type LiveFormat = (typeof liveFormats)[number];

/** The report in a format. Texts that come from the org are shown with control characters as escapes. */
export function renderLive(report: LiveReport, format: LiveFormat, paint: Paint = plain): string {
  switch (format) {
    case 'text':
      return text(report, paint);
    case 'json':
      return `${jsonText(report)}\n`;
    case 'junit':
      return junit(report);
    case 'markdown':
      return markdown(report);
  }
}

const failures = ({ checks }: Section): readonly Check[] =>
  checks.filter(({ outcome }) => outcome !== 'match');

const sentence = ({ command, verdict, counts, sections }: LiveReport): string => {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const failed = total - counts.match;
  const where = plural(sections.length, 'section');
  return verdict === 'confirmed'
    ? `${command}: confirmed. ${plural(total, 'check')} ok in ${where}.`
    : `${command}: refuted. ${failed} of ${total} checks failed in ${where}: ${counts.foreign} foreign, ${counts.extra} extra, ${counts.missing} missing, ${counts.unreadable} unreadable.`;
};

const age = ({ begun, remembered }: Resumed): string =>
  `Resumed: ${plural(remembered, 'answer')} remembered from a run that began at ${begun}; the org may have changed since.`;

const exposure = ({ what, count }: Residual): string => `residual exposure: ${count} ${visible(what)}`;

function text(report: LiveReport, paint: Paint): string {
  const lines = report.sections.flatMap((section) => {
    const failed = failures(section);
    const ok = section.checks.length - failed.length;
    return [
      paint.strong(`${section.owner}: ${ok} of ${section.checks.length} checks ok`),
      ...failed.flatMap(({ id, subject, outcome, expected, seen }) => [
        wrap(`${paint.bad(outcome)} ${id}: ${visible(subject)}`, '  ', '    '),
        wrap(`expected ${visible(expected)}; seen: ${visible(seen)}`, '    ', '    '),
      ]),
      ...section.residual.map((one) => wrap(exposure(one), '  ', '    ')),
    ];
  });
  const verdict = sentence(report);
  const resumed = report.resumed === undefined ? '' : `${wrap(age(report.resumed), '', '')}\n`;
  return `${lines.join('\n')}\n\n${resumed}${report.verdict === 'confirmed' ? paint.good(verdict) : paint.bad(verdict)}\n`;
}

/** One comment or step summary, however much is wrong: what does not fit is counted. */
function markdown(report: LiveReport): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const cell = (text: string): string => brief(text, literal);
  const failed = report.sections.flatMap((section) =>
    failures(section).map(({ id, subject, outcome, expected, seen }) =>
      row([section.owner, outcome, id, subject, expected, seen].map(cell)),
    ),
  );
  const residual = report.sections.flatMap(({ owner, residual: list }) =>
    list.map(({ what, count }) => row([cell(owner), cell(what), String(count)])),
  );
  const said = [
    `### ${literal(sentence(report))}`,
    ...(report.resumed === undefined ? [] : [literal(age(report.resumed))]),
  ];
  return capped([
    { head: said.flatMap((line) => [line, '']), rows: [], foot: [] },
    ...(failed.length > 0
      ? [
          {
            head: ['| where | outcome | check | subject | expected | seen |', '|---|---|---|---|---|---|'],
            rows: failed,
            foot: [''],
          },
        ]
      : []),
    ...(residual.length > 0
      ? [
          {
            head: [
              '<details><summary>Residual exposure: what any token of the org reaches</summary>',
              '',
              '| where | what | count |',
              '|---|---|---|',
            ],
            rows: residual,
            foot: ['', '</details>', ''],
          },
        ]
      : []),
  ]);
}

function junit({ command, sections, counts, resumed }: LiveReport): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const attribute = (value: string): string => `"${inXml(visible(value))}"`;
  const suites = sections.flatMap((section) => [
    `  <testsuite name=${attribute(section.owner)} tests="${section.checks.length}" failures="${failures(section).length}" errors="0" skipped="0">`,
    ...(resumed === undefined
      ? []
      : [
          '    <properties>',
          `      <property name="resumed.begun" value=${attribute(resumed.begun)}/>`,
          `      <property name="resumed.remembered" value="${resumed.remembered}"/>`,
          '    </properties>',
        ]),
    ...section.checks.map(({ id, subject, outcome, expected, seen }) => {
      const open = `    <testcase classname=${attribute(`${section.owner}.${id}`)} name=${attribute(subject)}`;
      return outcome === 'match'
        ? `${open}/>`
        : `${open}><failure type=${attribute(outcome)} message=${attribute(`expected ${expected}; seen: ${seen}`)}/></testcase>`;
    }),
    ...(section.residual.length === 0
      ? []
      : [`    <system-out>${inTags(section.residual.map(exposure).join('\n'))}</system-out>`]),
    '  </testsuite>',
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name=${attribute(`bulkhead ${command}`)} tests="${total}" failures="${total - counts.match}" errors="0" skipped="0">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}
