import type { Org } from '../../manifest/model';
import { liveReport, type Section } from '../check';
import type { Memory } from '../memory';
import { auditOrg } from './index';

/** Whether a client was ever used does not become untrue; who has which access does. */
const lasting = /\/usage\/summary$/;

/**
 * An audit that goes on where an interrupted one stopped. It confirms nothing about clients, roles, divisions, grants and settings by what
 * the interrupted one read: when all of it matches, that is read once more.
 */
export async function auditResumed(org: Org, memory: Memory, self: string): Promise<readonly Section[]> {
  const sections = await auditOrg(org, memory, self);
  const confirmed = liveReport('audit', org.id, sections).verdict === 'confirmed';
  if (!confirmed || memory.resumed === undefined) return sections;
  memory.forgetEarlier(lasting);
  return auditOrg(org, memory, self);
}
