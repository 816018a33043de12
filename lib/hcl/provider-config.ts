import { attributeOf } from './body';
import { chain } from './chain';
import type { Expression } from './expression';
import type { ModuleInstance } from './module-instance';
import { isPlainName } from './name';
import type { Resource } from './resource';

/** A configuration of the provider. */
export interface ProviderConfig {
  readonly name: string;
  /** False for what cannot be read: it may be any, and is not the same as another one that looks like it. */
  readonly isRead: boolean;
}

/**
 * Which configuration of the provider makes an object: two of one name are one configuration, and so of one org. As Terraform 1.11 finds it
 * (2026-11-27): the block of the module itself, else what the call passes under that name, else, for the default, that of the caller. A provider
 * without a block is configured by the environment.
 */
export function providerConfigOf({ block, scope }: Resource): ProviderConfig {
  const written = attributeOf(block.body, 'provider');
  return written === undefined
    ? configOf(defaultName, scope, 0)
    : followed(written.value, written.source, scope, 0);
}

const defaultName = 'genesyscloud';

/** Modules within each other that only hand a configuration on. */
const deepest = 100;

function configOf(name: string, scope: ModuleInstance, depth: number): ProviderConfig {
  const { module, call, prefix, world } = scope;
  world.walk(1 + module.otherBlocks.length);
  const own = module.otherBlocks.some(
    ({ type, labels, body }) =>
      type === 'provider' && named(labels[0] ?? '', attributeOf(body, 'alias')?.value) === name,
  );
  if (own || call === undefined || depth > deepest) return read(name, prefix);
  const passed = attributeOf(call.block.body, 'providers');
  if (passed !== undefined) {
    const entries = passed.value.kind === 'object' ? passed.value.entries : undefined;
    world.walk(entries?.length ?? 0);
    // A map that cannot be read may pass anything.
    if (entries === undefined || entries.some(([key]) => keyOf(key) === undefined))
      return unread(passed.source, prefix);
    const entry = entries.find(([key]) => keyOf(key) === name);
    if (entry !== undefined) return followed(entry[1], passed.source, call.parent, depth + 1);
  }
  return name === defaultName ? configOf(name, call.parent, depth + 1) : read(name, prefix);
}

function followed(value: Expression, source: string, scope: ModuleInstance, depth: number): ProviderConfig {
  const name = keyOf(value);
  return name === undefined ? unread(source, scope.prefix) : configOf(name, scope, depth);
}

const read = (name: string, prefix: string): ProviderConfig => ({ name: `${prefix}${name}`, isRead: true });

const unread = (source: string, prefix: string): ProviderConfig => ({
  name: `${prefix}${source.replaceAll(/\s+/g, ' ').slice(0, 80)}, which cannot be read`,
  isRead: false,
});

/** `genesyscloud` or `genesyscloud.eu`, as a reference or in quotes. Within these, Terraform also takes spaces and comments (1.11.4, 2026-11-27). */
function keyOf(value: Expression): string | undefined {
  if (value.kind === 'text') return value.text.split('.').every(isPlainName) ? value.text : undefined;
  const [root, steps] = chain(value);
  if (root.kind !== 'name' || steps.some(({ kind }) => kind !== 'attribute')) return undefined;
  return [root.name, ...steps.map((step) => (step.kind === 'attribute' ? step.name : ''))].join('.');
}

/** The name before the alias: what the module calls the provider. Undefined for what cannot be read. */
export const localNameOf = (provider: Expression): string | undefined => keyOf(provider)?.split('.')[0];

function named(label: string, alias: Expression | undefined): string {
  if (alias === undefined) return label;
  return `${label}.${alias.kind === 'text' ? alias.text : '?'}`;
}
