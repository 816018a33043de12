import { describe, expect, it } from 'vitest';
import type { Method } from '../../lib/genesys/table';
import { waitAfter } from '../../lib/live/patience';
import type { Reply } from '../../lib/live/reply';

const answer = (status: number): Reply => ({ kind: 'answer', status, body: {} });
const none = (again: boolean): Reply => ({ kind: 'none', reason: 'no answer', again });
const wait = (reply: Reply, attempt = 1, method: Method = 'GET', retryAfter?: unknown): number | undefined =>
  waitAfter({ method, reply, retryAfter, attempt, attempts: 8 });

describe('how long to wait for another try', () => {
  it.each<[unknown, number]>([
    ['0', 0],
    ['7', 7000],
    ['60', 60_000],
    ['121', 120_000],
    ['999999999', 120_000],
    [undefined, 250],
    ['', 250],
    ['-1', 250],
    ['1e9', 250],
    ['soon', 250],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 250],
    [{}, 250],
  ])('after 429 with Retry-After %s is %d ms, for writes too', (retryAfter, expected) => {
    for (const method of ['GET', 'POST'] as const)
      expect(wait(answer(429), 1, method, retryAfter)).toBe(expected);
  });

  it('after 429 grows, and ends', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => wait(answer(429), attempt))).toEqual([
      250,
      500,
      1000,
      2000,
      4000,
      8000,
      8000,
      undefined,
    ]);
  });

  it.each([500, 502, 503, 504])('after %d is for reads only, three times', (status) => {
    expect([1, 2, 3, 4].map((attempt) => wait(answer(status), attempt))).toEqual([250, 500, 1000, undefined]);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const)
      expect(wait(answer(status), 1, method)).toBeUndefined();
  });

  it('after no answer is for reads only, and not where asking again brings none', () => {
    expect(wait(none(true))).toBe(250);
    expect(wait(none(true), 1, 'POST')).toBeUndefined();
    expect(wait(none(false))).toBeUndefined();
  });

  it.each([200, 204, 302, 400, 401, 403, 404, 409, 501])('after %d is none', (status) => {
    expect(wait(answer(status))).toBeUndefined();
  });
});
