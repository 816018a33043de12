import { describe, expect, it } from 'vitest';
import { explain } from '../../lib/report/explain';
import { explanationText } from '../../lib/report/explain-text';
import type { Explanation } from '../../lib/report/explanation';
import { client, division, type Edit, planned } from '../rules/fixtures/fixture';
import { fixtures, prove } from '../rules/fixtures/prove';
import type { Json } from '../support/write-assembly';

/* The chain of a finding, in text and as data: whatever it is about, from the manifest's line to the value, or why it is not known. */

function explanation(edit: Edit): Explanation {
  const answer = explain(prove(edit), {
    org: undefined,
    tenant: 'acme',
    role: undefined,
    division: undefined,
  });
  if (answer.kind !== 'explained') throw new Error(answer.kind);
  return answer.explanation;
}

const chains = (edit: Edit): string[] =>
  explanation(edit).findings.map(({ rule, chain }) =>
    [rule, ...chain.map(({ kind, text, at }) => `${kind}: ${text}${at?.pointer ? ` at ${at.pointer}` : ''}`)]
      .join('\n')
      .replaceAll(/\$\{data\.terraform_remote_state.*_role(\w+)id\}/g, 'foundation.$1')
      .replaceAll(/cross-stack-output-genesyscloud_auth_role(\w+)id/g, 'output-$1')
      .replaceAll('genesyscloud_', 'g_'),
  );

const change = (plan: Json, name: string): Json =>
  plan.resource_changes.find((item: Json) => item.name === name).change;
const inAcme =
  (edit: (plan: Json) => void): NonNullable<Edit['plans']> =>
  (plans) =>
    edit(plans.get('demo-acme'));

/** The first grant of acme's client, planned in every division. */
const star = inAcme((plan) => {
  for (const values of [planned(plan, 'client-1').values, change(plan, 'client-1').after])
    values.roles[0].division_id = '*';
  delete change(plan, 'client-1').after_unknown.roles[0].division_id;
});

describe('a finding about a grant', () => {
  it('of a file leads through that grant', () => {
    expect(chains({ assembly: division('${coalesce(var.a, "*")}') })[0]).toMatchInlineSnapshot(`
      "unproven-division
      manifest: declared nowhere in the manifest at /client/grants
      construct: no construct is noted in the file at /resource/g_oauth_client/client-1
      file: resource g_oauth_client.client-1 at /resource/g_oauth_client/client-1
      expression: role_id = foundation.reader at /resource/g_oauth_client/client-1/roles/0/role_id
      producer: from stack demo-foundation, output output-reader = \${g_auth_role.reader.id} at /output/output-reader
      value: role template reader: routing:queue:view, analytics:conversationDetail:view at /roles/reader
      expression: division_id = \${coalesce(var.a, "*")} at /resource/g_oauth_client/client-1/roles/0/division_id
      value: not proved: a function decides it when Terraform runs at /resource/g_oauth_client/client-1/roles/0/division_id
      value: client-1 grants reader in \${coalesce(var.a, "*")}: nobody can say which division that will be; a function decides it when Terraform runs. at /resource/g_oauth_client/client-1/roles/0"
    `);
  });

  it('of a plan leads through all grants of its client, and says which the plan does not have', () => {
    const [first = ''] = chains({ plans: star });
    expect(
      first.split('\n').filter((line) => /^all|^(plan|value): (?!role|division)/.test(line)),
    ).toMatchInlineSnapshot(`
      [
        "all-divisions",
        "plan: g_oauth_client.client-1 is planned: create, 5 grants at g_oauth_client.client-1",
        "value: the plan does not grant it: it grants c6fac40f-48df-aa82-f8fe-83ac944e497f in *; c6fac40f-48df-aa82-f8fe-83ac944e497f in 0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b; c6fac40f-48df-aa82-f8fe-83ac944e497f in 1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c; c6fac40f-48df-aa82-f8fe-83ac944e497f in 6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10; e7aaa2a3-04a2-7313-33e8-f5aea2597429 in a division known after apply at g_oauth_client.client-1",
        "value: client-1 grants c6fac40f-48df-aa82-f8fe-83ac944e497f in *: "*" is every division. at g_oauth_client.client-1",
      ]
    `);
    for (const link of ['manifest: declared as', 'construct:', 'expression: division_id', 'producer:'])
      expect(first).toContain(link);
  });
});

