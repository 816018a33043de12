import { describe, expect, it } from 'vitest';
import type { Api, ApiOptions } from '../../lib/live/api';
import { Secrets } from '../../lib/live/secrets';
import { Trace } from '../../lib/live/trace';
import { json, login, path, serve } from './loopback';

describe('an org that repeats what it has heard', () => {
  /** It numbers its tokens, and says every secret and token that it knows, and the next one, in texts and in keys. */
  async function echo(seconds: number): Promise<{ readonly url: string; readonly heard: Set<string> }> {
    const heard = new Set<string>();
    let count = 0;
    const tokenOf = (n: number): string => `canary-token-number-${n}`;
    const url = await serve((request, response) => {
      if (request.url === '/oauth/token') {
        const header = String(request.headers.authorization).slice('Basic '.length);
        heard.add(header).add(Buffer.from(header, 'base64').toString().split(':')[1] ?? '');
        heard.add(tokenOf(++count));
        return json(response, 200, { access_token: tokenOf(count), expires_in: seconds });
      }
      const all = [...heard, tokenOf(count + 1)].join(' / ');
      return json(response, 200, { name: all, [all]: [{ note: all }], id: '__proto__' });
    });
    return { url, heard };
  }

  const loginAs = (url: string, clientId: string, options: ApiOptions): Promise<Api> =>
    login(url, options, { clientId, clientSecret: `canary-secret-of-${clientId}` });

  it.each([
    ['to another identity', 3600],
    ['after a token was renewed', 1],
  ])('%s, tells it neither to answers nor to the trace', async (_what, seconds) => {
    const { url, heard } = await echo(seconds);
    const secrets = new Secrets();
    const trace = new Trace(secrets);
    const answers: unknown[] = [];
    for (const name of ['one', 'two']) {
      const api = await loginAs(url, name, { secrets, trace });
      for (let i = 0; i < 3; i++) answers.push(await api.call('GET', path));
    }
    await loginAs(url, 'three', { secrets, trace });
    const har = trace.toJson('1');
    expect(heard.size).toBeGreaterThan(8);
    for (const secret of heard) expect(har).not.toContain(secret);
    const cleaned = JSON.stringify(secrets.cleaned(answers));
    for (const secret of heard) expect(cleaned).not.toContain(secret);
    // What was known when an answer came is not in it either; the token that came next could not be known.
    for (const secret of [...heard].filter((one) => !one.startsWith('canary-token')).slice(0, 4))
      expect(JSON.stringify(answers)).not.toContain(secret);
  });

  it('does not choose what is torn apart: a token that looks like JSON changes texts only', () => {
    const secrets = new Secrets();
    for (const secret of ['0001abcdefg', '":[{"id"', '\\abcdefgh', 'a-secret', 'a-secret-and-more', 'short'])
      secrets.add(secret);
    expect(
      secrets.cleaned({
        a: '\u0001abcdefg 0001abcdefg',
        b: '\\\\abcdefgh',
        c: 'a-secret-and-more, short',
        d: [1, null, true],
      }),
    ).toEqual({ a: '\u0001abcdefg removed', b: '\\removed', c: 'removed, short', d: [1, null, true] });
  });
});
