import type { Worded } from '../proof/finding-values';
import { type Attribute, attributeOf, type Block, type Body, type Problem } from './body';
import { nameProblem } from './name';
import { shown } from './shown';

/** One folder of Terraform, its files taken together: everything by the name that a reference spells. */
export interface Module {
  /** From the folder that is checked, with forward slashes; `` for that folder itself. */
  readonly folder: string;
  readonly variables: ReadonlyMap<string, Block>;
  readonly locals: ReadonlyMap<string, Attribute>;
  readonly outputs: ReadonlyMap<string, Block>;
  /** By `type.name`. */
  readonly resources: ReadonlyMap<string, Block>;
  /** By `type.name`. */
  readonly data: ReadonlyMap<string, Block>;
  readonly calls: ReadonlyMap<string, Block>;
  /** Every other block of the top level: terraform, provider, import, moved, removed, check, ephemeral, and what is not known. */
  readonly otherBlocks: readonly Block[];
}

/** How many labels each block has that is understood here. */
const labels: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  variable: 1,
  output: 1,
  module: 1,
  locals: 0,
};

/** Joins the files of a folder. What Terraform refuses (two of one name, wrong labels), and a name that it takes for another, is a problem. */
export function joinFiles(folder: string, bodies: readonly Body[], problems: Problem[]): Module {
  const named = new Map(Object.keys(labels).map((type) => [type, new Map<string, Block>()]));
  const locals = new Map<string, Attribute>();
  const otherBlocks: Block[] = [];
  const problem = ({ spot }: { readonly spot: Problem['spot'] }, message: string): void => {
    problems.push({ spot, position: undefined, message });
  };
  const demandName = (at: { readonly spot: Problem['spot'] }, what: string, name: string): void => {
    const message = nameProblem(what, name);
    if (message !== undefined) problem(at, message);
  };
  for (const body of bodies) {
    for (const attribute of body.attributes)
      problem(attribute, `"${shown(attribute.name)}" stands outside of a block`);
    for (const block of body.blocks) {
      for (const label of block.labels) demandName(block, `this ${shown(block.type)} block`, label);
      if (block.type === 'module') refuseEscapes(block, problem);
      const known = named.get(block.type);
      if (known === undefined) otherBlocks.push(block);
      else if (block.labels.length !== labels[block.type]) {
        problem(
          block,
          `a ${block.type} block has ${labels[block.type]} label(s), not ${block.labels.length}`,
        );
      } else if (block.type === 'locals') {
        for (const inner of block.body.blocks)
          problem(inner, `"${shown(inner.type)}" is a block, and locals has none`);
        for (const local of block.body.attributes) {
          demandName(local, 'this local value', local.name);
          if (locals.has(local.name))
            problem(local, `the local value "${shown(local.name)}" is declared twice`);
          else locals.set(local.name, local);
        }
      } else {
        const name = block.labels.join('.');
        if (known.has(name)) problem(block, `${block.type} "${shown(name)}" is declared twice`);
        else known.set(name, block);
      }
    }
  }
  const of = (type: string): ReadonlyMap<string, Block> => named.get(type) ?? new Map();
  return {
    folder,
    variables: of('variable'),
    locals,
    outputs: of('output'),
    resources: of('resource'),
    data: of('data'),
    calls: of('module'),
    otherBlocks,
  };
}

/**
 * A call has no blocks but those that Terraform keeps for itself, and `_`, whose arguments count as if they stood beside it: they are not followed
 * (Terraform 1.11.4, 2026-11-27). In JSON syntax it is a member like any other.
 */
function refuseEscapes({ body }: Block, problem: (at: Block | Attribute, message: string) => void): void {
  for (const block of body.blocks)
    problem(
      block,
      `a block "${shown(block.type)}" in a module call is not followed: write its arguments beside it`,
    );
  const inJson = attributeOf(body, '_');
  if (inJson)
    problem(inJson, 'the block "_" in a module call is not followed: write its arguments beside it');
}

/** Where a module call finds its module: a folder that is read too, or why it is not. */
type Source =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'elsewhere'; readonly why: Worded };

export const notAFolderHere: Worded =
  'it goes through a module that is not a folder (./…) of this configuration';
export const outsideOfFolder: Worded = 'it goes through a module outside of the folder that is checked';

/**
 * Reads the `source` of a module call in a folder. Only literal `./` and `../` paths within the folder that is checked are followed, step by step
 * as they are written: Terraform takes `//` for `/`, `a/..` for nothing, and `?` for a letter (Terraform 1.11.4, 2026-11-27).
 */
export function sourceOf(call: Block, folder: string): Source {
  const source = attributeOf(call.body, 'source');
  if (source?.value.kind !== 'text') {
    return { kind: 'elsewhere', why: 'it goes through a module whose source is not written out' };
  }
  const { text } = source.value;
  if (text.includes('\\')) {
    return {
      kind: 'elsewhere',
      why: 'it goes through a module whose source has a backslash, which Terraform takes for a slash',
    };
  }
  if (!/^\.\.?\//.test(text)) return { kind: 'elsewhere', why: notAFolderHere };
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of text.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return { kind: 'elsewhere', why: outsideOfFolder };
  }
  return { kind: 'folder', folder: steps.join('/') };
}
