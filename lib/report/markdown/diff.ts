import type { Change } from '../../access/change';
import type { AccessDiff } from '../../access/diff';
import { verdict } from '../diff-text';
import type { Section } from './capped';
import { brief, code, literal } from './escape';

/** New access first, as a table from wide to narrow; then what no deployment does; the rest folded. */
export function diffSections(diff: AccessDiff): readonly Section[] {
  if (diff.changes.length === 0) return [{ head: ['**No access changes.**', ''], rows: [], foot: [] }];
  const byHand = diff.changes.filter((change) => change.byHand);
  const of = (effect: Change['effect']) =>
    diff.changes.filter((change) => change.effect === effect && !change.byHand);
  const opened = of('new');
  const others = [...of('removed'), ...of('neutral')];
  return [
    { head: [literal(verdict(diff)), ''], rows: [], foot: [] },
    ...(opened.length > 0
      ? [
          {
            head: ['| New access | tenants | permissions | divisions |', '|---|---|---|---|'],
            rows: opened.map(row),
            foot: [''],
          },
        ]
      : []),
    ...(byHand.length > 0
      ? [
          {
            head: ['**To be done by hand**', ''],
            rows: byHand.map(({ org, text }) => `- ${brief(`${org}: ${text}`, literal)}`),
            foot: [''],
          },
        ]
      : []),
    ...(others.length > 0
      ? [
          {
            head: [
              `<details><summary>${others.length} other ${others.length === 1 ? 'change' : 'changes'}</summary>`,
              '',
            ],
            rows: others.map(
              ({ effect, org, text }) =>
                `- ${effect === 'removed' ? 'removed' : 'no access'}: ${brief(`${org}: ${text}`, literal)}`,
            ),
            foot: ['', '</details>', ''],
          },
        ]
      : []),
  ];
}

function row({ org, text, tenants, opened }: Change): string {
  const few = (items: readonly string[]): string => {
    const unique = [...new Set(items)].sort();
    const shown = unique.slice(0, 8).map(code).join(' ');
    return unique.length > 8 ? `${shown} and ${unique.length - 8} more` : shown;
  };
  return `| ${brief(`${org}: ${text}`, literal)} | ${few(tenants)} | ${few(opened.map(({ permission }) => permission))} | ${few(opened.map(({ division }) => division))} |`;
}
