import { describe, expect, it } from 'vitest';
import { heldObjects } from '../../lib/proof/held-objects';
import type { Plan } from '../../lib/terraform/plan';
import { endOld } from '../support/act';
import { changeOf, type Edited, issues } from '../support/plan-issues';
import { otherOrg } from '../support/sample';
import type { Json } from '../support/write-assembly';
import { chat, division, end, holds, own, priorOf } from './ended';

const globexHall = '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d';
const legacy = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
const holidays = '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10';

describe('a division that a plan ends', () => {
  const other = otherOrg();
  other.tenants['acme'].divisions.mine = { id: 'ffffffff-0000-4000-8000-00000000000c' };
  const x = 'g_auth_division.x';
  it.each<[string, string, string[]]>([
    ['nobody’s', own, []],
    ['the tenant’s own', legacy, []],
    [
      'another tenant’s',
      globexHall,
      [`foreign-division: demo-acme holds another division as ${x} (globex: hall)`],
    ],
    [
      'another tenant’s, in capitals',
      globexHall.toUpperCase(),
      [`foreign-division: demo-acme holds another division as ${x} (globex: hall)`],
    ],
    [
      'that of a tenant of the same name in another org',
      'ffffffff-0000-4000-8000-00000000000c',
      [`foreign-division: demo-acme holds another division as ${x} (acme: mine)`],
    ],
    [
      'a shared one',
      holidays,
      [`foreign-division: demo-acme holds another division as ${x} (shared: holidays)`],
    ],
    [
      'the home division',
      '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e',
      [`home-division: demo-acme holds the home division as ${x} — holds the home division as ${x}`],
    ],
  ])('may be %s or not', (_what, id, expected) => {
    expect(
      holds(({ acme }) => end(acme, id), { manifest: (input) => void Object.assign(input, { other }) }),
    ).toEqual(expected);
  });

  it('is never the foundation’s', () => {
    expect(holds(({ foundation }) => end(foundation, legacy))).toEqual([
      `foreign-division: demo-foundation holds another division as ${x} (acme: legacy)`,
    ]);
    expect(holds(({ foundation }) => end(foundation, holidays))).toEqual([
      `foreign-division: demo-foundation holds another division as ${x} (shared: holidays)`,
    ]);
  });

  it('is a division: the id of something else says nothing', () => {
    const client = (edited: Edited) => end(edited.acme, globexHall, 'client-9', 'genesyscloud_oauth_client');
    expect(holds(client)).toEqual([]);
  });
});

describe('a division that a plan keeps', () => {
  it('is judged by what is planned, and said once', () => {
    expect(holds(({ bindTo }) => bindTo('demo-acme', 'division-chat', globexHall))).toEqual([]);
  });

  it('is judged by what it was, where it will be another', () => {
    expect(
      holds(({ acme, bindTo }) => {
        bindTo('demo-acme', 'division-chat', own);
        priorOf(acme, 'division-chat').values.id = globexHall;
        changeOf(acme, 'division-chat').change.before.id = globexHall;
      }),
    ).toEqual([`foreign-division: demo-acme holds another division as ${chat} (globex: hall)`]);
  });
});

describe('a division that Terraform found to be home', () => {
  const found = `holds as ${chat} what Terraform found to be the home division`;
  const bound = (home: unknown, id = own): string[] =>
    issues(({ acme, bindTo }) => {
      bindTo('demo-acme', 'division-chat', id);
      for (const values of [
        priorOf(acme, 'division-chat').values,
        changeOf(acme, 'division-chat').change.before,
      ])
        Object.assign(values, { home });
    }).filter((text) => text.startsWith('home-division'));

  it('is home, whatever the catalogue says', () => {
    expect(bound(true)).toEqual([`home-division: demo-acme ${found} — ${found}`]);
    expect(bound('true')).toHaveLength(1);
  });

  it('is home, whoever adopts it, and under whatever id', () => {
    expect(bound(true, globexHall)).toContain(`home-division: demo-acme ${found} — ${found}`);
    expect(bound(true, 7 as unknown as string)).toEqual([`home-division: demo-acme ${found} — ${found}`]);
  });

  it('is no client and no role', () => {
    const said = issues(({ acme, bindTo }) => {
      bindTo('demo-acme', 'client-1', own);
      Object.assign(priorOf(acme, 'client-1').values, { home: true });
    });
    expect(said.filter((text) => text.startsWith('home-division'))).toEqual([]);
  });

  it('is told once where the catalogue says so, too', () => {
    expect(bound(true, '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e')).toHaveLength(1);
  });

  it.each([[false], [null], [undefined]])('is none where the state says %j', (home) => {
    expect(bound(home)).toEqual([]);
  });
});