it.each(
  (['unproven-division', 'unproven-role'] as const).flatMap((rule) =>
    Object.entries({ ...fixtures[rule]?.bad, ...fixtures[rule]?.undecidable }).map(
      ([name, edit]) => [rule, name, edit] as const,
    ),
  ),
)('%s: the chain says why in the words of the finding: %s', (rule, _, edit) => {
  const about = explanation(edit).findings.filter((finding) => finding.rule === rule);
  expect(about.length).toBeGreaterThan(0);
  for (const { what, chain } of about) {
    const why = /; ([^;]*)\.$/.exec(what)?.[1];
    expect(chain.map(({ text }) => text)).toContain(`not proved: ${why}`);
  }
});

describe('role_id and division_id', () => {
  const block = '/resource/genesyscloud_oauth_client/client-1/roles/0';
  const expressions = (edit: Edit) =>
    explanation(edit)
      .grants[0]?.chain.filter(({ kind }) => kind === 'expression')
      .map(({ at }) => ({ line: at?.line, pointer: at?.pointer }));

  it('each have their own place', () => {
    const [role, division] = expressions({}) ?? [];
    expect([role?.pointer, division?.pointer]).toEqual([`${block}/role_id`, `${block}/division_id`]);
    expect(role?.line).not.toBe(division?.line);
  });

  it('have that of their block where they are absent', () => {
    const pointers = expressions({ assembly: division(undefined) })?.map(({ pointer }) => pointer);
    expect(pointers).toEqual([`${block}/role_id`, block]);
  });

  it('are where a value that is not proved stands', () => {
    const chain = explanation({ assembly: division('${local.x}') }).grants[0]?.chain ?? [];
    const found = chain.find(({ text }) => text.startsWith('not proved: '));
    expect(found?.at?.pointer).toBe(`${block}/division_id`);
  });
});

describe('a finding about something else', () => {
  it.each<[string, Edit]>([
    [
      'a division that a plan binds',
      {
        plans: inAcme((plan) => {
          planned(plan, 'division-voice').values.home = true;
        }),
      },
    ],
    [
      'a role of the foundation',
      {
        assembly: (a) => {
          a.stacks.get('demo-foundation').resource.genesyscloud_auth_role.reader.permissions = ['admin'];
        },
      },
    ],
    ['a stray file', { assembly: (a) => void a.extra.set('demo-acme', [{ name: 'x.tf', kind: 'file' }]) }],
    [
      'a client without grants whose plan cannot be read',
      {
        assembly: (a) => void delete client(a).roles,
        plans: (plans) => void plans.set('demo-acme', '{'),
      },
    ],
    ['a plan that is missing', { plans: (plans) => void plans.delete('demo-acme') }],
  ])('%s', (_what, edit) => {
    expect(chains(edit)[0]).toMatchSnapshot();
  });
});

describe('the chain of a finding is that of the resource it lies in', () => {
  const resourceOf = (edit: Edit, rule: string): string[] =>
    explanation(edit)
      .findings.filter((finding) => finding.rule === rule)
      .flatMap(({ chain }) =>
        chain.filter(({ text }) => text.startsWith('resource ')).map(({ text }) => text),
      );

  it('and not of one that a data source has its name in common with', () => {
    const edit: Edit = {
      assembly: (a) => {
        a.stacks.get('demo-acme').data.genesyscloud_oauth_client = { 'client-1': { name: 'x' } };
      },
    };
    expect(resourceOf(edit, 'unmodelled-authority')).toEqual([]);
  });

  it('also where resources stand in a list', () => {
    const edit: Edit = {
      assembly: (a) => {
        division('*')(a);
        const acme = a.stacks.get('demo-acme');
        acme.resource = [acme.resource];
      },
    };
    expect(resourceOf(edit, 'all-divisions')).toEqual(['resource genesyscloud_oauth_client.client-1']);
  });
});

