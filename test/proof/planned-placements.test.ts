import { describe, expect, it } from 'vitest';
import type { FindingOf } from '../../lib/proof/finding';
import type { RuleId } from '../../lib/proof/rule-ids';
import { messages } from '../../lib/rules/messages';
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

/* What only lies in divisions: where a plan puts it, and where the state behind the plan has it so far. */

const own = 'ffffffff-0000-4000-8000-00000000000a';
const queue = 'ffffffff-0000-4000-8000-0000000000aa';
const legacy = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
const globexHall = '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d';
const holidays = '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10';
const home = '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e';
const voice = '${genesyscloud_auth_division.division-voice.id}';
const chat = '${genesyscloud_auth_division.division-chat.id}';

const told = <Id extends RuleId>(finding: FindingOf<Id>): string[] => {
  const { what, fix } = messages[finding.rule];
  return [what(finding), fix(finding)];
};

const place =
  (type: string, body: Json, stack = 'demo-acme') =>
  (assembly: AssemblyText): void => {
    assembly.stacks.get(stack).resource[type] = { desk: { name: 'Desk', ...body } };
  };
const files = place('genesyscloud_routing_queue', { division_id: voice });
const members = place('genesyscloud_routing_skill_group', {
  division_id: voice,
  member_division_ids: [chat, legacy],
});

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

describe('the planned division', () => {
  it('is that of the file', () => {
    expect(issues(() => {}, { files })).toEqual([]);
    const literal = place('genesyscloud_routing_queue', { division_id: legacy });
    expect(issues(() => {}, { files: literal })).toEqual([]);
    const known = (edited: Edited): void => {
      edited.bindTo('demo-acme', 'division-voice', own);
      edited.set(edited.acme, 'desk', { division_id: own });
      edited.marks(edited.acme, 'desk', { id: true });
    };
    const ofQueue = (text: string): boolean => text.includes('desk');
    expect(issues(known, { files }).filter(ofQueue)).toEqual([]);
  });

  it.each(['*', '', null, globexHall, home, legacy, 7, []])('is not %j', (division_id) => {
    const edit = ({ acme, set, marks }: Edited): void => {
      set(acme, 'desk', { division_id });
      marks(acme, 'desk', { id: true });
    };
    expect(issues(edit, { files })).toEqual([
      'plan-mismatch: demo-acme plans another division_id for g_routing_queue.desk',
    ]);
  });

  it('is a text, and no list of one', () => {
    const literal = place('genesyscloud_routing_queue', { division_id: legacy });
    expect(
      issues(({ acme, set }) => set(acme, 'desk', { division_id: [legacy] }), { files: literal }),
    ).toEqual(['plan-mismatch: demo-acme plans another division_id for g_routing_queue.desk']);
  });

  it('is not that of a data source which is called the same', () => {
    const edit = ({ acme, plan, set, marks }: Edited): void => {
      set(acme, 'desk', { division_id: null });
      marks(acme, 'desk', { id: true, division_id: true });
      const resource = { type: 'genesyscloud_routing_queue', name: 'desk', mode: 'data' };
      plan({ ...resource, address: `data.${resource.type}.desk`, values: { division_id: globexHall } });
    };
    expect(issues(edit, { files }).filter((text) => text.includes('division_id'))).toEqual([]);
  });

  it('is left to the provider where the file leaves it out', () => {
    const none = place('genesyscloud_routing_queue', {});
    const edit = ({ acme, set }: Edited): void => set(acme, 'desk', { division_id: home });
    expect(issues(edit, { files: none })).toEqual([]);
  });

  it('is not unknown where the file writes it out', () => {
    const literal = place('genesyscloud_routing_queue', { division_id: legacy });
    const edit = ({ acme, set, marks }: Edited): void => {
      set(acme, 'desk', { division_id: null });
      marks(acme, 'desk', { id: true, division_id: true });
    };
    expect(issues(edit, { files: literal })).toEqual([
      'plan-mismatch: demo-acme plans another division_id for g_routing_queue.desk',
    ]);
  });

  it.each<[string, unknown, unknown, boolean]>([
    ['those of the file', [null, legacy], [true, false], true],
    ['those of the file in another order', [legacy, null], [false, true], true],
    ['one less', [legacy], [false], false],
    ['one more', [null, legacy, '*'], [true, false, false], false],
    ['another', [null, globexHall], [true, false], false],
    ['none', null, false, false],
    ['unknown as a whole, as one of them is', null, true, true],
    ['no list', legacy, false, false],
  ])('can be several: %s', (_what, member_division_ids, mark, isSame) => {
    const edit = ({ acme, set, marks }: Edited): void => {
      set(acme, 'desk', { member_division_ids });
      marks(acme, 'desk', { id: true, division_id: true, member_division_ids: mark });
    };
    expect(issues(edit, { files: members })).toEqual(
      isSame
        ? []
        : ['plan-mismatch: demo-acme plans another member_division_ids for g_routing_skill_group.desk'],
    );
  });

  it('are not unknown where the file writes all of them out', () => {
    const literals = { division_id: voice, member_division_ids: [legacy] };
    const edit = ({ acme, set, marks }: Edited): void => {
      set(acme, 'desk', { member_division_ids: null });
      marks(acme, 'desk', { id: true, division_id: true, member_division_ids: true });
    };
    expect(issues(edit, { files: place('genesyscloud_routing_skill_group', literals) })).toEqual([
      'plan-mismatch: demo-acme plans another member_division_ids for g_routing_skill_group.desk',
    ]);
  });

  it('is none where the file leaves several out', () => {
    const none = place('genesyscloud_routing_skill_group', { division_id: voice });
    const planned = (member_division_ids: unknown): string[] =>
      issues(({ acme, set }) => set(acme, 'desk', { member_division_ids }), { files: none });
    expect(planned(null)).toEqual([]);
    expect(planned(undefined)).toEqual([]);
    expect(planned([])).toEqual([]);
    for (const other of [['*'], '*'])
      expect(planned(other)).toEqual([
        'plan-mismatch: demo-acme plans another member_division_ids for g_routing_skill_group.desk',
      ]);
  });

  it('is told of each of very many objects, and soon, where the file writes very many', () => {
    const many = 15_000;
    const desks = { for_each: '${x}', division_id: voice, member_division_ids: Array(many * 6).fill(legacy) };
    const type = 'genesyscloud_routing_skill_group';
    const edit = ({ plan }: Edited): void => {
      for (let index = 0; index < many; index++)
        plan({ address: `${type}.desk[${index}]`, index, mode: 'managed', type, name: 'desk', values: {} });
    };
    const found = issues(edit, { files: place(type, desks) });
    expect(found.filter((text) => text.includes('plans another member_division_ids'))).toHaveLength(many);
  });

  it('is a finding of the file where that does not prove it', () => {
    for (const body of [{}, { division_id: '*' }, { division_id: '${var.x}' }])
      expect(issues(() => {}, { files: place('genesyscloud_routing_queue', body) })).toEqual([]);
  });
});

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
      `foreign-division: other-acme holds as ${at} what so far lies in a division of acme (acme: legacy)`,
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

