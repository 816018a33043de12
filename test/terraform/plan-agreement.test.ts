import { describe, expect, it } from 'vitest';
import { drift, drop, type Edit, type Json, leave, read, said, state } from './contradicting';

/** Makes an object anew in place of its own. */
const replace = (plan: Json, kept: Json): void => {
  Object.assign(kept.change, { actions: ['delete', 'create'], after: { n: 2 }, after_unknown: { id: true } });
  plan.planned_values.root_module.resources[0].values = { n: 2 };
};

describe('a plan that says one thing only', () => {
  it.each<[string, Edit]>([
    ['changes, makes, ends, keeps and reads', () => {}],
    // So Terraform 1.11.4 writes it (test/fixtures/recorded/shapes/moved): the state has the new address.
    ['moves an object', (_p, change) => void (change('kept').previous_address = 'x.old')],
    // So Terraform 1.11.4 writes lists and objects of which something is known later, 2026-11-27.
    [
      'makes outputs of which a part is unknown',
      (p) => {
        p.planned_values.outputs.list = p.planned_values.outputs.parts = { sensitive: false };
        const made = { actions: ['create'], before: null };
        p.output_changes.list = { ...made, after: ['a', null], after_unknown: [false, true] };
        p.output_changes.parts = { ...made, after: { b: 'x' }, after_unknown: { a: true } };
      },
    ],
    ['ends a deposed object beside the one that stays', (p, change) => leave(p, change('ended'), 'i-7')],
    [
      'ends several deposed objects of one address',
      (p, change) => {
        leave(p, change('ended'), 'i-7');
        leave(p, change('ended'), 'i-8');
      },
    ],
    [
      'looks for deposed objects that somebody deleted',
      (p, change) => {
        for (const id of ['i-7', 'i-8']) {
          leave(p, change('ended'), id);
          state(p).pop();
          Object.assign(p.resource_changes.at(-1).change, { actions: ['no-op'], before: null });
        }
      },
    ],
    [
      'replaces an object that its state says is unfinished',
      (p, change) => {
        state(p)[0].tainted = true;
        Object.assign(change('kept'), { action_reason: 'replace_because_tainted' });
        replace(p, change('kept'));
      },
    ],
    [
      'replaces an object in either order',
      (p, change) => {
        replace(p, change('kept'));
        change('kept').change.actions.reverse();
        change('kept').change.replace_paths = [['n']];
      },
    ],
    [
      'forgets an object that its state says is unfinished',
      (p, change) => {
        state(p)[2].tainted = true;
        change('ended').change.actions = ['forget'];
      },
    ],
    [
      'ends an object that the files do not have any more',
      (_p, change) => void (change('ended').action_reason = 'delete_because_no_resource_config'),
    ],
    [
      'forgets an object that the files do not have any more',
      (_p, change) => {
        change('ended').action_reason = 'delete_because_no_resource_config';
        change('ended').change.actions = ['forget'];
      },
    ],
    [
      'marks what has no value',
      (_p, change) =>
        void Object.assign(change('made').change, {
          after: { n: 1, list: [{ n: 1 }, null], empty: {} },
          after_unknown: { id: true, gone: true, list: [{ gone: true }, true], empty: {} },
        }),
    ],
    [
      'has the sets of its state in another order, and what is not set in another spelling',
      (p, change) => {
        const [first] = state(p);
        Object.assign(first.values, {
          set: [{ a: 1 }, { a: 2, b: '' }],
          none: null,
          few: [],
          text: '',
          list: [null, {}],
        });
        const { change: kept } = change('kept');
        kept.before = {
          ...{ few: {}, none: [], set: [{ b: null, a: 2 }, { a: 1 }], list: ['', []] },
          ...{ n: 1, id: 'i-1' },
        };
      },
    ],
    ['has no value for an id', (_p, change) => void (change('made').change.after.id = null)],
    [
      'has a data source in its state alone',
      (p) => void state(p).push({ ...read, name: 'e', address: 'data.y.e' }),
    ],
    ['read a data source before', (_p, change) => void (change('d').change.before = { id: 'd-0' })],
    [
      'reads a data source again and finds the same',
      (_p, change) => void Object.assign(change('d').change, { actions: ['no-op'], before: { id: 'd-0' } }),
    ],
    [
      'ends an object of Terraform itself',
      (_p, change) => void (change('ended').provider_name = 'terraform.io/builtin/terraform'),
    ],
    ['ends an object that was changed outside Terraform', (p) => void drift(p)],
    [
      'has nothing to apply',
      (p) => {
        p.applyable = false;
        for (const name of ['kept', 'made', 'ended']) {
          drop(p.resource_changes, name);
          if (name !== 'made') drop(state(p), name);
        }
        p.output_changes = { same: p.output_changes.same };
        for (const name of ['role', 'new']) delete p.planned_values.outputs[name];
      },
    ],
    ['can be applied', (p) => void (p.applyable = true)],
    [
      'ended with an error',
      (p) => {
        Object.assign(p, { errored: true, applyable: false });
        p.checks = [{ address: { to_display: 'x.kept' }, status: 'fail' }];
      },
    ],
    [
      'has conditions that hold, and a check that does not',
      (p) => {
        p.checks = [
          { address: { to_display: 'x.kept' }, status: 'pass' },
          { address: { to_display: 'x.made' }, status: 'unknown' },
          { address: { to_display: 'check.c' }, status: 'fail' },
        ];
      },
    ],
  ])('%s', (_what, edit) => {
    expect(said(edit)).toEqual([]);
  });
});