describe('a role with a default role behind it', () => {
  const old = 'g_auth_role.old';
  const kept =
    'which the provider would not delete: it would give it back the permissions of a default role of Genesys Cloud';
  const said = (default_role_id: unknown, edit: (foundation: Json) => void = () => {}): string[] =>
    issues(({ foundation }) => {
      end(foundation, own, 'old', 'genesyscloud_auth_role');
      for (const values of [priorOf(foundation, 'old').values, changeOf(foundation, 'old').change.before])
        Object.assign(values, { default_role_id });
      edit(foundation);
    }).filter((text) => text.includes(' ends '));
  const told = [`plan-mismatch: demo-foundation ends ${old}, ${kept}`];

  it('does not end where a plan says so', () => {
    expect(said('admin')).toEqual(told);
    expect(said(['admin'])).toEqual(told);
    expect(said(true)).toEqual(told);
  });

  it('does not end where it is replaced, or was left behind, either', () => {
    const does =
      (...actions: string[]) =>
      (foundation: Json): void =>
        void (changeOf(foundation, 'old').change.actions = actions);
    expect(said('admin', does('delete', 'create'))).toEqual(told);
    expect(said('admin', does('create', 'delete'))).toEqual(told);
    expect(said('admin', (foundation) => void (changeOf(foundation, 'old').deposed = 'c0ffee'))).toEqual(
      told,
    );
  });

  it('is told where only the change, or only the state, says that it has one', () => {
    const only = (where: (foundation: Json) => Json): string[] =>
      said('admin', (foundation) => void (where(foundation).default_role_id = null));
    expect(only((foundation) => priorOf(foundation, 'old').values)).toEqual(told);
    expect(only((foundation) => changeOf(foundation, 'old').change.before)).toEqual(told);
  });

  it('is nothing that a plan ends without a default role, keeps or lets go, or another object', () => {
    for (const none of ['', null, undefined]) expect(said(none)).toEqual([]);
    expect(
      said('admin', (foundation) => void (changeOf(foundation, 'old').change.actions = ['forget'])),
    ).toEqual([]);
    expect(
      said('admin', (foundation) => void (changeOf(foundation, 'old').change.actions = ['update'])),
    ).toEqual([]);
    for (const type of ['genesyscloud_routing_queue', division])
      expect(
        said('', (foundation) => {
          end(foundation, `${own.slice(0, -1)}b`, 'x', type);
          for (const values of [priorOf(foundation, 'x').values, changeOf(foundation, 'x').change.before])
            Object.assign(values, { default_role_id: 'admin' });
        }),
      ).toEqual([]);
  });
});

describe('one object under two addresses', () => {
  const twice = (edit: (edited: Edited) => void = () => {}): string[] =>
    holds((edited) => {
      edited.bindTo('demo-acme', 'division-chat', own);
      end(edited.acme, own);
      edit(edited);
    });

  it('is two things that are not so', () => {
    expect(twice()).toEqual([
      `plan-mismatch: demo-acme holds one object as ${chat} and as g_auth_division.x @ g_auth_division.x`,
    ]);
  });

  it('is one where the plan moves it from the one to the other', () => {
    expect(
      twice(({ acme }) => void (changeOf(acme, 'division-chat').previous_address = `${division}.x`)),
    ).toEqual([]);
  });
});

it('is held by what is managed, after the plan, before it, and by what an earlier run left behind', () => {
  const at = (name: string, id: unknown, mode = 'managed', type = division) => ({
    ...{ mode, type, address: `${type}.${name}` },
    values: { id },
    before: { id },
  });
  const list = (place: string) => [
    at(`${place}-a`, `${place}-ID`),
    at(`${place}-client`, `${place}-client`, 'managed', 'genesyscloud_oauth_client'),
    at(`${place}-role`, `${place}-role`, 'managed', 'genesyscloud_auth_role'),
    at(`${place}-queue`, `${place}-queue`, 'managed', 'genesyscloud_routing_queue'),
    at(`${place}-flow`, `${place}-flow`, 'managed', 'genesyscloud_flow'),
    at(`${place}-read`, `${place}-read`, 'data'),
    at(`${place}-empty`, ''),
    at(`${place}-number`, 7),
    at(`${place}-none`, undefined),
  ];
  const plan = {
    planned: [...list('planned'), at('twice', 'twice')],
    prior: [...list('prior'), at('twice', 'twice'), at('twice', 'another')],
    changes: [...list('change'), { ...at('new', 'new'), before: undefined }],
  };
  const held = heldObjects(plan as unknown as Plan);
  const three = (place: string) => [
    `${division}.${place}-a ${place}-id`,
    `genesyscloud_oauth_client.${place}-client ${place}-client`,
    `genesyscloud_auth_role.${place}-role ${place}-role`,
  ];
  expect(held.map(({ address, id }) => `${address} ${id}`)).toEqual([
    ...three('planned'),
    `${division}.twice twice`,
    ...three('prior'),
    `${division}.twice another`,
    ...three('change'),
    // What only lies in divisions, after what carries authority.
    ...['planned', 'prior', 'change'].map(
      (place) => `genesyscloud_routing_queue.${place}-queue ${place}-queue`,
    ),
  ]);
  expect(held.map(({ type, address }) => address.startsWith(`${type}.`))).not.toContain(false);
});

