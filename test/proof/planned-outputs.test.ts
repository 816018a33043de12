import { describe, expect, it } from 'vitest';
import type { StackName } from '../../lib/manifest/ids';
import { stateLocation } from '../../lib/manifest/state';
import { planned } from '../rules/fixtures/fixture';
import { manifestOf } from '../support/manifest';
import { changeOf, type Edited, issues } from '../support/plan-issues';
import { otherOrg, sample } from '../support/sample';
import { type AssemblyText, type Json, outputOf } from '../support/write-assembly';

/* What one plan hands on to others: the ids of roles, by way of the foundation's state. */

const another = 'ffffffff-0000-4000-8000-00000000000a';
const remote = 'cross-stack-reference-input-demo-foundation';
const shown = (role: string): string => `cross-stack-output-g_auth_role${role}id`;

const read = (plan: Json, name = remote): Json =>
  plan.prior_state.values.root_module.resources.find(
    (item: Json) => item.type === 'terraform_remote_state' && item.name === name,
  );

/** Says what an output of a plan is and stays. */
const hand = (plan: Json, name: string, value: unknown): void => {
  plan.planned_values.outputs[name] = { value };
  plan.output_changes[name] = { actions: ['no-op'], before: value, after: value, after_unknown: false };
};

/** The roles exist, and the foundation's plan hands out their ids, which the tenants read. */
const deployed = ({ foundation, acme, bindTo }: Edited): void => {
  for (const role of ['reader', 'editor']) {
    const id = read(acme).values.outputs[outputOf(role)];
    bindTo('demo-foundation', role, id);
    hand(foundation, outputOf(role), id);
  }
};

/** Has acme's file read a state more, before or after the one that its grants go through. */
const reading =
  (name: string, stack: string, first = false) =>
  (assembly: AssemblyText): void => {
    const { data } = assembly.stacks.get('demo-acme');
    const [org] = manifestOf(sample()).orgs;
    if (org === undefined) throw new Error('no org');
    const location = stateLocation(org.config.state, stack as StackName).remote;
    const more = { [name]: { ...location, workspace: '${terraform.workspace}' } };
    data.terraform_remote_state = first
      ? { ...more, ...data.terraform_remote_state }
      : { ...data.terraform_remote_state, ...more };
  };

it('is what the foundation’s plan hands out', () => {
  expect(issues(deployed)).toEqual([]);
});

/** The state behind globex's plan knows its client, with these grants. */
function globexHolds({ plans, bindTo }: Edited, roles: readonly unknown[]): void {
  bindTo('demo-globex', 'client-1', 'ffffffff-0000-4000-8000-00000000000c');
  const plan = plans.get('demo-globex');
  const isClient = ({ name }: Json): boolean => name === 'client-1';
  for (const values of [
    changeOf(plan, 'client-1').change.before,
    plan.prior_state.values.root_module.resources.find(isClient).values,
  ])
    values.roles = roles;
}

