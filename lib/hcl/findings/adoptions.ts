import { resourceModel } from '../../genesys/authority';
import { attributeOf, type Block } from '../body';
import { chain } from '../chain';
import type { Expression } from '../expression';
import { shown } from '../shown';
import { finding, type HclFinding } from './finding';

/** The blocks that decide which object an address stands for, and what each may hold where that decides nothing else. */
const adopting: Readonly<Record<string, readonly string[]>> = {
  import: ['to', 'id', 'for_each'],
  moved: ['from', 'to'],
  removed: ['from', 'lifecycle'],
};

export const isAdopting = ({ type }: Block): boolean => Object.hasOwn(adopting, type);

/** Imports, moves and removals, but those of objects that no grant refers to. */
export function adoptionFindings(block: Block): HclFinding[] {
  const { type, body, spot } = block;
  if (isBesideGrants(block)) return [];
  const id = shown(attributeOf(body, type === 'import' ? 'to' : 'from')?.source ?? '');
  const what = `has ${type === 'import' ? 'an import' : `a ${type}`} block for ${id || 'nothing'}`;
  return [finding('undeclared-adoption', what, { what, stack: spot.file }, spot)];
}

function isBesideGrants({ type, body }: Block): boolean {
  const names = [...body.attributes.map(({ name }) => name), ...body.blocks.map((inner) => inner.type)];
  const addresses = body.attributes.filter(({ name }) => name === 'from' || name === 'to');
  return (
    names.every((name) => adopting[type]?.includes(name)) &&
    addresses.length === (type === 'moved' ? 2 : 1) &&
    addresses.every(({ value }) => isPlaced(value))
  );
}

/** Whether an address is that of an object which lies in a division, and is neither a division, a role nor a client. */
function isPlaced(address: Expression): boolean {
  const [root, steps] = chain(address);
  if (root.kind !== 'name') return false;
  const names = [root.name, ...steps.flatMap((step) => (step.kind === 'attribute' ? [step.name] : []))];
  // Modules around it: module.NAME, and again.
  while (names[0] === 'module') names.splice(0, 2);
  const [type = '', ...rest] = names;
  return rest.length === 1 && resourceModel(type).kind === 'placement';
}
