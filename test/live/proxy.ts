import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request of a tenant, as a leak looks at it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Answered {
  /** 0: none, the connection is cut. */
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes, which leaks change.
  readonly body: any;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The org behind a proxy. */
export interface Behind {
  readonly emulator: { readonly url: string };
  deployerToken(): Promise<string>;
}

/**
 * What goes through that should not. `tenant` is the right answer, `deployer` asks the same as one who may do everything; what comes back
 * is what the tenant gets. `undefined`: nothing to do with this request.
 */
export type Leak = (
  asked: Asked,
  ask: { readonly tenant: () => Promise<Answered>; readonly deployer: () => Promise<Answered> },
) => Promise<Answered> | undefined;

/** A reverse proxy on loopback before an emulated org, which enforces everything that the leak of the moment does not let through. */
export class LeakingProxy {
  leak: Leak = () => undefined;
  private readonly server: Server;

  private constructor(private readonly org: Behind) {
    this.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', async () => {
        const url = new URL(request.url ?? '/', 'http://127.0.0.1');
        const body = Buffer.concat(parts).toString();
        const { method = 'GET', headers } = request;
        const pass = (authorization: string): Promise<Answered> =>
          this.pass(method, request.url ?? '/', authorization, body);
        const tenant = () => pass(String(headers.authorization));
        const asked: Asked = { method, path: url.pathname, query: url.searchParams, headers, body };
        const answer = await (this.leak(asked, {
          tenant,
          deployer: async () => pass(`Bearer ${await this.org.deployerToken()}`),
        }) ?? tenant());
        if (answer.status === 0) {
          request.socket.destroy();
          return;
        }
        response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
        response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
      });
    });
  }

  static async before(org: Behind): Promise<LeakingProxy> {
    const proxy = new LeakingProxy(org);
    await new Promise<void>((done) => proxy.server.listen(0, '127.0.0.1', done));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async pass(method: string, path: string, authorization: string, body: string): Promise<Answered> {
    const response = await fetch(this.org.emulator.url + path, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === '' ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }
}
