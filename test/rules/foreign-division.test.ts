import { expect, it } from 'vitest';
import { messages } from '../../lib/rules/messages';
import { changeOf } from '../support/plan-issues';
import { acmePlan, planned } from './fixtures/fixture';
import { prove } from './fixtures/prove';

const said = (edit: Parameters<typeof acmePlan>[0]): string[] =>
  prove(acmePlan(edit)).findings.flatMap((finding) => {
    if (finding.rule !== 'foreign-division') return [];
    const what = messages[finding.rule].what(finding);
    return what.startsWith('The state') ? [what] : [];
  });

it.each([
  ['2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d', 'the division hall of demo/globex'],
  ['0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b', 'the division legacy of demo/acme'],
  ['6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10', 'the shared division holidays of demo'],
])('tells whose the division is that a state has under an own address: %s', (id, whose) => {
  const bound = said((plan) => {
    for (const values of [
      planned(plan, 'division-chat').values,
      changeOf(plan, 'division-chat').change.after,
    ])
      values.id = id;
    delete changeOf(plan, 'division-chat').change.after_unknown.id;
  });
  expect(bound).toEqual([
    `The state behind the plan of demo-acme binds genesyscloud_auth_division.division-chat to another division (${whose}).`,
  ]);
});

it('tells whose the division is that a plan deletes', () => {
  const type = 'genesyscloud_auth_division';
  const deleted = said((plan) => {
    const resource = { address: `${type}.x`, mode: 'managed', type, name: 'x' };
    const values = { id: '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d' };
    plan.prior_state ??= { values: { root_module: { resources: [] } } };
    plan.prior_state.values.root_module.resources.push({ ...resource, values });
    plan.resource_changes.push({
      ...resource,
      change: { actions: ['delete'], before: values, after: null, after_unknown: {} },
    });
  });
  expect(deleted).toEqual([
    'The state behind the plan of demo-acme holds another division as genesyscloud_auth_division.x (the division hall of demo/globex).',
  ]);
});
