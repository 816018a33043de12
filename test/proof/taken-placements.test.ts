import { describe, expect, it } from 'vitest';
import { planned } from '../rules/fixtures/fixture';
import { manifestOf } from '../support/manifest';
import { changeOf, type Edited, issues } from '../support/plan-issues';
import { otherOrg, sample } from '../support/sample';
import { valueNamed } from '../support/value-named';
import {
  type AssemblyText,
  type Json,
  plansOf,
  proofOf,
  writeAssembly,
  writePlans,
} from '../support/write-assembly';
import { files, globexHall, home, legacy, own, place, told, voice } from './placed';

const queue = 'ffffffff-0000-4000-8000-0000000000aa';
const holidays = '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10';

/** Binds a planned object to one that the state has, there with other values. */
function bind({ bindTo, plans }: Edited, stack: string, before: Json = {}, name = 'desk', id = queue): void {
  bindTo(stack, name, id);
  const plan = plans.get(stack);
  const state = plan.prior_state.values.root_module.resources.find((item: Json) => item.name === name);
  const { change } = changeOf(plan, name);
  Object.assign(state.values, before);
  Object.assign(change.before, before);
  if (Object.keys(before).length > 0) change.actions = ['update'];
}

describe('where the state has what a plan moves', () => {
  const moved = (division_id: string | null, stack = 'demo-acme'): string[] =>
    issues((edited) => bind(edited, stack, { division_id }), {
      files: place('genesyscloud_routing_queue', { division_id: legacy }, stack),
    });
  const at = 'g_routing_queue.desk';

  it('can be nobody’s division, or the tenant’s own', () => {
    expect(moved(own)).toEqual([]);
    expect(moved(legacy)).toEqual([]);
    expect(moved(legacy.toUpperCase())).toEqual([]);
    expect(moved(null)).toEqual([]);
  });

  it('can be another one of the tenant’s own', () => {
    const edit = (edited: Edited): void => {
      edited.bindTo('demo-acme', 'division-voice', own);
      bind(edited, 'demo-acme', { division_id: legacy });
      edited.set(edited.acme, 'desk', { division_id: own });
      edited.marks(edited.acme, 'desk', {});
    };
    expect(issues(edit, { files }).filter((text) => text.includes('desk'))).toEqual([]);
  });

  it('is no tenant’s where the foundation holds it', () => {
    const edit = (edited: Edited): void => bind(edited, 'demo-foundation', { division_id: legacy });
    const found = issues(edit, {
      files: place('genesyscloud_routing_queue', { division_id: holidays }, 'demo-foundation'),
    });
    expect(found).toContain(
      `foreign-division: demo-foundation holds as ${at} what so far lies in a division of acme (acme: legacy)`,
    );
    const fromHome = (edited: Edited): void => bind(edited, 'demo-foundation', { division_id: home });
    expect(
      issues(fromHome, {
        files: place('genesyscloud_routing_queue', { division_id: holidays }, 'demo-foundation'),
      }).map((text) => text.split(' ')[0]),
    ).toContain('home-division:');
  });

  it('is no other tenant’s, no shared and not the home division', () => {
    expect(moved(globexHall.toUpperCase())).toEqual([
      `foreign-division: demo-acme holds as ${at} what so far lies in a division of globex (globex: hall)`,
    ]);
    expect(moved(holidays)).toEqual([
      `foreign-division: demo-acme holds as ${at} what so far lies in a shared division (shared: holidays)`,
    ]);
    expect(moved(home)).toEqual([
      `home-division: demo-acme holds as ${at} what so far lies in the home division — holds as ${at} what so far lies in the home division`,
    ]);
  });

  it('is none of the tenant that another org calls the same', () => {
    const found = issues((edited) => bind(edited, 'other-acme', { division_id: legacy }), {
      manifest: (input) => void Object.assign(input, { other: otherOrg() }),
      files: place('genesyscloud_routing_queue', { division_id: voice }, 'other-acme'),
    });
    expect(found.filter((text) => text.includes('desk'))).toEqual([
      `foreign-division: other-acme holds as ${at} what so far lies in a division of demo/acme (demo/acme: legacy)`,
    ]);
  });

  it('is nothing where the plan only reads', () => {
    const type = 'genesyscloud_routing_queue';
    const reads = ({ acme }: Edited): void => {
      const before = { id: queue, division_id: globexHall };
      const change = { actions: ['read'], before, after: { id: queue }, after_unknown: {} };
      acme.resource_changes.push({ address: `data.${type}.d`, mode: 'data', type, name: 'd', change });
    };
    expect(issues(reads).filter((text) => text.includes('lies in'))).toEqual([]);
  });

  it('is no division that another plan holds, whatever is done to the object', () => {
    const edit = (edited: Edited): void => {
      edited.bindTo('demo-globex', 'division-sales', own);
      bind(edited, 'demo-acme', { division_id: own });
    };
    const taken = `foreign-division: demo-acme holds as ${at} what so far lies in a division that the plan of demo-globex holds (demo-globex: ${own})`;
    const found = issues(edit, { files: place('genesyscloud_routing_queue', { division_id: legacy }) });
    expect(found.filter((text) => text.includes('desk'))).toEqual([taken]);
    const end = ({ plans, bindTo, acme }: Edited): void => {
      bindTo('demo-globex', 'division-sales', own);
      const resource = { address: 'genesyscloud_routing_queue.desk', mode: 'managed', name: 'desk' };
      const values = { id: queue, division_id: own };
      const item = { ...resource, type: 'genesyscloud_routing_queue' };
      acme.prior_state.values.root_module.resources.push({ ...item, values });
      plans.get('demo-acme').resource_changes.push({
        ...item,
        change: { actions: ['delete'], before: { ...values }, after: null, after_unknown: {} },
      });
    };
    expect(issues(end).filter((text) => text.includes('desk'))).toEqual([taken]);
  });

  it('is no other’s where the plan ends an object of a type that no file may have', () => {
    const ending =
      (type: string, division: string) =>
      ({ plans, bindTo, acme }: Edited): void => {
        bindTo('demo-globex', 'division-sales', own);
        const item = { address: `${type}.old`, mode: 'managed', type, name: 'old' };
        const values = { id: queue, division_id: division };
        acme.prior_state.values.root_module.resources.push({ ...item, values });
        plans.get('demo-acme').resource_changes.push({
          ...item,
          change: { actions: ['delete'], before: { ...values }, after: null, after_unknown: {} },
        });
      };
    const said = (type: string, division: string): string[] =>
      issues(ending(type, division)).filter((text) => text.includes('.old'));
    expect(said('genesyscloud_flow', legacy)).toEqual([]);
    expect(said('genesyscloud_flow', globexHall)).toEqual([
      'foreign-division: demo-acme holds as g_flow.old what so far lies in a division of globex (globex: hall)',
    ]);
    expect(said('genesyscloud_user', own)).toEqual([
      `foreign-division: demo-acme holds as g_user.old what so far lies in a division that the plan of demo-globex holds (demo-globex: ${own})`,
    ]);
  });

  it('is no other’s where somebody moved what the plan ends there since the last apply', () => {
    /** Of what the files do not have, its change shows where it lay, and the state where it was found. */
    const moved =
      (from: string | null, to: unknown, action = 'delete') =>
      ({ acme, bindTo }: Edited): void => {
        bindTo('demo-globex', 'division-sales', own);
        const type = 'genesyscloud_routing_queue';
        const item = { address: `${type}.old`, mode: 'managed', type, name: 'old' };
        const [before, after] = [from, to].map((division_id) => ({ id: queue, division_id }));
        acme.prior_state.values.root_module.resources.push({ ...item, values: after });
        acme.resource_drift = [
          { ...item, change: { actions: ['update'], before, after, after_unknown: {} } },
        ];
        const change = { actions: [action], before, after: null, after_unknown: {} };
        acme.resource_changes.push({ ...item, change });
      };
    const said = (from: string | null, to: unknown): string[] =>
      issues(moved(from, to)).filter((text) => text.includes('.old what so far lies in'));
    const left = (edited: Edited): void => {
      moved(legacy, legacy)(edited);
      const state = edited.acme.prior_state.values.root_module.resources;
      const { values, ...item } = state.at(-1);
      state.push({ ...item, deposed_key: 'c0ffee', values: { ...values, division_id: globexHall } });
    };
    expect(issues(left).filter((text) => text.includes('.old what so far lies in'))).toEqual([]);
    const old = 'demo-acme holds as g_routing_queue.old what so far lies in';
    for (const nothing of [5, null, [globexHall]]) expect(said(legacy, nothing)).toEqual([]);
    expect(said(legacy, legacy)).toEqual([]);
    expect(said(legacy, own.replace('a', 'b'))).toEqual([]);
    expect(said(legacy, globexHall)).toEqual([
      `foreign-division: ${old} a division of globex (globex: hall)`,
    ]);
    expect(said(null, holidays)).toEqual([`foreign-division: ${old} a shared division (shared: holidays)`]);
    expect(said(legacy, home)).toEqual([
      `home-division: ${old} the home division — holds as g_routing_queue.old what so far lies in the home division`,
    ]);
    expect(said(globexHall, globexHall.toUpperCase())).toHaveLength(1);
    expect(said(legacy, own)).toEqual([
      `foreign-division: ${old} a division that the plan of demo-globex holds (demo-globex: ${own})`,
    ]);
  });

  /** What is said of a plan that moves the desk from a division of nobody's. */
  const moving = (to: Json, edit: (change: Json, plans: Map<string, Json>) => void) => {
    const manifest = manifestOf(sample());
    const assembly = writeAssembly(manifest);
    place('genesyscloud_routing_queue', { division_id: to })(assembly);
    const plans = writePlans(assembly);
    const plan = plans.get('demo-acme');
    const { change, ...item } = changeOf(plan, 'desk');
    change.after.id = queue;
    planned(plan, 'desk').values.id = queue;
    delete change.after_unknown.id;
    change.actions = ['update'];
    change.before = { ...change.after, division_id: own };
    plan.prior_state.values.root_module.resources.push({ ...item, values: { ...change.before } });
    edit(change, plans);
    return proofOf(manifest, assembly, { plans: plansOf(plans) });
  };

  it('is told of where no rule forbids it', () => {
    const told = (to: Json, edit: (change: Json) => void = () => {}) => {
      const { verdict, notices } = moving(to, edit);
      return [verdict, ...notices.filter(({ does }) => does === 'moves').map(({ text }) => text)];
    };
    expect([...told(legacy), ...told(voice)].join('\n')).toMatchInlineSnapshot(`
      "proven
      moves genesyscloud_routing_queue.desk from the division "ffffffff-0000-4000-8000-00000000000a" to "0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b": whoever may see that one sees all that is in it
      proven
      moves genesyscloud_routing_queue.desk from the division "ffffffff-0000-4000-8000-00000000000a" to one that is yet to be made: whoever may see that one sees all that is in it"
    `);
    const sensitive = (change: Json): void => void (change.before_sensitive = { division_id: true });
    expect(told(legacy, sensitive).join()).toContain('the division (a sensitive value) to');
    const kept = (change: Json): void => void (change.before.division_id = legacy.toUpperCase());
    expect(told(legacy, kept)).toHaveLength(1);
    const nowhere = (change: Json): void => void (change.before.division_id = '');
    expect(told(legacy, nowhere)).toHaveLength(1);
    const replaced = (change: Json): void => void (change.actions = ['delete', 'create']);
    const does = moving(legacy, replaced).notices.map((notice) => notice.does);
    // The clients are made beside the object that the state has already.
    expect(does).toEqual(['adopts', 'makes', 'makes', 'replaces']);
  });

  it('is said, with what to do', () => {
    /** Also a division that no manifest has an id for: the plan of globex holds it. */
    const held = (plans: Map<string, Json>): void => {
      const { change, ...item } = changeOf(plans.get('demo-globex'), 'division-sales');
      const values = { ...change.after, id: own };
      change.before = values;
      change.after = values;
      plans.get('demo-globex').prior_state.values.root_module.resources.push({ ...item, values });
    };
    const said = [globexHall, home, own].map((division_id) => {
      const { findings } = moving(legacy, (change, plans) => {
        change.before.division_id = division_id;
        held(plans);
      });
      const [found] = findings.filter((finding) => valueNamed(finding, 'what')?.includes('lies in'));
      return found && told(found);
    });
    expect(said.flat().join('\n')).toMatchInlineSnapshot(`
      "The state behind the plan of demo-acme holds as genesyscloud_routing_queue.desk what so far lies in a division of globex.
      If somebody moved it there in Genesys Cloud, move it back by hand. If not: Find out who edited that state (terraform import, state mv, state push), and restore it from before: nothing in the files is wrong.
      The state behind the plan of demo-acme holds as genesyscloud_routing_queue.desk what so far lies in the home division.
      If somebody moved it there in Genesys Cloud, move it back by hand. If not: Find out who edited that state (terraform import, state mv, state push), and restore it from before: nothing in the files is wrong.
      The state behind the plan of demo-acme holds as genesyscloud_routing_queue.desk what so far lies in a division that the plan of demo-globex holds.
      If somebody moved it there in Genesys Cloud, move it back by hand. If not: Find out who edited that state (terraform import, state mv, state push), and restore it from before: nothing in the files is wrong."
    `);
  });
});

it('one object in two states is told to both', () => {
  const edit = (edited: Edited): void => {
    for (const stack of ['demo-acme', 'demo-globex']) bind(edited, stack);
  };
  const both = (assembly: AssemblyText): void => {
    place('genesyscloud_routing_queue', { division_id: legacy })(assembly);
    place('genesyscloud_routing_queue', { division_id: globexHall }, 'demo-globex')(assembly);
  };
  const at = 'g_routing_queue.desk';
  expect(issues(edit, { files: both })).toEqual([
    `plan-mismatch: demo-acme holds as ${at} what the plan of demo-globex holds too`,
    `plan-mismatch: demo-globex holds as ${at} what the plan of demo-acme holds too`,
  ]);
});
