import * as z from 'zod/mini';
import { about, duration, expect, id, line, origin, regionPattern, uuid } from './leaf';
import { stateSchema } from './state';

/** What is known of a role template beside its key. */
export const roleSchema = z.strictObject({
  description: about('What the role is for', z.optional(line())),
  permissions: about(
    'Permissions as Genesys Cloud spells them: domain:entity:action',
    z.array(line()).check(z.minLength(1)),
  ),
});

export const sharedDivisionSchema = z.strictObject({
  id: about('Id of the division in Genesys Cloud', uuid()),
  tenants: about('The tenants that may be granted roles in it', z.array(id()).check(z.minLength(1))),
  reason: about('Why these tenants share it', line()),
});

/** `org.yaml`: what all tenants of one Genesys Cloud organization have in common. */
export const orgSchema = z.strictObject({
  region: about(
    'AWS region of the Genesys Cloud organization, e.g. eu-west-1',
    z.string().check(z.regex(regionPattern, expect('region'))),
  ),
  state: stateSchema,
  roles: about('The role templates: the only roles that a tenant can hold', z.record(id(), roleSchema)),
  sharedDivisions: about(
    'Existing divisions that several tenants may use, each named on purpose',
    z._default(z.record(id(), sharedDivisionSchema), {}),
  ),
  limits: about(
    'What no tenant may exceed',
    z.prefault(
      z.strictObject({
        tokenLifetime: about(
          'Longest token lifetime that a client may have, in seconds or with s, m, h or d, e.g. 4h (default 48h)',
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

export type OrgConfig = z.infer<typeof orgSchema>;
