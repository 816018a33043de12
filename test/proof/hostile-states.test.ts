import { describe, expect, it } from 'vitest';
import { toDocument } from '../../lib/report/document';
import { valueNamed } from '../support/value-named';
import { type Json, rulesOf } from '../support/write-assembly';
import { change, type Plans, plan, prove, rename, values } from './tampered-plans';

/* State decides which object an address is. It is edited by `terraform import`, `state mv` and `state push`, and a plan is honest about it. */
describe('a state of others’ objects', () => {
  const after = (edit: (plans: Plans) => void) => prove('plans-after-apply', edit);
  const said = (edit: (plans: Plans) => void): string[] =>
    after(edit).findings.map(
      (finding) =>
        `${finding.rule} ${finding.tenant ?? '-'}: ${valueNamed(finding, 'what') ?? valueNamed(finding, 'how') ?? ''}`,
    );
  const id = (plans: Plans, name: string, stack?: string): string => values(plans, name, stack).id;
  /** An object that the state has and the files do not: Terraform deletes it. */
  const ending = (plans: Plans, type: string, held: string, deposed?: string): void => {
    const address = `${type}.old`;
    const object = { address, mode: 'managed', type, name: 'old' };
    plan(plans).prior_state.values.root_module.resources.push({ ...object, values: { id: held } });
    plan(plans).resource_changes.push({
      ...object,
      ...(deposed === undefined ? {} : { deposed }),
      change: { actions: ['delete'], before: { id: held }, after: null, after_unknown: {} },
    });
    plan(plans).applyable = true;
  };

  it.each<[string, (plans: Plans) => void, string[]]>([
    [
      'two tenants’ clients that are one',
      (plans) =>
        rename(plans, 'demo-acme', id(plans, 'client-1'), id(plans, 'client-1', 'demo-globex').toUpperCase()),
      [
        'plan-mismatch acme: holds as genesyscloud_oauth_client.client-1 what the plan of demo-globex holds too',
        'plan-mismatch globex: holds as genesyscloud_oauth_client.client-1 what the plan of demo-acme holds too',
      ],
    ],
    [
      'two clients of one tenant that are one',
      (plans) => rename(plans, 'demo-acme', id(plans, 'client-2'), id(plans, 'client-1')),
      [
        'plan-mismatch acme: holds one object as genesyscloud_oauth_client.client-1 and as genesyscloud_oauth_client.client-2',
      ],
    ],
    [
      'two divisions of one tenant that are one: a role granted in one is then granted in both',
      (plans) => rename(plans, 'demo-acme', id(plans, 'division-chat'), id(plans, 'division-voice')),
      [
        'plan-mismatch acme: holds one object as genesyscloud_auth_division.division-chat and as genesyscloud_auth_division.division-voice',
      ],
    ],
    [
      'two templates that are one role: it has the permissions of the one that is written last',
      (plans) => {
        const [reader, writer] = ['etl-reader', 'etl-writer'].map((name) =>
          id(plans, name, 'demo-foundation'),
        );
        for (const stack of plans.keys()) rename(plans, stack, writer ?? '', reader ?? '');
      },
      [
        'plan-mismatch -: holds one object as genesyscloud_auth_role.etl-reader and as genesyscloud_auth_role.etl-writer',
      ],
    ],
    [
      'another tenant’s client, to be deleted',
      (plans) => ending(plans, 'genesyscloud_oauth_client', id(plans, 'client-1', 'demo-globex')),
      [
        'plan-mismatch acme: holds as genesyscloud_oauth_client.old what the plan of demo-globex holds too',
        'plan-mismatch globex: holds as genesyscloud_oauth_client.client-1 what the plan of demo-acme holds too',
      ],
    ],
    [
      'a role of the foundation, to be deleted',
      (plans) => ending(plans, 'genesyscloud_auth_role', id(plans, 'etl-reader', 'demo-foundation')),
      [
        'plan-mismatch -: holds as genesyscloud_auth_role.etl-reader what the plan of demo-acme holds too',
        'plan-mismatch acme: holds as genesyscloud_auth_role.old what the plan of demo-foundation holds too',
      ],
    ],
    [
      'another tenant’s division, left behind by an earlier run',
      (plans) =>
        ending(plans, 'genesyscloud_auth_division', id(plans, 'division-voice', 'demo-globex'), 'c0ffee'),
      [
        'foreign-division globex: binds genesyscloud_auth_division.division-voice to a division that the plan of demo-acme holds too',
      ],
    ],
    [
      'a division that is shared with others, to be deleted',
      (plans) => ending(plans, 'genesyscloud_auth_division', '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10'),
      ['foreign-division acme: holds another division as genesyscloud_auth_division.old'],
    ],
  ])('is refused: %s', (_what, edit, expected) => {
    const found = said(edit);
    for (const line of expected) expect(found).toContain(line);
  });
});

it.each<[string, Json, (plans: Plans) => void]>([
  ['that stays', 'no-op', () => {}],
  [
    'that the plan updates',
    'update',
    (plans) => void (change(plans, 'client-1').change.before.integration_credential_name = 'etl'),
  ],
])(
  'a client %s, whose secret its state says an integration credential has, is refused',
  (_what, action, edit) => {
    const proof = prove('plans-after-apply', (plans) => {
      const { before, after } = change(plans, 'client-1').change;
      const { resources } = plan(plans, 'demo-acme').prior_state.values.root_module;
      const held = resources.find(({ name }: Json) => name === 'client-1').values;
      for (const said of [values(plans, 'client-1'), before, after, held])
        said.integration_credential_id = '7df14aec-8d14-4c66-8361-336089654b17';
      edit(plans);
      held.integration_credential_name = before.integration_credential_name;
      change(plans, 'client-1').change.actions = [action];
      plan(plans, 'demo-acme').applyable = true;
    });
    expect(rulesOf(proof)).toEqual(['secret-exposure acme']);
    expect(toDocument(proof).findings.map(({ what, fix }) => `${what}\n${fix}`)).toEqual([
      'In demo-acme an integration credential has the secret of genesyscloud_oauth_client.client-1, as the state says.\n' +
        'If that credential was made for this client, delete both in Genesys Cloud by hand, take the client out of the state (terraform state rm), and plan again: if the manifest has it, it is made anew, with another secret. ' +
        'If not: Find out who edited that state (terraform import, state mv, state push), and restore it from before: nothing in the files is wrong.',
    ]);
  },
);

it('a plan whose state knows a client’s secret is refused, and the secret is never shown', () => {
  const proof = prove('plans-after-apply', (plans) => {
    const { before, after } = change(plans, 'client-1').change;
    const state = plan(plans, 'demo-acme').prior_state.values.root_module.resources;
    const held = state.find(({ name }: Json) => name === 'client-1').values;
    for (const said of [values(plans, 'client-1'), before, after, held]) said.client_secret = 'CANARY-9c1f';
  });
  expect(rulesOf(proof)).toEqual(['secret-exposure acme']);
  expect(toDocument(proof).findings[0]?.what).toBe(
    'In demo-acme the plan holds the secret of genesyscloud_oauth_client.client-1, and so does the state.',
  );
  expect(JSON.stringify(toDocument(proof))).not.toContain('CANARY');
});
