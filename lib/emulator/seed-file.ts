import { type Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { mostTokenSeconds } from '../genesys/token-seconds';
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
    state: z.optional(z.enum(['active', 'inactive', 'disabled'])),
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

/**
 * Reads a seed file. What is wrong is told by its place, never by its text: a secret in the wrong place, or with the wrong character in
 * front, is no less a secret.
 *
 * @throws SeedError for what is no seed
 */
export function parseSeed(text: string): Seed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `line ${line}, column ${col}`;
  };
  const [flaw] = [...document.errors, ...document.warnings];
  if (flaw !== undefined) throw new SeedError(`${at(flaw.pos[0])}: this is no YAML for data (${flaw.code})`);
  const alias = unresolvedAlias(document);
  if (alias !== undefined)
    throw new SeedError(`${at(alias)}: no anchor before it has the name of this alias`);
  // The small zod has no prose of its own.
  const result = seedSchema.safeParse(resolved(document) ?? {}, { error: en().localeError });
  if (result.success) return result.data;
  throw new SeedError(
    result.error.issues
      .map((issue) => {
        if (issue.code === 'unrecognized_keys')
          return `${at(placeOfKey(document, issue.path, issue.keys[0]))}: no key of a seed has this name`;
        // The keys on the way are those of the schema, except where each permission is one.
        const names = issue.path[0] === 'awareness' ? ['awareness'] : issue.path;
        return `${at(placeOf(document, issue.path))}: ${names.join('.') || 'the file'}: ${issue.message}`;
      })
      .join('\n'),
  );
}

function unresolvedAlias(document: Document): number | undefined {
  let found: number | undefined;
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      found = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
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