describe('the chain of what is wrong in the manifest alone leads through what becomes of it', () => {
  /** The links of the last finding of a rule, without and with plans. */
  const links = (rule: string, manifest: NonNullable<Edit['manifest']>): string[] =>
    [{ manifest }, { manifest, plans: () => undefined }].map((edit) => {
      const found = explanation(edit).findings.findLast((finding) => finding.rule === rule);
      return (found?.chain ?? [])
        .map(({ kind, at }) => `${kind} ${at?.pointer ?? ''}`)
        .join(' → ')
        .replaceAll('/resource/genesyscloud_', '');
    });
  const reader =
    (permission: string): NonNullable<Edit['manifest']> =>
    (orgs) => {
      orgs['demo']?.org.roles.reader.permissions.push(permission);
    };

  it('a role, be it told of a tenant that holds it', () => {
    const role = 'construct auth_role/reader → file auth_role/reader →';
    const plan = 'plan genesyscloud_auth_role.reader →';
    const permission = '/roles/reader/permissions/2';
    const holder = '/client/grants/0/role';
    expect(links('wildcard-permission', reader('routing:*:view'))).toEqual(
      ['', ` ${plan}`].map((then) => `manifest ${permission} → ${role}${then} value ${permission}`),
    );
    expect(links('deputy-permission', reader('integrations:action:execute'))).toEqual(
      ['', ` ${plan}`].map(
        (then) => `manifest ${permission} → manifest ${holder} → ${role}${then} value ${holder}`,
      ),
    );
  });

  it('what is said of all clients of a tenant, through the first with its grants', () => {
    const [files, plans] = links('token-lifetime', (orgs) => {
      Object.assign(orgs['demo']?.tenants['acme'].client, { tokenLifetime: 60 });
    });
    for (const chain of [files, plans]) {
      expect(chain).toContain('→ file oauth_client/client-1 → expression ');
      expect(chain).toMatch(/ → value \/client\/tokenLifetime$/);
    }
    expect(plans).toContain('plan genesyscloud_oauth_client.client-1');
  });

  it('a division that a stack manages', () => {
    const [files] = links('home-division', (orgs) => {
      const id = orgs['demo']?.catalog.homeDivisionId;
      Object.assign(orgs['demo']?.tenants['acme'].divisions, { voice: { id, manage: true } });
    });
    const division = 'auth_division/division-voice';
    expect(files).toBe(
      `manifest /divisions/voice/id → construct ${division} → file ${division} → value /divisions/voice/id`,
    );
  });
});

describe('the chain of what is wrong in a file alone begins where the manifest says what it is made from', () => {
  const begins = (rule: string, assembly: NonNullable<Edit['assembly']>): string[] =>
    explanation({ assembly })
      .findings.filter((finding) => finding.rule === rule)
      .map(
        ({ chain: [first] }) => `${first?.kind} ${first?.at?.file}:${first?.at?.line} ${first?.at?.pointer}`,
      );
  const resources = (a: Parameters<NonNullable<Edit['assembly']>>[0], stack: string): Json =>
    a.stacks.get(stack).resource;

  it('a division', () => {
    const home = begins('home-division', (a) => {
      resources(a, 'demo-acme').genesyscloud_auth_division['division-voice'].home = true;
    });
    expect(home).toContain('manifest tenants/demo/acme.yaml:4 /divisions/voice');
  });

  it('a role', () => {
    const ignores = begins('ignored-changes', (a) => {
      const { reader } = resources(a, 'demo-foundation').genesyscloud_auth_role;
      reader.lifecycle = { ignore_changes: ['permission_policies'] };
    });
    expect(ignores).toEqual(['manifest tenants/demo/org.yaml:7 /roles/reader']);
  });

  it('a client that grants nothing', () => {
    const ignores = begins('ignored-changes', (a) => {
      Object.assign(client(a), { roles: [], lifecycle: { ignore_changes: 'all' } });
    });
    expect(ignores).toEqual(['manifest tenants/demo/acme.yaml:15 /client']);
  });

  it('and with the construct where it is made from nothing there', () => {
    const first = begins('home-division', (a) => {
      resources(a, 'demo-acme').genesyscloud_auth_division['division-x'] = { name: 'x', home: true };
    });
    expect(first.some((text) => text.startsWith('construct '))).toBe(true);
    const role = begins('unmodelled-authority', (a) => {
      resources(a, 'demo-acme').genesyscloud_auth_role = { reader: { name: 'x', unknown: 'y' } };
    });
    expect(role).not.toEqual([]);
    expect(role.every((text) => text.startsWith('construct '))).toBe(true);
  });
});

