import { toJSONSchema } from 'zod/v4/core';
import { type FileKind, schemas } from './schema';

/** The kinds of files that have a schema in `schema/<kind>.schema.json`. */
export const schemaKinds = ['org', 'tenant', 'waivers', 'catalog'] as const satisfies readonly FileKind[];

const titles: Readonly<Record<FileKind, string>> = {
  org: 'org.yaml: what all tenants of one Genesys Cloud organization have in common',
  tenant: '<tenant>.yaml: one tenant, its divisions and its client',
  waivers: 'waivers.yaml: reviewed exceptions',
  catalog: 'catalog.json: a snapshot of the live organization',
};

/**
 * The JSON Schema of what people write into a file of this kind, for editors. Draft 7, which all of them know. It says less than
 * the loader, which also compares the files with each other.
 */
export function jsonSchema(kind: FileKind): object {
  const { $schema, ...rest } = toJSONSchema(schemas[kind], { io: 'input', target: 'draft-7' });
  return { $schema, title: titles[kind], ...rest };
}
