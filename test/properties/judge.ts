import { declared } from '../reference/declared';
import { type Folder, interpret } from '../reference/interpreter';
import { manifestOf, type OrgInput } from '../support/manifest';
import { type AssemblyText, toFiles, writeAssembly } from '../support/write-assembly';

/** The stacks as the reference interpreter reads them from disk. Links and other entries without bytes stand for unreadable files. */
export function folderOf(assembly: AssemblyText): Folder {
  return new Map(
    toFiles(assembly).stacks.map(({ name, entries }) => [
      name,
      new Map(entries.map((entry) => [entry.name, entry.bytes ?? new Uint8Array()])),
    ]),
  );
}

export type Judgement = 'as declared' | 'differs' | 'unsayable';

/** What the reference says of output folders of one manifest: do they bring about exactly what the manifest declares? */
export function judgeOf(input: Readonly<Record<string, OrgInput>>): (assembly: AssemblyText) => Judgement {
  const expected = declared(input);
  // State, provider, imports and the clients' settings are those of the files as they were written.
  const written = interpret(folderOf(writeAssembly(manifestOf(input))));
  if (written.kind === 'unsayable') throw new Error(`a compliant folder is unsayable: ${written.why}`);
  return (assembly) => {
    const outcome = interpret(folderOf(assembly));
    if (outcome.kind === 'unsayable') return 'unsayable';
    const same =
      equal(outcome.grants, expected.grants) &&
      equal(outcome.permissions, expected.permissions) &&
      equal(outcome.circumstances, written.circumstances) &&
      outcome.placements.every((placement) => expected.own.has(placement));
    return same ? 'as declared' : 'differs';
  };
}

const equal = (left: readonly string[], right: readonly string[]): boolean =>
  JSON.stringify(left) === JSON.stringify(right);
