import { nearest } from '../text/nearest';
import { fileNames, type KnownKey, knownKeys, patternOf } from './keys';
import { alternatives, pathText, quote } from './quote';
import type { FileKind } from './schema';

/** What to say about a key that the schema does not know. `meant` is the sibling that it is probably a misspelling of. */
interface UnknownKey {
  readonly message: string;
  readonly hint: string;
  readonly meant: string | undefined;
}

/** @param holder The value of the object in which the key stands: which keys a state can have depends on its backend. */
export function explainUnknownKey(
  kind: FileKind,
  parent: readonly (string | number)[],
  key: string,
  holder: unknown,
): UnknownKey {
  const pattern = patternOf(parent, kind);
  const backend = backendOf(holder);
  const here = knownKeys().filter(
    (one) =>
      one.kind === kind && one.parent === pattern && (!one.backend || !backend || one.backend === backend),
  );
  const siblings = [...new Set(here.map((one) => one.key))];
  if (siblings.includes(key)) {
    // The schema knows the key, but not in this company: only adopted divisions can be managed.
    const message = `${quote(key)} needs "id" beside it`;
    return {
      message,
      hint: 'Only an adopted division can be managed or named: add its id, or write {}.',
      meant: undefined,
    };
  }
  const message = `unknown key ${quote(key)}${parent.length > 0 ? ` in ${pathText(parent)}` : ''}`;
  const meant = nearest(key, siblings);
  if (meant !== undefined) return { message, hint: `Did you mean ${quote(meant)}?`, meant };
  const hint = instead(kind, pattern, key) ?? elsewhere(kind, pattern, key) ?? known(siblings);
  return { message, hint, meant };
}

const fileIsTenant = 'The name of the file is the id of the tenant: leave it out.';
const folderIsOrg = 'The name of the folder is the id of the org: leave it out.';
const granted = 'Roles are granted under "grants": { role: …, divisions: [ … ] }.';

/** What people write of their own accord, and what says it here. A key of that name somewhere else is not what they mean. */
const insteadOf: Readonly<Record<string, string>> = {
  'tenant .id': fileIsTenant,
  'tenant .name': fileIsTenant,
  'tenant .tenant': fileIsTenant,
  'tenant client.roles': granted,
  'tenant client.divisions': granted,
  'org .id': folderIsOrg,
  'org .name': folderIsOrg,
  'org .org': folderIsOrg,
  'org .tenants': 'Each tenant is a file beside org.yaml: leave it out.',
};

function instead(kind: FileKind, pattern: string, key: string): string | undefined {
  const written = `${kind} ${pattern}.${key}`;
  return Object.hasOwn(insteadOf, written) ? insteadOf[written] : undefined;
}

/** Where a key belongs that is known, or nearly known, in another place: of several the nearest. */
function elsewhere(kind: FileKind, pattern: string, key: string): string | undefined {
  const far = (one: KnownKey): number => (one.kind !== kind ? 2 : one.parent === pattern ? 0 : 1);
  const others = [...knownKeys()].sort((a, b) => far(a) - far(b));
  const same = others.find((one) => one.key === key);
  if (same) {
    const sameObject = same.kind === kind && same.parent === pattern;
    return sameObject
      ? `It is a setting of the backend ${quote(same.backend ?? '')}.`
      : `It belongs in ${place(same, kind)}.`;
  }
  const word = nearest(key, new Set(others.filter((one) => one.kind === kind).map((one) => one.key)));
  const close = others.find((one) => one.key === word);
  return close && `Did you mean ${quote(close.key)} in ${place(close, kind)}?`;
}

function place({ kind, parent }: KnownKey, from: FileKind): string {
  const file = kind === from ? '' : fileNames[kind];
  const steps = parent.split('.');
  const last = steps.at(-1);
  const holder = quote((last === '*' || last === '#' ? steps.slice(0, -1) : steps).join('.'));
  if (parent === '') return file || 'the top level of the file';
  if (parent === '#') return `an item of ${fileNames[kind]}`;
  const inside = last === '*' ? `an entry of ${holder}` : last === '#' ? `an item of ${holder}` : holder;
  return file ? `${inside} of ${file}` : inside;
}

const known = (siblings: readonly string[]): string =>
  siblings.length === 0 ? 'No key is known here.' : `Known here: ${alternatives(siblings, 'and')}.`;

const backendOf = (holder: unknown): unknown =>
  typeof holder === 'object' && holder !== null && 'backend' in holder ? holder.backend : undefined;
