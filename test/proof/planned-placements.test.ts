import { describe, expect, it } from 'vitest';
import { changeOf, type Edited, issues } from '../support/plan-issues';
import type { AssemblyText, Json } from '../support/write-assembly';
import { files, globexHall, home, legacy, own, place, voice } from './placed';

const chat = '${genesyscloud_auth_division.division-chat.id}';

const members = place('genesyscloud_routing_skill_group', {
  division_id: voice,
  member_division_ids: [chat, legacy],
});

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

  it.each<[string, string, Json, Json]>([
    ['one that is spelt as several', 'member_division_ids', [`${legacy},${own}`], [legacy, own]],
    ['several that are spelt as one', 'member_division_ids', [legacy, own], [`${legacy},${own}`]],
    ['what messages call one that is not known', 'division_id', 'a division known after apply', voice],
  ])('is not %s', (_what, attribute, planned, body) => {
    const type = 'genesyscloud_routing_skill_group';
    const edit = ({ acme, set, marks }: Edited): void => {
      set(acme, 'desk', { division_id: null, [attribute]: planned });
      marks(acme, 'desk', { id: true, division_id: attribute !== 'division_id' });
    };
    expect(issues(edit, { files: place(type, { division_id: voice, [attribute]: body }) })).toEqual([
      `plan-mismatch: demo-acme plans another ${attribute} for g_routing_skill_group.desk`,
    ]);
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
