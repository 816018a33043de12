import { setTimeout as later } from 'node:timers/promises';
import type { Method } from '../genesys/table';
import type { Credentials } from './credentials';
import { TooMuch } from './measure';
import { waitAfter } from './patience';
import { type Reply, textAt } from './reply';
import { type Bounds, newSdkClient, type Place, type SdkClient, usualBounds } from './sdk';
import { Secrets } from './secrets';
import type { Trace } from './trace';

/** What one call carries beside its method and path. */
export interface Call {
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How an identity asks. */
export interface ApiOptions {
  /** Those of the whole run; its own when it is left out. */
  readonly secrets?: Secrets;
  readonly trace?: Trace;
  /** Calls other than GET and HEAD throw: for commands that promise to change nothing. */
  readonly readOnly?: boolean;
  /** How often an answer 429, or a failed read, is tried again. */
  readonly attempts?: number;
  readonly bounds?: Bounds;
}

/** A token is renewed so long before it ends, in milliseconds: longer than one call takes. */
const margin = 5000;

/** What RFC 6749, section 5.2, lets a token endpoint say. Anything else is not repeated: it could be what was sent. */
const oauthErrors = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
] as const;

/** Why there is no token: the credentials are refused, or nobody answers. */
interface Refused {
  readonly kind: 'refused';
  /** In words, for a report. */
  readonly reason: string;
  /** What the token endpoint calls it, where that is a word of OAuth. */
  readonly error?: (typeof oauthErrors)[number];
}

/** An identity that has a token, or why it has none. */
type Login = { readonly kind: 'in'; readonly api: Api } | Refused;

/**
 * One identity at one org, through the official SDK. Errors of the SDK carry credentials in their headers: none is passed on or printed,
 * only status and body; and a body in which the org repeats a secret or a token of the run comes without it.
 */
export class Api {
  private readonly secrets: Secrets;
  /** The last call was tried in vain as often as it may be. Until one is answered, each is tried once: else a run would wait for days. */
  private inVain = false;

  private constructor(
    private readonly client: SdkClient,
    private readonly credentials: Credentials,
    private readonly options: ApiOptions,
  ) {
    this.secrets = options.secrets ?? new Secrets();
    this.secrets.addClient(credentials.clientId, credentials.clientSecret);
  }

  /** Logs in. Never rejects for what the org answers. */
  static async login(place: Place, credentials: Credentials, options: ApiOptions): Promise<Login> {
    const api = new Api(await newSdkClient(place, options.bounds ?? usualBounds), credentials, options);
    return (await api.logIn()) ?? { kind: 'in', api };
  }

  /** Calls one operation. Never rejects for what the org answers. `path` is filled in and encoded by the caller. */
  async call(method: Method, path: string, call: Call = {}): Promise<Reply> {
    if (this.options.readOnly === true && method !== 'GET' && method !== 'HEAD')
      throw new Error(`${method} ${path} would change the org: this command only reads`);
    const ends = this.client.authData.tokenExpiryTime;
    // Should that fail, the old token may do, or its refusal tells.
    if (typeof ends === 'number' && Date.now() > ends - margin) await this.logIn();
    for (let attempt = 1; ; attempt++) {
      const { reply, retryAfter } = await this.once(method, path, call);
      const attempts = this.inVain ? 1 : (this.options.attempts ?? 8);
      const wait = waitAfter({ method, reply, retryAfter, attempt, attempts });
      if (wait === undefined) {
        const failed = reply.kind === 'none' ? reply.again : reply.status === 429;
        this.inVain = failed && (this.inVain || attempt > 1);
        return reply;
      }
      await later(wait);
    }
  }

