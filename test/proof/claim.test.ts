import { describe, expect, it } from 'vitest';
import { parseJson } from '../../lib/json/parse';
import { JsonPlaces } from '../../lib/json/places';
import { type Claims, readClaims } from '../../lib/proof/claim';
import { blocksNamed } from '../../lib/proof/declared';
import type { Place } from '../../lib/proof/finding';
import { argumentsOf } from '../../lib/terraform/body';
import { readConfiguration } from '../../lib/terraform/configuration';
import { pointed } from '../support/pointed';

const textOf = (content: unknown): string =>
  typeof content === 'string' ? content : JSON.stringify(content);
const node = (content: unknown) => {
  const json = parseJson(textOf(content));
  if (!json.ok) throw new Error(json.error.message);
  return json.value;
};
const claims = (content: unknown): Claims =>
  pointed(readClaims(readConfiguration(node(content)), 'f'), textOf(content));
const pointerOf = (place: Place): unknown => ('pointer' in place ? place.pointer : undefined);
const unknown = (reason: string, source: string) => ({ kind: 'unknown', reason, source });

describe('a client', () => {
  const client = (body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return claims(`{"resource": {"genesyscloud_oauth_client": {"c": ${text}}}}`).clients[0];
  };

  it('is what its file says', () => {
    const body = {
      authorized_grant_type: 'CODE',
      access_token_validity_seconds: 900,
      state: 'inactive',
      scopes: ['routing'],
      roles: [{ role_id: 'r', division_id: '*' }, { division_id: 'd' }],
    };
    const found = client(body);
    expect(found).toMatchObject({
      type: 'genesyscloud_oauth_client',
      name: 'c',
      address: 'genesyscloud_oauth_client.c',
      repeated: false,
      place: { kind: 'assembly', file: 'f', pointer: '/resource/genesyscloud_oauth_client/c' },
      grantType: { kind: 'text', text: 'CODE' },
      lifetime: { kind: 'number', text: '900' },
      state: { kind: 'text', text: 'inactive' },
      scopes: { kind: 'list', items: ['routing'] },
    });
    expect(found?.body.map(({ name }) => name)).toEqual(Object.keys(body));
    expect(found?.grants).toMatchObject([
      {
        role: { kind: 'text', text: 'r' },
        division: { kind: 'all' },
        place: { pointer: '/resource/genesyscloud_oauth_client/c/roles/0' },
      },
      {
        role: { kind: 'absent' },
        division: { kind: 'known', text: 'd' },
        place: { pointer: '/resource/genesyscloud_oauth_client/c/roles/1' },
      },
    ]);
  });

  it.each(['count', 'for_each'])('is repeated by %s', (name) => {
    expect(client({ [name]: 1 })?.repeated).toBe(true);
  });

  it.each<[string, string, number, number]>([
    ['none', '{}', 0, 0],
    ['none where they are null', '{"roles": null}', 0, 0],
    ['one in an object', '{"roles": {"role_id": "r"}}', 1, 0],
    ['those of each mention', '{"roles": [{}], "roles": {}}', 2, 0],
    ['one for null in a list', '{"roles": [null]}', 1, 0],
    ['none for a text, which is another finding', '{"roles": "x"}', 0, 0],
    ['an unknown number by a dynamic block', '{"dynamic": {"roles": {"for_each": []}}}', 0, 1],
    ['those beside a dynamic block', '{"roles": {}, "dynamic": [{"roles": {}}, {"roles": []}]}', 1, 2],
    ['none by a dynamic block of others', '{"dynamic": {"tags": {}}, "dynamics": {"roles": {}}}', 0, 0],
    ['none by a dynamic block that is a text', '{"dynamic": "roles"}', 0, 0],
  ])('has %s', (_what, body, written, dynamic) => {
    const grants = client(body)?.grants ?? [];
    const made = grants.filter(({ role }) => role.kind === 'unknown');
    expect(made.length).toBe(dynamic);
    expect(grants.length - made.length).toBe(written);
    for (const grant of made) {
      expect(grant).toMatchObject({
        role: unknown('dynamic', 'dynamic "roles"'),
        division: unknown('dynamic', 'dynamic "roles"'),
        place: { kind: 'assembly', file: 'f' },
      });
    }
  });
});

