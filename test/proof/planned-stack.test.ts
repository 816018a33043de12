import { describe, expect, it } from 'vitest';
import { judgePlannedStack } from '../../lib/proof/planned-stack';
import { plannedPermissions } from '../../lib/proof/planned-values';
import { subjectsOf } from '../../lib/proof/subject';
import { planned } from '../rules/fixtures/fixture';
import { modelOf } from '../support/found';
import { changeOf, type Edited, issues } from '../support/plan-issues';
import { sample } from '../support/sample';
import type { AssemblyText, Json } from '../support/write-assembly';

/* What a plan may say where the files say something unusual, or nothing that can be read. */

const id = 'ffffffff-0000-4000-8000-00000000000a';
const globexHall = '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d';
const legacy = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
const holidays = '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10';
const old = '1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c';

const division = (assembly: AssemblyText, key: string, stack = 'demo-acme'): Json =>
  assembly.stacks.get(stack).resource.genesyscloud_auth_division[`division-${key}`];
const client = (assembly: AssemblyText): Json =>
  assembly.stacks.get('demo-acme').resource.genesyscloud_oauth_client['client-1'];
const reader = (assembly: AssemblyText): Json =>
  assembly.stacks.get('demo-foundation').resource.genesyscloud_auth_role.reader;

it('may read during apply', () => {
  expect(
    issues(({ acme, plan }) => {
      const item = {
        address: 'data.genesyscloud_user.u',
        mode: 'data',
        type: 'genesyscloud_user',
        name: 'u',
      };
      plan({ ...item, values: {} });
      acme.resource_changes.push({
        ...item,
        change: { actions: ['read'], before: null, after: {}, after_unknown: { id: true } },
      });
    }),
  ).toEqual([]);
});

it('may not say what nobody knows', () => {
  expect(issues(({ acme }) => void Object.assign(acme, { action_invocations: [{}], later: true }))).toEqual([
    'plan-mismatch: demo-acme says something under /action_invocations, which is not known here and not judged',
    'plan-mismatch: demo-acme says something under /later, which is not known here and not judged',
  ]);
});

it('is told of the first parts that nobody knows, and of how many more there are', () => {
  const many = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`later_${index}`, true]));
  const found = issues(({ acme }) => void Object.assign(acme, many));
  expect(found).toHaveLength(21);
  expect(found.at(-1)).toBe(
    'plan-mismatch: demo-acme says something under 5 more parts that are not known here',
  );
});

describe('a client', () => {
  it('has the scopes of its file in whatever order either has them', () => {
    const files = (assembly: AssemblyText): void => {
      client(assembly).scopes = ['users:readonly', 'routing', 'routing'];
    };
    for (const scopes of [
      ['users:readonly', 'routing'],
      ['routing', 'users:readonly'],
    ])
      expect(issues(({ acme, set }) => set(acme, 'client-1', { scopes }), { files })).toEqual([]);
  });

  it('sends tokens nowhere', () => {
    for (const [uris, expected] of [
      [undefined, []],
      [null, []],
      [[], []],
      [['https://x.example'], ['plan-mismatch: demo-acme plans redirects for g_oauth_client.client-1']],
      ['x', ['plan-mismatch: demo-acme plans redirects for g_oauth_client.client-1']],
    ] as const)
      expect(issues(({ acme, set }) => set(acme, 'client-1', { registered_redirect_uris: uris }))).toEqual(
        expected,
      );
  });

  it('has no grant type that its file does not say as a text', () => {
    const files = (assembly: AssemblyText): void => {
      client(assembly).authorized_grant_type = 7;
    };
    expect(
      issues(({ acme, set }) => set(acme, 'client-1', { authorized_grant_type: '7' }), { files }),
    ).toEqual(['plan-mismatch: demo-acme plans another authorized_grant_type for g_oauth_client.client-1']);
  });
});

