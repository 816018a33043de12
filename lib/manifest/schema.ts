import * as z from 'zod/mini';
import { parseDuration } from './duration';
import { isDialable } from './gateway';
import { idPattern } from './ids';

/*
 * The one source of the manifest's types, of schema/*.schema.json and of `bulkhead schema`.
 * What is checked here is the shape of one file. What needs several files (uniqueness, names that must exist) is in
 * references.ts; what is a question of authority (token lifetime, permissions, scopes, grant type) is left to the rules, which can
 * say why it matters.
 * Messages are codes (`Expectation`): the prose is in problems.ts.
 * Written with zod/mini, of which a bundler keeps only what is used: `check` must not carry the JSON Schema machinery.
 */

/** What a leaf of the manifest must be, where its type alone does not say it. */
export type Expectation =
  | 'id'
  | 'uuid'
  | 'line'
  | 'region'
  | 'duration'
  | 'date'
  | 'url'
  | 'origin'
  | 'dialable';
const expect = (code: Expectation): Expectation => code;

const id = () => z.string().check(z.regex(idPattern, expect('id')));
const uuid = () =>
  z
    .string()
    .check(
      z.regex(
        /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/,
        expect('uuid'),
      ),
    );

/**
 * One line that means to everybody what it shows: no control, direction or invisible characters, and nothing that Terraform would
 * evaluate, since descriptions and settings end up in its files. Joiners and variation selectors, which scripts and emoji need, may
 * stand beside something visible.
 */
