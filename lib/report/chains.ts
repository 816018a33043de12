import type { Location } from './locate';

/** One step of a chain, or of what led to a finding, with its place. */
export interface ReportedStep {
  readonly text: string;
  readonly at: Location | undefined;
}

/** Stands for a chain that there was no room for. */
export const leftOut = { text: 'not shown: the chains before this one fill the report', at: undefined };

/** Chains as long as there is room for their characters; after that each says only that it is left out. */
export function within<One extends ReportedStep>(
  characters: number,
  instead: One,
): (make: () => readonly One[]) => readonly One[] {
  let left = characters;
  return (make) => {
    if (left <= 0) return [instead];
    const chain = make();
    for (const { text, at } of chain)
      left -= text.length + (at ? at.file.length + (at.uri?.length ?? 0) + (at.pointer?.length ?? 0) : 0);
    return chain;
  };
}