describe('a state that was read', () => {
  const elsewhere = [
    'plan-mismatch: demo-acme read the state of demo-foundation from another place than these files say @ data.terraform_remote_state.cross-stack-reference-input-demo-foundation',
  ];
  const otherWorkspace = [
    'plan-mismatch: demo-acme read the state of demo-foundation in another workspace than that of its folder, default @ data.terraform_remote_state.cross-stack-reference-input-demo-foundation',
  ];
  it.each<[Json, string[]]>([
    [{ config: { path: 'x' } }, elsewhere],
    [{ backend: 's3' }, elsewhere],
    [{ defaults: {} }, elsewhere],
    [{ defaults: null }, []],
    [{ workspace: 'x' }, otherWorkspace],
    [{ workspace: null }, otherWorkspace],
    [{ workspace: undefined }, otherWorkspace],
  ])('may have %j, or not', (values, expected) => {
    expect(issues(({ acme }) => Object.assign(read(acme).values, values))).toEqual(expected);
  });

  it.each([
    { backend: 'http', address: 'https://state.example.com' },
    { backend: 'cloud', organization: 'example' },
  ])('is one in every workspace where its place names it: %j', (state) => {
    expect(
      issues(({ acme }) => void (read(acme).values.workspace = 'x'), {
        manifest: ({ demo }) => void (demo.org.state = state),
      }),
    ).toEqual([]);
  });

  it('does not stand beside what the files do not read', () => {
    expect(
      issues(({ acme }) =>
        acme.prior_state.values.root_module.resources.push({
          address: 'data.genesyscloud_auth_division_home.h',
          mode: 'data',
          type: 'genesyscloud_auth_division_home',
          name: 'h',
          values: { id: 'x', outputs: { [outputOf('reader')]: another } },
        }),
      ),
    ).toEqual(['plan-mismatch: demo-acme read data.g_auth_division_home.h, which these files do not have']);
  });

  it('stands beside what the files do read', () => {
    const home = { address: 'data.genesyscloud_auth_division_home.h', mode: 'data' };
    expect(
      issues(
        ({ acme }) => {
          const { resources } = acme.prior_state.values.root_module;
          if (!resources.some(({ address }: Json) => address === home.address))
            resources.push({ ...home, type: 'genesyscloud_auth_division_home', name: 'h', values: {} });
        },
        {
          files: (assembly) =>
            void (assembly.stacks.get('demo-acme').data.genesyscloud_auth_division_home = { h: {} }),
        },
      ).filter((text) => text.includes(' read ')),
    ).toEqual([]);
  });

  const otherThanPlan = [
    `plan-mismatch: demo-acme read another ${shown('reader')} than the foundation's plan has`,
  ];
  const mismatches = (edit: (edited: Edited) => void, files: (assembly: AssemblyText) => void) =>
    issues(edit, { files }).filter((text) => text.includes(' read '));

  it('of another tenant says nothing of the foundation', () => {
    for (const first of [true, false]) {
      const files = reading('b', 'demo-globex', first);
      expect(
        mismatches((edited) => {
          deployed(edited);
          read(edited.acme, 'b').values.outputs[outputOf('reader')] = another;
        }, files),
      ).toEqual([]);
      expect(
        mismatches((edited) => {
          deployed(edited);
          read(edited.acme).values.outputs[outputOf('reader')] = another;
        }, files),
      ).toEqual(otherThanPlan);
    }
  });

  it('of the foundation must say the same however often it is read', () => {
    for (const first of [true, false]) {
      const files = reading('g', 'demo-foundation', first);
      expect(mismatches(deployed, files)).toEqual([]);
      for (const name of ['g', remote]) {
        const edit = ({ acme }: Edited): void => {
          read(acme, name).values.outputs[outputOf('reader')] = another;
        };
        expect(
          mismatches((edited) => {
            deployed(edited);
            edit(edited);
          }, files),
        ).toEqual(otherThanPlan);
        // Before the first deploy the foundation's plan does not know.
        expect(mismatches(edit, files)).toContain(
          `plan-mismatch: demo-acme read another ${shown('reader')} than other plans`,
        );
      }
    }
  });
});

