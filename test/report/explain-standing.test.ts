import { describe, expect, it } from 'vitest';
import type { Proof } from '../../lib/proof/prove';
import { explain } from '../../lib/report/explain';
import { explanationText } from '../../lib/report/explain-text';
import type { Explanation } from '../../lib/report/explanation';
import { most } from '../../lib/report/limits';
import { client, type Edit } from '../rules/fixtures/fixture';
import { fixtures, prove } from '../rules/fixtures/prove';

/* What the rest of the proof makes of a grant: findings that are open, of others, and waived. */

function explanation(edit: Edit, tenant = 'acme'): Explanation {
  const answer = explain(prove(edit), { org: undefined, tenant, role: undefined, division: undefined });
  if (answer.kind !== 'explained') throw new Error(answer.kind);
  return answer.explanation;
}

describe('a grant that its chain bears out', () => {
  const first = (edit: Edit) => {
    const { grants } = explanation(edit);
    const shown = explanationText(explanation(edit)).split('\n')[0];
    return { agrees: grants[0]?.agrees, proved: grants[0]?.proved, shown };
  };
  const rejected = {
    agrees: true,
    proved: false,
    shown: 'demo/acme  client-1: reader in voice  agrees with its declaration, but the proof is rejected',
  };

  it.each<[string, Edit]>([
    [
      'the tenant: a file that overrides the grants',
      { assembly: (a) => void a.extra.set('demo-acme', [{ name: 'x_override.tf', kind: 'file' }]) },
    ],
    [
      'the tenant: changes of its grants are ignored',
      { assembly: (a) => void Object.assign(client(a), { lifecycle: { ignore_changes: ['roles'] } }) },
    ],
    [
      'the whole org: a role has a permission more',
      {
        assembly: (a) => {
          a.stacks.get('demo-foundation').resource.genesyscloud_auth_role.reader.permissions = ['admin'];
        },
      },
    ],
    [
      'everything: a stack that is nobody’s',
      { assembly: (a) => void a.stacks.set('nobodys', { resource: { genesyscloud_user: { a: {} } } }) },
    ],
  ])('is not proved while a finding concerns %s', (_, edit) => {
    expect(explanation(edit).findings).not.toEqual([]);
    expect(first(edit)).toEqual(rejected);
  });

  it('is not proved while findings concern the tenant that were too many to be kept', () => {
    const { model, ...others } = prove({});
    const explained = (tenant: string) => {
      const beyond = [{ rule: 'stray-terraform', org: 'demo', tenant: 'acme', count: 3 }];
      const proof = { ...others, model, beyond } as unknown as Proof;
      const answer = explain(proof, { org: undefined, tenant, role: undefined, division: undefined });
      return answer.kind === 'explained' ? answer.explanation : undefined;
    };
    const grants = explained('acme')?.grants ?? [];
    expect(grants.length).toBeGreaterThan(1);
    expect(grants.every(({ agrees, proved }) => agrees && !proved)).toBe(true);
    expect(explained('acme')?.omitted?.findings).toMatchObject([{ rule: 'stray-terraform', count: 3 }]);
    expect(explained('globex')?.grants.every(({ proved }) => proved)).toBe(true);
  });

  it('is proved whatever is found about another tenant', () => {
    const edit: Edit = {
      assembly: (a) => void a.extra.set('demo-globex', [{ name: 'x_override.tf', kind: 'file' }]),
    };
    expect(explanation(edit)).toMatchObject({ verdict: 'rejected', findings: [] });
    expect(first(edit)).toEqual({
      agrees: true,
      proved: true,
      shown: 'demo/acme  client-1: reader in voice  proved',
    });
  });
});

it.each(['acme', 'globex'])(
  'a finding about a client of %s as a whole has the chains of its grants',
  (tenant) => {
    const ignores: Edit = {
      assembly: (a) => {
        Object.assign(client(a, `demo-${tenant}`), { lifecycle: { ignore_changes: ['roles'] } });
      },
    };
    const { grants, findings } = explanation(ignores, tenant);
    const found = findings.find(({ rule }) => rule === 'ignored-changes');
    const chain = grants[0]?.chain ?? [];
    expect(chain.length).toBeGreaterThan(5);
    expect(found?.chain).toEqual(expect.arrayContaining([...chain]));
  },
);

