import { describe, expect, it } from 'vitest';
import { concealed } from '../../lib/proof/conceal';
import { toDocument } from '../../lib/report/document';
import { explain } from '../../lib/report/explain';
import { remedies } from '../../lib/rules/messages/message';
import type { Plan } from '../../lib/terraform/plan';
import { type Edit, planned } from '../rules/fixtures/fixture';
import { prove } from '../rules/fixtures/prove';
import { valueNamed } from '../support/value-named';
import type { Json } from '../support/write-assembly';

/* A plan shows what it marks as sensitive in clear. Here it is a canary, wherever a finding or a chain could say it again. */

const canary = 'CANARY-5e1d7';
const change = (plan: Json): Json =>
  plan.resource_changes.find(({ name }: Json) => name === 'client-1').change;

function said(edit: Edit): string {
  const proof = prove(edit);
  expect(proof.verdict).toBe('rejected');
  const asked = { org: undefined, tenant: 'acme', role: undefined, division: undefined };
  return JSON.stringify([toDocument(proof), explain(proof, asked)]);
}

/** Puts a value into the first grant that acme's client is planned to have. */
const grant =
  (values: Json, mark: (sensitive: Json) => void): NonNullable<Edit['plans']> =>
  (plans) => {
    const plan = plans.get('demo-acme');
    for (const { roles } of [planned(plan, 'client-1').values, change(plan).after])
      Object.assign(roles[0], values);
    delete change(plan).after_unknown.roles[0].division_id;
    change(plan).after_sensitive = {};
    mark(change(plan).after_sensitive);
  };
const drift =
  (
    before: Json,
    after: Json,
    sensitive: Json,
    both: Json = { before_sensitive: sensitive, after_sensitive: sensitive },
  ): NonNullable<Edit['plans']> =>
  (plans) => {
    const address = 'genesyscloud_oauth_client.client-1';
    const named = { address, mode: 'managed', type: 'genesyscloud_oauth_client', name: 'client-1' };
    plans.get('demo-acme').resource_drift = [
      { ...named, change: { actions: ['update'], before, after, after_unknown: {}, ...both } },
    ];
  };

it.each<[string, NonNullable<Edit['plans']>]>([
  [
    'a division, marked by itself',
    grant({ division_id: canary }, (marks) => {
      marks.roles = [{ division_id: true }];
    }),
  ],
  [
    'a role, marked with its grant',
    grant({ role_id: canary, division_id: 'x' }, (marks) => {
      marks.roles = [true];
    }),
  ],
  [
    'both, marked with all grants',
    grant({ role_id: canary, division_id: `${canary}-2` }, (marks) => {
      marks.roles = true;
    }),
  ],
  [
    'a grant that was added by hand',
    drift({ roles: [] }, { roles: [{ role_id: canary, division_id: canary }] }, { roles: true }),
  ],
  ['a state that was changed by hand', drift({ state: 'active' }, { state: canary }, { state: true })],
  [
    'a state that is no more',
    drift({ state: canary }, { state: 'inactive' }, {}, { before_sensitive: { state: true } }),
  ],
])('is never said again: %s', (_what, plans) => {
  const text = said({ plans });
  expect(text).not.toContain('CANARY');
  expect(text).toContain('(a sensitive value)');
  // Nor what is left of a longer one when a shorter one is taken out of it.
  expect(text).not.toContain('(a sensitive value)-');
});

it('is never said again as a part of an address', () => {
  const edit = (mark: boolean): Edit => ({
    plans: (plans) => {
      const plan = plans.get('demo-acme');
      const { values, ...rest } = planned(plan, 'client-1');
      const address = `${rest.type}.${canary}`;
      plan.planned_values.root_module.resources.push({ ...rest, values, name: canary, address });
      change(plan).after.directory_client_secret = canary;
      change(plan).after_sensitive = { directory_client_secret: mark };
    },
  });
  const strange = `genesyscloud_oauth_client.${canary}`;
  const addresses = (mark: boolean): readonly string[] =>
    prove(edit(mark)).findings.flatMap((finding) =>
      valueNamed(finding, 'what')?.includes('which these files do not have')
        ? finding.at.flatMap((place) => (place.kind === 'plan' ? [place.address] : []))
        : [],
    );
  expect(said(edit(false))).toContain(strange);
  expect(addresses(false)).toEqual([strange]);
  expect(said(edit(true))).not.toContain('CANARY');
  expect(addresses(true)).toEqual(['']);
});

it('is never said again as a number', () => {
  const text = said({ plans: drift({ state: 'active' }, { state: 987654321 }, { state: true }) });
  expect(text).not.toContain('987654321');
  expect(text).toContain('(a sensitive value)');
});

it('leaves texts whole where the marked value is none, or empty', () => {
  const marked = said({
    plans: drift(
      { state: 'active', description: '', name: null },
      { state: 'inactive', description: '', name: null },
      { description: true, name: true },
    ),
  });
  expect(marked).not.toContain('(a sensitive value)');
});

it('is said where nothing marks it: the same places would show it', () => {
  expect(said({ plans: grant({ division_id: canary }, () => undefined) })).toContain(canary);
  expect(said({ plans: drift({ state: 'active' }, { state: canary }, {}) })).toContain(canary);
});

