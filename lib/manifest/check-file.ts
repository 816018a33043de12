import type * as z from 'zod/mini';
import type { Parsed, TextFault } from './fault';
import type { FileKind } from './keys';
import { normalized } from './normal-form';
import { type Catalog, catalogSchema } from './schema/catalog';
import { type OrgConfig, orgSchema } from './schema/org';
import { type TenantConfig, tenantSchema } from './schema/tenant';
import { type Waiver, waiversSchema } from './schema/waivers';

/** What each kind of file gives when it is valid. */
export interface Configs {
  readonly org: OrgConfig;
  readonly tenant: TenantConfig;
  readonly waivers: readonly Waiver[];
  readonly catalog: Catalog;
}

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

const schemas: { readonly [Kind in FileKind]: z.ZodMiniType<Configs[Kind]> } = {
  org: orgSchema,
  tenant: tenantSchema,
  waivers: waiversSchema,
  catalog: catalogSchema,
};

/** Compares a parsed text with the schema of its kind. */
export function checkFile<Kind extends FileKind>(
  kind: Kind,
  text: string,
  parsed: Parsed,
): Checked<Configs[Kind]> {
  const { faults } = parsed;
  const value = normalized(parsed.value, text);
  if (value === undefined) return { text, value, config: undefined, faults };
  const checked = schemas[kind].safeParse(value);
  if (checked.success) return { text, value, config: checked.data, faults };
  // Only loaded when there is something to explain.
  const { explainIssues } = require('./problems') as typeof import('./problems');
  const explained = explainIssues(kind, value, checked.error.issues, faults);
  return { text, value, config: undefined, faults: [...faults, ...explained] };
}
