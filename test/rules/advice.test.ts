import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../lib/proof/rule-ids';
import { messages } from '../../lib/rules/messages';
import { remedies } from '../../lib/rules/messages/message';
import { findings, modelOf } from '../support/found';
import { written } from './edits';
import { acmePlan, division, type Edit, planned } from './fixtures/fixture';
import { fixtures, prove } from './fixtures/prove';

/* Whoever knows nothing does what is printed, to the letter: it has to lead out, and to nothing worse. */

const fixes = <Id extends RuleId>(rule: Id, edit: Edit): string[] => [
  ...new Set(findings(rule, modelOf(edit)).map(messages[rule].fix)),
];
const bad = (rule: RuleId, what: string): Edit => {
  const { bad, undecidable } = fixtures[rule] ?? {};
  const edit = bad?.[what] ?? undecidable?.[what];
  if (edit === undefined) throw new Error(`${rule} has no case ${what}`);
  return edit;
};

describe('what only a plan says', () => {
  const grants = (id: string): Edit =>
    acmePlan((plan) => {
      const change = plan.resource_changes.find(({ name }: { name: string }) => name === 'client-1').change;
      for (const { roles } of [planned(plan, 'client-1').values, change.after]) roles[0].division_id = id;
      delete change.after_unknown.roles[0].division_id;
    });
  it.each<[RuleId, string]>([
    ['all-divisions', '*'],
    ['home-division', '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e'],
    ['foreign-division', '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d'],
  ])('is planned again, since nothing in the files is wrong: %s', (rule, id) => {
    expect(fixes(rule, grants(id))).toEqual([remedies['plan-again']]);
  });

  it('is not adopted for that', () => {
    const imports = acmePlan((plan) => {
      const { change } = plan.resource_changes.find(
        ({ name }: { name: string }) => name === 'division-voice',
      );
      change.importing = { id: 'ffffffff-0000-4000-8000-000000000001' };
    });
    expect(fixes('undeclared-adoption', imports)).toEqual([remedies['plan-again']]);
  });
});

it('a grant abroad is none that could be taken from the manifest, and another org’s division is none to be shared', () => {
  expect(fixes('foreign-division', { assembly: division('2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d') })).toEqual([
    'Take out what wrote it (an edit by hand, or code of an app around the constructs), and synthesize again: no manifest can grant it. If both tenants are of one org and meant to read that division, move it from the file of globex to sharedDivisions in org.yaml, with its id.',
  ]);
});

it('whoever is granted in home is granted in a division that is not', () => {
  expect(fixes('home-division', { assembly: division('') })).toEqual([
    'Name one of the tenant’s own divisions that is not home in its manifest, and synthesize again; by hand, write exactly "${genesyscloud_auth_division.division-<key>.id}".',
  ]);
});

it('what was declared or taken out is synthesized', () => {
  expect(fixes('unowned-division', { assembly: division('x') })).toEqual([
    'If it is the tenant’s, declare it under divisions in the tenant’s file (with its id, if it exists already); if not, take it out. Then synthesize again.',
  ]);
  const type = 'Set client.grantType to client-credentials, or leave it out, and synthesize again.';
  expect(fixes('grant-type', bad('grant-type', 'declared otherwise'))).toEqual([type]);
  expect(fixes('grant-type', bad('grant-type', 'written otherwise'))).toEqual([type]);
  expect(fixes('undeclared-client', written({ name: 'demo-globex-1' }))).toEqual([
    'Synthesize again: that writes exactly the clients of the manifest. What is wanted of this one has to be declared there first (client.state, client.scopes, client.credentials); what else writes it, taken out.',
  ]);
  expect(fixes('wrong-org', bad('wrong-org', 'another region'))).toEqual([
    'Synthesize again: that writes region and gateway of org.yaml into the one provider block of each stack. What stays is written by code of an app around the constructs: take it out there. Credentials come from the environment only.',
  ]);
});

describe('a token lifetime', () => {
  it('that the manifest says is set there', () => {
    expect(fixes('token-lifetime', bad('token-lifetime', 'too short'))).toEqual([
      'Set client.tokenLifetime between 5m and 48h, and to at most 14400 s (limits.tokenLifetime), and synthesize again.',
    ]);
  });
  it('of the files alone is written by synthesis', () => {
    for (const seconds of [7200, 999_999])
      expect(fixes('token-lifetime', written({ access_token_validity_seconds: seconds }))).toEqual([
        'Synthesize again: that writes the lifetime that the manifest says.',
      ]);
  });
  it('that no limit allows needs another limit', () => {
    const limit = (tokenLifetime: string): Edit => ({
      manifest: ({ demo }) => void (demo && (demo.org.limits = { tokenLifetime })),
    });
    expect(fixes('token-lifetime', limit('299'))).toEqual([
      'Raise limits.tokenLifetime in org.yaml: no token of Genesys Cloud lives for less than 5m. Then set client.tokenLifetime between the two, and synthesize again.',
    ]);
    expect(fixes('token-lifetime', limit('300'))).toEqual([
      'Set client.tokenLifetime between 5m and 48h, and to at most 300 s (limits.tokenLifetime), and synthesize again.',
    ]);
  });
});

