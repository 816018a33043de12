import { z } from 'zod';
import { parseDuration } from './duration';
import { type DivisionId, type DivisionKey, idPattern, type RoleKey, type TenantId } from './ids';

/*
 * The one source of the manifest's types, of schema/*.schema.json and of `bulkhead schema`.
 * What is checked here is the shape of one file. What needs several files (uniqueness, names that must exist) is in
 * references.ts; what is a question of authority (token lifetime, permissions, scopes, grant type) is left to the rules, which can
 * say why it matters.
 */

const id = () => z.string().regex(idPattern);
const uuid = () => z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i);
const line = () =>
  z
    .string()
    .min(1)
    .max(200)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
    .regex(/^[^\u0000-\u001f\u007f]*$/);

const duration = () =>
  z.union([z.string(), z.number()]).transform((value, context): number => {
    const seconds = parseDuration(value);
    if (seconds === undefined) {
      context.addIssue({ code: 'custom', message: 'duration' });
      return z.NEVER;
    }
    return seconds;
  });

export const stateSchema = z.discriminatedUnion('backend', [
  z.strictObject({ backend: z.literal('local') }),
  z.strictObject({
    backend: z.literal('s3'),
    bucket: z.string().min(1),
    region: z.string().min(1),
    prefix: z.string().min(1).optional(),
    encrypt: z.boolean().optional(),
    kmsKeyId: z.string().min(1).optional(),
    dynamodbTable: z.string().min(1).optional(),
    useLockfile: z.boolean().optional(),
  }),
  z.strictObject({
    backend: z.literal('gcs'),
    bucket: z.string().min(1),
    prefix: z.string().min(1).optional(),
    kmsEncryptionKey: z.string().min(1).optional(),
  }),
  z.strictObject({
    backend: z.literal('azurerm'),
    resourceGroupName: z.string().min(1),
    storageAccountName: z.string().min(1),
    containerName: z.string().min(1),
    prefix: z.string().min(1).optional(),
    useAzureadAuth: z.boolean().optional(),
  }),
  // The connection string is a secret: Terraform reads PG_CONN_STR (or the PG* variables) from the environment.
  z.strictObject({ backend: z.literal('pg'), schemaPrefix: id().optional() }),
  // Credentials come from TF_HTTP_USERNAME and TF_HTTP_PASSWORD.
  z.strictObject({ backend: z.literal('http'), address: z.url({ protocol: /^https?$/ }) }),
  // The token comes from `terraform login` or TF_TOKEN_<host>.
  z.strictObject({
    backend: z.literal('cloud'),
    organization: z.string().min(1),
    hostname: z.string().min(1).optional(),
    project: z.string().min(1).optional(),
  }),
]);

/** `org.yaml`: what all tenants of one Genesys Cloud organization have in common. */
export const orgSchema = z.strictObject({
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
  state: stateSchema,
  roles: z.record(
    id(),
    z.strictObject({
      description: line().optional(),
      permissions: z.array(z.string().min(1).max(200)).min(1),
    }),
  ),
  sharedDivisions: z
    .record(id(), z.strictObject({ id: uuid(), tenants: z.array(id()).min(1), reason: line() }))
    .default({}),
  limits: z
    .strictObject({
      tokenLifetime: duration().default(172_800),
      divisionsPerOrg: z.int().min(1).max(10_000).default(50),
    })
    .prefault({}),
  emitScopes: z.enum(['effective', 'always']).default('effective'),
  gateway: z.strictObject({ url: z.url({ protocol: /^https?$/ }) }).optional(),
  divisionNames: z.enum(['opaque', 'readable']).default('opaque'),
});

/** `<tenant>.yaml`: one tenant, its divisions and its client. */
export const tenantSchema = z.strictObject({
  owner: line(),
  divisions: z.record(
    id(),
    z.union([
      z.strictObject({ id: uuid(), manage: z.boolean().default(false), name: line().optional() }),
      z.strictObject({}),
    ]),
  ),
  client: z.strictObject({
    description: line().optional(),
    state: z.enum(['active', 'inactive']).default('active'),
    grantType: z
      .enum(['client-credentials', 'code', 'token', 'password', 'saml2-bearer'])
      .default('client-credentials'),
    tokenLifetime: duration().default(3600),
    scopes: z.array(z.string().min(1).max(100)).default([]),
    grants: z.array(z.strictObject({ role: id(), divisions: z.array(id()).min(1) })).min(1),
    credentials: z
      .strictObject({
        generations: z.array(z.int().min(1).max(9999)).min(1).max(2),
        current: z.int().min(1),
      })
      .prefault({ generations: [1], current: 1 }),
  }),
});

/** `waivers.yaml`: reviewed exceptions, each bound to the exact tuple that a finding shows in its "waive with" line. */
export const waiversSchema = z.array(
  z.strictObject({
    rule: z.string().min(1),
    tenant: id().optional(),
    subject: z.string().min(1),
    reason: line(),
    owner: line(),
    expires: z.iso.date(),
  }),
);

/** `catalog.json`: a snapshot of the live org. `permissions` maps each permission to "is it division-aware". */
export const catalogSchema = z.strictObject({
  schema: z.literal('bulkhead-catalog/1'),
  demonstration: z.boolean().default(false),
  organization: z.strictObject({ id: uuid(), name: line() }),
  region: z.string(),
  date: z.iso.date(),
  homeDivisionId: uuid(),
  permissions: z.record(z.string().min(1), z.boolean()),
});

export type StateConfig = z.infer<typeof stateSchema>;
export type OrgConfig = z.infer<typeof orgSchema>;
export type TenantConfig = z.infer<typeof tenantSchema>;
export type Waiver = z.infer<typeof waiversSchema>[number];
export type Catalog = z.infer<typeof catalogSchema>;
export type Ids = { tenant: TenantId; division: DivisionKey; role: RoleKey; divisionId: DivisionId };
