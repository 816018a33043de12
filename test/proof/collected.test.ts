import { describe, expect, it } from 'vitest';
import { Collected, mostOfARule } from '../../lib/proof/collected';
import type { Finding } from '../../lib/proof/finding';
import { toDocument } from '../../lib/report/document';
import { explain } from '../../lib/report/explain';
import { textReport } from '../../lib/report/text';
import { prove } from '../rules/fixtures/prove';

const finding = (rule: Finding['rule'], tenant: string, subject: string): Finding =>
  ({ rule, org: 'demo', tenant, subject, values: {}, at: [], because: [] }) as unknown as Finding;

const many = (rule: Finding['rule'], tenant: string, count: number): Finding[] =>
  Array.from({ length: count }, (_, index) => finding(rule, tenant, `${index}`));

describe('the findings of a proof', () => {
  it('are all kept up to the most of a rule', () => {
    const collected = new Collected();
    collected.add(undefined);
    collected.add(many('foreign-division', 'acme', mostOfARule));
    collected.add(many('home-division', 'acme', mostOfARule));
    collected.add(many('home-division', 'acme', 7));
    expect(collected.findings.length).toBe(2 * mostOfARule);
    expect(collected.beyond).toEqual([]);
  });

  it('are counted beyond, by rule and tenant', () => {
    const collected = new Collected();
    collected.add(many('foreign-division', 'acme', mostOfARule + 2));
    collected.add(many('foreign-division', 'globex', 3));
    collected.add(many('home-division', 'globex', 1));
    expect(collected.findings.length).toBe(mostOfARule + 1);
    expect(collected.beyond).toEqual([
      { rule: 'foreign-division', org: 'demo', tenant: 'acme', count: 2 },
      { rule: 'foreign-division', org: 'demo', tenant: 'globex', count: 3 },
    ]);
  });
});

describe('a proof with more findings of a rule than it keeps', () => {
  const each = mostOfARule / 2 + 5;
  const unknown = Object.fromEntries(Array.from({ length: each }, (_, index) => [`r${index}`, {}]));
  const proof = prove({
    assembly: (a) => {
      for (const stack of ['demo-acme', 'demo-globex']) a.stacks.get(stack).resource.genesyscloud_x = unknown;
    },
  });
  const beyond = { rule: 'unmodelled-authority', org: 'demo', tenant: 'globex', count: 10 };
  const document = toDocument(proof);

  it('is rejected, and its report counts all of them', () => {
    expect(proof.verdict).toBe('rejected');
    expect(proof.beyond).toEqual([beyond]);
    const shown = document.findings.length;
    expect(document.omitted?.findings).toEqual([
      { ...beyond, tenant: 'acme', count: each - shown },
      { ...beyond, count: each },
    ]);
    expect(textReport(document)).toContain(`rejected: ${2 * each} findings`);
  });

  it('proves no grant that they concern', () => {
    const answer = explain(proof, { org: undefined, tenant: 'globex', role: undefined, division: undefined });
    expect(answer.kind === 'explained' && answer.explanation.grants.some(({ proved }) => proved)).toBe(false);
  });
});

it('is rejected for what it did not keep, even when a waiver covers all that it kept', () => {
  const permissions = Array.from({ length: mostOfARule + 1 }, (_, index) => `usage:client:view${index}`);
  const proof = prove({
    manifest: ({ demo }) => {
      if (demo === undefined) return;
      demo.org.roles.reader.permissions = permissions;
      for (const permission of permissions) demo.catalog.permissions[permission] = false;
      demo.waivers = permissions.slice(0, mostOfARule / 2).flatMap((permission) =>
        ['acme', 'globex'].map((tenant) => ({
          rule: 'org-wide-permission',
          tenant,
          subject: `role reader permission ${permission}`,
          reason: 'reviewed',
          owner: 'platform@example.com',
          expires: '2027-01-31',
        })),
      );
    },
  });
  expect(proof.waived.length).toBe(mostOfARule);
  expect(proof.findings).toEqual([]);
  expect(proof.beyond.map(({ tenant, count }) => `${tenant} ${count}`)).toEqual([
    `acme ${permissions.length - mostOfARule / 2}`,
    `globex ${permissions.length - mostOfARule / 2}`,
  ]);
  expect(proof.verdict).toBe('rejected');
});
