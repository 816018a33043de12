import { describe, expect, it } from 'vitest';
import { affectedStacks } from '../../lib/access/affected';
import { diffAccess, TooMuchAccess } from '../../lib/access/diff';
import type { Manifest } from '../../lib/manifest/model';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';

/* What two manifests of ordinary size can multiply: permissions with divisions, tenants with roles, divisions with divisions. */

type Demo = ReturnType<typeof sample>['demo'];

function manifest(edit: (demo: Demo) => void): Manifest {
  const input = sample();
  edit(input.demo);
  return manifestOf(input);
}

/** Very many permissions in very many divisions. */
const wide = (permissions: number, divisions: number) =>
  manifest(({ org, tenants: { acme } }) => {
    org.roles['reader'].permissions = Array.from({ length: permissions }, (_, index) => `x:y:z${index}`);
    const keys = Array.from({ length: divisions }, (_, index) => `own-${index}`);
    for (const key of keys) acme.divisions[key] = {};
    acme.client.grants.push({ role: 'reader', divisions: keys });
  });

describe('ends, and soon, with', () => {
  it('very much access of which nothing changes', () => {
    expect(diffAccess(wide(30_000, 9000), wide(30_000, 9000))).toMatchObject({
      changes: [],
      unchanged: 30_000 * (9000 + 4 + 3) + 1,
    });
  });

  it('more of it that changes than can be told', () => {
    expect(() =>
      diffAccess(
        manifest(() => undefined),
        wide(30_000, 9000),
      ),
    ).toThrow(TooMuchAccess);
  });

  it('tenants that are renamed with very many divisions', () => {
    const named = (name: string): Manifest =>
      manifest(({ tenants }) => {
        for (let tenant = 0; tenant < 3; tenant++) {
          const divisions = Array.from({ length: 4000 }, (_, index) => {
            const id = `6f0c2f6e-1c1b-4a57-900${tenant}-${String(index).padStart(12, '0')}`;
            return [`d-${index}`, { id, manage: true }];
          });
          const { client } = tenants['globex'];
          const grants = [{ role: 'reader', divisions: ['d-0'] }];
          const own = Object.fromEntries(divisions);
          tenants[`${name}-${tenant}`] = { owner: 'x', divisions: own, client: { ...client, grants } };
        }
      });
    const gone = affectedStacks(named('old'), named('new')).filter(({ action }) => action === 'destroy');
    expect(gone.map(({ keep }) => keep?.length)).toEqual([4000, 4000, 4000]);
  });

  it('very many roles that change and very many tenants', () => {
    const acting = (action: string): Manifest =>
      manifest(({ org, tenants }) => {
        const roles = Array.from({ length: 600 }, (_, index) => `role-${index}`);
        for (const role of roles) org.roles[role] = { permissions: [`routing:queue:${action}`] };
        const { client } = tenants['globex'];
        const grants = roles.slice(0, 100).map((role) => ({ role, divisions: ['own'] }));
        for (let index = 0; index < 500; index++)
          tenants[`tenant-${index}`] = { owner: 'x', divisions: { own: {} }, client: { ...client, grants } };
      });
    const { opened, closed } = diffAccess(acting('view'), acting('edit'));
    expect([opened, closed]).toEqual([50_000, 50_000]);
  });
});
