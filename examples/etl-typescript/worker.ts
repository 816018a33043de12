/**
 * A tenant's ETL worker with the official SDK (purecloud-platform-client-v2 262.0.0):
 *
 *   npx tsx worker.ts CREDENTIALS SETTINGS ORIGIN
 *
 * Writes one JSON object a line to stdout. Exit code 1, and no row, unless the token reaches exactly the divisions of the settings.
 */
import { readFileSync, statSync } from 'node:fs';

interface Settings {
  readonly clientId: string;
  /** Permissions, each with the ids of the divisions in which the client holds it: every division of every grant. */
  readonly divisions: Readonly<Record<string, readonly string[]>>;
  readonly interval: string;
}

/** What the worker uses of the SDK's client. Its errors hold headers and so secrets: none is printed. */
interface Client {
  setGateway(gateway: { host: string; protocol: string; port: number }): void;
  setEnvironment(environment: string): void;
  setReturnExtendedResponses(extended: boolean): void;
  setPreHook(hook: (config: { maxRedirects?: number }) => object): void;
  loginClientCredentialsGrant(clientId: string, clientSecret: string): Promise<unknown>;
  readonly authData: { readonly accessToken?: unknown };
  readonly config: { live_reload_config: boolean; setConfigPath(path: string): void };
}

// biome-ignore lint/suspicious/noExplicitAny: the SDK's types describe neither its class for own clients nor its answers.
type Loose = any;

class Stop extends Error {}

interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** The worker as a command: all rows or none to stdout. Resolves to the exit code. */
export async function main(args: readonly string[], { stdout, stderr }: Streams = process): Promise<0 | 1> {
  try {
    stdout.write(await pull(args));
    return 0;
  } catch (error) {
    // Its message could quote an answer.
    const why = error instanceof Stop ? error.message : 'an answer of the org cannot be read';
    stderr.write(`etl: ${why}\n`);
    return 1;
  }
}

