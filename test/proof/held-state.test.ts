import { describe, expect, it } from 'vitest';
import type { DivisionKey, OrgId, TenantId } from '../../lib/manifest/ids';
import { divisionName } from '../../lib/manifest/names';
import { heldObjects } from '../../lib/proof/held-objects';
import type { Plan } from '../../lib/terraform/plan';
import { endOld } from '../support/act';
import { changeOf, type Edited, issues } from '../support/plan-issues';
import { otherOrg } from '../support/sample';
import type { Json } from '../support/write-assembly';

/* What the state behind a plan binds to addresses that the files have, or have no more. */

const own = 'ffffffff-0000-4000-8000-00000000000a';
const globexHall = '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d';
const legacy = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
const holidays = '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10';
const division = 'genesyscloud_auth_division';
const chat = 'g_auth_division.division-chat';

/** A plan ends an object that its state has and the files do not. */
function end(plan: Json, id: string, name = 'x', type = division): void {
  const resource = { address: `${type}.${name}`, mode: 'managed', type, name };
  const values = { id, ...(name.startsWith('client-') ? { name: `demo-acme-${name.slice(7)}` } : {}) };
  plan.prior_state ??= { values: { root_module: { resources: [] } } };
  plan.prior_state.values.root_module.resources.push({ ...resource, values });
  plan.resource_changes.push({
    ...resource,
    change: { actions: ['delete'], before: { ...values }, after: null, after_unknown: {} },
  });
}
const priorOf = (plan: Json, name: string): Json =>
  plan.prior_state.values.root_module.resources.find((item: Json) => item.name === name);
