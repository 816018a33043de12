import type { Examined } from '../proof/prove';

/** `1 grant`, `2 grants`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** How much was looked at, in one line. */
export const examinedText = (examined: Examined): string =>
  (
    [
      [examined.orgs, 'org'],
      [examined.tenants, 'tenant'],
      [examined.stacks, 'stack'],
      [examined.clients, 'client'],
      [examined.grants, 'grant'],
      [examined.roles, 'role'],
      [examined.permissions, 'permission'],
      [examined.plans, 'plan'],
    ] as const
  )
    .map(([count, noun]) => plural(count, noun))
    .join(', ');
