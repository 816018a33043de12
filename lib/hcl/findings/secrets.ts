import type { Finding } from '../../proof/finding';
import { type Attribute, type Block, type Body, everyAttribute } from '../body';
import type { Module } from '../module';
import { finding } from './finding';

/** A value is never shown: it may be the secret. */
export const exposure = (what: string, { spot }: Attribute): Finding =>
  finding('secret-exposure', `${what} (${spot.file})`, { what, stack: spot.file }, spot);

/** What tells nothing secret about a client. */
const harmless = /genesyscloud_oauth_client\.[\w-]+(\[[^\]]{0,200}\])?\.(id|client_id|name)\b/g;
/** Arguments whose references carry no value. */
const addresses: ReadonlySet<string> = new Set([
  'depends_on',
  'replace_triggered_by',
  'to',
  'from',
  'ignore_changes',
]);

/** Expressions that could read a client's secret: by its name, or by taking the client as a whole. */
export function readSecrets(module: Module): Finding[] {
  const blocks: readonly (readonly [string, Body])[] = [
    ...[...module.resources, ...module.data].map(([name, block]) => [name, block.body] as const),
    ...named('output', module.outputs),
    ...named('module', module.calls),
    ...module.others.map((block) => [block.type, block.body] as const),
    ['locals', { attributes: [...module.locals.values()], blocks: [] }],
  ];
  return blocks.flatMap(([name, body]) =>
    [...everyAttribute(body)].filter(readsClient).map((attribute) => {
      return exposure(`${attribute.name} of ${name} reads a client beyond its id and name`, attribute);
    }),
  );
}

const named = (kind: string, blocks: ReadonlyMap<string, Block>) =>
  [...blocks].map(([name, block]) => [`${kind} ${name}`, block.body] as const);

const readsClient = ({ name, value, source }: Attribute): boolean =>
  value.kind !== 'text' &&
  !addresses.has(name) &&
  /\bgenesyscloud_oauth_client\b/.test(source.replaceAll(harmless, ''));
