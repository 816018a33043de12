import { expect, it } from 'vitest';
import type { StackName } from '../../lib/manifest/ids';
import {
  type PlannedText,
  plannedGrants,
  plannedId,
  planOf,
  readPlans,
  stackPlan,
} from '../../lib/proof/plans';
import type { Plan } from '../../lib/terraform/plan';
import { readPlan } from '../../lib/terraform/read-plan';
import { planned } from '../rules/fixtures/fixture';
import { manifestOf } from '../support/manifest';
import { changeOf } from '../support/plan-issues';
import { sample } from '../support/sample';
import { type Json, writeAssembly, writePlans } from '../support/write-assembly';

/* What single parts of a plan mean: which plans there are, ids, and the grants of one client. */

const files = (names: readonly string[]) =>
  readPlans({ shown: 'plans', contents: new Map(names.map((name) => [name, Buffer.from(name)])) }, 'all')
    .files;

it('stands in the order of the stacks’ names', () => {
  for (const names of ['abcd', 'dcba', 'cadb', 'bdac'])
    expect([...files(names.split('')).keys()].join('')).toBe('abcd');
  expect(files(['a']).get('a')).toEqual({ file: 'plans/a.json', bytes: Buffer.from('a') });
});

it('may not be readable, or not be there', () => {
  const contents = new Map([['x', undefined]]);
  const plans = readPlans({ shown: 'plans', contents }, 'all');
  for (const bytes of [undefined, Uint8Array.of(0x7b, 0xff, 0x7d)])
    expect(stackPlan({ file: 'plans/x.json', bytes })).toEqual({
      kind: 'unreadable',
      file: 'plans/x.json',
      why: 'is not a readable UTF-8 file of at most 64 MiB, or changes while it is read',
    });
  expect(planOf(plans, 'x' as StackName)).toBeUndefined();
  expect(planOf(plans, 'y' as StackName)).toBeUndefined();
  expect(planOf(undefined, 'x' as StackName)).toBeUndefined();
});

it.each<[string, Uint8Array, string]>([
  ['nothing', Uint8Array.of(), 'is empty, as where terraform show ended with an error'],
  ...(['utf16le', 'utf16be'] as const).map((name): [string, Uint8Array, string] => {
    const bytes = Buffer.from('\ufeff{"format_version":"1.2"}', 'utf16le');
    return [
      name,
      name === 'utf16le' ? bytes : bytes.swap16(),
      'is UTF-16, as Windows PowerShell writes what is redirected there: save it as UTF-8 without a byte order mark',
    ];
  }),
  [
    'a saved plan',
    Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0xff),
    'is a saved plan: what terraform show -json says of it belongs there',
  ],
  ...[
    [0xff, 0x41],
    [0x41, 0xfe],
    [0xfe, 0x41],
    [0x41, 0xff],
    [0x50, 0x41, 0xff],
    [0x41, 0x4b, 0xff],
  ].map((bytes): [string, Uint8Array, string] => [
    `none of these: ${bytes.join(' ')}`,
    Uint8Array.from(bytes),
    'is not a readable UTF-8 file of at most 64 MiB, or changes while it is read',
  ]),
])('says what a file is that often stands there: %s', (_, bytes, why) => {
  expect(stackPlan({ file: 'plans/x.json', bytes })).toEqual({
    kind: 'unreadable',
    file: 'plans/x.json',
    why,
  });
});

it('does not begin with a byte order mark', () => {
  const why = (text: string) => {
    const read = stackPlan({ file: 'plans/x.json', bytes: Buffer.from(text) });
    return read.kind === 'unreadable' ? read.why : undefined;
  };
  expect(why('\ufeff{}')).toBe(
    'begins with a byte order mark, which Terraform does not write: save it as UTF-8 without one',
  );
  expect(why('{}\ufeff')).toBe('is not valid JSON');
});

const [name, address] = ['client-1', 'genesyscloud_oauth_client.client-1'];
const grant = { role_id: 'r', division_id: 'd' };
const known = (text: string): PlannedText => ({ kind: 'known', text });

/** Acme's plan after an edit of its first client: the planned values, the outcome of its change and the marks of the unknown. */
function acme(edit: (values: Json, change: Json, plan: Json) => void): Plan {
  const plan = writePlans(writeAssembly(manifestOf(sample()))).get('demo-acme');
  edit(planned(plan, name).values, changeOf(plan, name).change, plan);
  const result = readPlan(JSON.stringify(plan));
  if (!result.ok) throw new Error(result.why);
  return result.plan;
}

