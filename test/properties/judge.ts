import { declared } from '../reference/declared';
import { type Folder, interpret } from '../reference/interpreter';
import type { OrgInput } from '../support/manifest';
import { type AssemblyText, toFiles } from '../support/write-assembly';

/** The stacks as the reference interpreter reads them from disk. Links and other entries without bytes stand for unreadable files. */
export function folderOf(assembly: AssemblyText): Folder {
  return new Map(
    toFiles(assembly).stacks.map(({ name, entries }) => [
      name,
      new Map(entries.map((entry) => [entry.name, entry.bytes ?? new Uint8Array()])),
    ]),
  );
}

/** What the reference says of an output folder: does it grant exactly what the manifest declares? */
export function judge(
  input: Readonly<Record<string, OrgInput>>,
  assembly: AssemblyText,
): 'as declared' | 'differs' | 'unsayable' {
  const outcome = interpret(folderOf(assembly));
  if (outcome.kind === 'unsayable') return 'unsayable';
  const expected = declared(input);
  const same =
    JSON.stringify(outcome.grants) === JSON.stringify(expected.grants) &&
    JSON.stringify(outcome.permissions) === JSON.stringify(expected.permissions);
  return same ? 'as declared' : 'differs';
}