it('a grant is a client’s, whoever else’s declarations were looked at in between', () => {
  const proof = prove({});
  const [acme, globex] = proof.model.orgs[0]?.tenants ?? [];
  expect(acme?.clients).not.toEqual([]);
  expect(globex?.declared.size).toBeGreaterThan(0);
  const answer = explain(proof, { org: undefined, tenant: 'acme', role: undefined, division: undefined });
  const grants = answer.kind === 'explained' ? answer.explanation.grants : [];
  expect(grants.length).toBeGreaterThan(0);
  expect(grants.filter((grant) => grant.client === undefined)).toEqual([]);
});

describe('a waived finding', () => {
  const edit = fixtures['expired-waiver']?.good['in force'] ?? {};

  it('is shown with its reason, owner and last day, and leaves the grants proved', () => {
    const { waived, findings, grants } = explanation(edit);
    expect(waived).toMatchObject([
      {
        finding: { rule: 'org-wide-permission', tenant: 'acme' },
        reason: 'reviewed',
        owner: 'platform@example.com',
        expires: '2027-01-31',
      },
    ]);
    expect(findings).toEqual([]);
    expect(grants.every(({ proved }) => proved)).toBe(true);
    expect(explanationText(explanation(edit)).split('\n\n').at(-2)).toMatchInlineSnapshot(`
      "Waived
        - org-wide-permission demo/acme role reader permission usage:client:view:
          reviewed (platform@example.com, until 2027-01-31)
        manifest    what the manifest says of it
                    tenants/demo/org.yaml:12:9  /roles/reader/permissions/2
        manifest    what the manifest says of it
                    tenants/demo/acme.yaml:27:17  /client/grants/0/role
        construct   no construct is noted in the file
                    cdktf.out/stacks/demo-foundation/cdk.tf.json:46:7  /resource/genesyscloud_auth_role/reader
        file        resource genesyscloud_auth_role.reader
                    cdktf.out/stacks/demo-foundation/cdk.tf.json:46:7  /resource/genesyscloud_auth_role/reader
        value       Role reader has usage:client:view, which is not division-aware (the catalogue of 2026-11-23).
                    tenants/demo/acme.yaml:27:17  /client/grants/0/role"
    `);
  });

  it('has the chain and the places that it has while it is open', () => {
    const open: Edit = {
      ...edit,
      manifest: (orgs) => {
        edit.manifest?.(orgs);
        for (const org of Object.values(orgs)) org.waivers = [];
      },
    };
    const [before] = explanation(open).findings.filter(({ rule }) => rule === 'org-wide-permission');
    const [{ finding } = {}] = explanation(edit).waived;
    expect(before?.chain.length).toBeGreaterThan(2);
    expect(explanationText(explanation(open))).toContain(
      '  Waive with: { rule: org-wide-permission, tenant: acme, subject: "role reader permission usage:client:view" }',
    );
    expect(finding?.at.every(({ line }) => line !== undefined)).toBe(true);
    expect(finding).toEqual(before);
  });

  it('of another tenant is not', () => {
    expect(explanation(edit, 'globex').waived).toEqual([]);
    expect(explanationText(explanation(edit, 'globex'))).not.toContain('Waived');
  });
});

it('shows the first steps of a chain that is very long, and counts the others', () => {
  const { findings, ...others } = explanation({
    assembly: (a) => {
      client(a).authorized_grant_type = 'CODE';
      client(a).roles = Array.from({ length: 90 }, (_, n) => ({ role_id: `r${n}`, division_id: `d${n}` }));
    },
  });
  const finding = findings.find(({ rule }) => rule === 'grant-type');
  expect(finding?.chain).toHaveLength(most.steps);
  expect(finding?.omittedChain).toBeGreaterThan(90);
  const text = explanationText({ ...others, findings: findings.filter((one) => one === finding) });
  expect(text).toContain(`… ${finding?.omittedChain} more steps`);
  expect(findings.filter(({ rule }) => rule !== 'grant-type')[0]?.omittedChain).toBeUndefined();
});