describe('a role that ends', () => {
  const ends = [
    // Globex has no grant of this role.
    `plan-mismatch: demo-acme read the ${shown('editor')} of a role that the foundation's plan ends or makes anew: apply the foundation first, then plan all stacks again`,
  ];
  const replaced = ({ foundation, acme, bindTo }: Edited): void => {
    bindTo('demo-foundation', 'editor', read(acme).values.outputs[outputOf('editor')]);
    const { change } = changeOf(foundation, 'editor');
    change.actions = ['delete', 'create'];
    delete change.after.id;
    delete planned(foundation, 'editor').values.id;
    change.after_unknown = { id: true };
  };

  it('must not have been read, under whatever id', () => {
    expect(issues(replaced)).toEqual(ends);
    expect(
      issues((edited) => {
        replaced(edited);
        changeOf(edited.foundation, 'editor').change.before.id = another;
        const state = edited.foundation.prior_state.values.root_module.resources;
        state.find((item: Json) => item.name === 'editor').values.id = another;
      }),
    ).toEqual(ends);
  });

  it('may be none that the foundation’s files know', () => {
    const output = 'other';
    const found = issues(({ acme }) => void (read(acme).values.outputs[output] = another), {
      files: (assembly) => {
        const { roles } = assembly.stacks.get('demo-acme').resource.genesyscloud_oauth_client['client-1'];
        roles[0].role_id = roles[0].role_id.replace(/outputs\..*\}$/, `outputs.${output}}`);
      },
    });
    expect(found.filter((text) => text.includes(' ends '))).toEqual([]);
  });

  it('may have been read by those who hold other roles', () => {
    expect(
      issues(replaced, {
        manifest: ({ demo }) => {
          for (const tenant of Object.values(demo.tenants))
            tenant.client.grants = tenant.client.grants.filter(({ role }: Json) => role !== 'editor');
        },
      }).filter((text) => text.includes(' read ')),
    ).toEqual([]);
  });

  it('must not be read as another one too', () => {
    const ids = (edited: Edited): Json => read(edited.acme).values.outputs;
    expect(
      issues((edited) => {
        for (const stack of ['demo-acme', 'demo-globex']) {
          const { outputs } = read(edited.plans.get(stack)).values;
          outputs[outputOf('editor')] = ids(edited)[outputOf('reader')];
        }
      }).filter((text) => text.includes(' read one ')),
    ).toEqual([`plan-mismatch: demo-acme read one role as ${shown('reader')} and as ${shown('editor')}`]);
  });

  it('is not known where the foundation’s plan does not say what changes', () => {
    expect(
      issues(({ foundation }) => {
        foundation.resource_changes = foundation.resource_changes.filter(
          ({ name }: Json) => name !== 'editor',
        );
      }),
    ).toEqual(['plan-mismatch: demo-foundation plans g_auth_role.editor without saying what changes']);
  });

  it('is not known where the foundation has a plan and no file', () => {
    const found = issues(
      ({ plans, acme }) => {
        read(acme).values.outputs = { [outputOf('editor')]: another };
        const plan = structuredClone(acme);
        plan.planned_values.outputs = { [outputOf('editor')]: {} };
        plans.set('demo-foundation', plan);
      },
      { files: (assembly) => void assembly.stacks.delete('demo-foundation') },
    );
    expect(found.filter((text) => text.includes('cross-stack-output'))).toEqual([]);
  });
});

describe('an output that is no id', () => {
  it.each<[string, unknown]>([
    ['x', 'x'],
    ['${genesyscloud_auth_role.reader.name}', 'demo-reader'],
    ['${genesyscloud_auth_role.reader.id.x}', 'x'],
    ['${genesyscloud_auth_role.reader}', 'x'],
  ])('as %j may be what it is', (written, value) => {
    expect(
      issues(
        (edited) => {
          deployed(edited);
          hand(edited.foundation, 'o', value);
          for (const stack of ['demo-acme', 'demo-globex'])
            read(edited.plans.get(stack)).values.outputs.o = value;
        },
        {
          files: (assembly) => void (assembly.stacks.get('demo-foundation').output.o = { value: written }),
        },
      ),
    ).toEqual([]);
  });
});

