import type { Method } from '../genesys/table';
import type { Reply } from './reply';

/** No org is waited for longer between two tries: its limits are counted by the minute. */
const longestWait = 120_000;

/** What the decision needs to know of one try. */
interface Try {
  readonly method: Method;
  readonly reply: Reply;
  /** The header as it came. */
  readonly retryAfter: unknown;
  /** 1 for the first. */
  readonly attempt: number;
  /** How often a limited call is tried at most. */
  readonly attempts: number;
}

/**
 * Milliseconds until another try makes sense; `undefined` when none does. What was limited was not done, so anything is repeated, after
 * the time that the org gives, up to two minutes. After a failure nobody knows what was done, so only reads are repeated, and four times
 * at most: a failure that comes back will stay.
 */
export function waitAfter({ method, reply, retryAfter, attempt, attempts }: Try): number | undefined {
  const backoff = Math.min(250 * 2 ** (attempt - 1), 8000);
  if (reply.kind === 'answer' && reply.status === 429) {
    if (attempt >= attempts) return undefined;
    const seconds = /^\d{1,9}$/.test(String(retryAfter)) ? Number(retryAfter) : undefined;
    return seconds === undefined ? backoff : Math.min(seconds * 1000, longestWait);
  }
  const reads = method === 'GET' || method === 'HEAD';
  const failed = reply.kind === 'none' ? reply.again : reply.status >= 500 && reply.status !== 501;
  return reads && failed && attempt < Math.min(attempts, 4) ? backoff : undefined;
}
