import type { Beyond } from '../proof/collected';
import type { Finding } from '../proof/finding';
import type { Notice } from '../proof/notices';
import type { Waived } from '../proof/waive';
import { plural } from './counts';
import { shown } from './limits';
import { ownerOf } from './owner';

/** How many findings of a rule about the same tenant are not shown. */
export interface OmittedFindings {
  readonly rule: string;
  readonly org: string | undefined;
  readonly tenant: string | undefined;
  readonly count: number;
}

interface OmittedNotices {
  readonly stack: string;
  readonly does: Notice['does'];
  readonly count: number;
}

/** What a report leaves out, since there is too much of it: counted, so that nothing is missing in silence. */
export interface Omitted {
  readonly findings: readonly OmittedFindings[];
  readonly waived: readonly OmittedFindings[];
  readonly notices: readonly OmittedNotices[];
}

/** Undefined where nothing is left out. `beyond` are the findings that the proof itself only counted. */
export function omittedFrom(
  findings: readonly Finding[],
  beyond: readonly Beyond[],
  waived: readonly Waived[],
  notices: readonly Notice[],
): Omitted | undefined {
  if (findings.length + beyond.length + waived.length + notices.length === 0) return undefined;
  return {
    findings: omittedFindings([...findings, ...beyond]),
    waived: omittedFindings(waived.map(({ finding }) => finding)),
    notices: counted(notices, ({ stack, does }) => `${does} ${stack}`).map(
      ({ item: { stack, does }, count }) => ({ stack: shown(stack), does, count }),
    ),
  };
}

export const omittedFindings = (left: readonly (Finding | Beyond)[]): readonly OmittedFindings[] =>
  // No id is empty or holds a space.
  counted(left, ({ rule, org, tenant }) => `${rule} ${org ?? ''} ${tenant ?? ''}`).map(
    ({ item: { rule, org, tenant }, count }) => ({
      rule,
      org: org && shown(org),
      tenant: tenant && shown(tenant),
      count,
    }),
  );

/** How many items are alike, in the order in which the first of them comes. One with a count stands for so many. */
function counted<Item extends object>(
  items: readonly Item[],
  kindOf: (item: Item) => string,
): readonly { readonly item: Item; readonly count: number }[] {
  const counts = new Map<string, { readonly item: Item; count: number }>();
  for (const item of items) {
    const kind = kindOf(item);
    const before = counts.get(kind);
    const many = 'count' in item && typeof item.count === 'number' ? item.count : 1;
    if (before === undefined) counts.set(kind, { item, count: many });
    else before.count += many;
  }
  return [...counts.values()];
}

export const sum = (list: readonly { readonly count: number }[] | undefined): number =>
  (list ?? []).reduce((total, { count }) => total + count, 0);

/** What the counts of a report need of it. */
interface Counted {
  readonly findings: readonly unknown[];
  readonly waived?: readonly unknown[];
  readonly omitted?: Partial<Omitted> | undefined;
}

/** `3 findings`: all of them, shown or not. */
export const allFindings = ({ findings, omitted }: Counted): string =>
  plural(findings.length + sum(omitted?.findings), 'finding');

/** All that are waived, shown or not. */
export const allWaived = ({ waived, omitted }: Counted): number =>
  (waived?.length ?? 0) + sum(omitted?.waived);

/** A sentence for each rule of which not all is shown, and for the notices. */
export function omittedTexts(omitted: Partial<Omitted> | undefined): string[] {
  const { findings = [], waived = [], notices = [] } = omitted ?? {};
  return [
    ...perRule(findings, ''),
    ...perRule(waived, 'waived '),
    ...notices.map(({ stack, does, count }) => `${count} more notices of the plan of ${stack} (${does})`),
  ];
}

const perRule = (omitted: readonly OmittedFindings[], which: string): string[] =>
  [...new Set(omitted.map(({ rule }) => rule))].map((rule) => {
    const mine = omitted.filter((one) => one.rule === rule);
    const owners = mine.slice(0, 20).map((one) => `${ownerOf(one)} ${one.count}`);
    const others = mine.length > owners.length ? `, ${mine.length - owners.length} others` : '';
    return `${sum(mine)} more ${which}findings of ${rule} (${owners.join(', ')}${others})`;
  });

/** What is not shown of one finding: undefined where nothing is left out. */
export interface OmittedParts {
  readonly at: number;
  readonly because: number;
}

/** A text for each part of a finding of which not all is shown. */
export const omittedParts = ({ omitted }: { readonly omitted?: OmittedParts | undefined }): string[] => [
  ...(omitted && omitted.at > 0 ? [`${omitted.at} more places`] : []),
  ...(omitted && omitted.because > 0 ? [`${omitted.because} more steps`] : []),
];
