import { describe, expect, it } from 'vitest';
import { issuesAcross } from '../../lib/proof/across-plans';
import { planned } from '../rules/fixtures/fixture';
import { act, endOld } from '../support/act';
import { modelOf } from '../support/found';
import { changeOf, type Edited, issues } from '../support/plan-issues';
import { otherOrg } from '../support/sample';
import type { AssemblyText, Json } from '../support/write-assembly';

/* In what a plan can disagree with its files, each by itself: which rule, of what, and at which address. */

type Case = [what: string, edit: (edited: Edited) => void, expected: string[]];
const own = 'ffffffff-0000-4000-8000-00000000000a';
const globexHall = '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d';
const legacy = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
const holidays = '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10';
const home = '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e';
const named = (type: string, name: string, values: Json = {}, mode = 'managed'): Json => ({
  address: `${mode === 'data' ? 'data.' : ''}${type}.${name}`,
  mode,
  type,
  name,
  values,
});

it('finds nothing in the plans of these files', () => {
  expect(issues(() => {})).toEqual([]);
});

describe('resources', () => {
  it.each<Case>([
    [
      'one more',
      ({ plan }) => plan(named('genesyscloud_user', 'u')),
      ['plan-mismatch: demo-acme plans g_user.u, which these files do not have'],
    ],
    ['one more that is only read', ({ plan }) => plan(named('genesyscloud_user', 'u', {}, 'data')), []],
    [
      'one twice',
      ({ plan, acme }) => plan(structuredClone(planned(acme, 'division-voice'))),
      ['plan-mismatch: demo-acme plans g_auth_division.division-voice, which these files do not have'],
    ],
    [
      'an instance of one',
      ({ acme }) => {
        for (const item of [planned(acme, 'division-voice'), changeOf(acme, 'division-voice')])
          Object.assign(item, { address: `${item.address}[0]`, index: 0 });
      },
      [
        'plan-mismatch: demo-acme plans g_auth_division.division-voice[0] as a g_auth_division named division-voice',
        'plan-mismatch: demo-acme plans g_auth_division.division-voice[0], which these files do not have',
        'plan-mismatch: demo-acme does not plan g_auth_division.division-voice',
      ],
    ],
    [
      'one less',
      ({ acme }) => {
        const module = acme.planned_values.root_module;
        module.resources = module.resources.filter((item: Json) => item.name !== 'division-voice');
      },
      [
        'plan-mismatch: demo-acme says what g_auth_division.division-voice will be and does not plan it',
        'plan-mismatch: demo-acme does not plan g_auth_division.division-voice',
      ],
    ],
    [
      'one whose change is not said',
      ({ acme }) =>
        void (acme.resource_changes = acme.resource_changes.filter(
          (item: Json) => item.name !== 'division-chat',
        )),
      ['plan-mismatch: demo-acme plans g_auth_division.division-chat without saying what changes'],
    ],
    [
      'one that only a read changes',
      ({ acme }) => {
        const change = changeOf(acme, 'division-chat');
        Object.assign(change, { mode: 'data', address: `data.${change.address}` });
      },
      [
        'plan-mismatch: demo-acme says what data.g_auth_division.division-chat will be and does not plan it',
        'plan-mismatch: demo-acme plans g_auth_division.division-chat without saying what changes',
      ],
    ],
    [
      'one of which only an old object is gone',
      ({ acme }) => void (changeOf(acme, 'division-chat').deposed = 'abc'),
      [
        'plan-mismatch: demo-acme says what g_auth_division.division-chat will be and does not plan it',
        'plan-mismatch: demo-acme does create to g_auth_division.division-chat',
        'plan-mismatch: demo-acme plans g_auth_division.division-chat without saying what changes',
      ],
    ],
    [
      'one that changes twice',
      ({ acme }) => acme.resource_changes.push(structuredClone(changeOf(acme, 'division-chat'))),
      ['plan-mismatch: demo-acme changes one resource twice'],
    ],
    ['one that also loses an old object', ({ acme }) => endOld(acme, 'division-chat'), []],
    [
      'one that ends and stays',
      ({ acme }) => void (changeOf(acme, 'division-chat').change.actions = ['delete']),
      [
        'plan-mismatch: demo-acme says delete of g_auth_division.division-chat, and shows something else',
        'plan-mismatch: demo-acme plans g_auth_division.division-chat and says that it ends',
      ],
    ],
    [
      'one that is forgotten and stays',
      ({ acme }) => void (changeOf(acme, 'division-chat').change.actions = ['forget']),
      [
        'plan-mismatch: demo-acme says forget of g_auth_division.division-chat, and shows something else',
        'plan-mismatch: demo-acme plans g_auth_division.division-chat and says that it ends',
        'undeclared-adoption: demo-acme forgets g_auth_division.division-chat',
      ],
    ],
    [
      'one with two outcomes',
      ({ acme }) => void (changeOf(acme, 'division-chat').change.after.description = 'x'),
      ['plan-mismatch: demo-acme plans g_auth_division.division-chat with two outcomes'],
    ],
    [
      'one with which something unheard of is done',
      ({ acme }) => void (changeOf(acme, 'division-chat').change.actions = ['create', 'update']),
      ['plan-mismatch: demo-acme does create, update to g_auth_division.division-chat'],
    ],
    [
      'one with which nothing is done',
      ({ acme }) => void (changeOf(acme, 'division-chat').change.actions = []),
      ['plan-mismatch: demo-acme does nothing to g_auth_division.division-chat'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(issues(edit).filter((text) => !/ client-\d /.test(text))).toEqual(expected);
  });

  it('may be none where the files have none', () => {
    const none = (assembly: AssemblyText) => {
      assembly.stacks.get('demo-acme').resource = {};
      delete assembly.stacks.get('demo-acme').import;
    };
    expect(issues(() => {}, { files: none }).filter((text) => text.includes('demo-acme'))).toEqual([]);
  });

  it('may not be none of the files', () => {
    expect(
      issues(({ acme }) => {
        acme.planned_values.root_module.resources = [];
        acme.resource_changes = [];
        delete acme.prior_state;
      }),
    ).toEqual([
      'plan-mismatch: demo-acme plans nothing of these files: it was made with -destroy or -refresh-only, or of other files',
    ]);
  });

  it('may stay as it is', () => {
    expect(issues(({ bindTo }) => bindTo('demo-acme', 'division-chat', own))).toEqual([]);
  });

  it.each([['create'], ['delete', 'create'], ['create', 'delete']])('may be changed by %s', (...actions) => {
    expect(issues(({ acme }) => act(acme, 'division-chat', actions))).toEqual([]);
  });

  it('may be let go while it is made anew, which is told', () => {
    expect(issues(({ acme }) => act(acme, 'division-chat', ['create', 'forget']))).toEqual([
      'undeclared-adoption: demo-acme forgets g_auth_division.division-chat',
    ]);
  });

  it.each(['read', 'no-op create', 'delete forget', 'forget create'])(
    'may not be changed by %s',
    (actions) => {
      expect(
        issues(
          ({ acme }) => void (changeOf(acme, 'division-chat').change.actions = actions.split(' ')),
        ).filter((text) => text.includes(' does ')),
      ).toEqual([
        `plan-mismatch: demo-acme does ${actions.replace(' ', ', ')} to g_auth_division.division-chat`,
      ]);
    },
  );
});

describe('a division', () => {
  const voice = 'g_auth_division.division-voice';
  it.each<[...Case, ((assembly: AssemblyText) => void)?]>([
    ['that is another one', ({ bindTo }) => bindTo('demo-acme', 'division-chat', own), []],
    [
      'with another name',
      ({ acme, set }) => set(acme, 'division-voice', { name: 'x' }),
      [`plan-mismatch: demo-acme plans another name for ${voice}`],
    ],
    [
      'that is the home division',
      ({ acme, set }) => set(acme, 'division-voice', { home: true }),
      [`home-division: demo-acme plans ${voice} as the home division — plans ${voice} as the home division`],
    ],
    [
      'that its file says is not the home division',
      ({ acme, set }) => set(acme, 'division-voice', { home: true }),
      [
        `plan-mismatch: demo-acme plans another home for ${voice}`,
        `home-division: demo-acme plans ${voice} as the home division — plans ${voice} as the home division`,
      ],
      (assembly) =>
        void (assembly.stacks.get('demo-acme').resource.genesyscloud_auth_division['division-voice'].home =
          false),
    ],
    ['that is not the home division', ({ acme, set }) => set(acme, 'division-voice', { home: false }), []],
    [
      'that may be the home division',
      ({ acme, marks }) => marks(acme, 'division-voice', { id: true, home: true }),
      [`plan-mismatch: demo-acme leaves home of ${voice} unknown`],
    ],
    [
      'of another id than the adopted one',
      ({ bindTo }) => bindTo('demo-acme', 'division-old', own),
      [
        'plan-mismatch: demo-acme plans g_auth_division.division-old with another id than the adopted one',
        'plan-mismatch: demo-acme client-1 lacks <reader> in ffffffff-0000-4000-8000-00000000000a @ g_oauth_client.client-1',
        'plan-mismatch: demo-acme client-2 lacks <reader> in ffffffff-0000-4000-8000-00000000000a @ g_oauth_client.client-2',
      ],
    ],
    [
      'of the adopted id in capitals',
      ({ bindTo }) => bindTo('demo-acme', 'division-old', '1C8F5E4B-6D30-4A1F-9B2C-8E7D6F5A4B3C'),
      [],
    ],
  ])('%s', (_what, edit, expected, files = () => {}) => {
    const found = issues(edit, { files });
    expect(found.filter((text) => !text.includes(' extra ') && !text.includes(' lacks '))).toEqual(
      expected.filter((text) => !text.includes(' lacks ')),
    );
  });

  const bound = (id: string, stack = 'demo-acme', name = 'division-chat') =>
    issues(({ bindTo }) => bindTo(stack, name, id)).filter((text) => text.includes(' binds '));
  const chat = 'g_auth_division.division-chat';
  it('bound to what another tenant adopted is foreign', () => {
    expect(bound(globexHall)).toEqual([
      `foreign-division: demo-acme binds ${chat} to another division (globex: hall)`,
    ]);
    expect(bound(globexHall.toUpperCase())).toHaveLength(1);
  });

  it('bound to what the tenant adopted under another name is foreign', () => {
    expect(bound(legacy)).toEqual([
      `foreign-division: demo-acme binds ${chat} to another division (acme: legacy)`,
    ]);
  });

  it('bound to a shared one is foreign', () => {
    expect(bound(holidays)).toEqual([
      `foreign-division: demo-acme binds ${chat} to another division (shared: holidays)`,
    ]);
  });

  it('bound to the home division is home', () => {
    expect(bound(home)).toEqual([
      `home-division: demo-acme binds ${chat} to the home division — binds ${chat} to the home division`,
    ]);
  });

  it('bound to what another plan holds is foreign to both', () => {
    const found = issues(({ bindTo }) => {
      bindTo('demo-acme', 'division-chat', own);
      bindTo('demo-globex', 'division-sales', own.toUpperCase());
    }).filter((text) => text.includes(' holds too'));
    expect(found).toEqual([
      `foreign-division: demo-acme binds ${chat} to a division that the plan of demo-globex holds too (demo-globex: ${own})`,
      `foreign-division: demo-globex binds g_auth_division.division-sales to a division that the plan of demo-acme holds too (demo-acme: ${own.toUpperCase()})`,
    ]);
  });
});

it('what another plan holds as something else than a division is no division', () => {
  const found = issues(({ bindTo }) => {
    bindTo('demo-acme', 'division-chat', own);
    bindTo('demo-globex', 'client-1', own);
  });
  expect(found.filter((text) => text.includes(' holds too'))).toEqual([]);
});

it('a client that two plans hold is told of in both, also under the id of a division that it is granted', () => {
  const found = issues(({ bindTo }) => {
    for (const stack of ['demo-acme', 'demo-globex']) bindTo(stack, 'client-1', legacy);
  });
  expect(found.filter((text) => text.includes(' holds too'))).toEqual([
    'plan-mismatch: demo-acme holds as g_oauth_client.client-1 what the plan of demo-globex holds too',
    'plan-mismatch: demo-globex holds as g_oauth_client.client-1 what the plan of demo-acme holds too',
  ]);
});

describe('objects are bound otherwise', () => {
  it.each<Case>([
    [
      'by a move',
      ({ acme }) => void (changeOf(acme, 'division-chat').previous_address = 'genesyscloud_auth_division.x'),
      [
        'undeclared-adoption: demo-acme moves g_auth_division.x to g_auth_division.division-chat @ g_auth_division.division-chat',
      ],
    ],
    [
      'by an import that nobody declared',
      ({ acme }) => void (changeOf(acme, 'division-chat').change.importing = { id: own }),
      ['undeclared-adoption: demo-acme imports an object as g_auth_division.division-chat'],
    ],
    [
      'by an import of who knows what that nobody declared',
      ({ acme }) => void (changeOf(acme, 'division-chat').change.importing = {}),
      ['undeclared-adoption: demo-acme imports an object as g_auth_division.division-chat'],
    ],
    [
      'by an import of another id',
      ({ acme }) => void (changeOf(acme, 'division-old').change.importing.id = own),
      ['undeclared-adoption: demo-acme imports an object as g_auth_division.division-old'],
    ],
    [
      'by an import of an id that nobody knows',
      ({ acme }) => void (changeOf(acme, 'division-old').change.importing = {}),
      ['undeclared-adoption: demo-acme imports an object as g_auth_division.division-old'],
    ],
    [
      'by an import into the foundation',
      ({ foundation }) => void (changeOf(foundation, 'reader').change.importing = { id: own }),
      ['undeclared-adoption: demo-foundation imports an object as g_auth_role.reader'],
    ],
    [
      'but not by the declared import, in capitals',
      ({ acme }) =>
        void (changeOf(acme, 'division-old').change.importing.id = '1C8F5E4B-6D30-4A1F-9B2C-8E7D6F5A4B3C'),
      [],
    ],
    [
      'but not where the import is over',
      ({ acme }) => void delete changeOf(acme, 'division-old').change.importing,
      [],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(issues(edit)).toEqual(expected);
  });
});

it('the roles of another org are others, and nothing is wrong with that', () => {
  expect(issues(() => {}, { manifest: (input) => void Object.assign(input, { other: otherOrg() }) })).toEqual(
    [],
  );
});

it('nothing is across where no plans were given', () => {
  expect(issuesAcross(modelOf({}), [])).toEqual([]);
});
