import { attributeOf } from '../body';
import type { Module } from '../module';
import { providerConfigOf } from '../provider-config';
import type { Resource } from '../resource';
import { shown } from '../shown';
import { finding, type HclFinding } from './finding';

/** With a second provider block, the ids of one org could be granted in another. */
export function* secondProviders(modules: Iterable<Module>): Generator<HclFinding> {
  const blocks = [...modules].flatMap(({ otherBlocks }) =>
    otherBlocks.filter(({ type, labels }) => type === 'provider' && labels[0] === 'genesyscloud'),
  );
  for (const { body, spot } of blocks.slice(1)) {
    const alias = attributeOf(body, 'alias')?.value;
    const what = `has another provider block${alias?.kind === 'text' ? ` (${shown(alias.text)})` : ''} for Genesys Cloud`;
    yield finding('wrong-org', what, { what, stack: spot.file, region: '' }, spot);
  }
}

/**
 * Objects that another configuration of the provider makes, or looks up, than most: with one block that has an alias, and none for the rest, there are two, and
 * the environment configures the second. So is each of which that cannot be read: two that look alike may be two.
 */
export function otherProviderConfigs(resources: readonly Resource[]): HclFinding[] {
  const ours = resources
    .filter(({ type }) => type.startsWith('genesyscloud_'))
    .map((resource) => ({ resource, config: providerConfigOf(resource) }));
  const counts = new Map<string, number>();
  for (const { config } of ours)
    if (config.isRead) counts.set(config.name, (counts.get(config.name) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const others = most === undefined ? '' : `, and others by ${shown(most)}`;
  return ours
    .filter(({ config }) => !config.isRead || config.name !== most)
    .map(({ resource, config }) => {
      const { spot, body } = resource.block;
      const what = `makes ${resource.address} by the provider configuration ${shown(config.name)}${others}`;
      const values = { what, stack: spot.file, region: '' };
      return finding('wrong-org', what, values, attributeOf(body, 'provider')?.spot ?? spot);
    });
}
