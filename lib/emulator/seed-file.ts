import { type Document, isMap, isScalar, LineCounter, parseDocument, visit, type YAMLMap } from 'yaml';
import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { mostTokenSeconds } from '../genesys/token-seconds';
import { clientStates } from './model';
import { SeedError } from './seed-error';

/** What a seed file (YAML or JSON) can hold. Objects name each other by id or, where names are unique, by name. */
const text = z.string().check(z.minLength(1));
const id = z.string().check(z.minLength(1), z.maxLength(64));
const list = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.optional(z.array(z.strictObject(shape)));
const organization = z.strictObject({
  id: z.optional(id),
  name: z.optional(text),
  homeDivisionId: z.optional(id),
  divisionsLimit: z.optional(z.int().check(z.positive())),
  grantDivisionAware: z.optional(z.boolean()),
  backfillEnabled: z.optional(z.boolean()),
});
const seedSchema = z.strictObject({
  organization: z.optional(organization),
  awareness: z.optional(z.record(z.string(), z.boolean())),
  divisions: list({ id: z.optional(id), name: text, description: z.optional(z.string()) }),
  roles: list({
    id: z.optional(id),
    name: text,
    description: z.optional(z.string()),
    permissions: z.array(z.string()),
  }),
  clients: list({
    id: z.optional(id),
    name: text,
    secret: z.string().check(z.minLength(8)),
    state: z.optional(z.enum(clientStates)),
    tokenSeconds: z.optional(z.int().check(z.minimum(1), z.maximum(mostTokenSeconds))),
    grants: z.array(z.strictObject({ role: z.string(), division: z.string() })),
  }),
  queues: list({ id: z.optional(id), name: text, division: z.string() }),
  users: list({
    id: z.optional(id),
    name: z.string(),
    email: z.string(),
    division: z.optional(z.string()),
  }),
  groups: list({ id: z.optional(id), name: z.string(), members: z.array(z.string()) }),
  conversations: list({
    id: z.optional(id),
    start: z.iso.datetime(),
    end: z.iso.datetime(),
    divisions: z.array(z.string()).check(z.minLength(1)),
    queue: z.optional(z.string()),
    mediaType: z.optional(z.enum(['voice', 'chat', 'email', 'message', 'callback'])),
    direction: z.optional(z.enum(['inbound', 'outbound'])),
  }),
});

export type Seed = z.infer<typeof seedSchema>;

/** The package looks for what an alias stands for among all that has an anchor: hundreds of thousands would take hours. */
const mostAliases = 1000;
/** After so many, the rest is mostly the echo of the first; and each is looked for from the beginning. */
const mostFlaws = 100;

/**
 * Reads a seed file. What is wrong is told by its place, never by its text: a secret in the wrong place, or with the wrong character in
 * front, is no less a secret.
 *
 * @throws SeedError for what is no seed
 */
export function parseSeed(text: string): Seed {
  const lines = new LineCounter();
  const document = documentOf(text, lines);
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `line ${line}, column ${col}`;
  };
  const [flaw] = [...document.errors, ...document.warnings];
  if (flaw !== undefined) throw new SeedError(`${at(flaw.pos[0])}: this is no YAML for data (${flaw.code})`);
  demandReadable(document, at);
  // The small zod has no prose of its own.
  const result = seedSchema.safeParse(resolved(document) ?? {}, { error: en().localeError });
  if (result.success) return result.data;
  const { issues } = result.error;
  const told = issues.slice(0, mostFlaws).map((issue) => {
    if (issue.code === 'unrecognized_keys')
      return `${at(placeOfKey(document, issue.path, issue.keys[0]))}: no key of a seed has this name`;
    // The keys on the way are those of the schema, except where each permission is one.
    const names = issue.path[0] === 'awareness' ? ['awareness'] : issue.path;
    return `${at(placeOf(document, issue.path))}: ${names.join('.') || 'the file'}: ${issue.message}`;
  });
  if (issues.length > mostFlaws) told.push(`and ${issues.length - mostFlaws} more`);
  throw new SeedError(told.join('\n'));
}

/** Where the parser stood when it met a mistake interests nobody, and a hundred thousand such traces fill a gigabyte. */
function documentOf(text: string, lineCounter: LineCounter): Document.Parsed {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      // The package compares every key with all others; keys that are there twice are looked for below.
      uniqueKeys: false,
      // It would tell what stands in a key that is a collection.
      logLevel: 'error',
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** What the package would read, but not soon, or not as it is meant. In one pass: a file can be long. @throws SeedError */
function demandReadable(document: Document, at: (offset: number) => string): void {
  const anchors = new Set<string>();
  let aliases = 0;
  visit(document, {
    Alias: (_key, { source, range }) => {
      const place = at(range?.[0] ?? 0);
      if (!anchors.has(source))
        throw new SeedError(`${place}: no anchor before it has the name of this alias`);
      if (++aliases > mostAliases)
        throw new SeedError(`${place}: a seed has at most ${mostAliases.toLocaleString('en')} aliases`);
    },
    Value: (_key, node) => {
      if (node.anchor !== undefined) anchors.add(node.anchor);
      const twice = isMap(node) ? keyTwice(node) : undefined;
      if (twice !== undefined) throw new SeedError(`${at(twice)}: this is no YAML for data (DUPLICATE_KEY)`);
    },
  });
}

/** Where a key stands that its map has already. */
function keyTwice({ items }: YAMLMap): number | undefined {
  const known = new Set<unknown>();
  for (const { key } of items) {
    const name = isScalar(key) ? key.value : key;
    if (known.has(name)) return isScalar(key) ? (key.range?.[0] ?? 0) : 0;
    known.add(name);
  }
  return undefined;
}

/** @throws SeedError for aliases that multiply */
function resolved(document: Document): unknown {
  try {
    return document.toJS();
  } catch {
    throw new SeedError('line 1, column 1: its aliases stand for too much, or for themselves');
  }
}

/** Where the value of a path begins, or what holds it when it is missing. */
function placeOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node.range[0];
  }
  return 0;
}

function placeOfKey(document: Document, path: readonly PropertyKey[], key: string | undefined): number {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(map)
    ? map.items.find((item) => isScalar(item.key) && item.key.value === key)
    : undefined;
  return isNode(pair?.key) ? pair.key.range[0] : placeOf(document, path);
}

const isNode = (node: unknown): node is { readonly range: readonly [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
