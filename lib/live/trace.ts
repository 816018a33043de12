import { Secrets } from './secrets';

/** One request and what came back; status 0: nothing. */
interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: readonly [string, string][];
  readonly begun: number;
  readonly time: number;
  readonly status: number;
  /** Undefined where there was none, or no room for it. */
  readonly body: unknown;
  readonly leftOut: boolean;
}

/** Characters of all answers together, as JSON: quoted once more, they stay below the longest text that Node.js can make. */
const usualRoom = 100_000_000;

/**
 * The requests of a run as HAR 1.2 (w3c.github.io/web-performance, HTTP Archive). Headers and request bodies are left out, tokens and
 * secrets in answers are removed, those that came to be known later too, so the file can be shown.
 */
export class Trace {
  private readonly exchanges: Exchange[] = [];
  private open: Pick<Exchange, 'method' | 'path' | 'query' | 'begun'> | undefined;

  /** @param room Characters of answers that it has room for: those after them are left out, and it says so. */
  constructor(
    private readonly secrets: Secrets = new Secrets(),
    private room = usualRoom,
  ) {}

  begin(method: string, path: string, query: Readonly<Record<string, unknown>>): void {
    this.open = {
      method,
      path,
      query: Object.entries(query).map(([name, value]) => [name, String(value)]),
      begun: Date.now(),
    };
  }

  end(status: number, body: unknown): void {
    if (this.open === undefined) return;
    const length = body === undefined ? 0 : JSON.stringify(body).length;
    const leftOut = length > this.room;
    if (!leftOut) this.room -= length;
    this.exchanges.push({
      ...this.open,
      time: Date.now() - this.open.begun,
      status,
      body: leftOut ? undefined : body,
      leftOut,
    });
    this.open = undefined;
  }

  toJson(version: string): string {
    const entries = this.exchanges.map((one) => entryOf(one, this.secrets));
    const log = { version: '1.2', creator: { name: 'bulkhead', version }, entries };
    return `${JSON.stringify({ log }, null, 1)}\n`;
  }
}

function entryOf(exchange: Exchange, secrets: Secrets): object {
  const { method, begun, time, status, body, leftOut } = exchange;
  const path = secrets.cleanedText(exchange.path);
  const query = exchange.query.map(([name, value]): [string, string] => [name, secrets.cleanedText(value)]);
  const text = body === undefined ? '' : JSON.stringify(secrets.cleaned(body), withoutSecrets);
  return {
    startedDateTime: new Date(begun).toISOString(),
    time,
    request: {
      method,
      url: `https://api.invalid${path}${query.length > 0 ? `?${new URLSearchParams(query)}` : ''}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [{ name: 'Authorization', value: 'removed' }],
      queryString: query.map(([name, value]) => ({ name, value })),
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [],
      content: {
        size: text.length,
        mimeType: 'application/json',
        text,
        ...(leftOut ? { comment: 'left out: the answers before it fill the trace' } : {}),
      },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
  };
}

/** For `JSON.stringify`: texts under names that speak of secrets, tokens or passwords are removed. */
export const withoutSecrets = (key: string, value: unknown): unknown =>
  /secret|token|password/i.test(key) && typeof value === 'string' ? 'removed' : value;
