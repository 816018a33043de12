import { attributeOf, type Block } from './body';
import { unknown, type Value, type Walk } from './value';

/** Whether Terraform shows the value of a variable or an output to nobody: marked as sensitive or ephemeral, by anything but a plain `false`. */
export const isSensitive = (block: Block): boolean =>
  ['sensitive', 'ephemeral'].some((name) => {
    const value = attributeOf(block.body, name)?.value;
    return value !== undefined && !(value.kind === 'boolean' && !value.value);
  });

/** What is known of a variable or an output. Findings quote texts and numbers: of what is sensitive, neither is known. */
export const told = (value: Value, block: Block, walk: Walk): Value =>
  isSensitive(block) && isQuotable(value, walk)
    ? unknown('it is a text that goes through a sensitive variable or output, and so is told to nobody')
    : value;

function isQuotable(value: Value, walk: Walk): boolean {
  walk(1);
  switch (value.kind) {
    case 'text':
    case 'number':
    case 'set':
      return true;
    case 'list':
      return value.items.some((item) => isQuotable(item, walk));
    case 'object':
      return [...value.entries.values()].some((entry) => isQuotable(entry, walk));
    default:
      return false;
  }
}
