import { eachText } from '../json/plain';
import type { Stack } from '../proof/stack';
import type { Argument, Block } from '../terraform/body';

/** A top-level block of a stack's file, known here or not. */
export type TemplateBlock = (Block | Argument) & { readonly kind?: string };

/**
 * Calls `visit` with every text of a stack's file that Terraform evaluates, the block in which it stands, and where it stands. Of all that
 * it passes over, nothing is evaluated.
 */
export function eachTemplate(
  { configuration }: Stack,
  visit: (text: string, block: TemplateBlock, offset: number) => void,
): void {
  const { terraform, providers, resources, data, outputs, imports, values, rebindings, otherBlocks } =
    configuration;
  const all = [terraform, providers, resources, data, outputs, imports, values, rebindings, otherBlocks];
  for (const blocks of all)
    for (const block of blocks)
      eachText(block.node, (text, offset) => {
        if (/[$%]\{/.test(text)) visit(text, block, offset);
      });
}

const labelsOf = (block: TemplateBlock): readonly string[] => ('labels' in block ? block.labels : []);

/** How messages call a block: by its labels, joined by dots, or by its kind. */
export const nameOf = (block: TemplateBlock): string => labelsOf(block).join('.') || block.kind || 'a block';

/** The first label: of a resource or data source its type, of others their name; undefined for blocks without labels. */
export const typeOf = (block: TemplateBlock): string | undefined => labelsOf(block)[0];