  /** Asks for a token, also a new one; `undefined` when there is one, else why not. */
  private async logIn(): Promise<Refused | undefined> {
    const { clientId, clientSecret } = this.credentials;
    const { trace } = this.options;
    for (let attempt = 1; ; attempt++) {
      trace?.begin('POST', '/oauth/token', {});
      let reply: Reply = { kind: 'answer', status: 200, body: undefined };
      let raw: unknown;
      try {
        await this.client.loginClientCredentialsGrant(clientId, clientSecret);
      } catch (error) {
        raw = error;
        reply = replyOf(error);
      }
      // Also one that is no good: it may be somebody's.
      this.secrets.add(this.client.authData.accessToken);
      trace?.end(statusOf(reply), undefined);
      if (reply.kind === 'none') return { kind: 'refused', reason: reply.reason };
      if (reply.status === 200)
        return hasToken(this.client)
          ? undefined
          : { kind: 'refused', reason: 'the token endpoint gave no token' };
      const wait = waitAfter({ method: 'GET', reply, retryAfter: retryAfterOf(raw), attempt, attempts: 3 });
      if (wait === undefined) {
        const said = textAt(reply.body, 'error');
        const error = oauthErrors.find((known) => known === said);
        const reason = `the token endpoint answers ${reply.status}`;
        return error === undefined
          ? { kind: 'refused', reason }
          : { kind: 'refused', reason: `${reason} ${error}`, error };
      }
      await later(wait);
    }
  }

  private async once(method: Method, path: string, { query = {}, body, headers }: Call) {
    const { trace } = this.options;
    trace?.begin(method, path, query);
    const raw: unknown = await this.client
      .callApi(
        path,
        method,
        {},
        query,
        {},
        {},
        body,
        ['PureCloud OAuth'],
        ['application/json'],
        ['application/json'],
        headers ?? {},
      )
      .catch((error: unknown) => error);
    const reply = this.withoutSecrets(replyOf(raw));
    trace?.end(statusOf(reply), reply.kind === 'answer' ? reply.body : undefined);
    return { reply, retryAfter: retryAfterOf(raw) };
  }

  /** An org that repeats what it was sent must not bring it into a report, a trace or a file. */
  private withoutSecrets(reply: Reply): Reply {
    if (reply.kind === 'none' || reply.body === undefined) return reply;
    try {
      return { ...reply, body: this.secrets.cleaned(reply.body) };
    } catch {
      // Read, but nested too deep to be looked at.
      return { kind: 'none', reason: 'an answer that is nested without end', again: false };
    }
  }
}

const hasToken = ({ authData: { accessToken } }: SdkClient): boolean =>
  typeof accessToken === 'string' && /^[\x21-\x7e]+$/.test(accessToken);

const statusOf = (reply: Reply): number => (reply.kind === 'answer' ? reply.status : 0);

/** What the SDK resolved or rejected with, as a reply. */
function replyOf(raw: unknown): Reply {
  const { status, body, response, code, message } = (typeof raw === 'object' && raw !== null ? raw : {}) as {
    status?: unknown;
    body?: unknown;
    response?: { status?: unknown; data?: unknown };
    code?: unknown;
    message?: unknown;
  };
  if (typeof response?.status === 'number')
    return { kind: 'answer', status: response.status, body: response.data };
  if (typeof status === 'number') return { kind: 'answer', status, body };
  if (code === 'ERR_CANCELED') return { kind: 'none', reason: 'no whole answer in time', again: false };
  if (raw instanceof TooMuch) return { kind: 'none', reason: raw.message, again: false };
  if (typeof message === 'string' && message.startsWith('maxContentLength'))
    return { kind: 'none', reason: 'an answer that is too large', again: false };
  const known = typeof code === 'string' && /^[A-Z_]+$/.test(code) ? ` (${code})` : '';
  return { kind: 'none', reason: `no answer${known}`, again: true };
}

function retryAfterOf(raw: unknown): unknown {
  const { headers, response } = (typeof raw === 'object' && raw !== null ? raw : {}) as {
    headers?: Record<string, unknown>;
    response?: { headers?: Record<string, unknown> };
  };
  return (headers ?? response?.headers)?.['retry-after'];
}