describe('the chain of what a plan does to a resource leads through that resource to the plan', () => {
  const about = (what: string, edit: Edit): string => {
    const found = explanation(edit).findings.filter((finding) => finding.what.includes(what));
    expect(found.map(({ rule }) => rule)).toEqual(['plan-mismatch']);
    return (found[0]?.chain ?? []).map(({ kind, at }) => `${kind} ${at?.pointer ?? ''}`).join(' → ');
  };

  it('of the foundation', () => {
    const pointer = '/resource/genesyscloud_auth_role/reader';
    const plans: Edit['plans'] = (all) => {
      const foundation = all.get('demo-foundation');
      for (const values of [planned(foundation, 'reader').values, change(foundation, 'reader').after])
        values.permissions = ['admin'];
    };
    expect(about('plans other permissions', { plans })).toBe(
      `manifest /roles/reader → construct ${pointer} → file ${pointer} → plan genesyscloud_auth_role.reader → value genesyscloud_auth_role.reader`,
    );
  });

  it('of the tenant, without the grants of its client: they are as declared', () => {
    const pointer = '/resource/genesyscloud_oauth_client/client-1';
    const plans = inAcme((plan) => {
      plan.resource_changes.find((item: Json) => item.name === 'client-1').action_reason =
        'replace_by_request';
    });
    expect(about('why it is replaced', { plans })).toBe(
      `manifest /client → construct ${pointer} → file ${pointer} → plan genesyscloud_oauth_client.client-1 → value genesyscloud_oauth_client.client-1`,
    );
  });

  it('and not where it is about an object that the files do not have', () => {
    const plans = inAcme((plan) => {
      const { values, ...rest } = planned(plan, 'client-1');
      plan.planned_values.root_module.resources.push({
        ...rest,
        values,
        name: 'x',
        address: `${rest.type}.x`,
      });
    });
    expect(about('.x, which these files do not have', { plans })).toBe(
      'manifest  → value genesyscloud_oauth_client.x',
    );
    const [link] = explanation({ plans }).findings[0]?.chain ?? [];
    expect(link?.text).toBe('what it is held against as a whole');
  });
});

it('begins where the manifest says of a client what is otherwise in the files: the places of a finding all stand in its chain', () => {
  const otherwise: Edit = {
    manifest: ({ demo }) => void Object.assign(demo?.tenants['acme'].client, { tokenLifetime: 900 }),
    assembly: (assembly) => {
      const client = assembly.stacks.get('demo-acme').resource.genesyscloud_oauth_client['client-1'];
      client.access_token_validity_seconds = 7200;
      client.authorized_grant_type = 'CODE';
      client.state = 'inactive';
    },
  };
  const { findings } = explanation(otherwise);
  expect(findings.map(({ rule }) => rule)).toEqual(['undeclared-client', 'grant-type', 'token-lifetime']);
  for (const { at, chain } of findings) {
    const places = chain.map((step) => JSON.stringify(step.at));
    for (const place of at) expect(places).toContain(JSON.stringify(place));
    expect(chain[0]).toEqual({ kind: 'manifest', text: 'what the manifest says of it', at: at[0] });
  }
});

it('does not agree by files alone where a plan was given', () => {
  const grants = explanation({ plans: star }).grants.filter(({ agrees }) => !agrees);
  expect(grants.map(({ client, role, division }) => `${client} ${role} ${division}`)).toMatchInlineSnapshot(`
    [
      "client-1 reader voice",
    ]
  `);
});

it('names what could have been asked for once, however many clients have it', () => {
  const asked = { org: undefined, tenant: 'acme', role: '', division: undefined };
  expect(explanation({}).grants).toHaveLength(10);
  expect(explain(prove({}), asked)).toEqual({
    kind: 'no-grant',
    known: ['reader in voice', 'reader in legacy', 'reader in old', 'reader in holidays', 'editor in voice'],
    isFound: false,
  });
});

it('says the same in text', () => {
  const told = explanation({ plans: star });
  const text = explanationText(told);
  expect(told.findings).not.toEqual([]);
  for (const { chain } of [...told.findings, ...told.grants])
    for (const step of chain) expect(text).toContain(`  ${step.kind.padEnd(10)}  ${step.text}`);
});
