import { attributeOf, type Body, blocksOf, type Spot } from './body';
import { isPlainName } from './name';
import { iterations, tooMany } from './repetition';
import type { Resource } from './resource';
import { type Reason, unknown as unknownValue } from './value';
import type { Names } from './world';

/** One nested block as Terraform makes it, or one that nobody can tell. `uncertain` is why nobody can tell how many of it there are. */
export type Nested =
  | {
      readonly kind: 'block';
      readonly body: Body;
      readonly names: Names;
      readonly spot: Spot;
      readonly uncertain?: Reason;
    }
  | { readonly kind: 'unknown'; readonly reason: Reason; readonly source: string; readonly spot: Spot };

/** The blocks of a type in a body of a resource, those of `dynamic` blocks included. */
export function nestedBlocks(resource: Resource, body: Body, names: Names, type: string): Nested[] {
  const plain = blocksOf(body, type);
  const dynamic = blocksOf(body, 'dynamic').filter(({ labels }) => labels[0] === type);
  resource.scope.world.list(plain.length + dynamic.length);
  return [
    ...plain.map((block): Nested => ({ kind: 'block', ...block, names })),
    ...dynamic.flatMap((block) => dynamicBlocks(resource, block.body, names, type, block.spot)),
  ];
}

function dynamicBlocks(resource: Resource, body: Body, names: Names, type: string, spot: Spot): Nested[] {
  const unknown = (reason: Reason): Nested[] => [
    { kind: 'unknown', reason, source: `dynamic "${type}"`, spot },
  ];
  const forEach = attributeOf(body, 'for_each');
  const [content, another] = blocksOf(body, 'content');
  const strange = body.attributes.some(({ name }) => name !== 'for_each' && name !== 'iterator');
  if (forEach === undefined || content === undefined || another !== undefined || strange)
    return unknown('dynamic');
  const iterator = attributeOf(body, 'iterator')?.value ?? { kind: 'text', text: type };
  const said =
    iterator.kind === 'name' ? iterator.name : iterator.kind === 'text' ? iterator.text : undefined;
  // Of `"each "`, Terraform makes the name each (1.11.4, 2026-11-27).
  const name = said !== undefined && isPlainName(said) ? said : undefined;
  const value = resource.scope.evaluate(forEach.value, names);
  const rounds = iterations(value, name ?? type);
  if (name === undefined) return unknown('dynamic');
  if (rounds === tooMany) return unknown(rounds);
  // Whatever the rounds are, each is made of the same content: what leads out of the tenant in it does so in all of them.
  if (typeof rounds === 'string') {
    const round: Names = new Map([...names, [name, unknownValue(rounds)]]);
    return [{ kind: 'block', body: content.body, names: round, spot: content.spot, uncertain: rounds }];
  }
  resource.scope.world.list(rounds.length);
  return rounds.map((round) => ({
    kind: 'block',
    body: content.body,
    names: new Map([...names, ...round]),
    spot: content.spot,
  }));
}
