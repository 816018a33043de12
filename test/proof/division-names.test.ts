import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DivisionKey } from '../../lib/manifest/ids';
import type { Org, Tenant } from '../../lib/manifest/model';
import { divisionName } from '../../lib/manifest/names';
import { namesOf } from '../../lib/proof/division-names';

type Style = 'opaque' | 'readable';

/** An org of tenants with these divisions; `look` is told whenever somebody looks at the divisions of one. */
const orgOf = (style: Style, divisions: Record<string, readonly string[]>, look = () => {}): Org =>
  ({
    id: 'demo',
    config: { divisionNames: style },
    tenants: Object.entries(divisions).map(([id, keys]) => ({
      id,
      get config() {
        look();
        return { divisions: Object.fromEntries(keys.map((key) => [key, {}])) };
      },
    })),
  }) as unknown as Org;

const everyName = (org: Org): (readonly string[])[] =>
  org.tenants.flatMap((tenant) =>
    Object.keys(tenant.config.divisions).map((key) => namesOf(org, tenant, key as DivisionKey)),
  );

describe('the names by which a division may be known', () => {
  const ids = fc.constantFrom('a', 'b', 'a-b', 'b-a', 'a-b-a', 'b-b');
  it('are those of both styles, but none that is another tenant’s as well', () => {
    const divisions = fc.dictionary(ids, fc.uniqueArray(ids), { noNullPrototype: true });
    fc.assert(
      fc.property(fc.constantFrom<Style>('opaque', 'readable'), divisions, (style, made) => {
        const org = orgOf(style, made);
        const other = style === 'opaque' ? 'readable' : 'opaque';
        const named = (by: Style, tenant: Tenant, key: string): string =>
          divisionName(by, org.id, tenant.id, key as DivisionKey);
        expect(everyName(org)).toEqual(
          org.tenants.flatMap((tenant) =>
            Object.keys(tenant.config.divisions).map((key) => {
              const isTaken = org.tenants.some(
                (one) =>
                  one.id !== tenant.id &&
                  Object.keys(one.config.divisions).some(
                    (theirs) => named('readable', one, theirs) === named(other, tenant, key),
                  ),
              );
              return isTaken
                ? [named(style, tenant, key)]
                : [named(style, tenant, key), named(other, tenant, key)];
            }),
          ),
        );
      }),
    );
  });

  it('are told of all divisions of an org without looking through all of them for each', () => {
    let looks = 0;
    const tenants = 200;
    const org = orgOf(
      'opaque',
      Object.fromEntries(Array.from({ length: tenants }, (_, index) => [`t${index}`, ['a', 'b', 'c']])),
      () => void looks++,
    );
    expect(everyName(org)).toHaveLength(3 * tenants);
    expect(looks).toBeLessThan(5 * tenants);
  });
});
