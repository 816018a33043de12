import type * as z from 'zod/mini';
import { catalogSchema } from './catalog';
import { orgSchema } from './org';
import { tenantSchema } from './tenant';
import { waiversSchema } from './waivers';

/** The files of an org's folder, by the kind of what they hold. */
export const schemas = {
  org: orgSchema,
  tenant: tenantSchema,
  waivers: waiversSchema,
  catalog: catalogSchema,
} as const;

export type FileKind = keyof typeof schemas;

/** What each kind of file gives when it is valid. */
export type Configs = { readonly [Kind in FileKind]: z.infer<(typeof schemas)[Kind]> };

/** What people write into each kind of file. */
export type Inputs = { readonly [Kind in FileKind]: z.input<(typeof schemas)[Kind]> };
