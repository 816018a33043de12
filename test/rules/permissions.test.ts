import { describe, expect, it } from 'vitest';
import type { Place } from '../../lib/proof/finding';
import { messages } from '../../lib/rules/messages';
import { findings, found, modelOf } from '../support/found';
import { sample } from '../support/sample';
import { client, type Edit } from './fixtures/fixture';

describe('permissions', () => {
  const permission = (name: string, aware?: boolean): Edit => ({
    manifest: ({ demo }) => {
      demo?.org.roles.reader.permissions.push(name);
      if (aware !== undefined && demo) demo.catalog.permissions[name] = aware;
    },
  });
  const held = (name: string): string[] =>
    ['acme', 'globex'].map((tenant) => `${tenant}: role reader permission ${name}`);
  it.each<[string, Parameters<typeof found>[0], Edit, string[]]>([
    [
      'org-wide by the catalogue',
      'org-wide-permission',
      permission('routing:queue:add', false),
      held('routing:queue:add'),
    ],
    ['divided by the catalogue', 'org-wide-permission', permission('audits:audit:view', true), []],
    [
      'org-wide by the table',
      'org-wide-permission',
      permission('audits:audit:view'),
      held('audits:audit:view'),
    ],
    ['of which neither knows', 'org-wide-permission', permission('routing:queue:add'), []],
    ['called as every object calls its maker', 'unverified-permission', permission('constructor'), []],
    [
      'called as every object calls its maker, unknown',
      'unknown-permission',
      permission('constructor'),
      ['-: role reader permission constructor'],
    ],
    [
      'that the catalogue lacks',
      'unverified-permission',
      permission('routing:queue:add'),
      held('routing:queue:add'),
    ],
    ['that the catalogue has', 'unverified-permission', permission('routing:queue:add', false), []],
    ['that only the catalogue has', 'unknown-permission', permission('brandNew:thing:view', false), []],
    [
      'that nobody has',
      'unknown-permission',
      permission('brandNew:thing:view'),
      ['-: role reader permission brandNew:thing:view'],
    ],
    ['with a star, which is another finding', 'unknown-permission', permission('brandNew:thing:*'), []],
    [
      'of a role that nobody holds',
      'deputy-permission',
      {
        manifest: ({ demo }) =>
          void (demo && (demo.org.roles.idle = { permissions: ['integrations:action:execute'] })),
      },
      ['-: role idle permission integrations:action:execute'],
    ],
    [
      'of a role that one tenant holds',
      'deputy-permission',
      { manifest: ({ demo }) => void demo?.org.roles.editor.permissions.push('integrations:action:execute') },
      ['acme: role editor permission integrations:action:execute'],
    ],
  ])('%s', (_what, rule, edit, expected) => {
    expect(found(rule, edit)).toEqual(expected);
  });
});

it('a permission is told of with everybody who holds its role', () => {
  const model = modelOf({
    manifest: ({ demo }) => {
      if (!demo) return;
      demo.org.roles.idle = { permissions: [] };
      for (const name of ['reader', 'editor', 'idle'])
        demo.org.roles[name].permissions.push('brandNew:thing:view');
    },
  });
  expect(
    findings('unknown-permission', model).map((finding) => [
      finding.values.role,
      finding.values.holders,
      messages['unknown-permission'].fix(finding),
    ]),
  ).toEqual([
    ['reader', 'acme, globex', 'Correct or remove it.'],
    ['editor', 'acme', 'Correct or remove it.'],
    ['idle', 'nobody yet', 'Correct or remove it.'],
  ]);
});

it('a permission is held by tenants of its own org', () => {
  const twoOrgs: Edit = {
    manifest: (orgs) => {
      const other = sample().demo;
      other.org.roles.editor.permissions.push('integrations:action:execute');
      delete other.tenants['acme'];
      orgs['other'] = other;
    },
  };
  expect(found('deputy-permission', twoOrgs)).toEqual([
    '-: role editor permission integrations:action:execute',
  ]);
});

/** Acme's grants of one role, in two entries. */
const twice: NonNullable<Edit['manifest']> = ({ demo }) => {
  const { grants } = demo?.tenants['acme'].client ?? {};
  const [first] = grants;
  const [division, ...divisions] = first.divisions;
  grants.splice(0, 1, { ...first, divisions: [division] }, { ...first, divisions });
};
const granted = ({ at }: { readonly at: readonly Place[] }): string[] =>
  at.flatMap((place) => (place.kind === 'manifest' ? [place.path.join('/')] : []));

describe('a role that is granted in two entries', () => {
  it('is told once, with the first of them', () => {
    const edit: Edit = {
      manifest: (input) => {
        twice(input);
        const { demo } = input;
        demo?.org.roles.reader.permissions.push('audits:audit:view');
      },
    };
    const all = findings('org-wide-permission', modelOf(edit));
    expect(all.map((finding) => [finding.tenant, finding.values.holders, granted(finding)[1]])).toEqual([
      ['acme', 'acme, globex', 'client/grants/0/role'],
      ['globex', 'acme, globex', 'client/grants/0/role'],
    ]);
  });

  it('stands behind a finding about a grant by the first of them', () => {
    const edit: Edit = {
      manifest: twice,
      assembly: (assembly) => void (client(assembly).roles[1].division_id = ''),
    };
    const [finding] = findings('home-division', modelOf(edit));
    expect(finding && granted(finding)).toContain('client/grants/0');
  });
});

it('what nobody knows of is to be put into the catalogue, or the catalogue is to be put there', () => {
  const fixes = (manifest: NonNullable<Edit['manifest']>): string[] => [
    ...new Set(
      findings('unverified-permission', modelOf({ manifest })).map(messages['unverified-permission'].fix),
    ),
  ];
  expect(fixes(({ demo }) => void (demo && delete demo.catalog))).toEqual([
    expect.stringMatching(/^Put the snapshot of the live org beside org\.yaml: /),
  ]);
  expect(fixes(({ demo }) => void demo?.org.roles.reader.permissions.push('routing:queue:add'))).toEqual([
    expect.stringMatching(/^Add it to catalog\.json /),
  ]);
});