it('an import that nobody declared is taken out, be it of a client or of another’s division', () => {
  const takeOut =
    'Take the import out, and synthesize again. If it is of a division that the tenant shall have from now on, declare that with its id and manage: true in the tenant’s file first.';
  for (const what of ['another division', 'a client', 'an id that is an expression'])
    expect(fixes('undeclared-adoption', bad('undeclared-adoption', what))).toEqual([takeOut]);
});

describe('unmodelled authority', () => {
  const of = (what: string): string[] => fixes('unmodelled-authority', bad('unmodelled-authority', what));
  it('of an argument that the provider does not have is no project of its own', () => {
    expect(of('an unknown argument')).toEqual([
      'Take it out, and synthesize again: Terraform refuses it with the modelled provider.',
    ]);
  });
  it('of another version of the provider is examined first', () => {
    expect(of('another version')).toEqual([
      'Synthesize again with the bindings of this project, and leave the written files as they are. Another version has to be examined first: docs/how-to/upgrade-the-provider.md in Bulkhead’s repository says how.',
    ]);
  });
  it('of a stack of nobody is destroyed before its files are gone', () => {
    expect(of('a stack of nobody')).toEqual([
      'If its tenant or org has left the manifest, destroy the stack first (terraform destroy in its folder), or what it created stays; then synthesize again, which removes its files. If not, keep it in a separate project with its own review.',
    ]);
  });
});

describe('a stray', () => {
  const stray = (name: string, kind: 'file' | 'folder' = 'file'): string[] =>
    fixes('stray-terraform', {
      assembly: (assembly) => void assembly.extra.set('demo-acme', [{ name, kind, entries: [] }]),
    });
  it('that is a state is not deleted unseen: whatever it holds would exist, and nobody know of it', () => {
    const look =
      'It is a state: what it holds exists until it is destroyed, and without it Terraform knows nothing of that. Look into it (terraform state list -state=FILE; a folder has such a file for each workspace), destroy what is in it or carry it over to the state that org.yaml says, then delete it.';
    expect(stray('terraform.tfstate')).toEqual([look]);
    expect(stray('Terraform.tfstate.d', 'folder')).toEqual([look]);
  });
  it('of another kind is deleted', () => {
    for (const [name, kind] of [
      ['terraform.d', 'folder'],
      ['x.tf', 'file'],
      ['terraform.tfvars', 'file'],
    ] as const)
      expect(stray(name, kind)).toEqual(['Delete it and synthesize again.']);
  });
  it('beside terraform init’s notes is deleted alone, not the stack with it', () => {
    for (const what of [
      'notes of terraform init that nobody can read',
      'notes of terraform init in a folder that macOS and Windows open',
      'a workspace whose name begins with a byte order mark',
    ])
      expect(fixes('stray-terraform', bad('stray-terraform', what))).toEqual([
        'Delete what is named there, and run terraform init again in the stack’s folder.',
      ]);
  });
});

describe('a plan that ended with an error', () => {
  const first =
    ' Where Terraform cannot, since the foundation has not yet what the stack reads, apply the foundation first (check --stage foundation, with its plan alone).';
  const whole = 'Plan the whole stack again, without -target, until it ends without an error.';
  const ended = (stack: string): Edit => ({
    plans: (plans) => void Object.assign(plans.get(stack), { errored: true, complete: false }),
  });
  it('never ends otherwise while the foundation lacks a new role', () => {
    expect(fixes('incomplete-plan', ended('demo-acme'))).toEqual([whole + first]);
    expect(fixes('incomplete-plan', ended('demo-foundation'))).toEqual([whole]);
  });
  it('is not told of again for what it left out', () => {
    expect(findings('incomplete-plan', modelOf(ended('demo-acme'))).map(({ values }) => values.what)).toEqual(
      ['ended with an error'],
    );
  });
});

it('a waiver goes when what it excuses does', () => {
  expect(waiverFixes(bad('expired-waiver', 'past its date'))).toEqual([
    'Fix what it excused and remove it, or review it again and set a new date, at most 180 days off.',
  ]);
  expect(waiverFixes(bad('invalid-waiver', 'can never be waived'))).toEqual([
    'Remove it, and fix what it was to excuse.',
  ]);
  expect(waiverFixes(bad('invalid-waiver', 'too long'))).toEqual([
    'Set an earlier date, at most 180 days off.',
  ]);
  expect(waiverFixes(bad('invalid-waiver', 'no such rule'))).toEqual([
    'Correct or remove it; the exact line stands under "waive with" of the finding.',
  ]);
});

