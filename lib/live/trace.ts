/**
 * The requests of a run as HAR 1.2 (w3c.github.io/web-performance, HTTP Archive). Headers and request bodies are left out, tokens and
 * secrets in answers are removed, so the file can be shown.
 */
export class Trace {
  private readonly entries: object[] = [];
  private open:
    | { method: string; path: string; query: readonly [string, string][]; begun: number }
    | undefined;

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
    const { method, path, query, begun } = this.open;
    const time = Date.now() - begun;
    const text = body === undefined ? '' : JSON.stringify(body, withoutSecrets);
    this.entries.push({
      startedDateTime: new Date(begun).toISOString(),
      time,
      request: {
        method,
        url: `https://api.invalid${path}${query.length > 0 ? `?${new URLSearchParams([...query])}` : ''}`,
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
        content: { size: text.length, mimeType: 'application/json', text },
        redirectURL: '',
        headersSize: -1,
        bodySize: -1,
      },
      cache: {},
      timings: { send: 0, wait: time, receive: 0 },
    });
    this.open = undefined;
  }

  toJson(version: string): string {
    const log = { version: '1.2', creator: { name: 'bulkhead', version }, entries: this.entries };
    return `${JSON.stringify({ log }, null, 1)}\n`;
  }
}

/** For `JSON.stringify`: texts under names that speak of secrets, tokens or passwords are removed. */
export const withoutSecrets = (key: string, value: unknown): unknown =>
  /secret|token|password/i.test(key) && typeof value === 'string' ? 'removed' : value;