const linePattern =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
  /^(?!(?:\s|\u200c|\u200d|[\ufe00-\ufe0f])*$)(?!.*(?:[$%]\{|\u034f|[\u17b4-\u17b5]|[\u180b-\u180f]))[^\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0]*$/;
const line = (max = 200) => z.string().check(z.maxLength(max), z.regex(linePattern, expect('line')));

export const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/;

const date = () => z.iso.date(expect('date'));

const duration = () =>
  z.pipe(
    z.union([
      z.string().check(z.meta({ pattern: '^0*[1-9]\\d*[smhd]?$' })),
      z.number().check(z.meta({ type: 'integer', minimum: 1 })),
    ]),
    z.transform((value: string | number, context): number => {
      const seconds = parseDuration(value);
      if (seconds === undefined) {
        context.issues.push({ code: 'custom', message: expect('duration'), input: value });
        return z.NEVER;
      }
      return seconds;
    }),
  );

/** An address that is stored and shown, so it must not carry credentials; and to which things are appended, so it must end plainly. */
const url = () =>
  z.url({ protocol: /^https?$/, error: expect('url'), abort: true }).check(
    z.refine((text) => linePattern.test(text) && isPlainUrl(text), {
      error: expect('url'),
      abort: true,
    }),
  );
const origin = () =>
  url().check(
    z.refine((text) => new URL(text).pathname === '/', expect('origin')),
    z.refine(isDialable, expect('dialable')),
  );

/** Asked of the text as written: `URL` drops empty credentials and turns backslashes, which the reader of Terraform's files does not. */
const isPlainUrl = (text: string): boolean => !/[?#@\s\\]/.test(text);

/** A schema with the text that editors show for its key. */
const about = <T extends z.ZodMiniType>(text: string, schema: T): T => schema.check(z.describe(text));

export const stateSchema = about(
  'Where Terraform keeps the state of the stacks, each under its own key',
  z.discriminatedUnion('backend', [
    z.strictObject({ backend: about('Beside the output folder, for trials', z.literal('local')) }),
    z.strictObject({
      backend: about('An S3 bucket; credentials come from the AWS environment', z.literal('s3')),
      bucket: about('Name of the bucket', line()),
      region: about('AWS region of the bucket, e.g. eu-west-1', line()),
      prefix: about('Put before the stack in the key of every state', z.optional(line())),
      encrypt: about('Server-side encryption (default true)', z.optional(z.boolean())),
      kmsKeyId: about('KMS key for server-side encryption', z.optional(line())),
      dynamodbTable: about('DynamoDB table for locks (older Terraform)', z.optional(line())),
      useLockfile: about(
        'Locks as objects in the bucket (Terraform 1.10 and newer)',
        z.optional(z.boolean()),
      ),
    }),
    z.strictObject({
      backend: about(
        'A Google Cloud Storage bucket; credentials come from the environment',
        z.literal('gcs'),
      ),
      bucket: about('Name of the bucket', line()),
      prefix: about('Put before the stack in the name of every state', z.optional(line())),
      kmsEncryptionKey: about('Cloud KMS key that encrypts the states', z.optional(line())),
    }),
    z.strictObject({
      backend: about(
        'An Azure storage container; credentials come from the environment',
        z.literal('azurerm'),
      ),
      resourceGroupName: about('Resource group of the storage account', line()),
      storageAccountName: about('Name of the storage account', line()),
      containerName: about('Name of the container', line()),
      prefix: about('Put before the stack in the key of every state', z.optional(line())),
      useAzureadAuth: about(
        'Sign in with Microsoft Entra ID instead of an access key',
        z.optional(z.boolean()),
      ),
    }),
    // The connection string is a secret: Terraform reads PG_CONN_STR (or the PG* variables) from the environment.
    z.strictObject({
      backend: about(
        'A PostgreSQL database; the connection string comes from PG_CONN_STR. The first write of each state locks the whole database: deploy new stacks with --parallelism 1',
        z.literal('pg'),
      ),
      schemaPrefix: about("Put before the stack in the name of every state's schema", z.optional(id())),
    }),
    // Credentials come from TF_HTTP_USERNAME and TF_HTTP_PASSWORD.
    z.strictObject({
      backend: about(
        'A REST endpoint; credentials come from TF_HTTP_USERNAME and TF_HTTP_PASSWORD',
        z.literal('http'),
      ),
      address: about('Address to which the stack is appended; no credentials, query or fragment', url()),
    }),
    // The token comes from `terraform login` or TF_TOKEN_<host>.
    z.strictObject({
      backend: about(
        'HCP Terraform or Terraform Enterprise; the token comes from `terraform login`',
        z.literal('cloud'),
      ),
      organization: about('Organization that holds the workspaces, one per stack', line()),
      hostname: about('Host of Terraform Enterprise (default app.terraform.io)', z.optional(line())),
      project: about('Project of the workspaces', z.optional(line())),
    }),
  ]),
);

/** `org.yaml`: what all tenants of one Genesys Cloud organization have in common. */
export const orgSchema = z.strictObject({
  region: about(
    'AWS region of the Genesys Cloud organization, e.g. eu-west-1',
    z.string().check(z.regex(regionPattern, expect('region'))),
  ),
  state: stateSchema,
  roles: about(
    'The role templates: the only roles that a tenant can hold',
    z.record(
      id(),
      z.strictObject({
        description: about('What the role is for', z.optional(line())),
        permissions: about(
          'Permissions as Genesys Cloud spells them: domain:entity:action',
          z.array(line()).check(z.minLength(1)),
        ),
      }),
    ),
  ),
  sharedDivisions: about(
    'Existing divisions that several tenants may use, each named on purpose',
    z._default(
      z.record(
        id(),
        z.strictObject({
          id: about('Id of the division in Genesys Cloud', uuid()),
          tenants: about('The tenants that may be granted roles in it', z.array(id()).check(z.minLength(1))),
          reason: about('Why these tenants share it', line()),
        }),
      ),
      {},
    ),
  ),
  limits: about(
    'What no tenant may exceed',
    z.prefault(
      z.strictObject({
        tokenLifetime: about(
          'Longest token lifetime that a client may have, e.g. 4h (default 48h)',
          z._default(duration(), 172_800),
        ),
        divisionsPerOrg: about(
          'How many divisions the organization may hold (default 50)',
          z._default(z.int().check(z.gte(1)).check(z.lte(10_000)), 50),
        ),
      }),
      {},
    ),
  ),
  emitScopes: about(
    'Write scopes into Terraform only for grant types to which Genesys Cloud applies them (default), or always',
    z._default(z.enum(['effective', 'always']), 'effective'),
  ),
  gateway: about(
    'Reach the API through a private gateway or an emulator',
    z.optional(z.strictObject({ url: about('Scheme, host and port; nothing else', origin()) })),
  ),
  divisionNames: about(
    'Names of created divisions. Any token can list all division names, so the default tells nothing',
    z._default(z.enum(['opaque', 'readable']), 'opaque'),
  ),
});

/** A division that exists already. Any other is made by the tenant's stack, and says nothing more. */
export const adoptedDivisionSchema = z.strictObject({
  id: about('Id of an existing division that belongs to this tenant alone', uuid()),
  manage: about(
    'Also import it into the stack of this tenant (default false)',
    z._default(z.boolean(), false),
  ),
  name: about('Its name once it is managed; a derived one otherwise', z.optional(line())),
});

/** `<tenant>.yaml`: one tenant, its divisions and its client. */
export const tenantSchema = z.strictObject({
  owner: about('Who answers for this tenant: a person, a team or an address', line()),
  divisions: about(
    'The divisions of this tenant: `{}` creates one, `{ id: … }` adopts an existing one',
    // Most divisions are `{}`: asked first, they cost no list of what an adopted one would need.
    z.record(id(), z.union([z.strictObject({}), adoptedDivisionSchema])),
  ),
  client: about(
    'The OAuth client of this tenant',
    z.strictObject({
      description: about('What the client is for', z.optional(line())),
      state: about(
        'inactive: no new tokens; Genesys Cloud makes clients active only, so deploy it active first',
        z._default(z.enum(['active', 'inactive']), 'active'),
      ),
      grantType: about(
        'How tokens are obtained. Anything but client-credentials is a finding',
        z._default(
          z.enum(['client-credentials', 'code', 'token', 'password', 'saml2-bearer']),
          'client-credentials',
        ),
      ),
      tokenLifetime: about('How long a token lives: 5m to 48h (default 1h)', z._default(duration(), 3600)),
      scopes: about(
        'The ceiling: every operation that the permissions open must be callable with one of them',
        z._default(z.array(line(100)), []),
      ),
      grants: about(
        'Which role holds in which divisions: the whole authority of the client',
        z
          .array(
            z.strictObject({
              role: about('A role of org.yaml', id()),
              divisions: about(
                'Divisions of this tenant, or shared ones that name it',
                z.array(id()).check(z.minLength(1)),
              ),
            }),
          )
          .check(z.minLength(1)),
      ),
      credentials: about(
        'Generations of the client, for rotating its secret without a gap',
        z.prefault(
          z.strictObject({
            generations: about(
              'One client per generation; two while a secret is being rotated',
              z
                .array(z.int().check(z.gte(1)).check(z.lte(9999)))
                .check(z.minLength(1))
                .check(z.maxLength(2)),
            ),
            current: about('The generation whose secret the tenant uses', z.int().check(z.gte(1))),
          }),
          { generations: [1], current: 1 },
        ),
      ),
    }),
  ),
});

const longestSubject = 1000;

/** Whether a waiver could repeat this subject at all: no expression, no invisible character, not too long. */
export const canBeWaived = (subject: string): boolean =>
  subject.length <= longestSubject && linePattern.test(subject);

/** `waivers.yaml`: reviewed exceptions, each bound to the exact tuple that a finding shows in its "waive with" line. */
export const waiversSchema = z.array(
  z.strictObject({
    rule: about('Id of the rule whose finding is waived', line()),
    tenant: about('The tenant it is about; absent for findings about the org', z.optional(id())),
    subject: about('The subject exactly as the finding\'s "waive with" line shows it', line(longestSubject)),
    reason: about('Why this exception is acceptable', line()),
    owner: about('Who answers for it', line()),
    expires: about('Last day on which it holds (YYYY-MM-DD), at most 180 days ahead', date()),
  }),
);

/** `catalog.json`: a snapshot of the live org. `permissions` maps each permission to "is it division-aware". */
export const catalogSchema = z.strictObject({
  schema: about('Format of this file', z.literal('bulkhead-catalog/1')),
  demonstration: about('Not a snapshot of a real organization', z._default(z.boolean(), false)),
  organization: about(
    'The organization that the snapshot was taken of',
    z.strictObject({
      id: about('Id of the organization in Genesys Cloud', uuid()),
      name: about('Its name', line()),
    }),
  ),
  region: about('AWS region of the organization', z.string()),
  date: about('Day of the snapshot (YYYY-MM-DD)', date()),
  homeDivisionId: about('Id of the home division', uuid()),
  permissions: about(
    'Every permission of the organization, and whether it is division-aware',
    z.record(z.string().check(z.minLength(1)), z.boolean()),
  ),
});

export type StateConfig = z.infer<typeof stateSchema>;
export type OrgConfig = z.infer<typeof orgSchema>;
export type TenantConfig = z.infer<typeof tenantSchema>;
export type Waiver = z.infer<typeof waiversSchema>[number];
export type Catalog = z.infer<typeof catalogSchema>;