describe('a role', () => {
  it('that is not planned has no permissions to compare', () => {
    expect(
      issues(({ foundation }) => {
        const module = foundation.planned_values.root_module;
        module.resources = module.resources.filter(({ name }: Json) => name !== 'reader');
      }),
    ).toEqual([
      'plan-mismatch: demo-foundation says what g_auth_role.reader will be and does not plan it',
      'plan-mismatch: demo-foundation does not plan g_auth_role.reader',
    ]);
  });

  it('of unknown permissions is said of its file, not of its plan', () => {
    const files = (assembly: AssemblyText): void => {
      reader(assembly).permission_policies[0].domain = '${var.x}';
    };
    expect(issues(() => {}, { files })).toEqual([]);
  });
});

describe('permissions that a plan shows', () => {
  const view = { domain: 'routing', entity_name: 'queue', action_set: ['view'] };
  const of = (policy: unknown) => plannedPermissions({ permission_policies: [policy] });
  it('are its policies and general ones, each once', () => {
    expect(plannedPermissions({ permission_policies: [view, view], permissions: ['b', 'admin'] })).toEqual([
      'admin',
      'b',
      'routing:queue:view',
    ]);
    expect(plannedPermissions({})).toEqual([]);
  });

  // Written into a text, ['routing'] is routing: it must not pass for it.
  it.each<[unknown]>([
    [null],
    ['x'],
    [7],
    [[view]],
    [{ ...view, domain: ['routing'] }],
    [{ ...view, domain: undefined }],
    [{ ...view, entity_name: ['queue'] }],
    [{ ...view, action_set: 'view' }],
    [{ ...view, action_set: undefined }],
    [{ ...view, action_set: [['view']] }],
    [{ ...view, domain: ['routing'], action_set: 'view' }],
  ])('are not known with the policy %j', (policy) => {
    expect(of(policy)).toBeUndefined();
    expect(of(view)).toEqual(['routing:queue:view']);
  });

  it('are not known with a general one that is no text', () => {
    for (const permission of [null, 7, ['admin']])
      expect(plannedPermissions({ permissions: ['admin', permission] })).toBeUndefined();
  });
});

describe('a division', () => {
  it('of an unknown name is said of its file, not of its plan', () => {
    expect(
      issues(() => {}, { files: (assembly) => void (division(assembly, 'voice').name = '${var.x}') }),
    ).toEqual([]);
  });

  it('adopted by an unknown id is said of its file, not of its plan', () => {
    expect(
      issues(() => {}, {
        files: (assembly) => void (assembly.stacks.get('demo-acme').import[0].id = '${var.x}'),
      }).filter((text) => text.includes('another id than')),
    ).toEqual([]);
  });

  const bound = (
    key: string,
    to: string,
    options: Parameters<typeof issues>[1] = {},
    stack = 'demo-acme',
  ): string[] =>
    issues(({ bindTo }) => bindTo(stack, `division-${key}`, to), options).filter((text) =>
      text.includes(' binds '),
    );
  const foreign = (key: string, whose: string, stack = 'demo-acme'): string[] => [
    `foreign-division: ${stack} binds g_auth_division.division-${key} to another division (${whose})`,
  ];
  const inFoundation = (key: string) => ({
    files: (assembly: AssemblyText): void => {
      assembly.stacks.get('demo-foundation').resource.genesyscloud_auth_division = {
        [`division-${key}`]: { name: 'x' },
      };
    },
  });
  const alsoHas = (key: string) => ({
    manifest: (input: ReturnType<typeof sample>) => void (input.demo.tenants['acme'].divisions[key] = {}),
  });

  it('is not another’s that bears the same key', () => {
    expect(bound('hall', globexHall, alsoHas('hall'))).toEqual(foreign('hall', 'globex: hall'));
    expect(bound('holidays', holidays, alsoHas('holidays'))).toEqual(foreign('holidays', 'shared: holidays'));
  });

  it('is not that of another org’s tenant of the same name', () => {
    const zoo = sample().demo;
    zoo.tenants['acme'].divisions = { ...zoo.tenants['acme'].divisions, legacy: {}, old: {}, chat: { id } };
    zoo.org.sharedDivisions = {};
    zoo.tenants['globex'].divisions.hall = {};
    const manifest = (input: ReturnType<typeof sample>): void => void Object.assign(input, { zoo });
    expect(bound('chat', id, { manifest })).toEqual(foreign('chat', 'acme: chat'));
  });

  it('is no tenant’s in the foundation', () => {
    expect(bound('legacy', legacy, inFoundation('legacy'), 'demo-foundation')).toEqual(
      foreign('legacy', 'acme: legacy', 'demo-foundation'),
    );
    expect(bound('holidays', holidays, inFoundation('holidays'), 'demo-foundation')).toEqual(
      foreign('holidays', 'shared: holidays', 'demo-foundation'),
    );
  });
});