it('a name that is computed is written out, and no secret is looked for', () => {
  const computed = fixes('secret-exposure', written({ description: '${local.x}' }));
  expect(computed).toEqual([
    'Write it out (in the manifest, where that has it), and synthesize again: what is computed can be the text of a secret.',
  ]);
  expect(fixes('secret-exposure', written({ expose_client_secret: true }))).toEqual([
    'Take it out, and synthesize again: a client’s secret belongs in its tenant’s vault only, and the deployer’s credentials come from the environment.',
  ]);
});

it('a permission of a role that nobody holds is waived for no tenant', () => {
  const unheld: Edit = {
    manifest: ({ demo }) => {
      if (demo === undefined) return;
      demo.org.roles.spare = { permissions: ['usage:client:view', 'integrations:action:execute'] };
      demo.catalog.permissions['usage:client:view'] = false;
    },
  };
  expect(fixes('org-wide-permission', unheld).join()).toMatch(
    /^Take it from the role, or have it reviewed and waived; apart from it, /,
  );
  expect(fixes('deputy-permission', unheld)).toEqual([
    'Take it from the role, or have it reviewed and waived.',
  ]);
});

describe('a home division that the manifest itself adopts', () => {
  const home = '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e';
  const adopts: NonNullable<Edit['manifest']> = ({ demo }) => {
    if (demo) demo.tenants['acme'].divisions.voice = { id: home, manage: true };
  };
  const inPlan = (edit: Edit): string[] => [
    ...new Set(
      findings('home-division', modelOf(edit))
        .filter(({ at }) => at.some(({ kind }) => kind === 'plan'))
        .map(messages['home-division'].fix),
    ),
  ];
  it('is in no state that somebody edited', () => {
    expect(inPlan({ manifest: adopts, plans: () => undefined })).toEqual([remedies['plan-again']]);
  });
  it('be it held as what the plan makes anew', () => {
    const plans: Edit['plans'] = (all) => {
      const plan = all.get('demo-acme');
      const change = plan.resource_changes.find(({ name }: { name: string }) => name === 'division-voice');
      const item = planned(plan, 'division-voice');
      change.change.before = { ...item.values, id: home, home: true };
      change.change.actions = ['create'];
      delete change.change.importing;
      change.change.after_unknown.id = true;
      delete change.change.after.id;
      delete item.values.id;
      const { address, mode, type, name } = change;
      plan.prior_state.values.root_module.resources.push({
        ...{ address, mode, type, name },
        values: { id: home, home: true, name: 'Home' },
      });
    };
    expect(inPlan({ manifest: adopts, plans })).toEqual([remedies['plan-again']]);
  });
  it('but where the manifest does not, somebody did', () => {
    const plans: Edit['plans'] = (all) =>
      void all.get('demo-acme').prior_state.values.root_module.resources.push({
        address: 'genesyscloud_auth_division.x',
        mode: 'managed',
        type: 'genesyscloud_auth_division',
        name: 'x',
        values: { id: home, name: 'Home' },
      });
    expect(inPlan({ plans })).toEqual([remedies['restore-state']]);
  });
});

it('what was deleted by hand is made anew by a deploy, and not as it was', () => {
  expect(fixes('drifted-grant', bad('drifted-grant', 'a client deleted by hand'))).toEqual([
    'Find out who deleted it, in the org’s audit log; then deploy this stack, which makes another one in its place, or take it out of the manifest. A division that the manifest adopts can only be taken out.',
  ]);
  expect(fixes('drifted-grant', bad('drifted-grant', 'a grant added by hand'))).toEqual([
    'Find out who changed it, in the org’s audit log; then deploy this stack, which undoes it, or declare the change in the manifest.',
  ]);
});

it('a stack that cannot be read is not said to be absent', () => {
  const why = (edit: Edit): string[] => [
    ...new Set(findings('missing-client', modelOf(edit)).map(({ values }) => values.why)),
  ];
  expect(why({ assembly: (assembly) => void assembly.raw.set('demo-acme', '{') })).toEqual([
    'no stack of that name could be read',
  ]);
  expect(why({ assembly: (assembly) => void assembly.stacks.delete('demo-acme') })).toEqual([
    'no stack of that name could be read',
  ]);
});

it('one workspace is asked for, not two', () => {
  const wheres = (edit: Edit): string[] =>
    findings('cross-tenant-state', modelOf(edit)).map(({ values }) => values.where);
  expect(wheres(bad('cross-tenant-state', 'in another workspace than the foundation'))).toEqual([
    'local-workspace',
  ]);
});

/** What to do about the waiver that a case has. Waivers are judged when all else was found. */
const waiverFixes = (edit: Edit): string[] =>
  prove(edit).findings.flatMap((finding) => {
    switch (finding.rule) {
      case 'expired-waiver':
        return [messages['expired-waiver'].fix(finding)];
      case 'invalid-waiver':
        return [messages['invalid-waiver'].fix(finding)];
      default:
        return [];
    }
  });
