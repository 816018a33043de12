import { describe, expect, it } from 'vitest';
import type { Finding, Place } from '../../lib/proof/finding';
import { inOrder, Merged } from '../../lib/proof/findings';
import type { Model } from '../../lib/proof/model';
import { Proof } from '../../lib/proof/prove';
import type { Rule } from '../../lib/proof/rule';
import { ruleIds } from '../../lib/proof/rule-ids';
import { allRules } from '../../lib/rules';
import { acmePlan, client, role } from '../rules/fixtures/fixture';
import { modelOf } from '../support/found';
import { divisionReference } from '../support/write-assembly';

const silent: readonly Rule[] = allRules.map((rule) => ({ ...rule, stack: () => [], whole: () => [] }));
const finding = (rule: string, subject: string, at: Place[] = [], more: Partial<Finding> = {}): Finding =>
  ({ rule, org: 'demo', tenant: 'acme', subject, values: {}, at, because: [], ...more }) as Finding;
const line = (path: string): Place => ({ kind: 'manifest', file: 'f', path: [path] });

describe('a proof', () => {
  it('is not had without every rule, each once', () => {
    const model = modelOf({});
    expect(() => Proof.of(model, allRules.slice(2))).toThrow(
      'the rules are not complete: foreign-division, all-divisions',
    );
    expect(() => Proof.of(model, [...allRules, ...allRules.slice(0, 1)])).toThrow(
      'the rules are not complete: one is there twice',
    );
    expect(Proof.of(model, [...allRules].reverse()).verdict).toBe('proven');
  });

  it('is not had where a grant is certified by nobody and rejected by nobody', () => {
    const model = modelOf({
      assembly: (assembly) =>
        void (assembly.stacks.get('demo-acme').resource.genesyscloud_oauth_client[
          'client-1'
        ].roles[0].division_id = '*'),
    });
    expect(() => Proof.of(model, silent)).toThrow('a grant is not certified, yet no rule rejects it');
    expect(Proof.of(modelOf({}), silent).verdict).toBe('proven');
  });

  it('is rejected by any finding, and lists findings in the order of the rules', () => {
    const speaking = silent.map((rule) =>
      rule.id === 'grant-type' || rule.id === 'foreign-division'
        ? { ...rule, whole: () => [finding(rule.id, 'b'), finding(rule.id, 'a')] }
        : rule,
    );
    const proof = Proof.of(modelOf({}), [...speaking].reverse());
    expect(proof.verdict).toBe('rejected');
    expect(proof.findings.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual([
      'foreign-division a',
      'foreign-division b',
      'grant-type a',
      'grant-type b',
    ]);
  });

  it('lists what is waived in the order of the rules too', () => {
    const model = modelOf({
      manifest: ({ demo }) => {
        if (demo)
          demo.waivers = [
            ['token-lifetime', 'x'],
            ['grant-type', 'y'],
            ['token-lifetime', 'a'],
          ].map(([rule, subject]) => ({
            rule,
            tenant: 'acme',
            subject,
            reason: 'r',
            owner: 'o@example.com',
            expires: '2026-12-01',
          }));
      },
    });
    const speaking = silent.map((rule) =>
      rule.id === 'grant-type'
        ? { ...rule, whole: () => [finding(rule.id, 'y')] }
        : rule.id === 'token-lifetime'
          ? { ...rule, whole: () => [finding(rule.id, 'x'), finding(rule.id, 'a')] }
          : rule,
    );
    const { verdict, waived } = Proof.of(model, speaking);
    expect(verdict).toBe('proven');
    expect(waived.map((item) => `${item.finding.rule} ${item.finding.subject}`)).toEqual([
      'grant-type y',
      'token-lifetime a',
      'token-lifetime x',
    ]);
  });

  const examined = (model: Model) => Proof.of(model, allRules).examined;
  it('counts what was examined', () => {
    const all = {
      orgs: 1,
      tenants: 2,
      stacks: 3,
      clients: 3,
      grants: 13,
      roles: 2,
      permissions: 3,
      plans: 0,
    };
    expect(examined(modelOf({}))).toEqual(all);
    expect(examined(modelOf({ plans: () => {} }))).toEqual({ ...all, plans: 3 });
    expect(examined(modelOf({ plans: (plans) => void plans.set('demo-acme', '{') }))).toEqual({
      ...all,
      plans: 2,
    });
    expect(
      examined(modelOf({ assembly: (assembly) => void assembly.stacks.delete('demo-foundation') })),
    ).toEqual({
      ...all,
      stacks: 2,
    });
    expect(examined(modelOf({ assembly: (assembly) => void assembly.stacks.delete('demo-globex') }))).toEqual(
      {
        ...all,
        stacks: 2,
        clients: 2,
        grants: 10,
      },
    );
    expect(examined(modelOf({ manifest: (orgs) => void delete orgs['demo'] }))).toEqual({
      orgs: 0,
      tenants: 0,
      stacks: 0,
      clients: 0,
      grants: 0,
      roles: 0,
      permissions: 0,
      plans: 0,
    });
  });

  it('says what it rests on', () => {
    const assumptions = (edit: Parameters<typeof modelOf>[0]) =>
      Proof.of(modelOf(edit), allRules).assumptions;
    expect(assumptions({})).toEqual([
      'Terraform evaluates pure references faithfully.',
      'The provider sends roles and divisions as planned, and its binary is the released one (terraform init holds it against the lock file of the stack, which is not looked at).',
      'State ids are bound to the objects that they were created for (only the live org can refute it).',
      'States hold every object that was made, and plans are made with a look at the org, not with -refresh=false (only the live org can refute it).',
      'Nobody edits the org by hand (only the live org can refute it).',
      'The catalogue of demo is that of the live org: a snapshot of 2026-11-23.',
      'Any valid token can call 371 operations that need no permission, whatever is granted.',
    ]);
    expect(
      assumptions({ manifest: ({ demo }) => void (demo && (demo.catalog.demonstration = true)) }),
    ).toContain('The catalogue of demo is that of the live org: a demonstration of 2026-11-23.');
    expect(assumptions({ manifest: ({ demo }) => void (demo && delete demo.catalog) })).toContain(
      'No catalogue says which permissions of demo stop at divisions.',
    );
  });

  it('says which day and gateway it was told', () => {
    const model = modelOf({ manifest: ({ demo }) => void (demo && (demo.waivers = [])) });
    const added = (told: Partial<Model>) =>
      Proof.of({ ...model, ...told }, allRules).assumptions.filter(
        (text) => !Proof.of(model, allRules).assumptions.includes(text),
      );
    expect(added({ dayGiven: true, gateway: 'http://127.0.0.1:8083' })).toEqual([
      'Waivers are judged as on 2026-11-24, because --today says so.',
      'The stacks are deployed to http://127.0.0.1:8083 only, which --gateway names in place of the manifest’s.',
    ]);
    const manifest = {
      ...model.manifest,
      orgs: model.manifest.orgs.map((org) => ({ ...org, waivers: undefined })),
    };
    expect(added({ manifest, dayGiven: true })).toEqual([]);
    const orgs = [...model.manifest.orgs, ...manifest.orgs];
    expect(added({ manifest: { ...manifest, orgs }, dayGiven: true })).toHaveLength(1);
  });

  it('lists every grant, and whose its division is', () => {
    const { grants } = Proof.of(
      modelOf({
        assembly: (assembly) =>
          void (assembly.stacks.get('demo-globex').resource.genesyscloud_oauth_client[
            'client-1'
          ].roles[1].division_id = ''),
      }),
      allRules,
    );
    expect(
      grants
        .filter(({ tenant }) => tenant === 'globex')
        .map(
          ({ org, client, role, division, source }) =>
            `${org} ${client} ${role} ${division} ${source ?? '-'}`,
        ),
    ).toEqual([
      'demo client-1 reader sales own',
      'demo client-1 reader empty -',
      'demo client-1 reader holidays shared',
    ]);
  });

  const firstSource = (edit: Parameters<typeof modelOf>[0], division: string) =>
    Proof.of(modelOf(edit), allRules).grants.find(
      (grant) => grant.tenant === 'acme' && grant.division === division,
    );

  it('certifies no role that nobody knows, whatever the roles are called', () => {
    const grant = firstSource(
      {
        manifest: ({ demo }) => {
          if (!demo) return;
          demo.org.roles.undefined = { permissions: ['routing:queue:view'] };
          demo.tenants['acme'].client.grants.push({ role: 'undefined', divisions: ['voice'] });
        },
        assembly: role('ffffffff-0000-4000-8000-000000000000'),
      },
      'voice',
    );
    expect(grant).toMatchObject({ role: '"ffffffff-0000-4000-8000-000000000000"', source: undefined });
  });

  it('certifies no shared division for an own one of its name', () => {
    const edit: Parameters<typeof modelOf>[0] = {
      manifest: ({ demo }) => void (demo && (demo.tenants['acme'].divisions.holidays = {})),
      assembly: (assembly) => {
        for (const name of ['client-1', 'client-2'])
          for (const grant of client(assembly, 'demo-acme', name).roles)
            if (grant.division_id === divisionReference('holidays'))
              grant.division_id = '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10';
      },
    };
    expect(firstSource(edit, 'holidays')).toMatchObject({ division: 'holidays', source: undefined });
    expect(Proof.of(modelOf(edit), allRules).findings.map(({ rule }) => rule)).toContain('undeclared-grant');
  });

  it('tells what plans do, of each stack', () => {
    const { notices } = Proof.of(
      modelOf(
        acmePlan((plan) => {
          const change = plan.resource_changes.find(({ name }: { name: string }) => name === 'division-chat');
          change.change.actions = ['delete', 'create'];
        }),
      ),
      allRules,
    );
    expect(notices.map(({ stack, address, does }) => `${stack} ${does} ${address}`)).toEqual([
      'demo-acme replaces genesyscloud_auth_division.division-chat',
      'demo-acme adopts genesyscloud_auth_division.division-old',
    ]);
  });
});

const distinct = (findings: readonly Finding[]): readonly Finding[] => {
  const merged = new Merged();
  for (const one of findings) merged.add(one);
  return merged.findings;
};

describe('findings', () => {
  it('of one tuple are one, with the places of all, each once', () => {
    const [first, second] = [
      finding('grant-type', 'x', [line('a'), line('b')]),
      finding('grant-type', 'x', [line('b'), line('c')]),
    ];
    expect(distinct([first, finding('grant-type', 'y', [line('a')]), second])).toEqual([
      { ...first, at: [line('a'), line('b'), line('c')] },
      finding('grant-type', 'y', [line('a')]),
    ]);
  });

  it('that stand alone are left as they are', () => {
    const alone = finding('grant-type', 'x', [line('a')]);
    expect(distinct([alone])[0]).toBe(alone);
  });

  it('that differ in one part of their tuple stay apart', () => {
    const list = [
      finding('grant-type', 'x'),
      finding('token-lifetime', 'x'),
      finding('grant-type', 'y'),
      finding('grant-type', 'x', [], { tenant: undefined }),
      finding('grant-type', 'x', [], { org: undefined }),
    ];
    expect(distinct(list)).toEqual(list);
  });

  it('are in the order of the rules, then of their tuples', () => {
    const list = ruleIds.flatMap((rule) => [finding(rule, 'a'), finding(rule, 'b')]);
    expect(inOrder([...list].reverse(), (item) => item)).toEqual(list);
    // Of one tuple, what came first stays first.
    const [one, other] = [finding('grant-type', 'a', [line('b')]), finding('grant-type', 'a', [line('a')])];
    expect(inOrder([one, other], (item) => item)).toEqual([one, other]);
    expect(inOrder([{ one: other }, { one }], (item) => item.one)).toEqual([{ one: other }, { one }]);
  });
});
