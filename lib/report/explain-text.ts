import type { ExplainedFinding, ExplainedGrant, ExplainedStep, Explanation } from './explanation';
import { showLocation } from './locate';
import { notShown, waivedText } from './text';
import { waiveWith } from './waiver-entry';

/** The files of a grant may be right, and something else overrule them: a file more, a role that grew, changes that are ignored. */
const standing = ({ agrees, proved }: ExplainedGrant): string =>
  proved ? 'proved' : agrees ? 'agrees with its declaration, but the proof is rejected' : 'NOT PROVED';

const link = ({ kind, text, at }: ExplainedStep): string =>
  `  ${kind.padEnd(10)}  ${text}${at ? `\n              ${showLocation(at)}${at.pointer ? `  ${at.pointer}` : ''}` : ''}`;

const links = ({ chain, omittedChain }: ExplainedFinding): string[] => [
  ...chain.map(link),
  ...(omittedChain === undefined ? [] : [`  … ${omittedChain} more steps`]),
];

/** The explanation for a terminal. Ends with a newline. */
export function explanationText(explanation: Explanation): string {
  const { org, tenant, grants, findings, waived, verdict, today } = explanation;
  const parts = grants.map((grant) =>
    [
      `${org}/${tenant}  ${grant.client ?? 'no client'}: ${grant.role} in ${grant.division}  ${standing(grant)}`,
      ...grant.chain.map(link),
    ].join('\n'),
  );
  const found = findings.map((finding) =>
    [
      finding.rule,
      `  ${finding.what}`,
      ...links(finding),
      `  Fix: ${finding.fix}`,
      `  ${waiveWith(finding)}`,
    ].join('\n'),
  );
  const none = grants.length === 0 ? [`${org}/${tenant} has no grants.`] : [];
  const excused = waived.map((one) => [waivedText({ waived: [one] }), ...links(one.finding)].join('\n'));
  const more = notShown(explanation);
  const all = [...parts, ...none, ...found, ...excused, ...(more === '' ? [] : [more])];
  return `${[...all, `The proof as a whole: ${verdict}${today === undefined ? '' : `, with waivers judged as on ${today}`}.`].join('\n\n')}\n`;
}
