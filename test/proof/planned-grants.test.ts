import { describe, expect, it } from 'vitest';
import { acmePlan, planned } from '../rules/fixtures/fixture';
import { prove } from '../rules/fixtures/prove';
import { changeOf, type Edited, issues } from '../support/plan-issues';
import { otherOrg } from '../support/sample';
import { valueNamed } from '../support/value-named';
import { type AssemblyText, divisionReference, type Json } from '../support/write-assembly';
import { client, first, grants, own, readerId } from './edited-grants';

const editorId = 'e7aaa2a3-04a2-7313-33e8-f5aea2597429';
const legacy = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b';

type Case = [what: string, edit: (edited: Edited) => void, expected: string[]];

describe('a planned grant is wrong whatever the file says', () => {
  const of = (subject: string, rest = ''): string =>
    `demo-acme client-1 grant <reader> in ${subject} @ ${client}${rest}`;
  it.each<Case>([
    ['in every division', first({ role_id: readerId, division_id: '*' }), [`all-divisions: ${of('*')}`]],
    [
      'in no division',
      first({ role_id: readerId }),
      [`home-division: ${of('nothing', ' — the plan sets no division')}`],
    ],
    [
      'in an empty division',
      first({ role_id: readerId, division_id: '' }),
      [`home-division: ${of('nothing', ' — the plan sets no division')}`],
    ],
    [
      'in null',
      first({ role_id: readerId, division_id: null }),
      [`home-division: ${of('nothing', ' — the plan sets no division')}`],
    ],
    [
      'in the home division',
      first({ role_id: readerId, division_id: '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e' }),
      [`home-division: ${of('3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e', ' — the home division’s id')}`],
    ],
    [
      'in what another tenant adopted',
      first({ role_id: readerId, division_id: '2D906F5C-7E41-4B20-8C3D-9F8E706B5C4D' }),
      [`foreign-division: ${of('2D906F5C-7E41-4B20-8C3D-9F8E706B5C4D', ' (globex: hall)')}`],
    ],
    [
      'in what another plan holds',
      (edited) => {
        edited.bindTo('demo-globex', 'division-sales', own);
        first({ role_id: readerId, division_id: own.toUpperCase() })(edited);
      },
      [
        `plan-mismatch: demo-acme client-1 extra <reader> in ${own.toUpperCase()} @ ${client}`,
        `plan-mismatch: demo-acme client-1 lacks <reader> in a division known after apply @ ${client}`,
        `plan-mismatch: demo-globex client-1 extra <reader> in a division known after apply @ ${client}`,
        `plan-mismatch: demo-globex client-1 lacks <reader> in ${own} @ ${client}`,
        `foreign-division: ${of(own.toUpperCase(), ` (demo-globex: ${own.toUpperCase()})`)}`,
      ],
    ],
    [
      'in an unknown division of an unknown role, and no other grant is looked at',
      grants((roles, marks) => {
        roles[0] = {};
        marks[0] = { role_id: true, division_id: true };
        roles[1] = { role_id: readerId, division_id: '*' };
      }),
      [`all-divisions: ${of('*')}`],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(issues(edit)).toEqual(expected);
  });
});

it('a planned grant in what a tenant of the same name in another org adopted is foreign', () => {
  const other = otherOrg();
  other.tenants['acme'].divisions.mine = { id: own };
  expect(
    issues(first({ role_id: readerId, division_id: own }), {
      manifest: (input) => void Object.assign(input, { other }),
    }),
  ).toEqual([`foreign-division: demo-acme client-1 grant <reader> in ${own} @ ${client} (other/acme: mine)`]);
});

describe('planned grants are those of the file', () => {
  it.each<Case>([
    ['as they are', () => {}, []],
    [
      'in another order',
      grants((roles, marks) => {
        roles.reverse();
        marks.reverse();
      }),
      [],
    ],
    [
      'but not with one more',
      grants((roles, marks) => {
        roles.push({ role_id: readerId, division_id: own });
        marks.push({});
      }),
      [`plan-mismatch: demo-acme client-1 extra <reader> in ${own} @ ${client}`],
    ],
    [
      'but not with one more of which the division is unknown',
      grants((roles, marks) => {
        roles.push({ role_id: readerId });
        marks.push({ division_id: true });
      }),
      [`plan-mismatch: demo-acme client-1 extra <reader> in a division known after apply @ ${client}`],
    ],
    [
      'but not with one twice',
      grants((roles, marks) => {
        roles.push({ role_id: readerId, division_id: legacy });
        marks.push({});
      }),
      [`plan-mismatch: demo-acme client-1 extra <reader> in ${legacy} @ ${client}`],
    ],
    [
      'but not with one less',
      grants((roles, marks) => {
        roles.splice(1, 1);
        marks.splice(1, 1);
      }),
      [`plan-mismatch: demo-acme client-1 lacks <reader> in ${legacy} @ ${client}`],
    ],
    [
      'but not with one less of which the division is unknown',
      grants((roles, marks) => {
        roles.shift();
        marks.shift();
      }),
      [`plan-mismatch: demo-acme client-1 lacks <reader> in a division known after apply @ ${client}`],
    ],
    [
      'but not with another role',
      first({ role_id: editorId }, { division_id: true }),
      [
        `plan-mismatch: demo-acme client-1 extra <editor> in a division known after apply @ ${client}`,
        `plan-mismatch: demo-acme client-1 lacks <reader> in a division known after apply @ ${client}`,
      ],
    ],
    [
      'but not with an unknown role',
      first({}, { role_id: true, division_id: true }),
      [
        `plan-mismatch: demo-acme client-1 extra a division known after apply in a division known after apply @ ${client}`,
        `plan-mismatch: demo-acme client-1 lacks <reader> in a division known after apply @ ${client}`,
      ],
    ],
    [
      'but not with no role',
      first({ division_id: null }, { division_id: true }),
      [
        `plan-mismatch: demo-acme client-1 extra nothing in a division known after apply @ ${client}`,
        `plan-mismatch: demo-acme client-1 lacks <reader> in a division known after apply @ ${client}`,
      ],
    ],
    [
      'but not in a division that is known where that of the file is not',
      first({ role_id: readerId, division_id: own }),
      [
        `plan-mismatch: demo-acme client-1 extra <reader> in ${own} @ ${client}`,
        `plan-mismatch: demo-acme client-1 lacks <reader> in a division known after apply @ ${client}`,
      ],
    ],
    [
      'but not of a role that the plan could not read',
      (edited) => {
        for (const stack of ['demo-acme', 'demo-globex']) {
          const { outputs } = edited.plans.get(stack).prior_state.values.root_module.resources[0].values;
          for (const key of Object.keys(outputs)) if (outputs[key] === editorId) outputs[key] = '';
        }
        for (const name of ['client-2']) {
          edited.acme.resource_changes = edited.acme.resource_changes.filter(
            (item: Json) => item.name !== name,
          );
        }
      },
      [
        'plan-mismatch: demo-acme plans g_oauth_client.client-2 without saying what changes',
        `plan-mismatch: demo-acme client-1 extra <editor> in a division known after apply @ ${client}`,
        `plan-mismatch: demo-acme client-1 lacks a role that the plan could not read in a division known after apply @ ${client}`,
        'plan-mismatch: demo-acme client-2 grants unknown @ g_oauth_client.client-2',
      ],
    ],
    [
      'but not of a role that the plan read twice',
      ({ acme }) => {
        const module = acme.prior_state.values.root_module;
        module.resources.push(structuredClone(module.resources[0]));
        acme.planned_values.root_module.resources = acme.planned_values.root_module.resources.filter(
          (item: Json) => item.name !== 'client-2',
        );
        planned(acme, 'client-1').values.roles.splice(1);
        changeOf(acme, 'client-1').change.after.roles.splice(1);
        changeOf(acme, 'client-1').change.after_unknown.roles.splice(1);
      },
      [
        'plan-mismatch: demo-acme says what g_oauth_client.client-2 will be and does not plan it',
        'plan-mismatch: demo-acme has data.terraform_remote_state.cross-stack-reference-input-demo-foundation in its state twice',
        'plan-mismatch: demo-acme does not plan g_oauth_client.client-2',
        `plan-mismatch: demo-acme client-1 extra <reader> in a division known after apply @ ${client}`,
        `plan-mismatch: demo-acme client-1 lacks a role that the plan could not read in a division known after apply @ ${client}`,
        `plan-mismatch: demo-acme client-1 lacks a role that the plan could not read in ${legacy} @ ${client}`,
        `plan-mismatch: demo-acme client-1 lacks a role that the plan could not read in 1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c @ ${client}`,
        `plan-mismatch: demo-acme client-1 lacks a role that the plan could not read in 6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10 @ ${client}`,
        `plan-mismatch: demo-acme client-1 lacks a role that the plan could not read in a division known after apply @ ${client}`,
      ],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(issues(edit)).toEqual(expected);
  });

  it('but not where the plan read no outputs', () => {
    const found = issues(
      ({ acme }) => void (acme.prior_state.values.root_module.resources[0].values.outputs = null),
    );
    expect(found.filter((text) => text.includes(' client-1 lacks '))).toContain(
      `plan-mismatch: demo-acme client-1 lacks a role that the plan could not read in ${legacy} @ ${client}`,
    );
  });

  it('with the ids of the divisions once they are known', () => {
    const known = (edit: (roles: Json[]) => void) =>
      issues((edited) => {
        edited.bindTo('demo-acme', 'division-voice', own);
        for (const name of ['client-1', 'client-2']) {
          const roles = structuredClone(planned(edited.acme, name).values.roles);
          for (const role of roles) role.division_id ??= own;
          if (name === 'client-1') edit(roles);
          edited.set(edited.acme, name, { roles });
          edited.marks(edited.acme, name, { id: true });
        }
      });
    expect(known(() => {})).toEqual([]);
    expect(known((roles) => void (roles[0].division_id = own.replace('a', 'b')))).toEqual([
      `plan-mismatch: demo-acme client-1 extra <reader> in ${own.replace('a', 'b')} @ ${client}`,
      `plan-mismatch: demo-acme client-1 lacks <reader> in ${own} @ ${client}`,
    ]);
  });

  it('and one that the file grants twice is planned once, if its division is known', () => {
    const twice = (division: string) => ({
      files: (assembly: Parameters<NonNullable<Parameters<typeof issues>[1]>['files'] & object>[0]) => {
        const { roles } = assembly.stacks.get('demo-acme').resource.genesyscloud_oauth_client['client-1'];
        roles.push({ ...roles[0], division_id: division });
      },
    });
    const drop = grants((roles, marks) => {
      roles.pop();
      marks.pop();
    });
    const without = (edit: (edited: Edited) => void, division: string): string[] =>
      issues(edit, twice(division)).filter((text) => / client-1 /.test(text));
    expect(without(drop, legacy)).toEqual([]);
    // Two blocks with an unknown in them stay two.
    expect(without(() => {}, divisionReference('voice'))).toEqual([]);
    expect(without(drop, divisionReference('voice'))).toEqual([
      `plan-mismatch: demo-acme client-1 lacks <reader> in a division known after apply @ ${client}`,
    ]);
  });
});

describe('where the file proves nothing, a plan of it is not asked for more', () => {
  const fileSays = (grant: Json) => ({
    files: (assembly: AssemblyText) =>
      void Object.assign(
        assembly.stacks.get('demo-acme').resource.genesyscloud_oauth_client['client-1'].roles[0],
        grant,
      ),
  });
  it.each<[string, Json]>([
    ['a role that is not there', { role_id: '${data.terraform_remote_state.other.outputs.id}' }],
    ['a role by its id', { role_id: readerId }],
    ['a division that is not there', { division_id: divisionReference('other') }],
    ['nobody’s division', { division_id: own }],
  ])('%s', (_what, grant) => {
    expect(issues(() => {}, fileSays(grant))).toEqual([]);
    const more = grants((roles, marks) => {
      roles.push({ role_id: editorId, division_id: own });
      marks.push({});
    });
    expect(issues(more, fileSays(grant))).toEqual([]);
  });
});

it('says what is granted and not proved, and what is not granted', () => {
  const { findings } = prove(
    acmePlan((plan) => {
      for (const { roles } of [planned(plan, 'client-1').values, changeOf(plan, 'client-1').change.after])
        roles[1].division_id = own;
    }),
  );
  expect(
    findings
      .map((finding) => valueNamed(finding, 'what'))
      .join('\n')
      .replaceAll('genesyscloud_', 'g_'),
  ).toBe(
    `${client} will be granted ${readerId} in ${own}, which is not proved\n` +
      `${client} will not be granted ${readerId} in ${legacy}, which its file grants`,
  );
});

it('names the division of a grant where the plan has neither the grant nor the division', () => {
  const { findings } = prove(
    acmePlan((plan) => {
      const { root_module: root } = plan.planned_values;
      const others = ({ name }: Json) => name !== 'division-voice';
      root.resources = root.resources.filter(others);
      plan.resource_changes = plan.resource_changes.filter(others);
      const { change } = changeOf(plan, 'client-1');
      const kept = change.after.roles.flatMap(({ division_id: division }: Json, index: number) =>
        division === undefined ? [] : [index],
      );
      for (const of of [planned(plan, 'client-1').values, change.after, change.after_unknown])
        of.roles = kept.map((index: number) => of.roles[index]);
    }),
  );
  const said = findings.map((finding) => valueNamed(finding, 'what')?.replaceAll('genesyscloud_', 'g_'));
  expect(said).toContain(
    `${client} will not be granted ${readerId} in g_auth_division.division-voice, which its file grants`,
  );
});