it.each<[string, (values: Json, change: Json, plan: Json) => void]>([
  ['no resource', (_values, _change, plan) => void (planned(plan, name).address = `${address}[0]`)],
  ['no change', (_values, _change, plan) => void plan.resource_changes.splice(0)],
  [
    'a text in place of grants',
    (values, change) => {
      values.roles = 'x';
      change.after.roles = ['x'];
      delete change.after_unknown.roles;
    },
  ],
  [
    'another number of them as outcome',
    (values, change) => {
      values.roles = [grant];
      change.after.roles = [grant, grant];
      change.after_unknown.roles = [{}];
    },
  ],
  [
    'another number of marks',
    (values, change) => {
      values.roles = change.after.roles = [grant];
      change.after_unknown.roles = [{}, {}];
    },
  ],
  [
    'one that is unknown as a whole',
    (values, change) => {
      values.roles = change.after.roles = [{}];
      change.after_unknown.roles = [true];
    },
  ],
  [
    'one that is a text',
    (values, change) => {
      values.roles = change.after.roles = ['x'];
      change.after_unknown.roles = [{}];
    },
  ],
  [
    'none, and not even this is known',
    (values, change) => {
      delete values.roles;
      delete change.after.roles;
      change.after_unknown.roles = true;
    },
  ],
])('does not know the grants of a client with %s', (_what, edit) => {
  expect(plannedGrants(acme(edit), address)).toBeUndefined();
});

it('knows that a client has no grants', () => {
  for (const mark of [undefined, false])
    for (const roles of [undefined, null]) {
      const plan = acme((values, change) => {
        values.roles = change.after.roles = roles;
        change.after_unknown.roles = mark;
      });
      expect(plannedGrants(plan, address)).toEqual([]);
    }
});

it.each<[unknown, PlannedText]>([
  [undefined, known('d')],
  [false, known('d')],
  [[], known('d')],
  [[{}], known('d')],
  [[false], known('d')],
  [[{ division_id: false }], known('d')],
  // A value that stands there is looked at, whatever is marked.
  [[{ division_id: true }], known('d')],
  [[{ division_id: [true] }], known('d')],
  [[{ division_id: {} }], known('d')],
])('with the marks %j a grant is known or not', (marks, division) => {
  const plan = acme((values, change) => {
    values.roles = change.after.roles = [grant];
    change.after_unknown.roles = marks;
  });
  expect(plannedGrants(plan, address)).toEqual(
    Array.isArray(marks) && marks.length === 0 ? undefined : [{ role: known('r'), division }],
  );
});

it.each([true, {}, [], [false]])('without a value and with the mark %j a division is unknown', (mark) => {
  const plan = acme((values, change) => {
    values.roles = change.after.roles = [{ role_id: 'r' }];
    change.after_unknown.roles = [{ division_id: mark }];
  });
  expect(plannedGrants(plan, address)).toEqual([{ role: known('r'), division: { kind: 'unknown' } }]);
});

it.each<[unknown, unknown, PlannedText]>([
  [{}, 'i', known('i')],
  [false, 'i', known('i')],
  [true, 'i', known('i')],
  [{ id: true }, 'i', known('i')],
  [{ id: {} }, 'i', known('i')],
  [true, undefined, { kind: 'unknown' }],
  [{ id: true }, null, { kind: 'unknown' }],
  [{ id: [] }, '', { kind: 'unknown' }],
  [{ id: false }, undefined, { kind: 'none' }],
  [false, undefined, { kind: 'none' }],
  [{ id: false }, 'i', known('i')],
  [{}, '', { kind: 'none' }],
  [{}, null, { kind: 'none' }],
  [{}, undefined, { kind: 'none' }],
  [{}, 7, known('something that is no text')],
])('with the marks %j the id %j is known or not', (marks, id, expected) => {
  const plan = acme((values, change) => {
    values.id = id;
    change.after_unknown = marks;
  });
  expect(plannedId(plan, address)).toEqual(expected);
  expect(plannedId(plan, 'genesyscloud_oauth_client.x')).toEqual({ kind: 'none' });
});
