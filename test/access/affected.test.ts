import { describe, expect, it } from 'vitest';
import { affectedStacks } from '../../lib/access/affected';
import { diffAccess } from '../../lib/access/diff';
import type { Manifest } from '../../lib/manifest/model';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { changed, type Sample } from './changed';

const stacks = (edit: (input: Sample) => void): string[] => {
  const { base, head } = changed(edit);
  return affectedStacks(base, head).map(({ stack, action }) =>
    action === 'deploy' ? stack : `${action} ${stack}`,
  );
};

describe('the stacks that a change touches', () => {
  it.each<[string, (input: Sample) => void, string[]]>([
    [
      'a tenant’s own file',
      ({ demo }) => void (demo.tenants['acme'].client.tokenLifetime = '2h'),
      ['demo-acme'],
    ],
    [
      'a role, with its holders only',
      ({ demo }) => void demo.org.roles.editor.permissions.push('routing:queue:view'),
      ['demo-foundation', 'demo-acme'],
    ],
    [
      'the region: everything, the foundation first',
      ({ demo }) => {
        demo.org.region = 'us-east-1';
        demo.catalog.region = 'us-east-1';
      },
      ['demo-foundation', 'demo-acme', 'demo-globex'],
    ],
    // Nobody holds its editor role any more, whose id the foundation then stops handing on.
    [
      'a tenant that left',
      ({ demo }) => void delete demo.tenants['acme'],
      ['demo-foundation', 'destroy demo-acme'],
    ],
    [
      'the last grant of a role',
      ({ demo }) => {
        const { client } = demo.tenants['acme'];
        client.grants = client.grants.filter(({ role }: { role: string }) => role !== 'editor');
      },
      ['demo-foundation', 'demo-acme'],
    ],
    ['a waiver', ({ demo }) => void (demo.waivers = []), []],
    [
      'names of divisions: no foundation has any',
      ({ demo }) => void (demo.org.divisionNames = 'readable'),
      ['demo-acme', 'demo-globex'],
    ],
    [
      'scopes that are emitted: no foundation has a client',
      ({ demo }) => void (demo.org.emitScopes = 'always'),
      ['demo-acme', 'demo-globex'],
    ],
  ])('%s', (_, edit, expected) => {
    expect(stacks(edit)).toEqual(expected);
  });

  it('names what must leave the state of a stack to destroy, as when a tenant is renamed', () => {
    const { base, head } = changed(({ demo }) => {
      demo.tenants['acmecorp'] = demo.tenants['acme'];
      delete demo.tenants['acme'];
      demo.org.sharedDivisions.holidays.tenants = ['acmecorp', 'globex'];
    });
    expect(affectedStacks(base, head)).toEqual([
      { stack: 'demo-acmecorp', org: 'demo', tenant: 'acmecorp', stage: 'tenant', action: 'deploy' },
      {
        stack: 'demo-acme',
        org: 'demo',
        tenant: 'acme',
        stage: 'tenant',
        action: 'destroy',
        keep: ['genesyscloud_auth_division.division-old'],
      },
    ]);
  });

  it('names it also when the whole org is renamed', () => {
    const { demo } = sample();
    const head = manifestOf({ renamed: demo });
    const kept = affectedStacks(manifestOf(sample()), head).filter(({ keep }) => keep);
    expect(kept.map(({ stack, keep }) => [stack, keep])).toEqual([
      ['demo-acme', ['genesyscloud_auth_division.division-old']],
    ]);
    const { changes } = diffAccess(manifestOf(sample()), head);
    expect(changes.filter(({ byHand, effect }) => byHand && effect === 'neutral')).toMatchObject([
      { text: expect.stringContaining('is deleted with it: renamed/acme adopts it') },
    ]);
  });

  it('are none between equal manifests', () => {
    const { base, head } = changed(() => undefined);
    expect(affectedStacks(base, head)).toEqual([]);
  });

  it('destroys tenants before their foundation', () => {
    const nothing: Manifest = { orgs: [], sources: new Map() };
    expect(affectedStacks(manifestOf(sample()), nothing).map(({ stack, action }) => [stack, action])).toEqual(
      [
        ['demo-acme', 'destroy'],
        ['demo-globex', 'destroy'],
        ['demo-foundation', 'destroy'],
      ],
    );
  });
});