describe('an import is declared', () => {
  const imports = (key: string, of: string) => (edited: Edited) => {
    edited.bindTo('demo-acme', `division-${key}`, of);
    changeOf(edited.acme, `division-${key}`).change.importing = { id: of };
  };
  const undeclared = (key: string): string[] => [
    `undeclared-adoption: demo-acme imports an object as g_auth_division.division-${key}`,
  ];
  const adoptions = (...of: Parameters<typeof issues>) =>
    issues(...of).filter((text) => text.startsWith('undeclared-adoption'));

  it('at its own address only', () => {
    expect(adoptions(imports('old', old))).toEqual([]);
    expect(adoptions(imports('chat', old))).toEqual(undeclared('chat'));
  });

  it('for divisions that the tenant manages only', () => {
    const files = (assembly: AssemblyText): void => {
      assembly.stacks.get('demo-acme').resource.genesyscloud_auth_division['division-legacy'] = {
        name: 'x',
      };
    };
    expect(adoptions(imports('legacy', legacy), { files })).toEqual(undeclared('legacy'));
  });
});

it('looks up imports without looking through what the manifest adopts for each', () => {
  const looksAt = (imports: number): number => {
    const model = modelOf({
      plans: (plans) => {
        const acme = plans.get('demo-acme');
        acme.resource_changes.push(...Array(imports).fill(changeOf(acme, 'division-old')));
      },
    });
    const [owner] = model.orgs[0]?.tenants ?? [];
    let looks = 0;
    const config = owner?.tenant.config as { divisions: object };
    config.divisions = new Proxy(config.divisions, {
      ownKeys: (divisions) => {
        looks++;
        return Reflect.ownKeys(divisions);
      },
    });
    expect([...subjectsOf(model)].flatMap(({ planIssues }) => planIssues).length).toBeGreaterThan(0);
    return looks;
  };
  expect(looksAt(50)).toBe(looksAt(1));
});

describe('the secret of a client', () => {
  it.each<[string, (edited: Edited) => void, boolean]>([
    ['is not there', () => {}, false],
    ['is empty', ({ acme, set }) => set(acme, 'client-1', { client_secret: '' }), false],
    ['is null', ({ acme, set }) => set(acme, 'client-1', { client_secret: null }), false],
    ['is planned', ({ acme }) => void (planned(acme, 'client-1').values.client_secret = 's'), true],
    [
      'was there',
      ({ acme }) => void (changeOf(acme, 'client-1').change.before = { client_secret: 's' }),
      true,
    ],
  ])('%s', (_what, edit, expected) => {
    expect(issues(edit).some((text) => text.startsWith('secret-exposure'))).toBe(expected);
  });
});

it('looks at what is planned once, however often the files declare it', () => {
  const count = 50;
  const model = modelOf({
    assembly: (assembly) => {
      const { genesyscloud_auth_role: roles } = assembly.stacks.get('demo-foundation').resource;
      roles.reader = Array(count).fill(roles.reader);
    },
    plans: () => undefined,
  });
  const [subject] = subjectsOf(model);
  if (subject?.stack === undefined || subject.plan === undefined || model.plans === undefined)
    throw new Error('no stack or no plan');
  expect(subject.stack.claims.roles.length).toBeGreaterThan(count);
  let looks = 0;
  const plannedAt = new Map(subject.plan.plannedAt);
  plannedAt.get = (address) => {
    looks++;
    return subject.plan?.plannedAt.get(address);
  };
  judgePlannedStack(subject.stack, undefined, { ...subject.plan, plannedAt }, model.plans, subject.org);
  expect(looks).toBeLessThan(count);
});