describe('a role that is yet to be made', () => {
  const mismatches = (edit: (edited: Edited) => void): string[] =>
    issues(edit).filter((text) => text.includes(' read '));
  const reads =
    (stack: string, id: string, output = 'editor') =>
    ({ plans }: Edited): void => {
      read(plans.get(stack)).values.outputs[outputOf(output)] = id;
    };
  const known = ({ foundation, acme, bindTo }: Edited): string => {
    const id = read(acme).values.outputs[outputOf('reader')];
    bindTo('demo-foundation', 'reader', id);
    hand(foundation, outputOf('reader'), id);
    return id;
  };

  it('has no id that anything has which a plan holds', () => {
    const found = (idOf: (id: string) => string): string[] =>
      mismatches((edited) => {
        const id = known(edited);
        // Acme does not use that role: only what it reads as the other is its id.
        reads('demo-acme', idOf(id))(edited);
      });
    const held = `plan-mismatch: demo-acme read as ${shown('editor')}, which is yet to be made, what the plan of demo-foundation holds`;
    expect(found((id) => id)).toContain(held);
    expect(found((id) => id.toUpperCase())).toContain(held);
    // Globex has read the id that it was, and grants nothing of it.
    expect(found(() => another)).toEqual([
      `plan-mismatch: demo-acme read another ${shown('editor')} than other plans`,
    ]);
    const division = (edited: Edited): void => {
      edited.bindTo('demo-globex', 'division-sales', another);
      reads('demo-acme', another)(edited);
    };
    expect(mismatches(division)).toContain(held.replace('demo-foundation', 'demo-globex'));
  });

  describe('in one of two orgs', () => {
    const manifest = (input: object): void => void Object.assign(input, { other: otherOrg() });
    const remoteOther = remote.replace('demo', 'other');
    const reader = outputOf('reader');
    const inOther = (edit: (edited: Edited, other: Json) => void): string[] =>
      issues((edited) => edit(edited, read(edited.plans.get('other-acme'), remoteOther).values.outputs), {
        manifest,
      }).filter((text) => text.includes('other-acme read'));

    it('is none that the other has, holds or grants', () => {
      const early = `plan-mismatch: other-acme read as ${shown('reader')}, which is yet to be made`;
      expect(inOther(() => {})).toEqual([]);
      expect(
        inOther((edited, outputs) => {
          outputs[reader] = known(edited);
        }),
      ).toContain(`${early}, what the plan of demo-foundation holds`);
      expect(
        inOther((edited, outputs) => {
          deployed(edited);
          outputs[reader] = another;
          globexHolds(edited, [{ role_id: another, division_id: null }]);
        }),
      ).toContain(`${early}, what clients of demo-globex hold already`);
    });

    it('is none that the other’s tenants have read, be it under the same name', () => {
      for (const role of ['reader', 'editor'])
        expect(
          inOther(({ acme }, outputs) => {
            outputs[reader] = read(acme).values.outputs[outputOf(role)].toUpperCase();
          }),
        ).toContain(
          `plan-mismatch: other-acme read as ${shown('reader')} what other plans read as ${shown(role)} of demo`,
        );
    });
  });

  it('has an id that is a text, like any other', () => {
    for (const value of [{ toString: 1, valueOf: 1 }, [], 7, null])
      expect(mismatches(reads('demo-acme', value as unknown as string)).length).toBeGreaterThan(0);
  });

  it('is not held by any client yet', () => {
    const state =
      (id: unknown) =>
      (edited: Edited): void => {
        globexHolds(edited, [{ role_id: id, division_id: null }, 'x', { role_id: 7 }]);
        reads('demo-acme', another)(edited);
      };
    const held = `plan-mismatch: demo-acme read as ${shown('editor')}, which is yet to be made, what clients of demo-globex hold already`;
    const division = (edited: Edited): void => {
      edited.bindTo('demo-globex', 'division-sales', 'ffffffff-0000-4000-8000-00000000000d');
      changeOf(edited.plans.get('demo-globex'), 'division-sales').change.before.roles = [
        { role_id: another, division_id: null },
      ];
      reads('demo-acme', another)(edited);
    };
    expect(mismatches(division)).not.toContain(held);
    expect(mismatches(state(another.toUpperCase()))).toContain(held);
    expect(mismatches(state(null))).not.toContain(held);
  });

  it('is one role, in whatever letter case it was read', () => {
    const twice = (one: string, other: string): string[] =>
      mismatches((edited) => {
        reads('demo-acme', one)(edited);
        for (const stack of ['demo-acme', 'demo-globex']) reads(stack, other, 'reader')(edited);
      });
    for (const [one, other] of [
      [another, another],
      [another.toUpperCase(), another],
    ] as const)
      expect(twice(one, other)).toContain(
        `plan-mismatch: demo-acme read one role as ${shown('reader')} and as ${shown('editor')}`,
      );
  });

  it('is the same for all tenants', () => {
    // Globex reads as the one role what acme reads as the other.
    const found = mismatches((edited) => {
      reads('demo-acme', another)(edited);
      reads('demo-globex', another.toUpperCase(), 'reader')(edited);
    });
    expect(found).toContain(
      `plan-mismatch: demo-globex read as ${shown('reader')} what other plans read as ${shown('editor')}`,
    );
  });
});
