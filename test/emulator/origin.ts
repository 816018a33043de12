import type { Emulator } from '../../lib/emulator';

export interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, read by tests.
  readonly body: any;
  readonly text: string;
  readonly headers: Headers;
}

/** A plain client of the emulator's origin: tokens and calls, nothing clever. */
export class Origin {
  constructor(readonly emulator: Pick<Emulator, 'url' | 'clientId' | 'clientSecret'>) {}

  async tokenFor(id: string, secret: string, extra = ''): Promise<string> {
    const { status, body, text } = await this.askToken(id, secret, `grant_type=client_credentials${extra}`);
    if (status !== 200) throw new Error(`no token: ${status} ${text}`);
    return body.access_token;
  }

  async askToken(id: string, secret: string, form: string): Promise<Answer> {
    return answerOf(
      await fetch(`${this.emulator.url}/oauth/token`, {
        method: 'POST',
        headers: {
          Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: form,
      }),
    );
  }

  deployer(): Promise<string> {
    return this.tokenFor(this.emulator.clientId, this.emulator.clientSecret);
  }

  async call(
    token: string | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return answerOf(
      await fetch(this.emulator.url + path, {
        method,
        headers: {
          'Content-Type': 'application/json',
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, code: body?.code, body, text, headers: response.headers };
}
