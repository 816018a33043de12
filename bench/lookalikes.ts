/**
 * Other spellings for `bench/terraform.ts`: what a hand edit, an override or another generator might write in a synthesized stack. Some mean
 * the same to Terraform, some do not, some it refuses; none says which.
 */
import { Inapplicable, pick, type Random, type Target, target } from '../test/mutations/mutation';
import type { AssemblyText, Json } from '../test/support/write-assembly';

export interface Lookalike {
  readonly id: string;
  /** Edits of texts come after edits of objects: they start from what the objects have become. */
  readonly level: 'object' | 'text';
  readonly apply: (assembly: AssemblyText, random: Random) => void;
}

/** Sets a member of one grant, client, division, provider, remote state or file to one of these values. */
const values: Readonly<Record<string, (t: Target) => readonly [object: Json, name: string, value: unknown]>> =
  {
    lifecycle: (t) => [
      t.client,
      'lifecycle',
      either(
        t,
        {},
        null,
        [],
        { prevent_destroy: true },
        [{}, { create_before_destroy: true }],
        { ignore_changes: ['description'] },
        { ignore_changes: [] },
        { ignore_changes: 'all' },
        { ignore_changes: ['roles'] },
        { precondition: { condition: '${true}', error_message: 'x' } },
        { replace_triggered_by: [`genesyscloud_auth_division.${division(t)}`] },
      ),
    ],
    count: (t) => [t.client, 'count', either(t, 1, null, '1', 0, 2)],
    'for-each': (t) => [t.client, 'for_each', either(t, null, { a: 1 }, '${toset(["a"])}')],
    dynamic: (t) => [
      t.client,
      'dynamic',
      either(
        t,
        { roles: { for_each: [], content: {} } },
        { roles: { for_each: ['*'], content: { ...t.grant, division_id: '${roles.value}' } } },
      ),
    ],
    'depends-on': (t) => [
      t.client,
      'depends_on',
      either(t, [], null, [`genesyscloud_auth_division.${division(t)}`]),
    ],
    provider: (t) => [t.client, 'provider', either(t, 'genesyscloud', '${genesyscloud}', null)],
    description: (t) => [
      t.client,
      'description',
      either(t, null, '', 5, 1.5, 1e30, true, '$${x}', '%%{ x', '<<E\nx\nE', 'e\u0301', '$', '$$$${', []),
    ],
    lifetime: (t) => [
      t.client,
      'access_token_validity_seconds',
      either(t, '3600', '${3600}', ' 3600', '0x708', 3600.5),
    ],
    state: (t) => [t.client, 'state', either(t, 'active', 'ACTIVE', null, '')],
    secret: (t) => [t.client, 'expose_client_secret', either(t, false, 'false', null, 'true', 0)],
    home: (t) => [
      t.file.resource.genesyscloud_auth_division[division(t)],
      'home',
      either(t, false, 'false', null, 'true', 0, ''),
    ],
    locals: (t) => [t.file, 'locals', either(t, {}, null, [{ a: 1 }, { b: '${local.a}' }])],
    variable: (t) => [t.file, 'variable', either(t, { x: { default: '*' } }, { x: {} }, null)],
    check: (t) => [
      t.file,
      'check',
      { x: { assert: { condition: either(t, '${true}', '${false}'), error_message: 'x' } } },
    ],
    output: (t) => [
      t.file,
      'output',
      { x: { value: either(t, `\${genesyscloud_auth_division.${division(t)}.id}`, 1, null, '${path.cwd}') } },
    ],
    moved: (t) => [
      t.file,
      'moved',
      either(t, [], null, {
        from: 'genesyscloud_auth_division.a',
        to: `genesyscloud_auth_division.${division(t)}`,
      }),
    ],
    import: (t) => [
      t.file,
      'import',
      { to: `genesyscloud_auth_division.${division(t)}`, id: String(t.grant.division_id).toUpperCase() },
    ],
    workspace: (t) => [remote(t), 'workspace', either(t, 'default', '${ terraform.workspace }', null)],
    defaults: (t) => [remote(t), 'defaults', either(t, {}, null)],
    'required-version': (t) => [t.file.terraform, 'required_version', either(t, '>= 1.0', null, '')],
    backend: (t) => [
      t.file.terraform.backend,
      'local',
      either(
        t,
        [t.file.terraform.backend.local],
        { '//': 'x', ...t.file.terraform.backend.local },
        { workspace_dir: null, ...t.file.terraform.backend.local },
      ),
    ],
    comment: (t) => [t.grant, '//', { division_id: '*' }],
    'second-state': (t) => [t.file.data.terraform_remote_state, 'other', structuredClone(remote(t))],
    'looked-up': (t) => [t.file.data, 'genesyscloud_auth_division', { x: { name: 'Globex support' } }],
  };

