import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffAccess } from '../../lib/access/diff';
import type { Manifest } from '../../lib/manifest/model';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { changed, type Sample } from './changed';

interface Side {
  readonly grants: readonly { readonly role: string; readonly division: string }[];
  readonly permissions: readonly string[];
  readonly there: boolean;
}

const texts = (edit: (input: Sample) => void): string[] => {
  const { base, head } = changed(edit);
  return diffAccess(base, head).changes.map(({ effect, text }) => `${effect}: ${text}`);
};
const waiver = {
  rule: 'scope-ceiling',
  tenant: 'acme',
  subject: 's',
  reason: 'r',
  owner: 'o',
  expires: '2027-01-01',
};

describe('the difference of access', () => {
  it.each<[string, Record<string, string>, string]>([
    [
      'end',
      { expires: '2027-02-01' },
      'new: the waiver of scope-ceiling of acme: s holds until 2027-02-01 instead of 2027-01-01',
    ],
    [
      'end, reason and owner',
      { expires: '2026-12-01', reason: 'q', owner: 'p' },
      'neutral: the waiver of scope-ceiling of acme: s holds until 2026-12-01 instead of 2027-01-01; has another reason: q instead of r; is answered for by p instead of o',
    ],
    [
      'reason',
      { reason: 'q' },
      'neutral: the waiver of scope-ceiling of acme: s has another reason: q instead of r',
    ],
    [
      'owner',
      { owner: 'p' },
      'neutral: the waiver of scope-ceiling of acme: s is answered for by p instead of o',
    ],
  ])('names what a waiver has another of: its %s', (_, changes, expected) => {
    const [before, after] = [sample(), sample()];
    before.demo.waivers = [waiver];
    after.demo.waivers = [{ ...waiver, ...changes }];
    const found = diffAccess(manifestOf(before), manifestOf(after)).changes;
    expect(found.map(({ effect, text }) => `${effect}: ${text}`)).toEqual([expected]);
  });

  it('is nothing between equal manifests', () => {
    const { base, head } = changed(() => undefined);
    expect(diffAccess(base, head)).toEqual({
      schema: 'bulkhead-diff/1',
      changes: [],
      opened: 0,
      closed: 0,
      unchanged: 15,
    });
  });

  it.each<[string, (input: Sample) => void, string[]]>([
    [
      'a new tenant',
      ({ demo }) => {
        demo.tenants['initech'] = structuredClone(demo.tenants['globex']);
        demo.tenants['initech'].divisions = { desk: {} };
        demo.tenants['initech'].client.grants = [{ role: 'reader', divisions: ['desk'] }];
      },
      ['new: tenant initech is new: reader in desk'],
    ],
    [
      'a tenant less',
      ({ demo }) => void delete demo.tenants['globex'],
      [
        'removed: tenant globex is gone: its client keeps its access until the stack demo-globex is destroyed',
      ],
    ],
    [
      'an own division that becomes a shared one, with what is granted in it all along',
      ({ demo }) => {
        const { legacy } = demo.tenants['acme'].divisions;
        demo.org.sharedDivisions.legacy = { id: legacy.id, tenants: ['acme', 'globex'], reason: 'x' };
        delete demo.tenants['acme'].divisions.legacy;
      },
      [
        'new: globex is let into the shared division legacy, where nothing is granted to it yet',
        'neutral: the own division legacy of acme becomes a shared one with reader',
      ],
    ],
    [
      'a shared division in place of an own one of the same key',
      ({ demo }) => {
        demo.org.sharedDivisions.legacy = {
          id: '9a0f2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10',
          tenants: ['acme'],
          reason: 'x',
        };
        delete demo.tenants['acme'].divisions.legacy;
      },
      [
        'new: acme is let into the shared division legacy instead of its own with reader',
        'removed: acme: no longer has the division legacy',
      ],
    ],
    [
      'a managed division of a tenant that is gone, which another one adopts',
      ({ demo }) => {
        const { old } = demo.tenants['acme'].divisions;
        delete demo.tenants['acme'];
        demo.tenants['globex'].divisions['taken'] = { id: old.id.toUpperCase() };
      },
      [
        'new: globex: adopts the division 1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c as taken',
        'removed: tenant acme is gone: its client keeps its access until the stack demo-acme is destroyed',
        'neutral: take genesyscloud_auth_division.division-old out of the state of demo-acme before it is destroyed, or the division 1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c is deleted with it: globex adopts it',
      ],
    ],
    [
      'a managed division of a tenant that is gone, which others share',
      ({ demo }) => {
        const { old } = demo.tenants['acme'].divisions;
        delete demo.tenants['acme'];
        demo.org.sharedDivisions.kept = { id: old.id, tenants: ['globex'], reason: 'x' };
      },
      [
        'new: globex is let into the shared division kept, where nothing is granted to it yet',
        'removed: tenant acme is gone: its client keeps its access until the stack demo-acme is destroyed',
        'neutral: take genesyscloud_auth_division.division-old out of the state of demo-acme before it is destroyed, or the division 1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c is deleted with it: it is shared with globex',
      ],
    ],
    [
      'no hand-over of a division that the stack only uses',
      ({ demo }) => {
        const { legacy } = demo.tenants['acme'].divisions;
        delete demo.tenants['acme'];
        demo.tenants['globex'].divisions['taken'] = { id: legacy.id };
      },
      [
        'new: globex: adopts the division 0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b as taken',
        'removed: tenant acme is gone: its client keeps its access until the stack demo-acme is destroyed',
      ],
    ],
    [
      'a division that is managed from now on',
      ({ demo }) => void Object.assign(demo.tenants['acme'].divisions.legacy, { manage: true, name: 'Hall' }),
      ['neutral: acme: the division legacy is managed now, under Hall'],
    ],
    [
      'a division that is managed no more',
      ({ demo }) =>
        void (demo.tenants['acme'].divisions.old = { id: '1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c' }),
      [
        'neutral: take genesyscloud_auth_division.division-old out of the state of demo-acme before it is deployed, or the division 1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c is deleted: acme adopts it',
      ],
    ],
    [
      'a managed division under another key: its old address would be deleted',
      ({ demo }) => {
        const acme = demo.tenants['acme'];
        acme.divisions['kept'] = acme.divisions.old;
        delete acme.divisions.old;
        for (const { divisions } of acme.client.grants)
          if (divisions.includes('old')) divisions[divisions.indexOf('old')] = 'kept';
      },
      [
        'new: acme is granted reader in kept',
        'new: acme: adopts the division 1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c as kept',
        'removed: acme is no longer granted reader in old',
        'removed: acme: no longer has the division old',
        'neutral: take genesyscloud_auth_division.division-old out of the state of demo-acme before it is deployed, or the division 1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c is deleted: acme adopts it',
      ],
    ],
    [
      'a managed division that goes to another tenant, while both stay',
      ({ demo }) => {
        const { old } = demo.tenants['acme'].divisions;
        delete demo.tenants['acme'].divisions.old;
        demo.tenants['acme'].client.grants[0].divisions.splice(2, 1);
        demo.tenants['globex'].divisions['taken'] = old;
      },
      [
        'new: globex: adopts the division 1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c as taken',
        'removed: acme is no longer granted reader in old',
        'removed: acme: no longer has the division old',
        'neutral: take genesyscloud_auth_division.division-old out of the state of demo-acme before it is deployed, or the division 1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c is deleted: globex adopts it',
      ],
    ],
    [
      'a division that is named otherwise',
      ({ demo }) => void (demo.tenants['acme'].divisions.old.name = 'New hall'),
      ['neutral: acme: the division old is renamed: New hall instead of Old hall'],
    ],
    [
      'a division that gets a derived name',
      ({ demo }) => void delete demo.tenants['acme'].divisions.old.name,
      ['neutral: acme: the division old is renamed: a derived name instead of Old hall'],
    ],
    [
      'a managed division that becomes a shared one: its stack would delete it',
      ({ demo }) => {
        const { old } = demo.tenants['acme'].divisions;
        delete demo.tenants['acme'].divisions.old;
        demo.org.sharedDivisions.old = { id: old.id, tenants: ['acme'], reason: 'x' };
      },
      [
        'removed: acme: no longer has the division old',
        'neutral: take genesyscloud_auth_division.division-old out of the state of demo-acme before it is deployed, or the division 1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c is deleted: it is shared with acme',
        'neutral: the own division old of acme becomes a shared one with reader',
      ],
    ],
    [
      'a wider role, and every tenant that holds it',
      ({ demo }) => void demo.org.roles.reader.permissions.push('routing:wrapupCode:view'),
      ['new: role reader gains routing:wrapupCode:view; held by acme, globex'],
    ],
    [
      'a role with other permissions than before, granted in another division than before',
      ({ demo }) => {
        demo.org.roles.editor.permissions = ['routing:wrapupCode:view'];
        demo.tenants['acme'].client.grants[1].divisions = ['chat'];
      },
      [
        'new: acme is granted editor in chat',
        'new: role editor gains routing:wrapupCode:view; held by acme',
        'removed: acme is no longer granted editor in voice',
        'removed: role editor loses routing:queue:edit; held by acme',
      ],
    ],
    [
      'a narrower role',
      ({ demo }) => void demo.org.roles.reader.permissions.pop(),
      ['removed: role reader loses analytics:conversationDetail:view; held by acme, globex'],
    ],
    [
      'a grant more in an own file',
      ({ demo }) => void demo.tenants['acme'].client.grants[1].divisions.push('chat'),
      ['new: acme is granted editor in chat'],
    ],
    [
      'a tenant in a shared division',
      ({ demo }) => {
        demo.org.sharedDivisions.hall = {
          id: '9a0f2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10',
          tenants: ['acme'],
          reason: 'x',
        };
        demo.tenants['acme'].client.grants.push({ role: 'editor', divisions: ['hall'] });
      },
      ['new: acme is let into the shared division hall with editor'],
    ],
    [
      'a key that means another division',
      ({ demo }) => void (demo.tenants['acme'].divisions.legacy.id = '1b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b'),
      [
        'new: acme: the division legacy is another one: 1b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b instead of 0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b',
      ],
    ],
    [
      'a shared division that is another one',
      ({ demo }) => void (demo.org.sharedDivisions.holidays.id = '7f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10'),
      [
        'new: the shared division holidays is another one: 7f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10 instead of 6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10',
      ],
    ],
    [
      'a scope',
      ({ demo }) => void demo.tenants['globex'].client.scopes.push('alerting'),
      ['new: globex: gains the scope alerting'],
    ],
    [
      'a longer life',
      ({ demo }) => void (demo.tenants['globex'].client.tokenLifetime = '2h'),
      ['new: globex: tokens live 7200 s instead of 3600 s'],
    ],
    [
      'a client switched off',
      ({ demo }) => void (demo.tenants['globex'].client.state = 'inactive'),
      ['removed: globex: the client is inactive, and was active'],
    ],
    [
      'another place of the states: what was made is known to the old ones only',
      ({ demo }) => void (demo.org.state = { backend: 's3', bucket: 'states', region: 'eu-west-1' }),
      [
        'neutral: move each state to its new place before anything is planned (terraform init -migrate-state in each stack’s folder): on an empty state everything is made a second time, and the clients of today keep their access',
        'neutral: state: {"backend":"s3","bucket":"states","region":"eu-west-1"} instead of {"backend":"local"}',
      ],
    ],
    [
      'another region',
      ({ demo }) => {
        demo.org.region = 'us-east-1';
        demo.catalog.region = 'us-east-1';
      },
      ['new: region: us-east-1 instead of eu-west-1'],
    ],
    [
      'a permission that the catalogue calls org-wide',
      ({ demo }) => void (demo.catalog.permissions['routing:queue:view'] = false),
      ['new: the catalogue says that routing:queue:view acts in the whole org'],
    ],
    [
      'another catalogue under the same date',
      ({ demo }) => {
        demo.catalog.permissions['usage:other:view'] = true;
        demo.catalog.organization.name = 'Other';
      },
      ['neutral: the catalogue is still of 2026-11-23, and is another one'],
    ],
    [
      'nothing of a catalogue that is written in another order',
      ({ demo }) => {
        demo.catalog.permissions = Object.fromEntries(Object.entries(demo.catalog.permissions).reverse());
      },
      [],
    ],
    [
      'where a new org and its state are reached: credentials go there',
      (input) => {
        const { demo } = sample();
        demo.org.gateway = { url: 'https://gateway.example' };
        demo.org.sharedDivisions = {};
        Object.assign(input, { other: { org: demo.org, tenants: {} } });
      },
      [
        'new: gateway: https://gateway.example instead of none',
        'neutral: the org other is new, in region eu-west-1, its state in {"backend":"local"}',
      ],
    ],
    [
      'a waiver',
      ({ demo }) => {
        demo.waivers = [waiver];
      },
      ['new: waived until 2027-01-01: scope-ceiling of acme: s: r (o)'],
    ],
    [
      'an owner',
      ({ demo }) => void (demo.tenants['globex'].owner = 'b@example.com'),
      ['neutral: globex: b@example.com answers for it instead of globex@example.com'],
    ],
    [
      'a role that nobody holds',
      ({ demo }) => {
        demo.org.roles.extra = { permissions: ['routing:queue:view'] };
      },
      ['neutral: role extra is new, and nobody holds it'],
    ],
  ])('names %s, and nothing else', (_, edit, expected) => {
    expect(texts(edit)).toEqual(expected);
  });

  it.each([
    ['how states are locked', { useLockfile: true }, 0],
    ['with what key they are encrypted', { kmsKeyId: 'k' }, 0],
    ['a prefix that ends otherwise', { prefix: 'a/' }, 0],
    ['another prefix', { prefix: 'b' }, 1],
    ['another bucket', { bucket: 'other' }, 1],
  ])('tells to move the states only where they lie elsewhere: %s', (_, edit, expected) => {
    const [before, after] = [sample(), sample()];
    before.demo.org.state = { backend: 's3', bucket: 'states', region: 'eu-west-1', prefix: 'a' };
    after.demo.org.state = { ...before.demo.org.state, ...edit };
    const { changes } = diffAccess(manifestOf(before), manifestOf(after));
    expect(changes.filter(({ byHand }) => byHand)).toHaveLength(expected);
  });

  const cloud = { backend: 'cloud', organization: 'o' };
  it.each([
    ['into cloud', { backend: 'local' }, cloud, 'terraform init in each stack’s folder'],
    [
      'out of cloud',
      cloud,
      { backend: 'local' },
      'terraform state pull there, terraform state push here, stack by stack',
    ],
    [
      'to another organization',
      cloud,
      { ...cloud, organization: 'p' },
      'terraform state pull there, terraform state push here, stack by stack',
    ],
    ['to the host that is asked anyway', cloud, { ...cloud, hostname: 'app.terraform.io' }, ''],
    [
      'to a host of its own',
      cloud,
      { ...cloud, hostname: 'tfe.example.com' },
      'terraform state pull there, terraform state push here, stack by stack',
    ],
  ])('tells to move states as Terraform can: %s', (_, was, is, how) => {
    const [before, after] = [sample(), sample()];
    before.demo.org.state = was;
    after.demo.org.state = is;
    const { changes } = diffAccess(manifestOf(before), manifestOf(after));
    const [told] = changes.flatMap(({ byHand, text }) => (byHand ? /\((.*)\):/.exec(text)?.slice(1) : []));
    expect(told ?? '').toBe(how);
  });

  it('puts every opened and every closed reach into exactly one change', () => {
    const grants = fc.uniqueArray(
      fc.record({
        role: fc.constantFrom('reader', 'editor'),
        division: fc.constantFrom('voice', 'chat', 'legacy', 'holidays'),
      }),
      { minLength: 1, selector: ({ role, division }) => `${role} ${division}` },
    );
    const side = fc.record({
      grants,
      permissions: fc.subarray(
        ['routing:queue:view', 'routing:queue:edit', 'analytics:conversationDetail:view'],
        {
          minLength: 1,
        },
      ),
      there: fc.boolean(),
    });
    const manifest = ({ grants, permissions, there }: Side) => {
      const input = sample();
      input.demo.org.roles.reader.permissions = permissions;
      input.demo.tenants['acme'].client.grants = grants.map(({ role, division }) => ({
        role,
        divisions: [division],
      }));
      if (!there) delete input.demo.tenants['globex'];
      return manifestOf(input);
    };
    const reaches = (of: Manifest): string[] =>
      of.orgs.flatMap(({ config: { roles }, tenants }) =>
        tenants.flatMap(({ id, config }) =>
          config.client.grants.flatMap(({ role, divisions }) =>
            divisions.flatMap((division) =>
              (roles[role]?.permissions ?? []).map((permission) => [id, role, division, permission].join()),
            ),
          ),
        ),
      );
    fc.assert(
      fc.property(side, side, (before, after) => {
        const [base, head] = [manifest(before), manifest(after)];
        const { changes, opened, closed, unchanged } = diffAccess(base, head);
        const keys = (which: 'opened' | 'closed'): string[] =>
          changes
            .flatMap((change) => change[which])
            .map(({ tenant, role, division, permission }) => [tenant, role, division, permission].join())
            .sort();
        const [was, is] = [new Set(reaches(base)), new Set(reaches(head))];
        expect(keys('opened')).toEqual([...is].filter((key) => !was.has(key)).sort());
        expect(keys('closed')).toEqual([...was].filter((key) => !is.has(key)).sort());
        expect([opened, closed]).toEqual([keys('opened').length, keys('closed').length]);
        expect(unchanged).toBe([...is].filter((key) => was.has(key)).length);
        for (const change of changes) if (change.opened.length > 0) expect(change.effect).toBe('new');
      }),
    );
  });
});
