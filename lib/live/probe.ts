import { setTimeout as later } from 'node:timers/promises';
import type { Org, Tenant } from '../manifest/model';
import type { Api } from './api';
import type { Canaries } from './canaries';
import type { Check, Outcome } from './check';
import type { Divisions, ExpectedGrant, LiveDivision } from './expected';
import type { Reply } from './reply';

/** What the probes of one tenant know: its own token, and what the manifest says about everybody. */
export interface Subject {
  readonly org: Org;
  readonly tenant: Tenant;
  readonly api: Api;
  readonly clientId: string;
  readonly divisions: Divisions;
  readonly grants: readonly ExpectedGrant[];
  /** Divisions where the tenant may be granted nothing: other tenants', home, unmanaged, shared with others. */
  readonly foreign: readonly LiveDivision[];
  readonly canaries: Canaries;
  /** The deployer saw the canaries in this run. If not, one that is said not to be there may really be gone, and shows nothing. */
  readonly canariesSeen: boolean;
  /** Also attempts are made that would change the org if they succeeded. */
  readonly dangerous: boolean;
}

/** One question to the org, asked as the tenant. */
export interface Probe {
  readonly id: string;
  readonly subject: string;
  readonly expected: string;
  /** `denial`: what must be refused or invisible. Only these are asked again while grants may still be on their way out. */
  readonly kind: 'denial' | 'presence';
  readonly ask: () => Promise<{ readonly outcome: Outcome; readonly seen: string }>;
}

/** Refused, or hidden: an object that may not be seen answers 404, as one that is not there. */
export const isDenied = (reply: Reply): boolean =>
  reply.kind === 'answer' && (reply.status === 403 || reply.status === 404);

export const isSuccess = (reply: Reply): boolean =>
  reply.kind === 'answer' && reply.status >= 200 && reply.status < 300;

/**
 * Asks all probes one after the other. Denials that fail are asked again, every two seconds until `patience` milliseconds have passed:
 * taking a grant away may need minutes to have its effect. What must be visible is not waited for.
 */
export async function askAll(probes: readonly Probe[], patience: number): Promise<readonly Check[]> {
  const deadline = Date.now() + patience;
  const checks: Check[] = [];
  for (const probe of probes) checks.push(await checkOf(probe));
  for (;;) {
    const open = probes.flatMap((probe, i) =>
      probe.kind === 'denial' && isLeak(checks[i]?.outcome) ? [{ probe, i }] : [],
    );
    if (open.length === 0 || Date.now() + 2000 > deadline) return checks;
    await later(2000);
    for (const { probe, i } of open) checks[i] = await checkOf(probe);
  }
}

const isLeak = (outcome: Outcome | undefined): boolean => outcome === 'extra' || outcome === 'foreign';

async function checkOf({ id, subject, expected, ask }: Probe): Promise<Check> {
  return { id, subject, expected, ...(await ask()) };
}