/** Spells one argument of a grant otherwise. */
const spellings: Readonly<Record<string, (text: string, t: Target) => string>> = {
  capitals: (text) => text.toUpperCase(),
  gap: (text, t) => text.replace('${', `\${${either(t, ' ', '\n', '\r', '\u00a0', '\v', '\u200b', '/**/')}`),
  before: (text, t) => `${either(t, ' ', '$', '$$', '%', '\ufeff', '\u0000')}${text}`,
  behind: (text, t) => `${text}${either(t, ' ', '$', '%', '{', '$${}', '\n', '\u0000')}`,
  index: (text) => text.replace(/\.([A-Za-z0-9_-]+)\.id\}/, '["$1"].id}'),
  attribute: (text) => text.replace(/\.([A-Za-z0-9_-]+)\}/, '["$1"]}'),
  legacy: (text) => text.replace(/\.id\}/, '.0.id}'),
  splat: (text) => text.replace(/\.id\}/, '.*.id[0]}'),
  parentheses: (text) => text.replace(/^\$\{(.*)\}$/, '${($1)}'),
  quoted: (text) => `\${${JSON.stringify(text)}}`,
  heredoc: (text) => `\${<<E\n${text}\nE\n}`,
};

/** Changes the grants of a client as a whole. */
const grants: Readonly<Record<string, (roles: Json[], t: Target) => unknown>> = {
  doubled: (roles, { grant }) => [...roles, structuredClone(grant)],
  'as-object': ([first]) => first,
  nested: (roles) => [roles],
  'as-template': (roles) => `\${${JSON.stringify(roles)}}`,
  'with-null': (roles) => [...roles, null],
};

/** Changes the text of any stack. */
const texts: Readonly<Record<string, (text: string, random: Random) => string>> = {
  escapes: (text) => text.replaceAll('"${', '"\\u0024{'),
  slashes: (text) => text.replaceAll('/', '\\/'),
  'key-escapes': (text) => text.replace(/"(.)([a-z_]+)": \[/, '"\\u00$1$2": ['),
  comments: (text) => text.replace(/^\{/, '{"//": 1, "//": {"resource": 2},'),
  arrays: (text) => `[${text}, {"locals": {"z": 1}}]`,
  lines: (text) => text.replaceAll('\n', '\r\n'),
  'nothing-more': (text, random) => {
    const places = [...text.matchAll(/\{\n/g)];
    const { index } = pick(places, random);
    const name = pick(['dynamic', 'lifecycle', 'count', 'provisioner', 'connection', '_', 'x'], random);
    return `${text.slice(0, index)}{"${name}": ${pick(['null', '[]', '{}'], random)},\n${text.slice(index + 2)}`;
  },
};

const either = ({ random }: Target, ...items: readonly Json[]): Json => pick(items, random);
const division = ({ file, random }: Target): string =>
  pick(Object.keys(file.resource.genesyscloud_auth_division ?? {}), random);
const remote = ({ file }: Target): Json => Object.values(file.data.terraform_remote_state)[0];

const atGrant = (id: string, change: (t: Target) => void): Lookalike => ({
  id,
  level: 'object',
  apply: (assembly, random) => change(target(assembly, random)),
});

export const lookalikes: readonly Lookalike[] = [
  ...Object.entries(values).map(([id, choose]) =>
    atGrant(id, (t) => {
      const [object, name, value] = choose(t);
      object[name] = value;
    }),
  ),
  ...Object.entries(spellings).map(([id, spell]) =>
    atGrant(id, (t) => {
      const name = either(t, 'division_id', 'role_id');
      t.grant[name] = spell(String(t.grant[name]), t);
    }),
  ),
  ...Object.entries(grants).map(([id, change]) =>
    atGrant(`grants-${id}`, (t) => {
      t.client.roles = change(t.client.roles, t);
    }),
  ),
  ...Object.entries(texts).map(
    ([id, change]): Lookalike => ({
      id,
      level: 'text',
      apply: (assembly, random) => {
        const stack = pick([...assembly.stacks.keys()], random);
        const before = assembly.raw.get(stack) ?? JSON.stringify(assembly.stacks.get(stack), undefined, 1);
        if (typeof before !== 'string') throw new Inapplicable();
        assembly.raw.set(stack, change(before, random));
      },
    }),
  ),
];
