import { type Argument, argumentsOf, type Block, bodiesOf, type Located } from '../terraform/body';
import type { Place } from './finding';

/** A resource or data source as written: its address, its arguments, and whether Terraform would make other than one of it. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  /** `type.name`, as a reference in the same stack spells it. */
  readonly address: string;
  readonly place: Place;
  readonly body: readonly Argument[];
  /** `count` or `for_each` is set: how many objects there are is decided when Terraform runs. */
  readonly repeated: boolean;
}

export const placeOf = ({ offset }: { readonly offset: number }, file: string): Place => ({
  kind: 'assembly',
  file,
  offset,
});

/** The bodies of the nested blocks `name`, and whether a `dynamic` block makes more of them. */
export function blocksNamed(
  body: readonly Argument[],
  name: string,
): { blocks: Located[]; dynamic: Argument[] } {
  const blocks: Located[] = [];
  const dynamic: Argument[] = [];
  for (const item of body) {
    if (item.name === name) for (const block of bodiesOf(item)) blocks.push(block);
    else if (item.name === 'dynamic')
      for (const label of dynamicLabels(item)) if (label.name === name) dynamic.push(label);
  }
  return { blocks, dynamic };
}

function dynamicLabels(item: Argument): Argument[] {
  return bodiesOf(item).flatMap((body) => argumentsOf(body));
}

/** A block with two labels as a declaration. */
export function declared(block: Block, file: string): Declared {
  const [type = '', name = ''] = block.labels;
  const body = argumentsOf(block);
  return {
    type,
    name,
    address: `${type}.${name}`,
    place: placeOf(block, file),
    body,
    repeated: body.some((item) => item.name === 'count' || item.name === 'for_each'),
  };
}

/** The attributes whose changes a resource tells Terraform to pass over, as far as they are written out one by one. */
export function ignoredAttributes({ body }: Declared): ReadonlySet<string> {
  const items = blocksNamed(body, 'lifecycle')
    .blocks.flatMap((block) => argumentsOf(block))
    .filter(({ name }) => name === 'ignore_changes')
    .flatMap(({ node }) => (node.kind === 'array' ? node.items : []));
  return new Set(items.flatMap((item) => (item.kind === 'string' ? item.value : [])));
}
