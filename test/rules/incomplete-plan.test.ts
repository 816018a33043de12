import { describe, expect, it } from 'vitest';
import { messages } from '../../lib/rules/messages';
import { findings, found, modelOf } from '../support/found';
import { sample } from '../support/sample';
import type { Json } from '../support/write-assembly';
import type { Edit } from './fixtures/fixture';

it('what a plan says otherwise is shown at the manifest of its own org', () => {
  const twoOrgs: Edit = {
    manifest: (orgs) => void (orgs['other'] = sample().demo),
    plans: (all) => {
      for (const name of ['other-acme', 'other-foundation'])
        all.get(name).configuration.provider_config.genesyscloud.version_constraint = '1.85.0';
    },
  };
  const places = findings('plan-mismatch', modelOf(twoOrgs)).map(({ at }) => at[0]);
  expect(places.map((place) => place?.file)).toEqual(['tenants/other/org.yaml', 'tenants/other/acme.yaml']);
});

it('incomplete-plan asks for the foundation’s plan at the stage of the foundation, and for no other', () => {
  const subjects = (edit: (plans: Map<string, Json>) => void): string[] => {
    const model = modelOf({ plans: edit });
    if (model.plans === undefined) throw new Error('no plans');
    const atStage = { ...model, plans: { ...model.plans, stage: 'foundation' as const } };
    return findings('incomplete-plan', atStage).map(({ subject }) => subject);
  };
  expect(subjects((all) => void all.delete('demo-acme'))).toEqual([]);
  expect(subjects((all) => void all.delete('demo-foundation'))).toEqual([
    'plan of demo-foundation is missing',
  ]);
  expect(subjects((all) => void (all.get('demo-foundation').errored = true))).toEqual([
    'plan of demo-foundation ended with an error',
  ]);
});

it('incomplete-plan tells what to do about a file, and what about a plan', () => {
  const fixes = (edit: (plans: Map<string, Json>) => void): string[] =>
    findings('incomplete-plan', modelOf({ plans: edit })).map(messages['incomplete-plan'].fix);
  const write = 'Plan the whole stack and write what terraform show -json says of it to demo-acme.json.';
  const first =
    ' Where Terraform cannot, since the foundation has not yet what the stack reads, apply the foundation first (check --stage foundation, with its plan alone).';
  expect(fixes((all) => void all.delete('demo-acme'))).toEqual([write + first]);
  expect(fixes((all) => void all.delete('demo-foundation'))).toEqual([write.replace('acme', 'foundation')]);
  expect(fixes((all) => void all.set('demo-acme', '[]'))).toEqual([write + first]);
  expect(fixes((all) => void (all.get('demo-acme').errored = true))).toEqual([
    `Plan the whole stack again, without -target, until it ends without an error.${first}`,
  ]);
  expect(fixes((all) => void delete all.get('demo-acme').complete)).toEqual([
    expect.stringMatching(/^Plan with Terraform 1\.11 or later/),
  ]);
  expect(fixes((all) => void delete all.get('demo-acme').errored)).toEqual([
    expect.stringMatching(/^Plan with Terraform 1\.11 or later/),
  ]);
});

describe('incomplete-plan and plan-mismatch', () => {
  const plans = (edit: (plans: Map<string, Json>) => void): Edit => ({ plans: edit });
  it.each<[string, Parameters<typeof found>[0], Edit, string[]]>([
    [
      'a plan that is missing',
      'incomplete-plan',
      plans((all) => void all.delete('demo-acme')),
      ['acme: plan of demo-acme is missing'],
    ],
    [
      'the foundation’s plan',
      'incomplete-plan',
      plans((all) => void all.delete('demo-foundation')),
      ['-: plan of demo-foundation is missing'],
    ],
    [
      'no plan',
      'incomplete-plan',
      plans((all) => void all.set('demo-acme', '[]')),
      ['acme: plan of demo-acme is no plan'],
    ],
    [
      'one that says everything at once',
      'incomplete-plan',
      plans((all) => {
        const plan = all.get('demo-acme');
        Object.assign(plan, { errored: true, complete: false, deferred_changes: [{}] });
        plan.planned_values.root_module.resources.push({
          address: 'data.a.b',
          mode: 'data',
          type: 'a',
          name: 'b',
        });
      }),
      ['ended with an error', 'defers changes to a later run', 'reads data.a.b only when it is applied'].map(
        (what) => `acme: plan of demo-acme ${what}`,
      ),
    ],
    ['nothing without plans', 'incomplete-plan', {}, []],
    ['no mismatch without plans', 'plan-mismatch', {}, []],
    [
      'a plan of nobody',
      'plan-mismatch',
      plans((all) => void all.set('evil', all.get('demo-acme'))),
      ['-: plan of evil'],
    ],
    [
      'an unreadable plan of nobody',
      'plan-mismatch',
      plans((all) => void all.set('evil', '{')),
      ['-: plan of evil'],
    ],
  ])('%s', (_what, rule, edit, expected) => {
    expect(found(rule, edit)).toEqual(expected);
  });
});

describe('a stack that the assembly does not have', () => {
  const gone = (more: Edit['plans']): Edit => ({
    assembly: (assembly) => void assembly.stacks.delete('demo-globex'),
    ...(more ? { plans: more } : {}),
  });

  it('has no plan that could be applied', () => {
    for (const plans of [
      () => undefined,
      (all: Map<string, Json>) => {
        for (const { change } of all.get('demo-globex').resource_changes)
          if (change.actions[0] !== 'read') Object.assign(change, { actions: ['delete'], after: null });
      },
    ])
      expect(found('plan-mismatch', gone(plans))).toContain(
        'globex: plan of demo-globex is of a stack that these files do not have',
      );
    expect(
      found(
        'incomplete-plan',
        gone((all) => void all.set('demo-globex', '[]')),
      ),
    ).toEqual([expect.stringContaining('globex: plan of demo-globex')]);
  });

  it('needs none, and is missed by another rule', () => {
    const missing = gone((all) => void all.delete('demo-globex'));
    expect(found('incomplete-plan', missing)).toEqual([]);
    expect(found('missing-client', missing)).toEqual(['globex: client-1']);
    const foundation: Edit = {
      assembly: (assembly) => void assembly.stacks.delete('demo-foundation'),
      plans: (all) => void all.delete('demo-foundation'),
    };
    expect(found('incomplete-plan', foundation)).toEqual(['-: plan of demo-foundation is missing']);
    const unreadable: Edit = {
      assembly: (assembly) => void assembly.raw.set('demo-globex', '{'),
      plans: (all) => void all.delete('demo-globex'),
    };
    expect(found('incomplete-plan', unreadable)).toEqual(['globex: plan of demo-globex is missing']);
  });
});
