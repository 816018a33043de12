import { describe, expect, it } from 'vitest';
import type { Finding } from '../../lib/proof/finding';
import { waive } from '../../lib/proof/waive';
import { toDocument } from '../../lib/report/document';
import { textReport } from '../../lib/report/text';
import { allRules } from '../../lib/rules';
import { client, type Edit, planned } from '../rules/fixtures/fixture';
import { prove as proveEdit } from '../rules/fixtures/prove';
import { manifestOf } from '../support/manifest';
import { otherOrg, sample } from '../support/sample';
import { valueNamed } from '../support/value-named';
import { type Json, proofOf, writeAssembly } from '../support/write-assembly';

const subject = 'role reader permission usage:client:view';
const entry = {
  rule: 'org-wide-permission',
  tenant: 'acme',
  subject,
  reason: 'billing export',
  owner: 'sec@example.com',
  expires: '2027-01-31',
};

/** The proof of a sample whose role has a permission that acts org-wide, with these waivers. */
function prove(waivers: readonly object[], today = '2026-11-24') {
  const input = sample();
  input.demo.org.roles.reader.permissions.push('usage:client:view');
  input.demo.catalog.permissions['usage:client:view'] = false;
  // Within the ceiling, so that one finding a tenant is all there is.
  for (const tenant of Object.values(input.demo.tenants)) tenant.client.scopes.push('oauth:readonly');
  input.demo.waivers = waivers;
  const manifest = manifestOf(input);
  return proofOf(manifest, writeAssembly(manifest), { today });
}

const open = (...args: Parameters<typeof prove>): string[] =>
  prove(...args).findings.map((finding) =>
    [finding.rule, finding.tenant, valueNamed(finding, 'problem')].filter(Boolean).join(' '),
  );

