import { eachText } from '../json/plain';
import type { Place } from '../proof/finding';
import type { Stack } from '../proof/stack';

/** A text of a stack's file that Terraform evaluates. */
export interface Template {
  readonly text: string;
  /** The block that it stands in, as `labels.joined.by.dots` or its kind. */
  readonly where: string;
  /** The type of the resource that it stands in; undefined elsewhere. */
  readonly type: string | undefined;
  readonly place: Place;
}

/** Calls `visit` with every template of a stack's file, wherever it stands; of all that it passes over, nothing is evaluated. */
export function eachTemplate({ configuration, file }: Stack, visit: (template: Template) => void): void {
  const blocks = [
    ...configuration.terraform,
    ...configuration.providers,
    ...configuration.resources,
    ...configuration.data,
    ...configuration.outputs,
    ...configuration.imports,
    ...configuration.values,
    ...configuration.rebindings,
    ...configuration.others,
  ];
  for (const block of blocks)
    eachText(block.node, (text, offset) => {
      if (!text.includes('{') || !/[$%]\{/.test(text)) return;
      const labels = 'labels' in block ? block.labels : [];
      visit({
        text,
        where: labels.join('.') || ('kind' in block ? String(block.kind) : '') || 'a block',
        type: labels[0],
        place: { kind: 'assembly', file, offset },
      });
    });
}
