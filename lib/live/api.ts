import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import type { Method } from '../genesys/table';
import { isLoopback } from '../manifest/gateway';
import type { Credentials } from './credentials';
import type { Trace } from './trace';

/** What came back: an answer with any status, or none. */
export type Reply =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'none'; readonly reason: string };

export interface Call {
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where an org is: its gateway, or the host of its region, e.g. `mypurecloud.ie`. */
export type Place = { readonly gateway: string } | { readonly environment: string };

export interface ApiOptions {
  readonly trace?: Trace;
  /** Calls other than GET and HEAD throw: for commands that promise to change nothing. */
  readonly readOnly?: boolean;
  /** How often an answer 429, or a failed read, is tried again. */
  readonly attempts?: number;
}

interface SdkClient {
  setGateway(gateway: { host: string; protocol: string; port: number }): void;
  setEnvironment(environment: string): void;
  setReturnExtendedResponses(extended: boolean): void;
  loginClientCredentialsGrant(clientId: string, clientSecret: string): Promise<unknown>;
  callApi(...parts: readonly unknown[]): Promise<unknown>;
  readonly config: { live_reload_config: boolean; setConfigPath(path: string): void };
}

/**
 * One identity at one org, through the official SDK (purecloud-platform-client-v2 262.0.0). Each has an SDK client of its own, since the
 * SDK's usual one is shared by all; its configuration file is neither read nor watched. Errors of the SDK carry credentials in their
 * headers: none is passed on or printed, only its status and body.
 */
export class Api {
  private constructor(
    private readonly client: SdkClient,
    private readonly options: ApiOptions,
  ) {}

  /** Logs in. `undefined` when the credentials are refused or nobody answers; the reason is told to `refused`. */
  static async login(
    place: Place,
    { clientId, clientSecret }: Credentials,
    options: ApiOptions,
    refused: (reason: string) => void,
  ): Promise<Api | undefined> {
    const client = await newClient(place);
    options.trace?.begin('POST', '/oauth/token', {});
    try {
      await client.loginClientCredentialsGrant(clientId, clientSecret);
      options.trace?.end(200, undefined);
      return new Api(client, options);
    } catch (error) {
      const reply = replyOf(error);
      options.trace?.end(reply.kind === 'answer' ? reply.status : 0, undefined);
      refused(
        reply.kind === 'none'
          ? reply.reason
          : `the token endpoint answers ${reply.status} ${textAt(reply.body, 'error') ?? ''}`.trim(),
      );
      return undefined;
    }
  }

  /** Calls one operation. Never rejects for what the org answers. `path` is filled in and encoded by the caller. */
  async call(method: Method, path: string, call: Call = {}): Promise<Reply> {
    if (this.options.readOnly === true && method !== 'GET' && method !== 'HEAD')
      throw new Error(`${method} ${path} would change the org: this command only reads`);
    const patient = this.options.attempts ?? 8;
    for (let attempt = 1; ; attempt++) {
      const { reply, wait } = await this.once(method, path, call, attempt);
      // Limits pass with time; a failure that comes back three times will stay.
      const limited = reply.kind === 'answer' && reply.status === 429;
      if (wait === undefined || attempt >= (limited ? patient : Math.min(patient, 4))) return reply;
      await later(wait);
    }
  }

  private async once(method: Method, path: string, { query = {}, body, headers }: Call, attempt: number) {
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
    const reply = replyOf(raw);
    trace?.end(reply.kind === 'answer' ? reply.status : 0, reply.kind === 'answer' ? reply.body : undefined);
    return { reply, wait: pause(method, raw, reply, attempt) };
  }
}

/** Milliseconds until another try makes sense; `undefined` when none does. Only reads are repeated after a failure. */
function pause(method: Method, raw: unknown, reply: Reply, attempt: number): number | undefined {
  const backoff = Math.min(250 * 2 ** (attempt - 1), 8000);
  const reads = method === 'GET' || method === 'HEAD';
  if (reply.kind === 'none') return reads ? backoff : undefined;
  if (reply.status === 429) {
    const seconds = Number((raw as { headers?: Record<string, unknown> }).headers?.['retry-after']);
    return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 120) * 1000 : backoff;
  }
  return reads && reply.status >= 500 && reply.status !== 501 ? backoff : undefined;
}

function replyOf(raw: unknown): Reply {
  const { status, body, response, code } = (typeof raw === 'object' && raw !== null ? raw : {}) as {
    status?: unknown;
    body?: unknown;
    response?: { status?: unknown; data?: unknown };
    code?: unknown;
  };
  if (typeof response?.status === 'number')
    return { kind: 'answer', status: response.status, body: response.data };
  if (typeof status === 'number') return { kind: 'answer', status, body };
  return { kind: 'none', reason: typeof code === 'string' ? `no answer (${code})` : 'no answer' };
}

async function newClient(place: Place): Promise<SdkClient> {
  if ('gateway' in place && isLoopback(place.gateway)) bypassProxy();
  const client = await withoutConfigFile(async () => {
    const sdk = (await import('purecloud-platform-client-v2')) as unknown as {
      default?: { ApiClientClass: new () => SdkClient };
      ApiClientClass: new () => SdkClient;
    };
    const { ApiClientClass } = sdk.default ?? sdk;
    return new ApiClientClass();
  });
  client.config.live_reload_config = false;
  client.config.setConfigPath('');
  client.setReturnExtendedResponses(true);
  if ('environment' in place) client.setEnvironment(place.environment);
  else {
    const { hostname, protocol, port } = new URL(place.gateway);
    const scheme = protocol.replace(':', '');
    client.setGateway({
      host: hostname,
      protocol: scheme,
      port: Number(port || (scheme === 'https' ? 443 : 80)),
    });
  }
  return client;
}

/**
 * The SDK reads `~/.genesyscloudjavascript/config` when a client is made, before anybody can tell it not to: that file could send the
 * credentials elsewhere, or log headers. So the home folder is one that does not exist, for as long as that takes.
 */
async function withoutConfigFile<T>(make: () => Promise<T>): Promise<T> {
  const { HOME, USERPROFILE } = process.env;
  const nowhere = join(tmpdir(), 'bulkhead-has-no-home');
  process.env['HOME'] = nowhere;
  process.env['USERPROFILE'] = nowhere;
  try {
    return await make();
  } finally {
    restore('HOME', HOME);
    restore('USERPROFILE', USERPROFILE);
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

/** The SDK honours proxies of the environment, for this machine's own addresses too. */
function bypassProxy(): void {
  const hosts = new Set([...(process.env['NO_PROXY'] ?? '').split(','), '127.0.0.1', 'localhost', '::1']);
  const list = [...hosts].filter((host) => host !== '').join(',');
  process.env['NO_PROXY'] = list;
  process.env['no_proxy'] = list;
}

/** A text field of an answer; `undefined` when it is absent or no text. */
export function textAt(body: unknown, ...path: readonly string[]): string | undefined {
  const value = valueAt(body, ...path);
  return typeof value === 'string' ? value : undefined;
}

/** A field of an answer, by own keys only. */
export function valueAt(body: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    body,
  );
}