describe('an id that Genesys Cloud does not give', () => {
  const odd = (edit: (edited: Edited) => void): string[] =>
    issues(edit).filter((text) => text.includes('none of Genesys Cloud'));
  const said = (address: string): string[] => [
    `plan-mismatch: demo-acme has ${address} under an id that is none of Genesys Cloud`,
  ];
  it.each<unknown>([
    `${own}?x`,
    `${own}#`,
    ` ${own}`,
    `${own}/../x`,
    `${own}\u200b`,
    'home',
    '*',
    '0',
    7,
    [own],
    {},
  ])('is no object: %j', (id) => {
    expect(odd(({ bindTo }) => bindTo('demo-acme', 'division-chat', id))).toEqual(said(chat));
    expect(odd(({ acme }) => end(acme, id as string))).toEqual(said('g_auth_division.x'));
  });

  it('is told of clients and roles too, and of what only a change or only a state shows', () => {
    const client = 'g_oauth_client.x';
    expect(odd(({ acme }) => end(acme, `${own}?`, 'x', 'genesyscloud_oauth_client'))).toEqual(said(client));
    expect(
      odd(({ acme }) => {
        end(acme, own, 'x', 'genesyscloud_oauth_client');
        priorOf(acme, 'x').values.id = `${own}?`;
      }),
    ).toEqual(said(client));
    expect(
      odd(({ acme }) => {
        end(acme, own, 'x', 'genesyscloud_oauth_client');
        changeOf(acme, 'x').change.before.id = `${own}?`;
      }),
    ).toEqual(said(client));
    expect(odd(({ acme }) => end(acme, `${own}?`, 'x', 'genesyscloud_auth_role'))).toEqual(
      said('g_auth_role.x'),
    );
  });

  it('is nobody’s where it is not known yet, or of another type', () => {
    expect(odd(() => {})).toEqual([]);
    expect(odd(({ acme }) => end(acme, 'x', 'x', 'genesyscloud_routing_queue'))).toEqual([]);
  });

  it.each([`${own}?x`, ` ${own}`, `${own}/`, `x/../${own}`, '*'])(
    'leads to another object of any type: %j',
    (id) => {
      expect(odd(({ acme }) => end(acme, id, 'x', 'genesyscloud_routing_queue'))).toEqual(
        said('g_routing_queue.x'),
      );
    },
  );

  it('is no object at all where the state has one without an id', () => {
    for (const id of [undefined, null, ''])
      expect(odd(({ acme }) => end(acme, id as never))).toEqual(said('g_auth_division.x'));
  });

  it.each([[undefined], [null], [''], [7], [false], [[own]]])(
    'is none of what only lies in divisions either, which nobody could find in two states: %j',
    (id) => {
      expect(odd(({ acme }) => end(acme, id as never, 'x', 'genesyscloud_routing_queue'))).toEqual(
        said('g_routing_queue.x'),
      );
    },
  );

  describe('of what no file may have, and a state can hold all the same', () => {
    const ended = (type: string, id: unknown): string[] =>
      odd(({ acme }) => end(acme, id as string, 'x', `genesyscloud_${type}`));

    it.each<[string, unknown]>([
      // The provider deletes all that is in the folder.
      ['tf_export', '../demo-globex'],
      ['tf_export', '/srv'],
      ['tf_export', 'exported/../..'],
      ['tf_export', '.'],
      ['tf_export', 'exported//x'],
      ['tf_export', '..\\demo-globex'],
      // The same of one file.
      ['bcp_tf_exporter', '../demo-globex/tfplan'],
      ['user', `../oauth/clients/${own}`],
      ['user', `..%2Foauth%2Fclients%2F${own}`],
      ['user', `${own}?x`],
      ['user', `${own}#x`],
      ['user', ` ${own}`],
      ['user', `${own} `],
      ['user', `${own}\n`],
      ['user', `x/ ../${own}`],
      ['user', `${own}/`],
      ['user', ''],
      ['user', null],
      ['user', undefined],
      ['user', 7],
      ['user', [own]],
    ])('leads elsewhere: %s %j', (type, id) => {
      expect(ended(type, id)).toEqual(said(`g_${type}.x`));
    });

    it.each([
      ['tf_export', 'exported'],
      ['user', own],
      ['routing_email_domain', 'acme.example.com'],
      ['architect_datatable_row', `${own}/Desk 1..2`],
      ['knowledge_document', `${own},${globexHall}`],
      ['externalusers_identity', `${own}/okta/a@example.com`],
    ])('may be of another kind: %s %j', (type, id) => {
      expect(ended(type, id)).toEqual([]);
    });

    it('is told where only the change, or only the state, has it', () => {
      const only = (where: (plan: Json) => Json): string[] =>
        odd(({ acme }) => {
          end(acme, 'exported', 'x', 'genesyscloud_tf_export');
          where(acme).id = '../demo-globex';
        });
      expect(only((acme) => priorOf(acme, 'x').values)).toEqual(said('g_tf_export.x'));
      expect(only((acme) => changeOf(acme, 'x').change.before)).toEqual(said('g_tf_export.x'));
    });
  });

  it('is no client id of what is no client', () => {
    expect(
      odd(({ acme }) => {
        end(acme, own, 'x', 'genesyscloud_auth_role');
        priorOf(acme, 'x').values.client_id = globexHall;
      }),
    ).toEqual([]);
  });

  it('is a client id that is not the client’s id', () => {
    const client = (values: Json) =>
      odd(({ acme }) => {
        end(acme, own, 'x', 'genesyscloud_oauth_client');
        for (const said of [priorOf(acme, 'x').values, changeOf(acme, 'x').change.before])
          Object.assign(said, values);
      });
    expect(client({ client_id: own })).toEqual([]);
    expect(client({ client_id: '' })).toEqual([]);
    expect(client({ client_id: null })).toEqual([]);
    expect(client({ client_id: globexHall })).toEqual(said('g_oauth_client.x'));
    expect(client({ client_id: own.toUpperCase() })).toEqual(said('g_oauth_client.x'));
  });
});

