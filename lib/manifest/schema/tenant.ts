import * as z from 'zod/mini';
import { about, duration, id, line, uuid } from './leaf';

/** A division that exists already. Any other is made by the tenant's stack, and says nothing more. */
export const adoptedDivisionSchema = z.strictObject({
  id: about('Id of an existing division that belongs to this tenant alone', uuid()),
  manage: about(
    'Also import it into the stack of this tenant (default false)',
    z._default(z.boolean(), false),
  ),
  name: about('Its name once it is managed; a derived one otherwise', z.optional(line())),
});

// Most divisions are `{}`: asked first, they cost no list of what an adopted one would need.
export const divisionSchema = z.union([z.strictObject({}), adoptedDivisionSchema]);

/** `<tenant>.yaml`: one tenant, its divisions and its client. */
export const tenantSchema = z.strictObject({
  owner: about('Who answers for this tenant: a person, a team or an address', line()),
  divisions: about(
    'The divisions of this tenant: `{}` creates one, `{ id: … }` adopts an existing one',
    z.record(id(), divisionSchema),
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
      tokenLifetime: about(
        'How long a token lives, in seconds or with s, m, h or d: 5m to 48h (default 1h)',
        z._default(duration(), 3600),
      ),
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

export type TenantConfig = z.infer<typeof tenantSchema>;
