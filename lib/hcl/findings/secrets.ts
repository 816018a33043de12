import { type Attribute, type Block, everyAttribute } from '../body';
import type { Module } from '../module';
import { shown } from '../shown';
import { finding, type HclFinding } from './finding';
import { clientType, readsClient } from './reads-client';

/** A value is never shown: it may be the secret. */
export const exposure = (what: string, { spot }: Attribute): HclFinding =>
  finding('secret-exposure', `${what} (${spot.file})`, { what, stack: spot.file }, spot);

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
export function readSecrets(module: Module): HclFinding[] {
  const within = new Set([...module.resources.values()].flatMap(conditionsOf));
  const blocks: readonly (readonly [string, Iterable<Attribute>])[] = [
    ...named('', module.resources),
    ...named('', module.data),
    ...named('variable ', module.variables),
    ...named('output ', module.outputs),
    ...named('module ', module.calls),
    ...module.otherBlocks.map((block) => [block.type, valuesOf(block)] as const),
    ['locals', module.locals.values()],
  ];
  return blocks.flatMap(([name, attributes]) =>
    [...attributes].flatMap((attribute) => {
      const reads = readsClient(attribute, within.has(attribute));
      const what = `${shown(attribute.name)} of ${shown(name)}`;
      if (reads === undefined) return [];
      const by = reads === 'may read' ? ', by an expression that is not followed here' : '';
      return [exposure(`${what} ${reads} a client beyond its id and name${by}`, attribute)];
    }),
  );
}

/** The arguments in which a client is called `self`: Terraform refuses the word in all others (1.11.4, 2026-11-27). */
const conditionsOf = ({ labels, body }: Block): readonly Attribute[] =>
  labels[0] === clientType
    ? body.blocks
        .filter(({ type }) => ['lifecycle', 'provisioner', 'connection'].includes(type))
        .flatMap((block) => [...everyAttribute(block.body)])
    : [];

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