const holds = (...args: Parameters<typeof issues>): string[] =>
  issues(...args).filter((text) => text.includes(' holds '));

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

  it('is no object at all where the state has one without an id', () => {
    for (const id of [undefined, null, ''])
      expect(odd(({ acme }) => end(acme, id as never))).toEqual(said('g_auth_division.x'));
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

describe('an object that the state knows by another tenant’s name', () => {
  const named = (name: string, type = division, where: 'acme' | 'foundation' = 'acme') =>
    issues((edited) => {
      const plan = edited[where];
      plan.prior_state ??= { values: { root_module: { resources: [] } } };
      end(plan, own, 'x', type);
      for (const values of [priorOf(plan, 'x').values, changeOf(plan, 'x').change.before]) values.name = name;
    }).filter((text) => text.includes(' under the name of '));
  const globexSales = divisionName('opaque', 'demo' as OrgId, 'globex' as TenantId, 'sales' as DivisionKey);
  const acmeChat = divisionName('opaque', 'demo' as OrgId, 'acme' as TenantId, 'chat' as DivisionKey);

  it('is another tenant’s division', () => {
    const what =
      'holds as g_auth_division.x a division under the name of g_auth_division.division-sales of demo-globex';
    for (const name of [globexSales, ` ${globexSales.toUpperCase()}`])
      expect(named(name)).toEqual([
        `foreign-division: demo-acme ${what} (globex: g_auth_division.division-sales)`,
      ]);
    expect(named(globexSales, division, 'foundation')).toHaveLength(1);
  });

  it('is told where only the state or only the change has the name, and of each name', () => {
    const named = (prior: string, before: string) =>
      issues(({ acme }) => {
        end(acme, own);
        priorOf(acme, 'x').values.name = prior;
        changeOf(acme, 'x').change.before.name = before;
      }).filter((text) => text.includes(' under the name of '));
    expect(named(globexSales, 'x')).toHaveLength(1);
    expect(named('x', globexSales)).toHaveLength(1);
    expect(named(globexSales, '')).toHaveLength(1);
  });

  it('is nobody else’s under the tenant’s own names, names of nobody, and names of another type', () => {
    for (const name of [acmeChat, 'x', '']) expect(named(name)).toEqual([]);
    expect(named('demo-globex-1')).toEqual([]);
    expect(named(globexSales, 'genesyscloud_oauth_client')).toEqual([]);
  });

  it('is judged by the state, not by what is planned', () => {
    const found = issues(({ acme, set }) => set(acme, 'division-chat', { name: globexSales }));
    expect(found.filter((text) => text.includes(' under the name of '))).toEqual([]);
    expect(found).toEqual([`plan-mismatch: demo-acme plans another name for ${chat}`]);
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

describe('a client or a role of another name than its address stands for', () => {
  const client = 'genesyscloud_oauth_client';
  const role = 'genesyscloud_auth_role';
  const said = (type: string, at: string, name: unknown, where: 'acme' | 'foundation' = 'acme') =>
    issues((edited) => {
      const plan = edited[where];
      end(plan, own, at, type);
      for (const values of [priorOf(plan, at).values, changeOf(plan, at).change.before]) values.name = name;
    }).filter((text) => text.includes('of another name'));
  const other = (stack: string, address: string, expected: string) => [
    `plan-mismatch: ${stack} holds as ${address} an object of another name than ${expected}`,
  ];

  it('is another client: a retired one, another tenant’s, one that nobody declared', () => {
    expect(said(client, 'client-9', 'demo-acme-9')).toEqual([]);
    for (const name of ['demo-acme-1', 'demo-globex-2', 'DEMO-acme-9', 'by hand', null, undefined])
      expect(said(client, 'client-9', name)).toEqual(
        other('demo-acme', 'g_oauth_client.client-9', 'demo-acme-9'),
      );
  });

  it('is no client of the tenant under an address of no generation, and none of the foundation', () => {
    for (const at of ['x', 'client-', 'client-0', 'client-01', 'client-1x', 'xclient-1', 'client-1[0]'])
      for (const name of ['demo-acme-1', undefined])
        expect(said(client, at, name)).toEqual(
          other('demo-acme', `g_oauth_client.${at}`, 'any that belongs into this stack'),
        );
    expect(said(client, 'client-1', 'demo-acme-1', 'foundation')).toEqual(
      other('demo-foundation', 'g_oauth_client.client-1', 'any that belongs into this stack'),
    );
  });

  it('is another role, and no role belongs into a tenant’s state', () => {
    expect(said(role, 'gone', 'demo-gone', 'foundation')).toEqual([]);
    expect(said(role, 'gone', 'demo-reader', 'foundation')).toEqual(
      other('demo-foundation', 'g_auth_role.gone', 'demo-gone'),
    );
    expect(said(role, 'reader', 'demo-reader')).toEqual(
      other('demo-acme', 'g_auth_role.reader', 'any that belongs into this stack'),
    );
  });

  it('is another division than the tenant makes', () => {
    const held = (name: unknown, key = 'chat'): string[] =>
      issues(({ acme, bindTo }) => {
        bindTo('demo-acme', `division-${key}`, key === 'old' ? '1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c' : own);
        for (const values of [
          priorOf(acme, `division-${key}`).values,
          changeOf(acme, `division-${key}`).change.before,
        ])
          values.name = name;
        changeOf(acme, `division-${key}`).change.actions = ['update'];
      }).filter((text) => text.includes('of another name'));
    const opaque = divisionName('opaque', 'demo' as OrgId, 'acme' as TenantId, 'chat' as DivisionKey);
    const refused = other('demo-acme', chat, `${opaque} or d-acme-chat`);
    // The org's style of names may have been another one.
    for (const name of [opaque, 'd-acme-chat']) expect(held(name)).toEqual([]);
    for (const name of ['Finance', 'd-acme-voice', opaque.toUpperCase(), `${opaque} `, '', null, undefined])
      expect(held(name)).toEqual(refused);
    // What is adopted may be called anything before.
    expect(held('Finance', 'old')).toEqual([]);
  });

  it('is another tenant’s, whose ids run together with the own ones in the other style of names', () => {
    // In readable names, division voice-eu of acme and division eu of acme-voice are one.
    const held = (): string[] =>
      issues(
        ({ plans, bindTo }) => {
          bindTo('demo-acme-voice', 'division-eu', own);
          const plan = plans.get('demo-acme-voice');
          for (const values of [
            priorOf(plan, 'division-eu').values,
            changeOf(plan, 'division-eu').change.before,
          ])
            values.name = 'd-acme-voice-eu';
          changeOf(plan, 'division-eu').change.actions = ['update'];
        },
        {
          manifest: ({ demo }) => {
            demo.tenants['acme'].divisions['voice-eu'] = {};
            demo.tenants['acme-voice'] = structuredClone(demo.tenants['globex']);
            demo.tenants['acme-voice'].divisions = { eu: {} };
            demo.tenants['acme-voice'].client.grants = [{ role: 'reader', divisions: ['eu'] }];
          },
        },
      ).filter((text) => text.includes('of another name'));
    const derived = divisionName('opaque', 'demo' as OrgId, 'acme-voice' as TenantId, 'eu' as DivisionKey);
    expect(held()).toEqual(other('demo-acme-voice', 'g_auth_division.division-eu', derived));
  });

  it('is no division of the tenant any more, whatever it was called', () => {
    for (const at of ['division-gone', 'division-toString', 'chat', 'x'])
      expect(said(division, at, 'Finance')).toEqual([]);
  });

  it('is told where only the state or only the change has it', () => {
    for (const edit of [
      (plan: Json) => void (priorOf(plan, 'client-9').values.name = 'x'),
      (plan: Json) => void (changeOf(plan, 'client-9').change.before.name = 'x'),
    ])
      expect(
        issues(({ acme }) => {
          end(acme, own, 'client-9', client);
          edit(acme);
        }).filter((text) => text.includes('of another name')),
      ).toHaveLength(1);
  });
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
