import { declared } from '../reference/declared';
import { type Folder, interpret, type Outcome } from '../reference/interpreter';
import type { OrgInput } from '../support/manifest';
import { type AssemblyText, toFiles } from '../support/write-assembly';

/** The stacks as the reference interpreter reads them from disk. Links and other entries without bytes stand for unreadable files. */
function folderOf(assembly: AssemblyText): Folder {
  return new Map(
    toFiles(assembly).stacks.map(({ name, entries }) => [
      name,
      new Map((entries ?? []).map((entry) => [entry.name, entry.bytes ?? new Uint8Array()])),
    ]),
  );
}

export type Judgement = 'as declared' | 'differs' | 'unsayable';

/** What the reference says of output folders of one manifest: do they bring about exactly what the manifest declares? */
export class Judge {
  private readonly expected: ReturnType<typeof declared>;
  private readonly written: Outcome;

  /** State, provider, imports and the clients' settings are expected to be those of the files as they are `written`. */
  constructor(input: Readonly<Record<string, OrgInput>>, written: AssemblyText) {
    this.expected = declared(input);
    this.written = interpret(folderOf(written));
  }

  ofWritten(): Judgement {
    return this.on(this.written);
  }

  of(assembly: AssemblyText): Judgement {
    return this.on(interpret(folderOf(assembly)));
  }

  private on(outcome: Outcome): Judgement {
    const { expected, written } = this;
    if (outcome.kind === 'unsayable' || written.kind === 'unsayable') return 'unsayable';
    const same =
      equal(outcome.grants, expected.grants) &&
      equal(outcome.permissions, expected.permissions) &&
      equal(outcome.circumstances, written.circumstances) &&
      outcome.placements.every((placement) => expected.own.has(placement));
    return same ? 'as declared' : 'differs';
  }
}

const equal = (left: readonly string[], right: readonly string[]): boolean =>
  JSON.stringify(left) === JSON.stringify(right);