describe('of a block with count or for_each', () => {
  const count = place('genesyscloud_routing_queue', { division_id: legacy, count: 2 });
  /** As Terraform plans it: an object for each index. */
  function repeat(
    plan: Json,
    keys: readonly unknown[],
    change: (values: Json) => void = () => {},
    module = '',
  ): void {
    const resources = plan.planned_values.root_module.resources;
    const at = resources.findIndex((item: Json) => item.name === 'desk');
    const [planned] = resources.splice(at, 1);
    const item = changeOf(plan, 'desk');
    plan.resource_changes = plan.resource_changes.filter((one: Json) => one !== item);
    const configured = plan.configuration.root_module.resources.find((one: Json) => one.name === 'desk');
    delete configured.expressions.count;
    configured.count_expression = { constant_value: 2 };
    for (const index of keys) {
      const address = `${module}genesyscloud_routing_queue.desk[${JSON.stringify(index)}]`;
      const [one, other] = [structuredClone(planned), structuredClone(item)];
      for (const values of [one.values, other.change.after]) {
        delete values.count;
        change(values);
      }
      resources.push({ ...one, address, index });
      plan.resource_changes.push({ ...other, address, index });
    }
  }

  it('each object is planned as the file says', () => {
    for (const keys of [[], [0], [0, 1], ['a', 'b']])
      expect(issues(({ acme }) => repeat(acme, keys), { files: count })).toEqual([]);
    const elsewhere = (values: Json): void => void (values.division_id = globexHall);
    expect(issues(({ acme }) => repeat(acme, [1], elsewhere), { files: count })).toEqual([
      'plan-mismatch: demo-acme plans another division_id for g_routing_queue.desk[1]',
    ]);
    const first = ({ acme }: Edited): void => {
      repeat(acme, [0, 1]);
      for (const list of [acme.planned_values.root_module.resources, acme.resource_changes]) {
        const one = list.find((item: Json) => item.index === 0);
        elsewhere(one.values ?? one.change.after);
      }
    };
    expect(issues(first, { files: count })).toEqual([
      'plan-mismatch: demo-acme plans another division_id for g_routing_queue.desk[0]',
    ]);
  });

  it('an object stays what it is where count comes or goes', () => {
    const edit =
      (previous: string, index: unknown = 0) =>
      ({ acme }: Edited): void => {
        repeat(acme, [index]);
        acme.resource_changes.at(-1).previous_address = previous;
      };
    const desk = 'genesyscloud_routing_queue.desk';
    for (const previous of [desk, `${desk}["a"]`])
      expect(issues(edit(previous), { files: count })).toEqual([]);
    const said = (from: string): string[] => [
      `undeclared-adoption: demo-acme moves ${from.replace('genesyscloud', 'g')} to g_routing_queue.desk[0] @ g_routing_queue.desk[0]`,
    ];
    for (const other of [`${desk}s`, 'genesyscloud_routing_queue.other', `module.x.${desk}`])
      expect(issues(edit(other), { files: count })).toEqual(said(other));
    const division = ({ acme }: Edited): void => {
      const item = changeOf(acme, 'division-voice');
      item.previous_address = `${item.address}[0]`;
    };
    expect(issues(division)).toEqual([
      'undeclared-adoption: demo-acme moves g_auth_division.division-voice[0] to g_auth_division.division-voice @ g_auth_division.division-voice',
    ]);
  });

  it('no object is planned twice, and none of a block without', () => {
    expect(issues(({ acme }) => repeat(acme, [0, 0]), { files: count })).toContain(
      'plan-mismatch: demo-acme plans g_routing_queue.desk[0], which these files do not have',
    );
    const once = place('genesyscloud_routing_queue', { division_id: legacy });
    const edit = ({ acme }: Edited): void => repeat(acme, [0]);
    expect(issues(edit, { files: once })).toContain(
      'plan-mismatch: demo-acme plans g_routing_queue.desk[0], which these files do not have',
    );
  });

  it('no object is one of a module', () => {
    const address = 'module.x.g_routing_queue.desk[0]';
    const edit = ({ acme }: Edited): void => {
      repeat(acme, [0], undefined, 'module.x.');
      acme.resource_changes.at(-1).previous_address = 'genesyscloud_routing_queue.desk';
    };
    expect(issues(edit, { files: count })).toEqual([
      `plan-mismatch: demo-acme plans ${address} as a g_routing_queue named desk`,
      `plan-mismatch: demo-acme plans ${address}, which these files do not have`,
      `undeclared-adoption: demo-acme moves g_routing_queue.desk to ${address} @ ${address}`,
    ]);
  });

  it('what is read is what the file reads', () => {
    const data = (body: Json) => (assembly: AssemblyText) => {
      assembly.stacks.get('demo-acme').data.genesyscloud_auth_division = { x: { name: 'x', ...body } };
    };
    const read =
      (module = '') =>
      ({ acme }: Edited): void => {
        const state = acme.prior_state.values.root_module;
        for (const item of state.resources)
          if (item.name === 'x') Object.assign(item, { address: `${module}${item.address}[0]`, index: 0 });
        const configured = acme.configuration.root_module.resources.find((one: Json) => one.name === 'x');
        if (configured.expressions.count) configured.count_expression = configured.expressions.count;
        delete configured.expressions.count;
      };
    expect(issues(read(), { files: data({ count: 1 }) })).toEqual([]);
    expect(issues(read('module.x.'), { files: data({ count: 1 }) })).toEqual([
      'plan-mismatch: demo-acme read module.x.data.g_auth_division.x[0], which these files do not have',
    ]);
    expect(issues(read(), { files: data({}) })).toEqual([
      'plan-mismatch: demo-acme read data.g_auth_division.x[0], which these files do not have',
    ]);
  });
});
