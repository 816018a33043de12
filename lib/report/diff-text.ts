import type { Change, Effect } from '../access/change';
import type { AccessDiff } from '../access/diff';
import { visible } from '../text/visible';
import { wrap } from './wrap';

const titles: Readonly<Record<Effect, string>> = {
  new: 'New access',
  removed: 'Access removed',
  neutral: 'No access, but changed',
};

/** The difference for a terminal of 80 columns. Ends with a newline. */
export function diffText(diff: AccessDiff): string {
  if (diff.changes.length === 0) return `${wrap(`No access changes. ${unchanged(diff)}`, '', '')}\n`;
  const parts = (['new', 'removed', 'neutral'] as const).flatMap((effect) => {
    const changes = diff.changes.filter((change) => change.effect === effect);
    return changes.length === 0 ? [] : [`${titles[effect]}\n${changes.map(lines).join('\n')}`];
  });
  return `${[...parts, wrap(verdict(diff), '', '')].join('\n\n')}\n`;
}

const sign: Readonly<Record<Effect, string>> = { new: '+', removed: '-', neutral: '~' };

function lines({ effect, org, text, opened, closed }: Change): string {
  const reach = [...opened, ...closed].map(
    ({ tenant, permission, division, role, source }) =>
      `${tenant}: ${permission} in ${division}${source === 'shared' ? ' (shared)' : ''}, by ${role}`,
  );
  return [
    wrap(`${visible(org)}: ${visible(text)}`, `  ${sign[effect]} `, '    '),
    ...reach.map((one) => wrap(visible(one), '      ', '        ')),
  ].join('\n');
}

/** One sentence with the figures; how many pairs of permission and division came, went and stayed. */
export function verdict(diff: AccessDiff): string {
  const isNew = diff.changes.some(({ effect }) => effect === 'new');
  const head = isNew ? 'New access' : 'No new access';
  return `${head}: ${diff.opened} opened, ${diff.closed} closed, ${diff.unchanged} unchanged (permission in division, by tenant).`;
}

const unchanged = ({ unchanged }: AccessDiff): string =>
  `${unchanged} unchanged (permission in division, by tenant).`;
