import type { DivisionKey } from '../manifest/ids';
import type { Finding } from '../proof/finding';
import type { Model } from '../proof/model';
import { adoptedIds } from '../proof/ownership';
import { inOrg, inTenant } from '../proof/places';
import type { Rule } from '../proof/rule';
import type { Subject } from '../proof/subject';
import type { Scalar } from '../proof/value';
import { findGrants } from './grants';
import { findPlanIssues } from './plan-issues';

/** No grant lies in the home division, however it is spelt, and no tenant adopts it or shares it. */
export const homeDivision: Rule = {
  id: 'home-division',
  waivable: false,
  about: 'assembly',
  stack: (subject) => [
    ...findGrants(subject, 'home-division', ({ division }) =>
      division.kind === 'home' ? { how: division.how } : undefined,
    ),
    ...homeResources(subject),
    ...findPlanIssues(subject, 'home-division'),
  ],
  whole: ({ model }) => declaredHome(model),
};

/** Why a division is home, or may be. */
interface Why {
  readonly how: string;
  readonly certain?: 'no';
}

function declaredHome(model: Model): Finding[] {
  return model.orgs.flatMap(({ org, around }) => {
    // Which id is the home division's, only the catalogue says: without it any could be.
    const isHome = (id: string): boolean =>
      org.catalog === undefined || around.ownership.ownersOf(id).some((owner) => owner.kind === 'home');
    const why: Why = org.catalog
      ? { how: 'the catalogue gives this id as the home division' }
      : { how: 'no catalogue says which id is home', certain: 'no' };
    const shared = Object.entries(org.config.sharedDivisions).flatMap(([key, { id }]) =>
      isHome(id)
        ? [finding(org.id, undefined, key as DivisionKey, why, inOrg(org, 'sharedDivisions', key, 'id'))]
        : [],
    );
    const adopted = org.tenants.flatMap((tenant) =>
      adoptedIds(tenant).flatMap(([key, id]) =>
        isHome(id) ? [finding(org.id, tenant.id, key, why, inTenant(tenant, 'divisions', key, 'id'))] : [],
      ),
    );
    return [...shared, ...adopted];
  });
}

/** A division resource with `home = true` edits the home division itself, granted or not. */
function homeResources({ org, tenant, stack, stackName }: Subject): Finding[] {
  return (stack?.claims.divisions ?? [])
    .filter(({ home }) => {
      const off = home.kind === 'absent' || home.kind === 'null' || (home.kind === 'boolean' && !home.value);
      return !off;
    })
    .map((claim) => ({
      rule: 'home-division',
      org: org.org.id,
      tenant: tenant?.id,
      subject: `${stackName} resource ${claim.address}`,
      values: { division: claim.address, how: `${claim.address} sets home`, ...certainty(claim.home) },
      at: [claim.place],
      because: [],
    }));
}

/** Of what sets home, only `true` does so for certain: Terraform makes a boolean of a text too, and a run knows what an expression gives. */
const certainty = (home: Scalar): Pick<Why, 'certain'> =>
  home.kind === 'boolean' || (home.kind === 'text' && home.text === 'true') ? {} : { certain: 'no' };

const finding = (
  org: Finding['org'],
  tenant: Finding['tenant'],
  key: DivisionKey,
  why: Why,
  place: Finding['at'][number],
): Finding => ({
  rule: 'home-division',
  org,
  tenant,
  subject: `division ${key}`,
  values: { division: key, ...why },
  at: [place],
  because: [],
});
