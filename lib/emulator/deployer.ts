import { randomUUID } from 'node:crypto';
import { unsaidTokenSeconds } from '../genesys/token-seconds';
import type { Deployer } from './model';
import { hashOf, isSecret, newSecret } from './secrets';
import type { Store } from './store';

/**
 * The client that the emulator prints. Its credentials get a token: one that was made inactive, deleted or given another grant type since is
 * left as it is, and another one takes its place.
 */
export function deployerOf(store: Store, strict: boolean, now: number): Deployer {
  const kept = store.deployer.get('deployer');
  const deployer = kept !== undefined && getsTokens(store, kept) ? kept : addDeployer(store, now);
  grant(store, deployer.clientId, strict, now);
  return deployer;
}

function getsTokens(store: Store, { clientId, secret }: Deployer): boolean {
  const client = store.clients.get(clientId);
  return (
    client?.state === 'active' &&
    client.authorizedGrantType === 'CLIENT-CREDENTIALS' &&
    isSecret(secret, client.secretHash)
  );
}

function addDeployer(store: Store, now: number): Deployer {
  const date = new Date(now).toISOString();
  const secret = newSecret();
  const client = store.clients.put({
    id: randomUUID(),
    name: 'Deployer',
    description: 'Made by the emulator',
    state: 'active',
    authorizedGrantType: 'CLIENT-CREDENTIALS',
    accessTokenValiditySeconds: unsaidTokenSeconds,
    scope: [],
    registeredRedirectUri: [],
    secretHash: hashOf(secret),
    dateCreated: date,
    dateModified: date,
  });
  return store.deployer.put({ id: 'deployer', clientId: client.id, secret });
}

/**
 * In strict mode the deployer begins with Master Admin everywhere: it may do everything, and hand out only that role. So does one that holds
 * nothing, be it that its database was made without strict mode: nobody else could give it anything.
 */
function grant(store: Store, id: string, strict: boolean, now: number): void {
  const held = store.subjects.get(id);
  const admin = store.roles.all().find(({ isDefault, name }) => isDefault && name === 'Master Admin');
  const needed = strict && admin !== undefined && (held?.grants.length ?? 0) === 0;
  if (held !== undefined && !needed) return;
  const grants = needed ? [{ roleId: admin.id, divisionId: '*', madeAt: new Date(now).toISOString() }] : [];
  store.subjects.put({ id, type: 'PC_OAUTH_CLIENT', grants });
}
