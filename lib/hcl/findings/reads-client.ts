import type { Attribute } from '../body';
import { type Expression, partsOf } from '../expression';

export const clientType = 'genesyscloud_oauth_client';
/** What tells nothing secret about a client. */
const harmless: ReadonlySet<string> = new Set(['id', 'client_id', 'name']);

/** The id or name of a client, in an expression that is not followed: any other mention of a client there counts as one of all that it has. */
const plainly = new RegExp(
  String.raw`\b(?:self|${clientType}\.[\p{ID_Continue}-]+(?:\[(?:"[\w -]{0,200}"|(?!${clientType})[\w.-]{1,200})\])?)\.(?:id|client_id|name)\b`,
  'gu',
);
const mention = new RegExp(String.raw`\b${clientType}\b`);
const mentionWithin = new RegExp(String.raw`\b(?:self(?!-)|${clientType})\b`);

/**
 * Whether an argument reads more of a client than its id and name, or could: by the secret's name, or by taking the client as a whole.
 * @param isWithin Whether it stands where a client is called `self`.
 */
export function readsClient(
  { value, source }: Attribute,
  isWithin: boolean,
): 'reads' | 'may read' | undefined {
  const mentioned = isWithin ? mentionWithin : mention;
  if (value.kind === 'text' || !mentioned.test(source)) return undefined;
  if (isFollowed(value)) return takes(value, new Set(isWithin ? ['self'] : [])) ? 'reads' : undefined;
  return mentioned.test(source.replaceAll(plainly, '')) ? 'may read' : undefined;
}

/** Whether nothing in the expression is opaque. */
const isFollowed = (value: Expression): boolean =>
  value.kind !== 'opaque' && partsOf(value).every(isFollowed);

/**
 * Whether the expression takes something of a client beyond its id and name.
 * @param clients What clients are called here, by the loops that go over them.
 */
function takes(value: Expression, clients: ReadonlySet<string>): boolean {
  const within = (part: Expression): boolean => takes(part, clients);
  switch (value.kind) {
    case 'name':
      return isType(value) || clients.has(value.name);
    case 'attribute':
      if (isType(value)) return true;
      return areClients(value.of, clients)
        ? !harmless.has(value.name) || namedByMore(value.of, clients)
        : areClients(value, clients) || within(value.of);
    case 'splat':
      return areClients(value.of, clients)
        ? !harmless.has(value.names[0] ?? '') || namedByMore(value.of, clients)
        : within(value.of);
    case 'call': {
      const [given] = value.given;
      // Keys of instances and how many there are; of a single client, names of its arguments and how many.
      if ((value.name === 'keys' || value.name === 'length') && given && areClients(given, clients))
        return namedByMore(given, clients);
      return areClients(value, clients) || value.given.some(within);
    }
    case 'for': {
      const [key, item] = value.names;
      const over = areClients(value.over, clients);
      if (over ? namedByMore(value.over, clients) : within(value.over)) return true;
      const inside = new Set([...clients].filter((name) => name !== key && name !== item));
      if (over) inside.add(item);
      return [value.key, value.result, value.only].some((part) => part !== undefined && takes(part, inside));
    }
    default:
      return areClients(value, clients) || partsOf(value).some(within);
  }
}

/** The type, before the name of a client: alone, or behind `resource.` (Terraform 1.11.4, 2026-11-27). */
const isType = (value: Expression): boolean =>
  (value.kind === 'name' ||
    (value.kind === 'attribute' && value.of.kind === 'name' && value.of.name === 'resource')) &&
  value.name === clientType;

/** Whether this is a client as a whole, or several. */
function areClients(value: Expression, clients: ReadonlySet<string>): boolean {
  switch (value.kind) {
    case 'name':
      return clients.has(value.name);
    case 'attribute':
      return isType(value.of) && !(value.of.kind === 'name' && clients.has(clientType));
    case 'index':
      return areClients(value.of, clients);
    case 'call':
      return value.name === 'values' && value.given.some((given) => areClients(given, clients));
    default:
      return false;
  }
}

/** Whether the key that picks a client takes something of one: whether there is an instance of that name would tell it. */
function namedByMore(value: Expression, clients: ReadonlySet<string>): boolean {
  if (value.kind === 'index') return namedByMore(value.of, clients) || takes(value.key, clients);
  return value.kind === 'call' && value.given.some((given) => namedByMore(given, clients));
}