async function pull([
  credentialsFile = '',
  settingsFile = '',
  origin = '',
]: readonly string[]): Promise<string> {
  const { clientId, clientSecret, settings } = filesOf(credentialsFile, settingsFile);
  const { hostname, protocol, port } = addressOf(origin);
  const sdk = await withoutConfigFile();
  // A client of its own: `ApiClient.instance` is shared by all tenants of a process.
  const client: Client = new sdk.ApiClientClass();
  client.config.live_reload_config = false;
  client.config.setConfigPath('');
  client.setReturnExtendedResponses(true);
  // A redirect would carry the credentials to another place.
  client.setPreHook((config) => Object.assign(config, { maxRedirects: 0 }));
  if (isLoopback(hostname)) {
    process.env['NO_PROXY'] = hostname;
    const scheme = protocol.replace(':', '');
    client.setGateway({
      host: hostname,
      protocol: scheme,
      port: Number(port || (scheme === 'https' ? 443 : 80)),
    });
  } else client.setEnvironment(hostname.replace(/^api\./, ''));
  const logIn = async (): Promise<void> => {
    const { status } = await answer(() => client.loginClientCredentialsGrant(clientId, clientSecret));
    if (status !== 200) throw new Stop(`log in: the org answers ${status ?? 'nothing'}`);
    const { accessToken } = client.authData;
    // Without one the SDK would go on asking, as nobody.
    if (typeof accessToken !== 'string' || !/^[\x21-\x7e]+$/.test(accessToken))
      throw new Stop('log in: the org gave no token');
  };
  await logIn();
  /**
   * For what changes nothing: asks once more after a new login when the token has expired, and again when the org limits calls or fails,
   * after the time that it gives, up to two minutes.
   */
  const read = async (what: string, ask: () => Promise<unknown>): Promise<Loose> => {
    let renewed = false;
    for (let attempt = 0; ; ) {
      const { status, body, retryAfter } = await answer(ask);
      if (status === 200) return body;
      if (status === 401 && !renewed) {
        renewed = true;
        await logIn();
      } else if ([429, 502, 503, 504, undefined].includes(status) && attempt < 6) {
        const told = /^\d{1,9}$/.test(String(retryAfter)) ? Number(retryAfter) * 1000 : undefined;
        const pause = Math.min(told ?? 250 * 2 ** attempt, 120_000);
        await new Promise((done) => setTimeout(done, pause));
        attempt += 1;
      } else throw new Stop(`${what}: the org answers ${status ?? 'nothing'}`);
    }
  };

  const problems = await selfCheck(sdk, client, settings, read);
  if (problems.length > 0)
    throw new Stop(`this token is not what it should be:\n  - ${problems.join('\n  - ')}`);
  const rows: object[] = [];
  for (let pageNumber = 1, pages = 1; pageNumber <= pages; pageNumber++) {
    const page = await read('queues', () =>
      new sdk.RoutingApi(client).getRoutingQueues({ pageNumber, pageSize: 100 }),
    );
    pages = listed(page, 'queues', pageNumber).pageCount;
    for (const { id, name, division } of page.entities)
      rows.push(kept(settings, { kind: 'queue', id, name, divisionIds: [division?.id] }));
  }
  let seen = 0;
  for (let pageNumber = 1, more = true; more; pageNumber++) {
    const query = { interval: settings.interval, paging: { pageSize: 100, pageNumber } };
    const page = await read('conversations', () =>
      new sdk.AnalyticsApi(client).postAnalyticsConversationsDetailsQuery(query),
    );
    // The API leaves the list out where it is empty, but not the total.
    if (typeof page?.totalHits !== 'number') throw new Stop('conversations: the answer is no list');
    const found = page.conversations ?? [];
    seen += found.length;
    for (const { conversationId: id, divisionIds } of found)
      rows.push(kept(settings, { kind: 'conversation', id, divisionIds }));
    more = found.length === 100;
    if (more && pageNumber >= mostPages) throw new Stop('conversations: the list has no end');
    if (!more && seen < page.totalHits)
      throw new Stop(`conversations: the org gave ${seen} of ${page.totalHits}`);
  }
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

async function selfCheck(
  sdk: Loose,
  client: Client,
  { clientId, divisions }: Settings,
  read: (what: string, ask: () => Promise<unknown>) => Promise<Loose>,
) {
  const me = await read('who am I', () => new sdk.TokensApi(client).getTokensMe({}));
  const unnamed = Object.values(permissionOf)
    .filter((permission) => (divisions[permission] ?? []).length === 0)
    .map((permission) => `the settings name no division for ${permission}`);
  const problems: string[] = me?.OAuthClient?.id === clientId ? [] : ['the token is of another client'];
  problems.push(...unnamed);
  const api = new sdk.AuthorizationApi(client);
  const mine = new Set(Object.values(divisions).flat());
  const grants = (await read('my grants', () => api.getAuthorizationSubjectsMe({})))?.grants ?? [];
  if (grants.length === 0) problems.push('the org shows no grant of this client');
  for (const { division } of grants)
    if (!mine.has(division?.id)) problems.push(`a grant in division ${division?.id}`);
  for (const [permission, expected] of Object.entries(divisions)) {
    const seen = new Set<string>();
    for (let pageNumber = 1, pages = 1; pageNumber <= pages; pageNumber++) {
      const page = await read(permission, () =>
        api.getAuthorizationDivisionspermittedPagedMe(permission, { pageNumber, pageSize: 100 }),
      );
      pages = listed(page, permission, pageNumber).pageCount;
      for (const { id } of page.entities) seen.add(id);
      if (page.allDivsPermitted === true) problems.push(`${permission}: held in every division`);
    }
    for (const id of seen) if (!expected.includes(id)) problems.push(`${permission}: also in division ${id}`);
    for (const id of expected) if (!seen.has(id)) problems.push(`${permission}: not in division ${id}`);
  }
  return problems;
}

/** What each kind of row is read with, and so in which divisions it may be. */
const permissionOf = {
  queue: 'routing:queue:view',
  conversation: 'analytics:conversationDetail:view',
} as const;

function kept<
  Row extends { readonly kind: keyof typeof permissionOf; readonly divisionIds: readonly string[] },
>({ divisions }: Settings, row: Row): Row {
  const allowed = divisions[permissionOf[row.kind]] ?? [];
  if (!Array.isArray(row.divisionIds) || !row.divisionIds.some((id) => allowed.includes(id)))
    throw new Stop('the org gave a row of other divisions');
  return row;
}

function filesOf(credentials: string, settings: string) {
  try {
    if ((statSync(credentials).mode & 0o077) !== 0)
      throw new Stop('the credentials can be read by others: chmod 600');
    const { clientId, clientSecret } = JSON.parse(readFileSync(credentials, 'utf8'));
    const told: Settings = JSON.parse(readFileSync(settings, 'utf8'));
    Object.values(told.divisions).flat();
    return { clientId, clientSecret, settings: told };
  } catch (error) {
    throw error instanceof Stop ? error : new Stop('a file is missing or malformed');
  }
}

const isLoopback = (hostname: string): boolean => hostname === '127.0.0.1' || hostname === 'localhost';

function addressOf(origin: string): URL {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (url === undefined) throw new Stop('the origin is no address, such as https://api.mypurecloud.ie');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    throw new Stop('the credentials are only sent over https');
  return url;
}

/**
 * The SDK reads ~/.genesyscloudjavascript/config when a client is made, before it can be told not to: this process has no home. Nor has it a
 * DEBUG, with which the SDK's log would go among the rows on stdout, and a localStorage, of which Node.js 26 would warn.
 */
async function withoutConfigFile(): Promise<Loose> {
  process.env['HOME'] = '/dev/null/no-home';
  delete process.env['DEBUG'];
  delete process.env['DIAGNOSTICS'];
  Object.defineProperty(globalThis, 'localStorage', { value: undefined, configurable: true });
  const sdk: Loose = await import('purecloud-platform-client-v2');
  return sdk.default ?? sdk;
}

/** No list of one tenant has more pages. */
const mostPages = 1000;

/** What is no list must not pass for an empty one, and a list without an end must not be read for ever. */
function listed(page: Loose, what: string, pageNumber: number): Loose {
  const { entities, pageCount } = page ?? {};
  const more = typeof pageCount === 'number' && pageNumber < pageCount;
  if (!Array.isArray(entities) || typeof pageCount !== 'number' || (more && entities.length === 0))
    throw new Stop(`${what}: the answer is no list`);
  if (more && pageNumber >= mostPages) throw new Stop(`${what}: the list has no end`);
  return page;
}

/** What the org answered. Failures of the SDK carry the credentials: only their status and the time to wait are kept. */
async function answer(
  ask: () => Promise<unknown>,
): Promise<{ readonly status?: number; readonly body?: unknown; readonly retryAfter?: unknown }> {
  try {
    const reply = (await ask()) as { readonly body?: unknown };
    return { status: 200, body: reply?.body };
  } catch (error) {
    const failed = error as { status?: unknown; headers?: Loose; response?: Loose } | undefined;
    const status = failed?.response?.status ?? failed?.status;
    const headers = failed?.response?.headers ?? failed?.headers;
    return typeof status === 'number' ? { status, retryAfter: headers?.['retry-after'] } : {};
  }
}

if (require.main === module)
  main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