describe('a role', () => {
  const role = (body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return claims(`{"resource": {"genesyscloud_auth_role": {"r": ${text}}}}`).roles[0];
  };
  const policy = (more: object = {}) => ({
    domain: 'routing',
    entity_name: 'queue',
    action_set: ['view'],
    ...more,
  });
  const known = (...list: string[]) => ({ kind: 'known', list });
  const notText = (source: string) => unknown('not-text', source);

  it.each<[string, unknown, object]>([
    ['none', {}, known()],
    ['those of its policies', { permission_policies: [policy()] }, known('routing:queue:view')],
    ['those of one policy without a list', { permission_policies: policy() }, known('routing:queue:view')],
    [
      'those of all, sorted, each once',
      {
        permissions: ['b', 'admin', 'b'],
        permission_policies: [policy({ action_set: ['view', 'edit'] }), policy()],
      },
      known('admin', 'b', 'routing:queue:edit', 'routing:queue:view'),
    ],
    ['none where general ones are null', { permissions: null }, known()],
    [
      'unknown ones by a dynamic block',
      { dynamic: { permission_policies: {} } },
      unknown('dynamic', 'dynamic "permission_policies"'),
    ],
    ['unknown ones where general ones are a text', { permissions: 'x' }, notText('permissions')],
    [
      'unknown ones where general ones are an expression',
      { permissions: '${f(x)}' },
      unknown('function', '${f(x)}'),
    ],
    ['unknown ones where one is no text', { permissions: [7] }, notText('permissions')],
    [
      'unknown ones where a general one looks like a policy',
      { permissions: ['a:b:c'] },
      notText('permissions'),
    ],
    [
      'unknown ones where a domain is a number',
      { permission_policies: [policy({ domain: 7 })] },
      notText('permission_policies'),
    ],
    [
      'unknown ones where an entity is a number',
      { permission_policies: [policy({ entity_name: 7 })] },
      notText('permission_policies'),
    ],
    [
      'unknown ones where a domain is missing',
      { permission_policies: [{ entity_name: 'queue', action_set: [] }] },
      notText('permission_policies'),
    ],
    [
      'unknown ones where a domain is a reference',
      { permission_policies: [policy({ domain: '${a.b}' })] },
      unknown('expression', '${a.b}'),
    ],
    [
      'unknown ones where a domain is an expression',
      { permission_policies: [policy({ domain: '${f(x)}' })] },
      unknown('function', '${f(x)}'),
    ],
    [
      'unknown ones where an entity is null',
      { permission_policies: [policy({ entity_name: null })] },
      notText('permission_policies'),
    ],
    [
      'unknown ones where an entity is a reference',
      { permission_policies: [policy({ entity_name: '${a.b}' })] },
      unknown('expression', '${a.b}'),
    ],
    [
      'unknown ones where an entity is an expression',
      { permission_policies: [policy({ entity_name: '${var.x}' })] },
      unknown('variable', '${var.x}'),
    ],
    [
      'unknown ones where actions are missing',
      { permission_policies: [{ domain: 'a', entity_name: 'b' }] },
      notText('permission_policies'),
    ],
    [
      'unknown ones where actions are an expression',
      { permission_policies: [policy({ action_set: '${f(x)}' })] },
      unknown('function', '${f(x)}'),
    ],
    [
      'unknown ones where an action is a reference',
      { permission_policies: [policy({ action_set: ['${a.b}'] })] },
      unknown('expression', '${a.b}'),
    ],
    [
      'unknown ones where a policy is null in a list',
      { permission_policies: [null] },
      notText('permission_policies'),
    ],
    [
      'unknown ones where a domain stands twice',
      '{"permission_policies": [{"domain": "a", "domain": "a", "entity_name": "b", "action_set": []}]}',
      unknown('duplicate', 'domain'),
    ],
  ])('has %s', (_what, body, expected) => {
    expect(role(body)?.permissions).toEqual(expected);
  });

  it.each<[string, unknown, string[]]>([
    [
      'what a template says',
      { name: 'x', description: 'x', permissions: [], permission_policies: [policy()], dynamic: [] },
      [],
    ],
    [
      'what Terraform does around it',
      { count: 1, for_each: 1, depends_on: [], lifecycle: {}, provider: 'x' },
      [],
    ],
    ['a default role', { default_role_id: 'x' }, ['default_role_id']],
    ['a condition', { permission_policies: [policy({ conditions: [] })] }, ['conditions']],
    [
      'a policy without actions',
      { permission_policies: [policy({ action_set: [] })] },
      ['a policy without actions'],
    ],
  ])('may say %s', (_what, body, expected) => {
    expect(role(body)?.beyondTemplate).toEqual(expected);
  });

  it('says what is beyond a template also where its permissions are unknown', () => {
    expect(role({ default_role_id: 'x', permissions: 'x' })?.beyondTemplate).toEqual(['default_role_id']);
  });
});

describe('a division', () => {
  it('is its name, its flag and every id that is bound to it', () => {
    const { divisions, imports } = claims({
      resource: { genesyscloud_auth_division: { a: { name: 'A', home: true }, b: {} } },
      import: [
        { to: 'genesyscloud_auth_division.a', id: '1' },
        { to: 'genesyscloud_auth_division.a', id: '${x.y}' },
        { to: '${genesyscloud_auth_division.b}', id: '2', provider: 'x' },
      ],
    });
    expect(divisions.map(({ name, label, home, imports: ids }) => ({ name, label, home, ids }))).toEqual([
      {
        name: 'a',
        label: { kind: 'text', text: 'A' },
        home: { kind: 'boolean', value: true },
        ids: [
          { kind: 'text', text: '1' },
          { kind: 'reference', to: ['x', 'y'], source: '${x.y}' },
        ],
      },
      { name: 'b', label: { kind: 'absent' }, home: { kind: 'absent' }, ids: [] },
    ]);
    expect(
      imports.map(({ to, otherArguments, place }) => [to.kind, otherArguments, pointerOf(place)]),
    ).toEqual([
      ['text', [], '/import'],
      ['text', [], '/import'],
      ['reference', ['provider'], '/import'],
    ]);
  });
});

