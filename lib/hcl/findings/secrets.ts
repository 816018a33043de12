import type { Finding } from '../../proof/finding';
import { type Attribute, type Block, everyAttribute } from '../body';
import type { Module } from '../module';
import { shown } from '../shown';
import { finding } from './finding';

/** A value is never shown: it may be the secret. */
export const exposure = (what: string, { spot }: Attribute): Finding =>
  finding('secret-exposure', `${what} (${spot.file})`, { what, stack: spot.file }, spot);

const client = String.raw`\bgenesyscloud_oauth_client\.[\p{ID_Continue}-]+`;
const plainPart = String.raw`\.(?:id|client_id|name)\b`;

/** What tells nothing secret about a client: an instance is named by a key or by a name of something else, since a condition there could tell. */
const harmless = new RegExp(
  String.raw`(?:(?<![\w:])values\(${client}\)\[\*\]|${client}(\[(?:"[\w -]{0,200}"|\*|(?!genesyscloud_)[\w.-]{1,200})\])?)${plainPart}`,
  'gu',
);

/**
 * A `for` over clients. What is told of each is told by its name. It stands in one line: a comment that ends with a line could say the first
 * words of one.
 */
const overClients = new RegExp(
  String.raw`\bfor[ \t]+(?:[\w-]+[ \t]*,[ \t]*)?([A-Za-z_]\w*)[ \t]+in[ \t]+${client}[ \t]*:`,
  'gu',
);

/** Arguments whose references carry no value, by the block of the top level: elsewhere an argument of that name is like any other. */
const addresses: Readonly<Partial<Record<string, readonly string[]>>> = {
  resource: ['depends_on'],
  data: ['depends_on'],
  module: ['depends_on'],
  output: ['depends_on'],
  import: ['to'],
  moved: ['to', 'from'],
  removed: ['from'],
};
const ofLifecycle: readonly string[] = ['replace_triggered_by', 'ignore_changes'];

/** Expressions that could read a client's secret: by its name, or by taking the client as a whole. */
export function readSecrets(module: Module): Finding[] {
  const blocks: readonly (readonly [string, Iterable<Attribute>])[] = [
    ...named('', module.resources),
    ...named('', module.data),
    ...named('variable ', module.variables),
    ...named('output ', module.outputs),
    ...named('module ', module.calls),
    ...module.others.map((block) => [block.type, valuesOf(block)] as const),
    ['locals', module.locals.values()],
  ];
  return blocks.flatMap(([name, attributes]) =>
    [...attributes].filter(readsClient).map((attribute) => {
      const what = `${shown(attribute.name)} of ${shown(name)}`;
      return exposure(`${what} reads a client beyond its id and name`, attribute);
    }),
  );
}

const named = (kind: string, blocks: ReadonlyMap<string, Block>) =>
  [...blocks].map(([name, block]) => [`${kind}${name}`, valuesOf(block)] as const);

/** The arguments of a block of the top level, and of those in it, that carry values. */
function* valuesOf({ type, body }: Block): Generator<Attribute> {
  const without = (Object.hasOwn(addresses, type) && addresses[type]) || [];
  for (const attribute of body.attributes) if (!without.includes(attribute.name)) yield attribute;
  for (const block of body.blocks) {
    const isLifecycle = block.type === 'lifecycle' && (type === 'resource' || type === 'data');
    for (const attribute of everyAttribute(block.body))
      if (!isLifecycle || !ofLifecycle.includes(attribute.name)) yield attribute;
  }
}

const readsClient = ({ value, source }: Attribute): boolean =>
  value.kind !== 'text' && /\bgenesyscloud_oauth_client\b/.test(withoutHarmless(source));

/** Longer than any expression that a person reads: each of its loops is looked for in all of it. */
const longest = 10_000;

/**
 * The source without what tells only ids and names of clients, except for what an instance is named by. A loop stays where its client is taken
 * otherwise, or anything else bears its name.
 */
function withoutHarmless(source: string): string {
  const text = source.replaceAll(harmless, (_, by: string | undefined) => by ?? '');
  if (text.length > longest) return text;
  return text.replaceAll(overClients, (loop, name: string) => {
    const rest = text
      .replaceAll(loop, '')
      .replaceAll(new RegExp(String.raw`(?<![\w.-])${name}${plainPart}`, 'g'), '');
    return new RegExp(String.raw`\b${name}\b`).test(rest) ? loop : '';
  });
}
