import { hash } from 'node:crypto';
import type { Model } from '../proof/model';
import { shown } from './limits';

/** Of every file that the model was made of. */
export function inputs({ manifest, assembly, plans }: Model): Record<string, string> {
  const planned = [...(plans?.files.values() ?? [])].flatMap(({ file, bytes }): [string, Uint8Array][] =>
    bytes === undefined ? [] : [[file, bytes]],
  );
  const all = [...manifest.sources, ...assembly.sources, ...planned].sort(([a], [b]) =>
    a < b ? -1 : a > b ? 1 : 0,
  );
  return digestsOf(all);
}

/** SHA-256 by shown name. Of two files that look alike, the second is told apart: neither may hide the other. */
export function digestsOf(
  files: readonly (readonly [string, string | Uint8Array])[],
): Readonly<Record<string, string>> {
  const digests = new Map<string, string>();
  const alike = new Map<string, number>();
  for (const [file, content] of files) {
    const first = shown(file);
    let name = first;
    // Counted: names can be written so that thousands of them look alike.
    for (let count = alike.get(first) ?? 1; digests.has(name); alike.set(first, ++count))
      name = `${first} (another${count > 1 ? ` ${count}` : ''})`;
    digests.set(name, hash('sha256', content, 'hex'));
  }
  return Object.fromEntries(digests);
}