describe('a waiver', () => {
  it('covers exactly its rule, tenant and subject, and stays visible', () => {
    const proof = prove([entry]);
    expect(open([entry])).toEqual(['org-wide-permission globex']);
    expect(
      proof.waived.map(({ finding, waiver }) => `${finding.rule} ${finding.tenant} ${waiver.owner}`),
    ).toEqual(['org-wide-permission acme sec@example.com']);
  });

  it('makes a proof with all findings covered', () => {
    const proof = prove([entry, { ...entry, tenant: 'globex' }]);
    expect(proof.verdict).toBe('proven');
    expect(textReport(toDocument(proof))).toContain('proven, 2 findings waived');
  });

  it('is what the report’s "waive with" line says', () => {
    const waivers = toDocument(prove([])).findings.map(({ waiveWith }) => ({ ...entry, ...waiveWith }));
    expect(prove(waivers).verdict).toBe('proven');
  });

  it.each([
    ['an expression', '${var.lifetime}'],
    ['a very long text', 'x'.repeat(1000)],
    ['a text with an invisible character', '3600\u200b'],
    ['a text that is shown escaped', '3600 ::error'],
  ])('is not offered where waivers.yaml could not repeat the subject: %s', (_what, lifetime) => {
    const edit: Edit = {
      assembly: (a) => {
        client(a).access_token_validity_seconds = lifetime;
      },
    };
    const [finding] = toDocument(proveEdit(edit)).findings;
    expect([finding?.rule, finding?.waiveWith]).toEqual(['token-lifetime', undefined]);
  });

  it.each([
    ['its last day', '2027-01-31', []],
    ['the day after', '2027-02-01', ['org-wide-permission acme', 'expired-waiver acme']],
    ['180 days before its end', '2026-08-04', []],
    [
      '181 days before its end',
      '2026-08-03',
      ['org-wide-permission acme', 'invalid-waiver acme it ends more than 180 days after 2026-08-03'],
    ],
  ])('on %s', (_when, today, expected) => {
    expect(open([entry], today).filter((text) => !text.endsWith('globex'))).toEqual(expected);
  });

  it.each([
    ['a part of the subject', { subject: 'role reader' }, 'unused-waiver acme'],
    ['another case', { subject: subject.toUpperCase() }, 'unused-waiver acme'],
    ['a star', { subject: '*' }, 'unused-waiver acme'],
    ['another rule', { rule: 'deputy-permission' }, 'unused-waiver acme'],
    ['a rule that does not exist', { rule: 'everything' }, 'invalid-waiver acme there is no rule everything'],
    [
      'a name that JavaScript keeps for itself',
      { rule: '__proto__' },
      'invalid-waiver acme there is no rule __proto__',
    ],
    ['a tenant that does not exist', { tenant: 'nobody' }, 'invalid-waiver the org has no tenant nobody'],
  ])('with %s covers nothing', (_what, edit, expected) => {
    expect(open([{ ...entry, ...edit }])).toEqual(
      expect.arrayContaining(['org-wide-permission acme', expected]),
    );
  });

  it('for one finding twice: the second excuses nothing', () => {
    expect(open([entry, entry, { ...entry, tenant: 'globex' }])).toEqual(['unused-waiver acme']);
  });

  it.each(allRules.filter(({ waivable }) => !waivable).map(({ id }) => [id]))(
    'can never cover %s',
    (rule) => {
      expect(open([{ ...entry, rule }])).toContain(
        `invalid-waiver acme the rule ${rule} can never be waived`,
      );
    },
  );

  it('covers nothing in another org', () => {
    const input = { ...sample(), twin: sample().demo };
    input.demo.org.roles.reader.permissions.push('usage:client:view');
    const ids = (text: string): string =>
      text.replaceAll(/"([0-9a-f])([0-9a-f]{7}-)/g, (_all, _first, rest) => `"f${rest}`);
    const twin = JSON.parse(ids(JSON.stringify(input.twin))) as typeof input.twin;
    twin.waivers = [entry];
    const manifest = manifestOf({ demo: input.demo, twin });
    const rules = proofOf(manifest, writeAssembly(manifest)).findings.map(
      ({ rule, org }) => `${rule} ${org}`,
    );
    expect(rules).toContain('unused-waiver twin');
  });

  it('never covers what is concealed: it would stand for any other value', () => {
    const drift = (division: string): Edit => ({
      plans: (plans) => {
        const address = 'genesyscloud_oauth_client.client-1';
        const { values } = planned(plans.get('demo-acme'), 'client-1');
        const roles = [...values.roles, { role_id: 'r', division_id: division }];
        plans.get('demo-acme').resource_drift = [
          {
            ...{ address, mode: 'managed', type: 'genesyscloud_oauth_client', name: 'client-1' },
            change: {
              actions: ['update'],
              before: values,
              after: { ...values, roles },
              after_unknown: {},
              after_sensitive: { roles: true },
            },
          },
        ];
      },
    });
    const [finding] = toDocument(proveEdit(drift('*'))).findings;
    expect(finding?.rule).toBe('drifted-grant');
    expect(finding?.subject).toContain('(a sensitive value)');
    expect(finding?.waiveWith).toBeUndefined();
    const waiver = { ...entry, rule: 'drifted-grant', subject: finding?.subject };
    const waived = proveEdit({
      ...drift('*'),
      manifest: (orgs) => void Object.assign(orgs['demo'] ?? {}, { waivers: [waiver] }),
    });
    expect(
      waived.findings.map((finding) => `${finding.rule} ${valueNamed(finding, 'problem') ?? ''}`),
    ).toEqual([
      'drifted-grant ',
      'invalid-waiver its subject conceals a value, and would stand for any other one',
    ]);
  });
});

describe('a waiver of what only a plan shows', () => {
  const drift = (plans: Map<string, Json>): void => {
    const named = { mode: 'managed', type: 'genesyscloud_oauth_client', name: 'client-1' };
    plans.get('demo-acme').resource_drift = [
      {
        ...named,
        address: 'genesyscloud_oauth_client.client-1',
        change: {
          actions: ['update'],
          before: { state: 'active' },
          after: { state: 'inactive' },
          after_unknown: {},
        },
      },
    ];
  };
  const verdictOf = (edit: Edit, stage?: 'foundation'): readonly string[] => {
    const { findings } = proveEdit(
      {
        ...edit,
        manifest: ({ demo }) => {
          if (demo)
            demo.waivers = [
              {
                ...entry,
                rule: 'drifted-grant',
                subject:
                  'demo-acme genesyscloud_oauth_client.client-1 was changed outside Terraform: it now has state "inactive" and no longer has state "active"',
              },
            ];
        },
      },
      stage,
    );
    return findings.map(({ rule, tenant }) => `${rule} ${tenant}`);
  };

  it('is used where the plan shows it, and unused where the plan does not', () => {
    expect(verdictOf({ plans: drift })).toEqual([]);
    expect(verdictOf({ plans: () => undefined })).toEqual(['unused-waiver acme']);
  });

  it('of the foundation is judged where the foundation’s plan is', () => {
    const ofFoundation = (edit: Edit): readonly string[] => {
      const { findings } = proveEdit({
        ...edit,
        manifest: ({ demo }) => {
          const { tenant: _, ...org } = entry;
          if (demo) demo.waivers = [{ ...org, rule: 'drifted-grant', subject: 'demo-foundation x' }];
        },
      });
      return findings.map(({ rule }) => rule);
    };
    expect(ofFoundation({})).toEqual([]);
    expect(ofFoundation({ plans: () => undefined })).toEqual(['unused-waiver']);
  });

  it('is not unused where neither stack nor plan is there', () => {
    const gone: Edit = {
      manifest: () => undefined,
      assembly: (assembly) => void assembly.stacks.delete('demo-acme'),
      plans: (plans) => void plans.delete('demo-acme'),
    };
    expect(verdictOf(gone)).not.toContain('unused-waiver acme');
  });

  it('is not unused because its plan was not given: synthesis, and the foundation’s stage, come before plans', () => {
    expect(verdictOf({})).toEqual([]);
    const onlyFoundation = (plans: Map<string, Json>): void => {
      for (const stack of ['demo-acme', 'demo-globex']) plans.delete(stack);
    };
    expect(verdictOf({ plans: onlyFoundation }, 'foundation')).toEqual([]);
    expect(verdictOf({ plans: () => undefined }, 'foundation')).toEqual(['unused-waiver acme']);
  });
});

it('looks for what each waiver covers without looking through all findings for each', () => {
  const count = 500;
  const input = sample();
  input.demo.waivers = Array.from({ length: count }, (_, index) => ({ ...entry, subject: `x${index}` }));
  const { orgs } = manifestOf(input);
  let looks = 0;
  const findings = Array.from({ length: count }, (_, index) => ({
    rule: entry.rule,
    org: 'demo',
    tenant: entry.tenant,
    get subject() {
      looks++;
      return `x${index}`;
    },
  })) as unknown as Finding[];
  const rules = new Map(allRules.map((rule) => [rule.id as string, rule]));
  const { open, waived } = waive(findings, orgs, rules, '2026-11-24', () => true);
  expect([open.length, waived.length]).toEqual([0, count]);
  expect(looks).toBeLessThan(5 * count);
});

it('excuses a finding of its org where another org has no waivers', () => {
  const proof = proveEdit({
    manifest: (input) => {
      const { demo } = input;
      if (demo === undefined) return;
      demo.org.roles.reader.permissions.push('usage:client:view');
      demo.catalog.permissions['usage:client:view'] = false;
      for (const tenant of Object.values(demo.tenants)) tenant.client.scopes.push('oauth:readonly');
      demo.waivers = ['acme', 'globex'].map((tenant) => ({ ...entry, tenant }));
      Object.assign(input, { other: otherOrg() });
    },
  });
  expect(proof.findings).toEqual([]);
  expect(proof.waived.map(({ finding }) => finding.tenant)).toEqual(['acme', 'globex']);
});
