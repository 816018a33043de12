import { describe, expect, it } from 'vitest';
import { ruleIds } from '../../lib/proof/rule-ids';
import { toDocument } from '../../lib/report/document';
import { textReport } from '../../lib/report/text';
import { allRules } from '../../lib/rules';
import { said } from '../support/said';
import { division, type Fixture } from './fixtures/fixture';
import { fixtures, prove } from './fixtures/prove';

describe('every rule', () => {
  it('has a good, a bad and an undecidable case', () => {
    expect(Object.keys(fixtures).sort()).toEqual([...ruleIds].sort());
    for (const fixture of Object.values(fixtures)) {
      for (const kind of [fixture.good, fixture.bad, fixture.undecidable])
        expect(Object.keys(kind)).not.toEqual([]);
    }
  });

  it('stands in the catalogue once, in order', () => {
    expect(allRules.map(({ id }) => id)).toEqual([...ruleIds]);
  });

  it('looks at stacks or at the whole, but for those that speak of waivers', () => {
    const blind = allRules.filter(({ stack, whole }) => stack === undefined && whole === undefined);
    expect(blind.map(({ id }) => id)).toEqual(['expired-waiver', 'unused-waiver', 'invalid-waiver']);
    expect(blind.every(({ about }) => about === 'waivers')).toBe(true);
  });

  it('can be waived only where the reference says so', () => {
    expect(allRules.filter(({ waivable }) => waivable).map(({ id }) => id)).toEqual([
      'missing-grant',
      'missing-client',
      'deputy-permission',
      'org-wide-permission',
      'unverified-permission',
      'scope-ceiling',
      'grant-type',
      'token-lifetime',
      'drifted-grant',
    ]);
  });
});

it('tells of each rule what it looks at', () => {
  const about = (what: string) => allRules.filter((rule) => rule.about === what).map(({ id }) => id);
  expect(about('plan')).toEqual(['plan-mismatch', 'incomplete-plan', 'drifted-grant']);
  expect(about('manifest')).toEqual([
    'wildcard-permission',
    'escalating-permission',
    'deputy-permission',
    'org-wide-permission',
    'unverified-permission',
    'unknown-permission',
    'scope-ceiling',
    'nothing-examined',
  ]);
  expect(about('waivers')).toEqual(['expired-waiver', 'unused-waiver', 'invalid-waiver']);
  expect(about('assembly')).toHaveLength(allRules.length - 14);
});

const cases = (kind: keyof Fixture) =>
  Object.entries(fixtures).flatMap(([rule, fixture]) =>
    Object.entries(fixture[kind]).map(([name, edit]) => [rule, name, edit] as const),
  );

it('no rule says anything of what is compliant', () => {
  expect(prove({}).findings).toEqual([]);
});

it.each(cases('good').filter(([, , edit]) => Object.keys(edit).length > 0))(
  '%s is silent: %s',
  (rule, _name, edit) => {
    expect(prove(edit).findings.filter((finding) => finding.rule === rule)).toEqual([]);
  },
);

it.each([...cases('bad'), ...cases('undecidable')])('%s speaks: %s', (rule, _name, edit) => {
  const proof = prove(edit);
  expect(proof.verdict).toBe('rejected');
  expect(proof.findings.map((finding) => finding.rule)).toContain(rule);
  const document = toDocument(proof);
  for (const finding of document.findings) {
    const prose = [finding.what, finding.why, finding.fix, finding.subject].join('\n');
    expect(prose).not.toMatch(/undefined|\[object|NaN/);
    expect(prose).not.toContain('canary');
    expect(finding.at.length + (finding.rule === 'nothing-examined' ? 1 : 0)).toBeGreaterThan(0);
  }
  expect(said(document, rule)).toMatchSnapshot();
});

it('says what happened, why it matters and what to do', () => {
  const report = textReport(
    toDocument(prove({ assembly: division('2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d') })),
  );
  expect(report.split('\n\nAssumptions')[0]).toMatchInlineSnapshot(`
    "rejected: 1 finding

    demo/acme    client-1, client-2: 10 grants in
                 2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d (not proved), legacy, old,
                 holidays (shared), voice
    demo/globex  client-1: 3 grants in sales, hall, holidays (shared)

    foreign-division  demo/acme
      tenants/demo/acme.yaml:23:7
      cdktf.out/stacks/demo-acme/cdk.tf.json:68:11
      client-1 grants reader in 2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d: that is
      division "hall" of tenant globex.
      Why: The tenant’s token would read another tenant’s data.
      Fix: Take out what wrote it (an edit by hand, or code of an app around the
           constructs), and synthesize again: no manifest can grant it. If both
           tenants are of one org and meant to read that division, move it from the
           file of globex to sharedDivisions in org.yaml, with its id.
      This can never be waived.

    rejected: 1 finding"
  `);
});
