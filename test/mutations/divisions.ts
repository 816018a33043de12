import type { RuleId } from '../../lib/proof/rule-ids';
import {
  edit,
  foreignId,
  Inapplicable,
  type Mutation,
  madeDivision,
  merge,
  otherStack,
  type Target,
} from './mutation';

/* Other spellings of the division of a grant. */

const spelt = (id: string, does: string, rule: RuleId, value: (t: Target) => unknown): Mutation =>
  edit(id, does, rule, (t) => {
    const division = value(t);
    if (division === undefined) delete t.grant.division_id;
    else t.grant.division_id = division;
  });

/** The expression of the grant's own division, or its id in quotes. */
const own = ({ grant }: Target): string => {
  const written = grant.division_id;
  if (typeof written !== 'string' || written === '') throw new Inapplicable();
  return /^\$\{[^}]*\}$/.test(written) ? written.slice(2, -1) : JSON.stringify(written);
};

/** The address of a division that this stack makes. */
const address = (t: Target): string => `genesyscloud_auth_division.${madeDivision(t.file, t.random)}`;

export const divisionMutations: readonly Mutation[] = [
  spelt('omitted', 'division_id is left out', 'home-division', () => undefined),
  spelt('null', 'division_id is null', 'home-division', () => null),
  spelt('empty', 'division_id is empty', 'home-division', () => ''),
  spelt('star', 'division_id is *', 'all-divisions', () => '*'),
  spelt('foreign-id', 'the id of another tenant’s division', 'foreign-division', foreignId),
  spelt('foreign-capitals', 'the same in capitals', 'foreign-division', (t) => foreignId(t).toUpperCase()),
  spelt('foreign-space', 'the same with a space before it', 'unowned-division', (t) => ` ${foreignId(t)}`),
  spelt(
    'foreign-invisible',
    'the same with an invisible character in it',
    'unowned-division',
    (t) => `${foreignId(t)}\u200b`,
  ),
  spelt(
    'nobodys-id',
    'an id that is nobody’s',
    'unowned-division',
    () => 'ffffffff-0000-4000-8000-000000000001',
  ),
  spelt('wide-star', 'a star of another alphabet', 'unowned-division', () => '\uff0a'),
  spelt('spaced-star', 'a star with a space', 'unowned-division', () => '* '),
  spelt(
    'escaped-reference',
    'an escaped template: a literal',
    'unowned-division',
    (t) => `$\${${address(t)}.id}`,
  ),
  spelt('foreign-address', 'the address of another tenant’s division', 'unproven-division', (t) => {
    const theirs = madeDivision(otherStack(t).file, t.random);
    if (theirs in (t.file.resource.genesyscloud_auth_division ?? {})) throw new Inapplicable();
    return `\${genesyscloud_auth_division.${theirs}.id}`;
  }),
  spelt('quoted-star', 'a template of a quoted star', 'unproven-division', () => '${"*"}'),
  spelt('coalesce', 'coalesce(null, "*")', 'unproven-division', () => '${coalesce(null, "*")}'),
  spelt('coalesce-own', 'coalesce(own, "*")', 'unproven-division', (t) => `\${coalesce(${own(t)}, "*")}`),
  spelt('conditional', 'true ? "*" : own', 'unproven-division', (t) => `\${true ? "*" : ${own(t)}}`),
  spelt(
    'conditional-workspace',
    'a condition that the run decides',
    'unproven-division',
    (t) => `\${terraform.workspace == "default" ? "*" : ${own(t)}}`,
  ),
  spelt('try', 'try(what fails, "*")', 'unproven-division', (t) => `\${try(${address(t)}.id[7].x, "*")}`),
  spelt('prefix', 'a text before the reference', 'unproven-division', (t) => `x\${${own(t)}}`),
  spelt('suffix', 'a space after the reference', 'unproven-division', (t) => `\${${own(t)}} `),
  spelt('two-sequences', 'two sequences', 'unproven-division', (t) => `\${${own(t)}}\${""}`),
  spelt('strip-markers', 'strip markers', 'unproven-division', (t) => `\${~ ${own(t)} ~}`),
  spelt('directive', 'a directive', 'unproven-division', () => '%{ if true }*%{ endif }'),
  spelt(
    'quoted-template',
    'a template in a quoted text',
    'unproven-division',
    (t) => `\${"\${${address(t)}.id}"}`,
  ),
  spelt('replace', 'replace() that ends in a star', 'unproven-division', () => '${replace("x", "x", "*")}'),
  spelt('join', 'join() of parts', 'unproven-division', () => '${join("", ["*"])}'),
  spelt('lookup', 'lookup() with a default', 'unproven-division', () => '${lookup({}, "own", "*")}'),
  spelt('another-attribute', 'the division’s name', 'unproven-division', (t) => `\${${address(t)}.name}`),
  spelt('whole-object', 'the division as a whole', 'unproven-division', (t) => `\${${address(t)}}`),
  spelt('index', 'an element of a list', 'unproven-division', () => '${["*", ""][0]}'),
  spelt('legacy-index', 'an element with a dot', 'unproven-division', (t) => `\${${address(t)}.0.id}`),
  spelt('splat', 'one(all of them)', 'unproven-division', (t) => `\${one(${address(t)}[*].id)}`),
  spelt('list', 'a list of divisions', 'unproven-division', () => ['*']),
  spelt('object', 'an object', 'unproven-division', () => ({ id: '*' })),
  spelt('number', 'a number', 'unproven-division', () => 7),
  spelt('boolean', 'true', 'unproven-division', () => true),
  spelt('local', 'a local value', 'unproven-division', (t) => {
    merge(t.file, { locals: { division: '*' } });
    return '${local.division}';
  }),
  spelt('variable', 'a variable with a default', 'unproven-division', (t) => {
    merge(t.file, { variable: { division: { default: '*' } } });
    return '${var.division}';
  }),
  spelt('variable-of-environment', 'a variable that the environment sets', 'unproven-division', (t) => {
    merge(t.file, { variable: { division: {} } });
    return '${var.division}';
  }),
  spelt('home-look-up', 'the home data source', 'home-division', (t) => {
    merge(t.file, { data: { genesyscloud_auth_division_home: { home: {} } } });
    return '${data.genesyscloud_auth_division_home.home.id}';
  }),
  spelt('looked-up', 'a look-up of a name of nobody’s', 'unowned-division', (t) => {
    merge(t.file, { data: { genesyscloud_auth_division: { found: { name: 'Whoever' } } } });
    return '${data.genesyscloud_auth_division.found.id}';
  }),
  spelt('foreign-output', 'an output of another tenant, through its state', 'cross-tenant-state', (t) => {
    const other = otherStack(t);
    const theirs = madeDivision(other.file, t.random);
    merge(other.file, { output: { shared: { value: `\${genesyscloud_auth_division.${theirs}.id}` } } });
    const { backend } = other.file.terraform;
    if (backend === undefined) throw new Inapplicable();
    const [type = '', config] = Object.entries(backend)[0] ?? [];
    merge(t.file, {
      data: {
        terraform_remote_state: { other: { backend: type, config, workspace: '${terraform.workspace}' } },
      },
    });
    return '${data.terraform_remote_state.other.outputs.shared}';
  }),
  edit('division-home', 'an own division with home = true', 'home-division', (t) => {
    t.file.resource.genesyscloud_auth_division[madeDivision(t.file, t.random)].home = true;
  }),
  edit('division-home-expression', 'home is an expression', 'home-division', (t) => {
    t.file.resource.genesyscloud_auth_division[madeDivision(t.file, t.random)].home = '${1 == 1}';
  }),
  edit('division-undeclared', 'a division that nobody declares', 'unowned-division', (t) => {
    merge(t.file, { resource: { genesyscloud_auth_division: { 'division-hidden': { name: 'Hidden' } } } });
    t.grant.division_id = '${genesyscloud_auth_division.division-hidden.id}';
  }),
  edit('division-count', 'an own division with count', 'unproven-division', (t) => {
    const name = granted(t);
    t.file.resource.genesyscloud_auth_division[name].count = 1;
  }),
  edit('division-for-each', 'an own division with for_each', 'unproven-division', (t) => {
    const name = granted(t);
    t.file.resource.genesyscloud_auth_division[name].for_each = { a: 'b' };
  }),
  edit('import-foreign', 'an own address imports another tenant’s division', 'undeclared-adoption', (t) => {
    const to = `genesyscloud_auth_division.${madeDivision(t.file, t.random)}`;
    t.file.import = [
      ...(t.file.import ?? []).filter((item: { to: string }) => item.to !== to),
      { to, id: foreignId(t) },
    ];
  }),
  edit('dynamic', 'a dynamic block beside the grants', 'unproven-division', (t) => {
    t.client.dynamic = {
      roles: { for_each: ['*'], content: { division_id: '${roles.value}', role_id: t.grant.role_id } },
    };
  }),
  edit('dynamic-none', 'a dynamic block that makes nothing now', 'unproven-division', (t) => {
    t.client.dynamic = { roles: [{ for_each: [], content: { division_id: '*' } }] };
  }),
  edit('one-more', 'a grant more, in *', 'all-divisions', (t) => {
    t.client.roles.push({ ...t.grant, division_id: '*' });
  }),
  edit('one-less', 'a grant less', 'missing-grant', (t) => {
    t.client.roles = t.client.roles.filter(
      (item: Target['grant']) => item.division_id !== t.grant.division_id || item.role_id !== t.grant.role_id,
    );
  }),
  edit('none', 'no grants', 'missing-grant', (t) => {
    delete t.client.roles;
  }),
];

/** The name of a division of this stack that some grant refers to; the grant of the target then does. */
function granted(t: Target): string {
  const name = madeDivision(t.file, t.random);
  t.grant.division_id = `\${genesyscloud_auth_division.${name}.id}`;
  return name;
}
