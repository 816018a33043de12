import type { Answers } from './assumptions';
import { RateLimit } from './rate-limit';
import { hashOf, isSecret, newSecret } from './secrets';
import type { Store } from './store';

/** What `POST /oauth/token` answers: a token, or one of OAuth's errors. */
interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** For the log. */
  readonly clientId: string | undefined;
}

/** Issues tokens: opaque, for client credentials only. Parameters other than the grant type have no effect. */
export class TokenEndpoint {
  private readonly limit: RateLimit;

  constructor(
    private readonly store: Store,
    private readonly answers: Answers,
    private readonly now: () => number,
  ) {
    this.limit = new RateLimit(300, now);
  }

  answer(authorization: string | undefined, form: string): TokenAnswer {
    const credentials = basic(authorization);
    const client = this.store.clients.get(credentials?.id ?? '');
    if (credentials === undefined || client === undefined || !isSecret(credentials.secret, client.secretHash))
      return refusal('invalid_client', 'client not found or secret wrong');
    if (this.answers['rate-limits'] === 'on' && !this.limit.take(client.id))
      return refusal('invalid_request', 'rate limit exceeded; at most 300 tokens a minute', client.id);
    const grantType = new URLSearchParams(form).get('grant_type');
    if (grantType === null) return refusal('invalid_request', 'grant_type is required', client.id);
    if (grantType !== 'client_credentials' || client.authorizedGrantType !== 'CLIENT-CREDENTIALS')
      return refusal('unsupported_grant_type', 'only client_credentials is emulated', client.id);
    if (client.state !== 'active')
      return refusal('unauthorized_client', 'the client is not active', client.id);
    return this.issue(client.id, client.accessTokenValiditySeconds);
  }

  private issue(clientId: string, seconds: number): TokenAnswer {
    const now = this.now();
    for (const { id, expiresAt } of this.store.tokens.all())
      if (expiresAt <= now) this.store.tokens.remove(id);
    const token = newSecret();
    this.store.tokens.put({ id: hashOf(token), clientId, expiresAt: now + seconds * 1000 });
    return {
      status: 200,
      body: { access_token: token, token_type: 'bearer', expires_in: seconds },
      clientId,
    };
  }
}

function basic(header: string | undefined): { readonly id: string; readonly secret: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  const text = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 1 ? undefined : { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

const refusal = (error: string, text: string, clientId?: string): TokenAnswer => ({
  status: 400,
  body: { error, description: text, error_description: text },
  clientId,
});
