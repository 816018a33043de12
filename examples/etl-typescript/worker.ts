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
  /** The permissions that the worker uses, each with the ids of the tenant's divisions. */
  readonly divisions: Readonly<Record<string, readonly string[]>>;
  readonly interval: string;
}

/** What the worker uses of the SDK's client. Its errors hold headers and so secrets: none is printed. */
interface Client {
  setGateway(gateway: { host: string; protocol: string; port: number }): void;
  setEnvironment(environment: string): void;
  loginClientCredentialsGrant(clientId: string, clientSecret: string): Promise<unknown>;
  readonly config: { live_reload_config: boolean; setConfigPath(path: string): void };
}

// biome-ignore lint/suspicious/noExplicitAny: the SDK's types describe neither its class for own clients nor its answers.
type Loose = any;

class Stop extends Error {}

async function main([
  credentialsFile = '',
  settingsFile = '',
  origin = '',
]: readonly string[]): Promise<void> {
  if ((statSync(credentialsFile).mode & 0o077) !== 0)
    throw new Stop('the credentials can be read by others: chmod 600');
  const { clientId, clientSecret } = JSON.parse(readFileSync(credentialsFile, 'utf8'));
  const settings: Settings = JSON.parse(readFileSync(settingsFile, 'utf8'));
  const sdk = await withoutConfigFile();
  // A client of its own: `ApiClient.instance` is shared by all tenants of a process.
  const client: Client = new sdk.ApiClientClass();
  client.config.live_reload_config = false;
  client.config.setConfigPath('');
  const { hostname, protocol, port } = new URL(origin);
  if (hostname === '127.0.0.1') {
    process.env['NO_PROXY'] = hostname;
    client.setGateway({ host: hostname, protocol: protocol.replace(':', ''), port: Number(port) });
  } else client.setEnvironment(hostname.replace(/^api\./, ''));
  const logIn = () => answer('log in', () => client.loginClientCredentialsGrant(clientId, clientSecret));
  await logIn();
  /** Asks; once more after a new login when the token has expired, and again later when the org limits calls. */
  const call = async (what: string, ask: () => Promise<unknown>, attempt = 0): Promise<Loose> => {
    const reply = await answer(what, ask, true);
    if (reply.status === 401 && attempt === 0) return logIn().then(() => call(what, ask, 1));
    if ((reply.status === 429 || reply.status === 503) && attempt < 6) {
      await new Promise((done) => setTimeout(done, 250 * 2 ** attempt));
      return call(what, ask, attempt + 1);
    }
    if (reply.status !== undefined) throw new Stop(`${what}: the org answers ${reply.status}`);
    return reply.body;
  };

  const problems = await selfCheck(sdk, client, settings, call);
  if (problems.length > 0)
    throw new Stop(`this token is not what it should be:\n  - ${problems.join('\n  - ')}`);
  const allowed = new Set(Object.values(settings.divisions).flat());
  const rows: object[] = [];
  for (let pageNumber = 1, pages = 1; pageNumber <= pages; pageNumber++) {
    const page = await call('queues', () =>
      new sdk.RoutingApi(client).getRoutingQueues({ pageNumber, pageSize: 100 }),
    );
    pages = page.pageCount;
    for (const { id, name, division } of page.entities)
      rows.push(kept(allowed, { kind: 'queue', id, name, divisionIds: [division.id] }));
  }
  for (let pageNumber = 1, more = true; more; pageNumber++) {
    const query = { interval: settings.interval, paging: { pageSize: 100, pageNumber } };
    const page = await call('conversations', () =>
      new sdk.AnalyticsApi(client).postAnalyticsConversationsDetailsQuery(query),
    );
    const found = page.conversations ?? [];
    for (const { conversationId: id, divisionIds } of found)
      rows.push(kept(allowed, { kind: 'conversation', id, divisionIds }));
    more = found.length === 100;
  }
  process.stdout.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

async function selfCheck(
  sdk: Loose,
  client: Client,
  { clientId, divisions }: Settings,
  call: (what: string, ask: () => Promise<unknown>) => Promise<Loose>,
) {
  const me = await call('who am I', () => new sdk.TokensApi(client).getTokensMe({}));
  const problems: string[] = me.OAuthClient?.id === clientId ? [] : ['the token is of another client'];
  const api = new sdk.AuthorizationApi(client);
  const mine = new Set(Object.values(divisions).flat());
  if (mine.size === 0) problems.push('the settings name no division: nothing could be checked');
  const { grants } = await call('my grants', () => api.getAuthorizationSubjectsMe({}));
  for (const { division } of grants)
    if (!mine.has(division.id)) problems.push(`a grant in division ${division.id}`);
  for (const [permission, expected] of Object.entries(divisions)) {
    const seen = new Set<string>();
    for (let pageNumber = 1, pages = 1; pageNumber <= pages; pageNumber++) {
      const page = await call(permission, () =>
        api.getAuthorizationDivisionspermittedPagedMe(permission, { pageNumber, pageSize: 100 }),
      );
      pages = page.pageCount;
      for (const { id } of page.entities) seen.add(id);
    }
    for (const id of seen) if (!expected.includes(id)) problems.push(`${permission}: also in division ${id}`);
    for (const id of expected) if (!seen.has(id)) problems.push(`${permission}: not in division ${id}`);
  }
  return problems;
}

function kept<Row extends { readonly divisionIds: readonly string[] }>(
  allowed: ReadonlySet<string>,
  row: Row,
): Row {
  if (!row.divisionIds.some((id) => allowed.has(id))) throw new Stop('the org gave a row of other divisions');
  return row;
}

/** The SDK reads ~/.genesyscloudjavascript/config when a client is made, before it can be told not to: this process has no home. */
async function withoutConfigFile(): Promise<Loose> {
  process.env['HOME'] = '/nonexistent';
  const sdk: Loose = await import('purecloud-platform-client-v2');
  return sdk.default ?? sdk;
}

/** A failure of the SDK is the body of the answer, or an error that carries the credentials: only its status is kept. */
async function answer(
  what: string,
  ask: () => Promise<unknown>,
  tolerant = false,
): Promise<{ status?: number; body?: unknown }> {
  try {
    return { body: await ask() };
  } catch (error) {
    const failed = error as { status?: unknown; response?: { status?: unknown } } | undefined;
    const status = failed?.response?.status ?? failed?.status;
    if (tolerant && typeof status === 'number') return { status };
    throw new Stop(`${what}: ${typeof status === 'number' ? `the org answers ${status}` : 'no answer'}`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(
    `etl: ${error instanceof Stop ? error.message : 'failed; a file is missing or malformed'}\n`,
  );
  process.exitCode = 1;
});
