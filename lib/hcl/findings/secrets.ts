import { attributeKind } from '../../genesys/block-model';
import { providerModel } from '../../genesys/provider-block';
import type { Finding } from '../../proof/finding';
import { type Attribute, type Block, type Body, everyAttribute } from '../body';
import type { Module } from '../module';
import type { ModuleInstance } from '../module-instance';
import { finding } from './finding';

const exposure = (what: string, { spot }: Attribute): Finding =>
  finding('secret-exposure', `${what} (${spot.file})`, { what, stack: spot.file }, spot);

/** Credentials of the deployer in provider blocks. One that comes from a variable is not in the files. */
export function providerSecrets(instance: ModuleInstance): Finding[] {
  return instance.module.others
    .filter(({ type, labels }) => type === 'provider' && labels[0] === 'genesyscloud')
    .flatMap(({ body }) =>
      body.attributes
        .filter(({ name, value, source }) => {
          const kind = attributeKind(providerModel, name);
          const off = value.kind === 'null' || (value.kind === 'boolean' && !value.value);
          if (kind === 'secret-logging') return !off;
          const secret = kind === 'credential' && name !== 'oauthclient_id';
          return secret && !off && !/^(\$\{)?\s*var\.[\w-]+\s*\}?$/.test(source);
        })
        .map((attribute) => exposure(`provider genesyscloud sets ${attribute.name}`, attribute)),
    );
}

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