describe('the placement of another resource', () => {
  const placed = (type: string, body: string) =>
    claims(`{"resource": {"${type}": {"x": ${body}}}}`).placements.map(({ divisions }) =>
      divisions.map(({ argument, value, place }) => [
        argument,
        'text' in value
          ? value.text
          : 'reason' in value
            ? value.reason
            : 'spelling' in value
              ? value.spelling
              : value.kind,
        pointerOf(place),
      ]),
    );
  const at = '/resource/genesyscloud_routing_queue/x';

  it.each<[string, unknown[]]>([
    ['{"division_id": "d"}', [['division_id', 'd', `${at}/division_id`]]],
    ['{"division_id": "*"}', [['division_id', 'all', `${at}/division_id`]]],
    ['{"name": "d"}', [['division_id', 'omitted', at]]],
    ['{"division_id": null}', [['division_id', 'null', `${at}/division_id`]]],
    ['{"division_id": "a", "division_id": "b"}', [['division_id', 'duplicate', `${at}/division_id`]]],
  ])('of a queue with %s', (body, expected) => {
    expect(placed('genesyscloud_routing_queue', body)).toEqual([expected]);
  });

  it.each<[string, unknown[]]>([
    [
      '{"division_id": "d"}',
      [['division_id', 'd', '/resource/genesyscloud_business_rules_decision_table/x/division_id']],
    ],
    // The provider refuses one without: nothing is placed anywhere.
    ['{"name": "d"}', []],
  ])('of what must name a division with %s', (body, expected) => {
    expect(placed('genesyscloud_business_rules_decision_table', body)).toEqual([expected]);
  });

  const members = '/resource/genesyscloud_routing_skill_group/x/member_division_ids';
  it.each<[string, unknown[]]>([
    [
      '{"member_division_ids": ["a", "*"]}',
      [
        ['member_division_ids', 'a', members],
        ['member_division_ids', 'all', members],
      ],
    ],
    ['{"member_division_ids": []}', []],
    ['{"member_division_ids": null}', []],
    ['{}', []],
    ['{"member_division_ids": "a"}', [['member_division_ids', 'not-text', members]]],
    [
      '{"member_division_ids": ["a"], "member_division_ids": ["b"]}',
      [['member_division_ids', 'not-text', members]],
    ],
    [
      '{"member_division_ids": null, "member_division_ids": null}',
      [['member_division_ids', 'not-text', members]],
    ],
    ['{"member_division_ids": ["${f(x)}"]}', [['member_division_ids', 'function', members]]],
  ])('of the members of a skill group with %s', (body, expected) => {
    const [all = []] = placed('genesyscloud_routing_skill_group', body);
    expect(all.filter(([argument]) => argument === 'member_division_ids')).toEqual(expected);
  });
});

it('lists everything, modelled or not, and what it gives to others', () => {
  const { resources, data, outputs, divisions, roles, clients, placements } = claims({
    resource: { genesyscloud_user: { u: {} }, unheard_of: { x: { count: 1 } } },
    data: { genesyscloud_auth_division: { d: {} } },
    output: { o: { value: '${a.b.id}' }, p: {} },
  });
  expect(resources.map(({ address, repeated }) => [address, repeated])).toEqual([
    ['genesyscloud_user.u', false],
    ['unheard_of.x', true],
  ]);
  expect(data.map(({ address, place }) => [address, place])).toEqual([
    [
      'genesyscloud_auth_division.d',
      {
        kind: 'assembly',
        file: 'f',
        pointer: '/data/genesyscloud_auth_division/d',
        offset: expect.any(Number),
      },
    ],
  ]);
  expect(outputs.map(({ name, value }) => [name, value])).toEqual([
    ['o', { kind: 'reference', to: ['a', 'b', 'id'], source: '${a.b.id}' }],
    ['p', { kind: 'absent' }],
  ]);
  expect([divisions, roles, clients, placements]).toEqual([[], [], [], []]);
});

it('finds the blocks of a name, and those that a dynamic block makes', () => {
  const text = '{"a": [{}, {}], "b": {}, "a": {}, "dynamic": [{"a": {}, "b": {}}, {"a": 1}]}';
  const places = new JsonPlaces(text);
  const body = argumentsOf({ node: node(text) });
  const { blocks, dynamic } = blocksNamed(body, 'a');
  expect(blocks.map((block) => places.pointer(block.node.offset))).toEqual(['/a/0', '/a/1', '/a']);
  expect(dynamic.map(({ offset }) => places.pointer(offset))).toEqual(['/dynamic/0/a', '/dynamic/1/a']);
});
