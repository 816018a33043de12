import { operationAt, operationCount } from '../genesys/table';
import { hashOf } from './secrets';
import type { Store } from './store';

/** The words of the API: every fixed part of a path in the operations table. */
const words: ReadonlySet<string> = new Set(
  Array.from({ length: operationCount }, (_, line) => operationAt(line).path.split('/'))
    .flat()
    .filter((part) => !part.startsWith('{')),
);
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * A path as the log may tell it. Words of the API, ids of the org and UUIDs are told; any other part is `…`: callers put tokens and secrets
 * there by mistake, and one that is dead by now looks like nothing that is known.
 */
export function toldPath(store: Store, path: string): string {
  return path
    .split('/')
    .map((part) => (isTold(store, part) ? part : '…'))
    .join('/');
}

function isTold(store: Store, part: string): boolean {
  if (words.has(part) || part === '*' || part === 'token' || store.hasId(part)) return true;
  if (!uuid.test(part)) return false;
  // A seed can give a client a secret that looks like an id.
  const hash = hashOf(part);
  return !store.clients.all().some(({ secretHash }) => secretHash === hash);
}
