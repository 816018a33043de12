import { isId, likeId } from './ids';
import { patternOf } from './keys';
import { quote } from './quote';
import type { FileKind } from './schema';
import type { Expectation } from './schema/leaf';

type Steps = readonly (string | number)[];

/** The prose of each {@link Expectation}; completes "… must be …". */
export const expectations: Readonly<Record<Expectation, string>> = {
  id: 'an id (2 to 40 lower-case letters, digits and inner hyphens, starting with a letter)',
  uuid: 'a UUID such as 0b7e55aa-4c1d-4f6e-9a53-2f6f0f3c8d21',
  line: 'one line of visible text without "${" or "%{"',
  region: 'an AWS region such as eu-west-1',
  duration: 'a duration such as 1h, 30m or 3600 (seconds)',
  date: 'a date such as 2027-04-30',
  url: 'an http or https address without spaces, credentials, query or fragment',
  origin: 'scheme, host and port only, such as https://gateway.example.com:8443',
  dialable:
    'at another port: the provider leaves out ports 80 and 443 and would connect to the own port of the scheme',
};

/** The keys of objects that people write as one value. */
const objectKeys: Readonly<Record<string, string>> = {
  'org state': '{ backend: … }',
  'org gateway': '{ url: … }',
  'org limits': '{ tokenLifetime: … }',
  'org roles.*': '{ permissions: [ … ] }',
  'org sharedDivisions.*': '{ id: …, tenants: [ … ], reason: … }',
  'tenant client.grants.#': '{ role: …, divisions: [ … ] }',
  'tenant client.credentials': '{ generations: [ … ], current: … }',
};

/** What to do about a value of the wrong type; YAML's own typing is the usual reason. */
export function typeHint(kind: FileKind, path: Steps, expected: string, found: unknown): string | undefined {
  const isObject = expected === 'object' || expected === 'record';
  if (path.length === 0)
    return kind === 'tenant' && Array.isArray(found)
      ? 'Reviewed exceptions belong in waivers.yaml.'
      : kind === 'waivers' && found !== null && typeof found === 'object'
        ? 'Begin each exception with "- ", and put no key above them.'
        : undefined;
  if (isObject && patternOf(path, kind) === 'divisions.*')
    return 'Write {} for a division that this tenant creates.';
  if (isObject && found === null)
    return expected === 'record'
      ? 'Write {} if there are none.'
      : 'Nothing is written after the key. Indent its keys below it.';
  if (found === null) return 'Nothing is written after the key.';
  if (expected === 'string' && (typeof found === 'number' || typeof found === 'boolean'))
    return kind === 'catalog'
      ? 'Put it in double quotes.'
      : `YAML reads it as ${kindOf(found)}: put it in quotes.`;
  if (expected === 'boolean') return 'Write true or false, without quotes.';
  if (expected === 'array') return 'Write a list: [ … ], or one line with "- " for each item.';
  const keys = isObject ? objectKeys[`${kind} ${patternOf(path, kind)}`] : undefined;
  if (keys !== undefined) return `Write its keys: ${keys}.`;
  if (expected === 'record') return 'Write one key for each: "name: { … }".';
  if ((expected === 'number' || expected === 'int') && typeof found === 'string')
    return 'Write it without quotes.';
  return undefined;
}

/** zod's names of types as people call them; completes "… must be …". */
export const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object (keys with values)',
  record: 'an object (keys with values)',
};

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'a boolean';
    default:
      return 'an object';
  }
}

/** What was found, repeated where it cannot be a secret. */
export const described = (path: Steps, found: unknown): string =>
  typeof found === 'number' && !mayBeSecret(path) ? String(found) : kindOf(found);

/** The end of a sentence that says what was expected: `, not "Friday"`. */
export function shown(path: Steps, found: unknown): string {
  if (typeof found !== 'string') return `, not ${described(path, found)}`;
  return mayBeSecret(path) ? '' : `, not ${quote(found)}`;
}

/** Whether this is a place where people put connection strings and addresses with a password. */
export const mayBeSecret = ([top]: Steps): boolean => top === 'state' || top === 'gateway';

/** The id that somebody probably meant: `Voice Calls` → `voice-calls`. */
export function idHint(text: string): string | undefined {
  if (text === '*') return 'Name each one: nothing stands for all of them.';
  const better = likeId(text).slice(0, 40);
  if (!isId(better)) return undefined;
  // As reports name tenants; a file of the manifest is of one org, and names none.
  const [org = '', own = '', more] = text.split('/');
  if (isId(org) && isId(own) && more === undefined)
    return `Write ${quote(own)} if ${quote(org)} is the org, else ${quote(better)}, for example.`;
  const words = text.trim().split(/\s+/);
  return words.length > 1 && words.every(isId)
    ? `Is a "," missing? One id would be ${quote(better)}, for example.`
    : `Write ${quote(better)}, for example.`;
}
