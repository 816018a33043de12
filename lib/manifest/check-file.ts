import type * as z from 'zod/mini';
import type { Parsed, TextFault } from './fault';
import { normalized } from './normal-form';
import { type Configs, type FileKind, schemas } from './schema';

/** One file by itself. */
export interface Checked<Config> {
  /** Undefined when there is no text: the file could not be read. */
  readonly text: string | undefined;
  /** What the file says, valid or not; undefined when that cannot be told. */
  readonly value: unknown;
  /** Undefined when the file is not valid. */
  readonly config: Config | undefined;
  readonly faults: readonly TextFault[];
}

/** The same schemas, seen so that each kind gives its own config. */
const schemaOf: { readonly [Kind in FileKind]: z.ZodMiniType<Configs[Kind]> } = schemas;

/** Compares a parsed text with the schema of its kind. */
export function checkFile<Kind extends FileKind>(
  kind: Kind,
  text: string,
  parsed: Parsed,
): Checked<Configs[Kind]> {
  const { faults } = parsed;
  const value = normalized(parsed.value, text);
  if (value === undefined) return { text, value, config: undefined, faults };
  const checked = schemaOf[kind].safeParse(value);
  if (checked.success) return { text, value, config: checked.data, faults };
  // Only loaded when there is something to explain.
  const { explainIssues } = require('./problems') as typeof import('./problems');
  const explained = explainIssues(kind, value, checked.error.issues, faults);
  return { text, value, config: undefined, faults: [...faults, ...explained] };
}
