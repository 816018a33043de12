import type { ReportDocument } from '../../lib/report/document';

/**
 * What a report says of one rule, as a text for a snapshot: of whom, of what, what happened, where, and because of what. The first two in
 * full; of the others, and of other rules, how many there are.
 */
export function said({ findings }: ReportDocument, rule: string): string {
  const own = findings.filter((finding) => finding.rule === rule);
  const others = new Map<string, number>();
  for (const finding of findings)
    if (finding.rule !== rule) others.set(finding.rule, (others.get(finding.rule) ?? 0) + 1);
  const lines = own
    .slice(0, 2)
    .flatMap(({ org, tenant, subject, what, at, because }) => [
      `${[org, tenant].filter((part) => part !== undefined).join('/') || 'nobody'}: ${subject}`,
      `  ${what}`,
      ...at.map((place) => `  at ${shown(place)}`),
      ...because.map(({ text, at: place }) => `  because ${text}${place ? ` at ${shown(place)}` : ''}`),
    ]);
  if (own.length > 2) lines.push(`and ${own.length - 2} more`);
  if (others.size > 0) lines.push(`beside ${[...others].map(([id, count]) => `${count} ${id}`).join(', ')}`);
  return shortened(lines.join('\n'));
}

const shown = ({ file, pointer }: { readonly file: string; readonly pointer: string | undefined }): string =>
  pointer === undefined ? file : `${file}#${pointer}`;

/** The references and paths that stand everywhere, by what they mean. */
const shortened = (text: string): string =>
  text
    .replaceAll(
      /\$\{data\.terraform_remote_state\.cross-stack-reference-input-demo-foundation\.outputs\.cross-stack-output-genesyscloud_auth_role(\w+)id\}/g,
      '<role $1>',
    )
    .replaceAll(/\$\{genesyscloud_auth_division\.division-([\w-]+)\.id\}/g, '<division $1>')
    .replaceAll(/cdktf\.out\/stacks\/([\w-]+)\/cdk\.tf\.json/g, '<$1>')
    .replaceAll(/genesyscloud_/g, 'g_');
