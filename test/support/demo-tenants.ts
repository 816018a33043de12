import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root: tests run the built command as a user would. */
export const root = join(__dirname, '..', '..');

/** The last day of the demo's waiver. It comes, as for every waiver; so copies of the demo get a later one, and tests hold on any day. */
export const lastDay = '2027-04-30';
export const soon = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);

/** Copies the demo's manifest into a folder, its waiver in force whatever day it is. */
export function copyTenants(to: string): void {
  cpSync(join(root, 'tenants'), join(to, 'tenants'), { recursive: true });
  const waivers = join(to, 'tenants', 'demo', 'waivers.yaml');
  const text = readFileSync(waivers, 'utf8');
  if (!text.includes(lastDay)) throw new Error(`the demo's waiver no longer ends on ${lastDay}: say so here`);
  writeFileSync(waivers, text.replaceAll(lastDay, soon));
}
