import { describe, expect, it } from 'vitest';
import { planned } from '../rules/fixtures/fixture';
import { changeOf, type Edited, issues } from '../support/plan-issues';
import { type Json, outputOf } from '../support/write-assembly';

/*
 * A plan that leaves something out is a finding, and what follows from that is none: whoever planned with -target should read that, and
 * not that roles end which nobody touches (shapes as of Terraform 1.11.4, 2026-11-27).
 */

const idOf = ({ acme }: Edited, role: string): string =>
  acme.prior_state.values.root_module.resources[0].values.outputs[outputOf(role)];

/** The foundation after its deploy: both roles are in its state and stay, both outputs have their ids. */
function deployed(edited: Edited): void {
  const { foundation, bindTo } = edited;
  for (const role of ['reader', 'editor']) {
    const id = idOf(edited, role);
    bindTo('demo-foundation', role, id);
    foundation.prior_state.values.outputs ??= {};
    foundation.prior_state.values.outputs[outputOf(role)] = { sensitive: true, value: id };
    foundation.planned_values.outputs[outputOf(role)] = { sensitive: true, value: id };
    foundation.output_changes[outputOf(role)] = {
      actions: ['no-op'],
      before: id,
      after: id,
      after_unknown: false,
    };
  }
}

/** What `-target` of the role `reader` leaves of such a plan. */
function targeted(edited: Edited): void {
  deployed(edited);
  const { foundation } = edited;
  const isReader = ({ name }: Json): boolean => name === 'reader';
  const { root_module: module, outputs } = foundation.planned_values;
  module.resources = module.resources.filter(isReader);
  foundation.resource_changes = foundation.resource_changes.filter(isReader);
  delete outputs[outputOf('editor')];
  delete foundation.output_changes[outputOf('editor')];
  foundation.complete = false;
}

/** What `-refresh-only` makes of such a plan. */
function refreshed(edited: Edited): void {
  deployed(edited);
  edited.foundation.planned_values.root_module = {};
  edited.foundation.resource_changes = [];
}

describe('a plan that leaves something out', () => {
  it('agrees with its files where it is whole', () => expect(issues(deployed)).toEqual([]));

  it('says nothing against its files, nor against other plans, where it was made with -target', () =>
    expect(issues(targeted)).toEqual([]));

  it('says nothing more where it ended with an error', () =>
    expect(
      issues((edited) => {
        targeted(edited);
        Object.assign(edited.foundation, { complete: true, errored: true });
      }),
    ).toEqual([]));

  it('is told that it was made with -refresh-only, and that is all', () =>
    expect(issues(refreshed)).toEqual([
      'plan-mismatch: demo-foundation plans nothing of these files: it was made with -destroy or -refresh-only, or of other files',
    ]));

  it('is held against the files and other plans in what it says', () => {
    const found = issues((edited) => {
      targeted(edited);
      const { foundation } = edited;
      const other = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2c';
      foundation.planned_values.outputs[outputOf('reader')].value = other;
      foundation.output_changes[outputOf('reader')].after = other;
      for (const { permission_policies: policies } of [
        planned(foundation, 'reader').values,
        changeOf(foundation, 'reader').change.after,
      ])
        policies[0].action_set.push('edit');
    });
    for (const what of [
      'demo-foundation plans other permissions for g_auth_role.reader',
      'demo-foundation plans another id for the output cross-stack-output-g_auth_rolereaderid than for its resource @ g_auth_role.reader',
      "demo-acme read another cross-stack-output-g_auth_rolereaderid than the foundation's plan has",
    ])
      expect(found).toContain(`plan-mismatch: ${what}`);
  });
});

it('a whole plan must speak of everything', () => {
  const found = issues((edited) => {
    targeted(edited);
    edited.foundation.complete = true;
  });
  for (const what of [
    'does not plan g_auth_role.editor',
    'does not plan the output cross-stack-output-g_auth_roleeditorid',
    'has g_auth_role.editor in its state and does not say what becomes of it',
  ])
    expect(found).toContain(`plan-mismatch: demo-foundation ${what}`);
  expect(found.filter((text) => text.includes('demo-acme read'))).toEqual([
    "plan-mismatch: demo-acme read the cross-stack-output-g_auth_roleeditorid of a role that the foundation's plan ends or makes anew: apply the foundation first, then plan all stacks again",
  ]);
});
