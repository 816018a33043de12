import { z } from 'zod';
import { parseDuration } from './duration';
import { type DivisionId, type DivisionKey, idPattern, type RoleKey, type TenantId } from './ids';

/*
 * The one source of the manifest's types, of schema/*.schema.json and of `bulkhead schema`.
 * What is checked here is the shape of one file. What needs several files (uniqueness, names that must exist) is in
 * references.ts; what is a question of authority (token lifetime, permissions, scopes, grant type) is left to the rules, which can
 * say why it matters.
 * Messages are codes (`Expectation`): the prose is in problems.ts.
 */

/** What a leaf of the manifest must be, where its type alone does not say it. */
export type Expectation = 'id' | 'uuid' | 'line' | 'region' | 'duration' | 'date' | 'url' | 'origin';
const expect = (code: Expectation): Expectation => code;

const id = () => z.string().regex(idPattern, expect('id'));
const uuid = () =>
  z
    .string()
    .regex(/^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/, expect('uuid'));

/**
 * One line that means to everybody what it shows: no control or direction characters, and nothing that Terraform would evaluate, since
 * descriptions and settings end up in its files.
 */
const linePattern =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
  /^(?=.*\S)(?!.*[$%]\{)[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]*$/;
const line = (max = 200) => z.string().max(max).regex(linePattern, expect('line'));

export const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/;

const date = () => z.iso.date(expect('date'));

const duration = () =>
  z
    .union([
      z.string().meta({ pattern: '^0*[1-9]\\d*[smhd]?$' }),
      z.number().meta({ type: 'integer', minimum: 1 }),
    ])
    .transform((value, context): number => {
      const seconds = parseDuration(value);
      if (seconds === undefined) {
        context.addIssue({ code: 'custom', message: expect('duration') });
        return z.NEVER;
      }
      return seconds;
    });

/** An address that is stored and shown, so it must not carry credentials; and to which things are appended, so it must end plainly. */
const url = () =>
  z
    .url({ protocol: /^https?$/, error: expect('url'), abort: true })
    .refine((text) => linePattern.test(text) && isPlainUrl(new URL(text)), {
      error: expect('url'),
      abort: true,
    });
const origin = () => url().refine((text) => new URL(text).pathname === '/', expect('origin'));

const isPlainUrl = ({ href, username, password, search, hash }: URL): boolean =>
  username + password + search + hash === '' && !/[?#@]/.test(href);

export const stateSchema = z
  .discriminatedUnion('backend', [
    z.strictObject({ backend: z.literal('local').describe('Beside the output folder, for trials') }),
    z.strictObject({
      backend: z.literal('s3').describe('An S3 bucket; credentials come from the AWS environment'),
      bucket: line().describe('Name of the bucket'),
      region: line().describe('AWS region of the bucket, e.g. eu-west-1'),
      prefix: line().optional().describe('Put before the stack in the key of every state'),
      encrypt: z.boolean().optional().describe('Server-side encryption (default true)'),
      kmsKeyId: line().optional().describe('KMS key for server-side encryption'),
      dynamodbTable: line().optional().describe('DynamoDB table for locks (older Terraform)'),
      useLockfile: z
        .boolean()
        .optional()
        .describe('Locks as objects in the bucket (Terraform 1.10 and newer)'),
    }),
    z.strictObject({
      backend: z
        .literal('gcs')
        .describe('A Google Cloud Storage bucket; credentials come from the environment'),
      bucket: line().describe('Name of the bucket'),
      prefix: line().optional().describe('Put before the stack in the name of every state'),
      kmsEncryptionKey: line().optional().describe('Cloud KMS key that encrypts the states'),
    }),
    z.strictObject({
      backend: z
        .literal('azurerm')
        .describe('An Azure storage container; credentials come from the environment'),
      resourceGroupName: line().describe('Resource group of the storage account'),
      storageAccountName: line().describe('Name of the storage account'),
      containerName: line().describe('Name of the container'),
      prefix: line().optional().describe('Put before the stack in the key of every state'),
      useAzureadAuth: z
        .boolean()
        .optional()
        .describe('Sign in with Microsoft Entra ID instead of an access key'),
    }),
    // The connection string is a secret: Terraform reads PG_CONN_STR (or the PG* variables) from the environment.
    z.strictObject({
      backend: z
        .literal('pg')
        .describe('A PostgreSQL database; the connection string comes from PG_CONN_STR'),
      schemaPrefix: id().optional().describe("Put before the stack in the name of every state's schema"),
    }),
    // Credentials come from TF_HTTP_USERNAME and TF_HTTP_PASSWORD.
    z.strictObject({
      backend: z
        .literal('http')
        .describe('A REST endpoint; credentials come from TF_HTTP_USERNAME and TF_HTTP_PASSWORD'),
      address: url().describe('Address to which the stack is appended; no credentials, query or fragment'),
    }),
    // The token comes from `terraform login` or TF_TOKEN_<host>.
    z.strictObject({
      backend: z
        .literal('cloud')
        .describe('HCP Terraform or Terraform Enterprise; the token comes from `terraform login`'),
      organization: line().describe('Organization that holds the workspaces, one per stack'),
      hostname: line().optional().describe('Host of Terraform Enterprise (default app.terraform.io)'),
      project: line().optional().describe('Project of the workspaces'),
    }),
  ])
  .describe('Where Terraform keeps the state of the stacks, each under its own key');

/** `org.yaml`: what all tenants of one Genesys Cloud organization have in common. */
export const orgSchema = z.strictObject({
  region: z
    .string()
    .regex(regionPattern, expect('region'))
    .describe('AWS region of the Genesys Cloud organization, e.g. eu-west-1'),
  state: stateSchema,
  roles: z
    .record(
      id(),
      z.strictObject({
        description: line().optional().describe('What the role is for'),
        permissions: z
          .array(line())
          .min(1)
          .describe('Permissions as Genesys Cloud spells them: domain:entity:action'),
      }),
    )
    .describe('The role templates: the only roles that a tenant can hold'),
  sharedDivisions: z
    .record(
      id(),
      z.strictObject({
        id: uuid().describe('Id of the division in Genesys Cloud'),
        tenants: z.array(id()).min(1).describe('The tenants that may be granted roles in it'),
        reason: line().describe('Why these tenants share it'),
      }),
    )
    .default({})
    .describe('Existing divisions that several tenants may use, each named on purpose'),
  limits: z
    .strictObject({
      tokenLifetime: duration()
        .default(172_800)
        .describe('Longest token lifetime that a client may have, e.g. 4h (default 48h)'),
      divisionsPerOrg: z
        .int()
        .min(1)
        .max(10_000)
        .default(50)
        .describe('How many divisions the organization may hold (default 50)'),
    })
    .prefault({})
    .describe('What no tenant may exceed'),
  emitScopes: z
    .enum(['effective', 'always'])
    .default('effective')
    .describe(
      'Write scopes into Terraform only for grant types to which Genesys Cloud applies them (default), or always',
    ),
  gateway: z
    .strictObject({ url: origin().describe('Scheme, host and port; nothing else') })
    .optional()
    .describe('Reach the API through a private gateway or an emulator'),
  divisionNames: z
    .enum(['opaque', 'readable'])
    .default('opaque')
    .describe(
      'Names of created divisions. Any token can list all division names, so the default tells nothing',
    ),
});

/** A division that exists already. Any other is made by the tenant's stack, and says nothing more. */
export const adoptedDivisionSchema = z.strictObject({
  id: uuid().describe('Id of an existing division that belongs to this tenant alone'),
  manage: z.boolean().default(false).describe('Also import it into the stack of this tenant (default false)'),
  name: line().optional().describe('Its name once it is managed; a derived one otherwise'),
});

/** `<tenant>.yaml`: one tenant, its divisions and its client. */
export const tenantSchema = z.strictObject({
  owner: line().describe('Who answers for this tenant: a person, a team or an address'),
  divisions: z
    .record(id(), z.union([adoptedDivisionSchema, z.strictObject({})]))
    .describe('The divisions of this tenant: `{}` creates one, `{ id: … }` adopts an existing one'),
  client: z
    .strictObject({
      description: line().optional().describe('What the client is for'),
      state: z.enum(['active', 'inactive']).default('active').describe('inactive: no new tokens'),
      grantType: z
        .enum(['client-credentials', 'code', 'token', 'password', 'saml2-bearer'])
        .default('client-credentials')
        .describe('How tokens are obtained. Anything but client-credentials is a finding'),
      tokenLifetime: duration().default(3600).describe('How long a token lives: 5m to 48h (default 1h)'),
      scopes: z
        .array(line(100))
        .default([])
        .describe('The ceiling: every operation that the permissions open must be callable with one of them'),
      grants: z
        .array(
          z.strictObject({
            role: id().describe('A role of org.yaml'),
            divisions: z.array(id()).min(1).describe('Divisions of this tenant, or shared ones that name it'),
          }),
        )
        .min(1)
        .describe('Which role holds in which divisions: the whole authority of the client'),
      credentials: z
        .strictObject({
          generations: z
            .array(z.int().min(1).max(9999))
            .min(1)
            .max(2)
            .describe('One client per generation; two while a secret is being rotated'),
          current: z.int().min(1).describe('The generation whose secret the tenant uses'),
        })
        .prefault({ generations: [1], current: 1 })
        .describe('Generations of the client, for rotating its secret without a gap'),
    })
    .describe('The OAuth client of this tenant'),
});

/** `waivers.yaml`: reviewed exceptions, each bound to the exact tuple that a finding shows in its "waive with" line. */
export const waiversSchema = z.array(
  z.strictObject({
    rule: line().describe('Id of the rule whose finding is waived'),
    tenant: id().optional().describe('The tenant it is about; absent for findings about the org'),
    subject: line(1000).describe('The subject exactly as the finding\'s "waive with" line shows it'),
    reason: line().describe('Why this exception is acceptable'),
    owner: line().describe('Who answers for it'),
    expires: date().describe('Last day on which it holds (YYYY-MM-DD), at most 180 days ahead'),
  }),
);

/** `catalog.json`: a snapshot of the live org. `permissions` maps each permission to "is it division-aware". */
export const catalogSchema = z.strictObject({
  schema: z.literal('bulkhead-catalog/1').describe('Format of this file'),
  demonstration: z.boolean().default(false).describe('Not a snapshot of a real organization'),
  organization: z
    .strictObject({
      id: uuid().describe('Id of the organization in Genesys Cloud'),
      name: line().describe('Its name'),
    })
    .describe('The organization that the snapshot was taken of'),
  region: z.string().describe('AWS region of the organization'),
  date: date().describe('Day of the snapshot (YYYY-MM-DD)'),
  homeDivisionId: uuid().describe('Id of the home division'),
  permissions: z
    .record(z.string().min(1), z.boolean())
    .describe('Every permission of the organization, and whether it is division-aware'),
});

export type StateConfig = z.infer<typeof stateSchema>;
export type OrgConfig = z.infer<typeof orgSchema>;
export type TenantConfig = z.infer<typeof tenantSchema>;
export type Waiver = z.infer<typeof waiversSchema>[number];
export type Catalog = z.infer<typeof catalogSchema>;
export type Ids = { tenant: TenantId; division: DivisionKey; role: RoleKey; divisionId: DivisionId };