it('a division that two plans end is told to both', () => {
  const both = issues(({ acme, plans }) => {
    end(acme, own);
    end(plans.get('demo-globex'), own.toUpperCase(), 'y');
  });
  expect(both).toEqual([
    `foreign-division: demo-acme holds as g_auth_division.x what the plan of demo-globex holds too (demo-globex: ${own})`,
    `foreign-division: demo-globex holds as g_auth_division.y what the plan of demo-acme holds too (demo-acme: ${own})`,
  ]);
});

it('an object that is also left behind under its own address is two things', () => {
  const found = holds(({ acme, bindTo }) => {
    bindTo('demo-acme', 'division-chat', own);
    endOld(acme, 'division-chat', own);
  });
  expect(found).toEqual([
    `plan-mismatch: demo-acme holds one object as ${chat} and as ${chat} (left behind by an earlier run)`,
  ]);
  expect(
    holds(({ acme, bindTo }) => {
      bindTo('demo-acme', 'division-chat', own);
      endOld(acme, 'division-chat', 'ffffffff-0000-4000-8000-00000000000b');
    }),
  ).toEqual([]);
});

it('no division is granted and deleted, by whichever plan', () => {
  const granted = (stack: 'acme' | 'globex') =>
    issues(({ plans }) => end(plans.get(`demo-${stack}`), legacy)).filter((text) =>
      text.includes(' deletes'),
    );
  const said = (stack: string) =>
    [1, 2].map(
      (number) =>
        `plan-mismatch: demo-acme grants in the division ${legacy}, which the plan of ${stack} deletes @ g_oauth_client.client-${number}`,
    );
  expect(granted('acme')).toEqual(said('demo-acme'));
  expect(granted('globex')).toEqual(said('demo-globex'));
  // A division that one plan keeps and another deletes is held twice, and said so once.
  const kept = issues(({ plans, bindTo }) => {
    bindTo('demo-acme', 'division-chat', own);
    end(plans.get('demo-globex'), own);
  });
  expect(kept.filter((text) => text.includes(' deletes'))).toEqual([]);
  expect(kept.filter((text) => text.includes(' holds too'))).toHaveLength(2);
});
