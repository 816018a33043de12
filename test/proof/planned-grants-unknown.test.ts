import { describe, expect, it } from 'vitest';
import { acmePlan, planned } from '../rules/fixtures/fixture';
import { prove } from '../rules/fixtures/prove';
import { changeOf, type Edited, issues } from '../support/plan-issues';
import { valueNamed } from '../support/value-named';
import type { Json } from '../support/write-assembly';
import { client, first, grants, own, readerId, unknown } from './edited-grants';

describe('planned grants are not known at all', () => {
  const changed = (edit: (change: Json, values: Json) => void) => (edited: Edited) =>
    edit(changeOf(edited.acme, 'client-1').change, planned(edited.acme, 'client-1').values);
  it.each<[string, (edited: Edited) => void]>([
    ['where they are marked as a whole', changed((change) => void (change.after_unknown.roles = true))],
    ['where the client is', changed((change) => void (change.after_unknown = true))],
    [
      'where they are missing and marked one by one',
      changed((change, values) => {
        delete values.roles;
        delete change.after.roles;
      }),
    ],
    [
      'where they are null and marked one by one',
      changed((change, values) => {
        values.roles = null;
        change.after.roles = null;
      }),
    ],
    ['where one is', changed((change) => void (change.after_unknown.roles[1] = true))],
    ['where there are fewer marks than grants', changed((change) => change.after_unknown.roles.pop())],
    ['where there are more marks than grants', changed((change) => change.after_unknown.roles.push({}))],
    [
      'where they are no list',
      changed((change, values) => {
        values.roles = {};
        change.after.roles = {};
        delete change.after_unknown.roles;
      }),
    ],
    [
      'where one is none',
      changed((change, values) => {
        values.roles[1] = 'x';
        change.after.roles[1] = 'x';
      }),
    ],
    ['where the outcome has others', changed((change) => void (change.after.roles[1].division_id = own))],
    ['where the outcome has fewer', changed((change) => change.after.roles.pop())],
    ['where the outcome has none', changed((change) => void delete change.after.roles)],
    ['where there is no outcome', changed((change) => void (change.after = null))],
    [
      'where only an old object of the client changes',
      ({ acme }) => void (changeOf(acme, 'client-1').deposed = 'a'),
    ],
  ])('%s', (_what, edit) => {
    expect(issues(edit).filter((text) => text.includes(' client-1 '))).toEqual(unknown);
  });

  it('but not where the client is not planned, which is said of it', () => {
    const found = issues(({ acme }) => {
      const module = acme.planned_values.root_module;
      module.resources = module.resources.filter((item: Json) => item.name !== 'client-1');
    });
    expect(found.filter((text) => text.includes(' client-1 '))).toEqual([]);
    expect(found).toContain(`plan-mismatch: demo-acme does not plan ${client}`);
  });

  it('but none at all may be known', () => {
    const lacks = (edit: (change: Json, values: Json) => void) =>
      issues(changed(edit)).filter((text) => text.includes(' client-1 lacks '));
    for (const roles of [[], null])
      for (const mark of [undefined, false])
        expect(
          lacks((change, values) => {
            Object.assign(values, { roles });
            Object.assign(change.after, { roles });
            change.after_unknown = { id: true, roles: mark };
          }),
        ).toHaveLength(5);
  });

  it.each([7, true, {}, ['x']])('a division that is %j is not that of the file', (division_id) => {
    expect(
      issues(
        grants((roles, marks) => {
          roles[1] = { role_id: readerId, division_id };
          marks[1] = {};
        }),
      ),
    ).toEqual([
      `plan-mismatch: demo-acme client-1 strange <reader> in something that is no text @ ${client}`,
    ]);
  });
});

describe('a mark hides nothing of a grant', () => {
  const marked = (mark: Json, values: Json = {}) =>
    issues(
      grants((roles, marks) => {
        marks[1] = { division_id: mark };
        Object.assign(roles[1], values);
      }),
    );
  const contradiction = `plan-mismatch: demo-acme says that a value of ${client} is unknown, and which it is`;

  it.each([true, [], {}, [true], { a: true }, { a: false }])('%j', (mark) => {
    expect(marked(mark)).toEqual([contradiction]);
    expect(marked(mark, { division_id: '*' })).toEqual([
      contradiction,
      `all-divisions: demo-acme client-1 grant <reader> in * @ ${client}`,
    ]);
    expect(marked(mark, { division_id: '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d' })[1]).toMatch(
      /^foreign-division/,
    );
  });
});

describe('an id that Genesys Cloud does not give is no id', () => {
  const odd = (values: Json) => issues(first({ role_id: readerId, division_id: own, ...values }));
  it.each(['?', '#', '/', ' ', '%20', '\u200b', '\0', '/../x'].map((end) => `${own}${end}`))('%j', (id) => {
    expect(odd({ division_id: id })).toEqual([
      `plan-mismatch: demo-acme client-1 strange <reader> in ${id} @ ${client}`,
    ]);
    expect(odd({ role_id: id })).toEqual([
      `plan-mismatch: demo-acme client-1 strange ${id} in ${own} @ ${client}`,
    ]);
  });

  it('is said in words', () => {
    const { findings } = prove(
      acmePlan((plan) => {
        for (const { roles } of [planned(plan, 'client-1').values, changeOf(plan, 'client-1').change.after])
          roles[1].division_id = `${own}?`;
      }),
    );
    expect(findings.map((finding) => valueNamed(finding, 'what'))).toContain(
      `genesyscloud_oauth_client.client-1 will be granted ${readerId} in ${own}?, by an id that is none of Genesys Cloud`,
    );
  });

  it('also in a list, which reads like what is in it', () => {
    const found = issues(({ acme, plans }) => {
      for (const plan of [acme, plans.get('demo-globex')]) {
        const { outputs } = plan.prior_state.values.root_module.resources[0].values;
        for (const key of Object.keys(outputs)) outputs[key] = [outputs[key]];
      }
    });
    expect(found.some((line) => line.includes('client-1 lacks a role that the plan could not read'))).toBe(
      true,
    );
  });

  it('also where it reads like words of a report', () => {
    const text = 'a division known after apply';
    expect(
      issues((edited) => {
        for (const stack of ['demo-acme', 'demo-globex']) {
          const { outputs } = edited.plans.get(stack).prior_state.values.root_module.resources[0].values;
          for (const key of Object.keys(outputs)) if (outputs[key] === readerId) outputs[key] = text;
        }
        grants((roles, marks) => {
          for (const [index, role] of roles.entries())
            if (role.role_id === readerId) {
              delete role.role_id;
              marks[index].role_id = true;
            }
        })(edited);
      }).some((line) => line.includes('client-1 lacks a role that the plan could not read')),
    ).toBe(true);
  });

  it('and every division is one all the same', () => {
    expect(odd({ role_id: 'admin', division_id: '*' })).toEqual([
      `all-divisions: demo-acme client-1 grant admin in * @ ${client}`,
      `plan-mismatch: demo-acme client-1 strange admin in * @ ${client}`,
    ]);
  });
});
