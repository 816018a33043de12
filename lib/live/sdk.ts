import { devNull } from 'node:os';
import { join } from 'node:path';
import { isLoopback } from '../manifest/gateway';
import { measured } from './measure';

/** Where an org is: its gateway, or the host of its region, e.g. `mypurecloud.ie`. */
export type Place = { readonly gateway: string } | { readonly environment: string };

/** What is used of a client of the official SDK. */
export interface SdkClient {
  setGateway(gateway: { host: string; protocol: string; port: number }): void;
  setEnvironment(environment: string): void;
  setReturnExtendedResponses(extended: boolean): void;
  setPreHook(hook: (config: RequestConfig) => RequestConfig): void;
  loginClientCredentialsGrant(clientId: string, clientSecret: string): Promise<unknown>;
  callApi(...parts: readonly unknown[]): Promise<unknown>;
  readonly authData: { readonly accessToken?: unknown; readonly tokenExpiryTime?: unknown };
  readonly config: { live_reload_config: boolean; setConfigPath(path: string): void };
}

/** The settings of axios that a request is sent with. */
interface RequestConfig {
  maxRedirects?: number;
  maxContentLength?: number;
  signal?: AbortSignal;
  /** What reads an answer, one after the other; the first gets its text. */
  transformResponse?: Transform | readonly Transform[];
}

type Transform = (data: unknown) => unknown;

/** Bounds of every answer. A page of the API has some hundred kilobytes. */
export interface Bounds {
  readonly bytes: number;
  readonly milliseconds: number;
}

export const usualBounds: Bounds = { bytes: 32 * 1024 * 1024, milliseconds: 60_000 };

/**
 * A client of the official SDK (purecloud-platform-client-v2 262.0.0) for one identity. The SDK's usual one is shared by all. Its
 * configuration file is neither read nor watched; it follows no redirect, which would carry the credentials to another place; and an
 * answer that is too large, or does not end, is none.
 */
export async function newSdkClient(place: Place, { bytes, milliseconds }: Bounds): Promise<SdkClient> {
  if ('gateway' in place && isLoopback(place.gateway)) bypassProxy();
  const ApiClientClass = await loaded();
  const client = made(ApiClientClass);
  client.config.live_reload_config = false;
  client.config.setConfigPath('');
  client.setReturnExtendedResponses(true);
  client.setPreHook((config) => {
    config.maxRedirects = 0;
    config.maxContentLength = bytes;
    config.signal = AbortSignal.timeout(milliseconds);
    config.transformResponse = [measured, ...[config.transformResponse ?? []].flat()];
    return config;
  });
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

/** Below a file that is none: nobody else on the machine can put a configuration there, as in a folder of temporary files. */
const nowhere = join(devNull, 'no-home');

/** The class of the SDK's clients. Loading makes one of them already. */
let loading: Promise<new () => SdkClient> | undefined;
function loaded(): Promise<new () => SdkClient> {
  loading ??= (async () => {
    const show = hide();
    try {
      const sdk = (await import('purecloud-platform-client-v2')) as unknown as {
        default?: { ApiClientClass: new () => SdkClient };
        ApiClientClass: new () => SdkClient;
      };
      return (sdk.default ?? sdk).ApiClientClass;
    } finally {
      show();
    }
  })();
  return loading;
}

function made(ApiClientClass: new () => SdkClient): SdkClient {
  const show = hide();
  try {
    return new ApiClientClass();
  } finally {
    show();
  }
}

/**
 * Hides what the SDK looks at when a client is made, before anybody can tell it not to; what comes back shows it again.
 * - `~/.genesyscloudjavascript/config` could send the credentials elsewhere, or log headers: the home folder is one that cannot exist.
 * - With DEBUG or DIAGNOSTICS, what writes its log would write to stdout, where the report goes.
 * - Node.js warns of a `localStorage` that is asked for and has no file (26.10).
 */
function hide(): () => void {
  const { HOME, USERPROFILE, DEBUG, DIAGNOSTICS } = process.env;
  const storage = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
  process.env['HOME'] = nowhere;
  process.env['USERPROFILE'] = nowhere;
  delete process.env['DEBUG'];
  delete process.env['DIAGNOSTICS'];
  Object.defineProperty(globalThis, 'localStorage', { value: undefined, configurable: true });
  return () => {
    for (const [name, value] of Object.entries({ HOME, USERPROFILE, DEBUG, DIAGNOSTICS }))
      restore(name, value);
    if (storage === undefined) Reflect.deleteProperty(globalThis, 'localStorage');
    else Object.defineProperty(globalThis, 'localStorage', storage);
  };
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
