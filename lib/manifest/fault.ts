/**
 * A problem of a manifest before its line and column are looked up: looking them up costs a second parse, so it is done once, at the
 * end, and only when there is something to report.
 */
export interface Fault {
  /** As shown to people, e.g. `tenants/demo/acme.yaml`. */
  readonly file: string;
  readonly path: readonly (string | number)[];
  /** Which side of a pair the path means: the key itself, or (default) what it holds. */
  readonly part?: 'key' | 'value';
  /** UTF-16 units from the start of the text, where the parser knows better than a path could say. */
  readonly offset?: number;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** A fault of one text; whoever knows the file's name adds it. */
export type TextFault = Omit<Fault, 'file'>;

/** What a text holds. `value` is undefined when it cannot be told; a value beside faults lacks what they are about. */
export interface Parsed {
  readonly value: unknown;
  readonly faults: readonly TextFault[];
}

/** Also of a file that holds comments only, as `waivers.yaml` does when the last waiver is taken out. */
export const emptyFile: TextFault = {
  path: [],
  offset: 0,
  message: 'the file is empty',
  hint: 'Fill it in, or remove the file.',
};

/** Beyond this many faults of one file nobody reads on, and looking all of them up would take long. */
export const maxFaultsOfAFile = 100;

/** Stands for the rest. How many they are is not known: they were not all looked for. */
export const moreFaults: TextFault = {
  path: [],
  message: `only the first ${maxFaultsOfAFile} problems of this file are listed`,
};