describe('many sensitive values', () => {
  const client = 'genesyscloud_oauth_client';
  /** A plan that marks these as sensitive, and a state that was changed by hand. */
  const marked = (secrets: readonly string[], state: string) =>
    said({
      plans: drift({ state: 'active' }, { state, secrets }, { secrets: true }),
    });

  it('do not make a text of their own place', () => {
    const text = marked(['(', 'a', 'sensitive', 'value', ')', ' '], `a sensitive${canary}`);
    expect(text.length).toBeLessThan(100_000);
  });

  it('leave nothing of a text that they would make many times as long', () => {
    const roles = Array.from({ length: 20 }, () => ({ role_id: 'x'.repeat(1000), division_id: 'y' }));
    const text = said({
      plans: drift({ state: 'x', roles: [] }, { state: 'x', roles }, { state: true }),
    });
    expect(text).not.toContain('(a sensitive value)(a sensitive value)');
    expect(text.length).toBeLessThan(100_000);
  });

  it('are taken out as they stand in JSON', () => {
    const secret = `"${canary}\n\\`;
    const text = said({
      plans: drift({ state: 'active' }, { state: secret }, { state: true }),
    });
    expect(text).not.toContain('CANARY');
  });

  it('leave the rest of a text up to a hundred values, and to ten thousand characters', () => {
    const many = Array.from({ length: 100 }, (_, index) => `x${index}x`);
    // As it is, and with quotes around it.
    for (const secrets of [many, ['y'.repeat(4999)]])
      expect(marked(secrets, 'odd')).toContain(`${client}.client-1 was changed`);
    expect(marked(['y'.repeat(5000)], 'odd')).not.toContain(`${client}.client-1 was changed`);
  });

  it('are found though marks that do not fit are as many as the values', () => {
    const numbers = Array.from({ length: 20_000 }, (_, index) => index);
    const marks = Object.fromEntries(numbers.map((index) => [`x${index}`, false]));
    const odd = (sensitive: Json) =>
      said({ plans: drift({ state: 'active' }, { state: canary, numbers }, sensitive) });
    expect(odd({ numbers: marks })).toContain('CANARY');
    expect(odd({ numbers: { ...marks, last: true }, state: false })).not.toContain('CANARY');
  });

  it('take the whole text where they are too many, or too long', () => {
    for (const secrets of [
      Array.from({ length: 101 }, (_, index) => `x${index}`),
      ['y'.repeat(20_000)],
      ['('.repeat(3_000_000)],
    ]) {
      const text = marked(secrets, canary);
      expect(text).not.toContain('CANARY');
      expect(text).not.toContain(`${client}.client-1 was changed`);
    }
  });
});

it('is never said again, wherever a plan marks it, and however oddly', () => {
  const renamed = (mark: (plan: Json, division: Json, state: Json) => void): string => {
    const { notices } = prove({
      plans: (plans) => {
        const plan = plans.get('demo-acme');
        const named = ({ name }: Json): boolean => name === 'division-old';
        const { change: division } = plan.resource_changes.find(named);
        const state = plan.prior_state.values.root_module.resources.find(named);
        delete division.importing;
        division.before.name = state.values.name = canary;
        mark(plan, division, state);
      },
    });
    expect(notices.map(({ does }) => does)).toEqual(['renames', 'makes', 'makes']);
    return JSON.stringify(notices);
  };
  for (const marks of [
    { name: true },
    { name: [true] },
    { name: { x: true } },
    [true],
    { name: [{ a: [true] }] },
  ])
    expect(renamed((_plan, change) => void (change.before_sensitive = marks))).not.toContain(canary);
  expect(renamed((_plan, _change, state) => void (state.sensitive_values = { name: true }))).not.toContain(
    canary,
  );
  expect(
    renamed((plan) => {
      const outcome = planned(plan, 'division-old');
      outcome.values.description = canary;
      plan.resource_changes.find(({ name }: Json) => name === 'division-old').change.after.description =
        canary;
      outcome.sensitive_values = { description: true };
    }),
  ).not.toContain(canary);
  for (const marks of [false, {}, { name: false }, { name: [] }, null])
    expect(renamed((_plan, change) => void (change.before_sensitive = marks))).toContain(canary);
});

it('takes nothing for a secret that is none: what is empty, true, false or null', () => {
  const none = { beforeSensitive: undefined, before: undefined };
  const change = (after: Json) => ({ ...none, after, afterSensitive: true });
  const plan = (...after: Json[]) =>
    ({ changes: after.map(change), drift: [], planned: [], prior: [] }) as unknown as Plan;
  const text = 'name is "" or Stryker was here!, on is true, off is false, x is null; 7 and seven';
  const shown = concealed(plan({ name: '', on: true, off: false, x: null, list: ['', null], number: 7 }));
  expect(shown(text)).toBe(text.replace('7', '(a sensitive value)'));
  expect(concealed(plan({ name: '' }))(text)).toBe(text);
});

it('says what to do, whatever a plan marks as sensitive', () => {
  const marked = grant({ division_id: 'plan-again' }, (marks) => {
    marks.roles = [{ division_id: true }];
  });
  const fixes = toDocument(prove({ plans: marked })).findings.map(({ fix }) => fix);
  expect(fixes).toContain(remedies['plan-again']);
});
