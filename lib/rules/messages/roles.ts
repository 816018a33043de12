import { suggestPermission } from '../../genesys/suggest';
import type { NamedPermission } from '../../proof/finding-values';
import { type Messages, takeCatalogue } from './message';

type Ids =
  | 'role-mismatch'
  | 'wildcard-permission'
  | 'escalating-permission'
  | 'deputy-permission'
  | 'org-wide-permission'
  | 'unverified-permission'
  | 'unknown-permission';

const named = ({ role, permission }: NamedPermission): string => `Role ${role} has ${permission}`;

/** Nobody holds some roles: what is in them is no tenant's. */
const takeOrWaive = (tenant: string | undefined): string =>
  `Take it from the role, or have it reviewed and waived${tenant === undefined ? '' : ' for this tenant'}`;

const words = (hyphened: string): string => hyphened.replaceAll('-', ' ');

export const roleMessages: Messages<Ids> = {
  'role-mismatch': {
    says: 'Each role resource has the name and exactly the permissions of its template.',
    what: ({ values: { role, stack, difference } }) => `${role} in ${stack} ${difference}.`,
    why: 'Every tenant that holds the role gets its permissions, while each client’s own plan shows no change.',
    fix: () =>
      'Synthesize again. If the difference is wanted, write it into the template in org.yaml first, never into the written files.',
  },
  'wildcard-permission': {
    says: 'No role template has "*" in a permission.',
    what: ({ values }) => `${named(values)}.`,
    why: 'What "*" opens grows with every release of Genesys Cloud, without any change in a manifest.',
    fix: () => 'List the permissions that the workers need.',
  },
  'escalating-permission': {
    says: 'No role template has a permission with which a client can widen its own access.',
    what: ({ values }) =>
      `${named(values)}, with which a client can reach further than its grants (${words(values.effect)}).`,
    why: 'Whoever holds it can leave its division: no grant of the role stays within any division.',
    fix: ({ values: { holders } }) =>
      `Take it from the role (held by ${holders}); an administrator’s client is not a tenant’s.`,
  },
  'deputy-permission': {
    says: 'No role template has a permission that acts through an object with other credentials.',
    what: ({ values }) =>
      `${named(values)}, which acts with an authority that is not the client’s (${words(values.means)}).`,
    why: 'What such an object may do is decided by its own credentials, not by the client’s divisions.',
    fix: ({ tenant }) => `${takeOrWaive(tenant)}.`,
  },
  'org-wide-permission': {
    says: 'Every permission stops at divisions.',
    what: ({ values }) => `${named(values)}, which is not division-aware (${values.source}).`,
    why: 'It acts on the whole org, in whatever division its role is granted.',
    fix: ({ tenant, values: { open } }) =>
      `${takeOrWaive(tenant)}; apart from it, any token can call ${open} operations that need no permission.`,
  },
  'unverified-permission': {
    says: 'The org’s own catalogue says of every permission whether it stops at divisions.',
    what: ({ values }) => `${named(values)}, and the catalogue ${values.catalog}.`,
    why: 'Only the live org’s catalogue knows whether a permission is division-aware; no list on the web does.',
    fix: ({ values: { catalog } }) =>
      catalog === 'is not there'
        ? takeCatalogue('lists its permissions')
        : 'Add it to catalog.json as the live org lists it (GET /api/v2/authorization/permissions, field divisionAware).',
  },
  'unknown-permission': {
    says: 'Every permission exists.',
    what: ({ values }) => `${named(values)}, which no operation needs and the catalogue does not list.`,
    why: 'The provider only logs a misspelt permission: the role is made without it.',
    // Looked for here, since only some of very many findings are shown.
    fix: ({ values: { permission } }) => {
      const meant = suggestPermission(permission);
      return meant === undefined ? 'Correct or remove it.' : `Did you mean ${meant}?`;
    },
  },
};
