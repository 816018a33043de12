import { describe, expect, it } from 'vitest';
import type { DivisionKey, OrgId, TenantId } from '../../lib/manifest/ids';
import { divisionName } from '../../lib/manifest/names';
import { changeOf, issues } from '../support/plan-issues';
import type { Json } from '../support/write-assembly';
import { chat, division, end, own, priorOf } from './ended';

describe('an object that the state knows by another tenant’s name', () => {
  const named = (name: string, type = division, where: 'acme' | 'foundation' = 'acme') =>
    issues((edited) => {
      const plan = edited[where];
      plan.prior_state ??= { values: { root_module: { resources: [] } } };
      end(plan, own, 'x', type);
      for (const values of [priorOf(plan, 'x').values, changeOf(plan, 'x').change.before]) values.name = name;
    }).filter((text) => text.includes(' under the name of '));
  const globexSales = divisionName('opaque', 'demo' as OrgId, 'globex' as TenantId, 'sales' as DivisionKey);
  const acmeChat = divisionName('opaque', 'demo' as OrgId, 'acme' as TenantId, 'chat' as DivisionKey);

  it('is another tenant’s division', () => {
    const what =
      'holds as g_auth_division.x a division under the name of g_auth_division.division-sales of demo-globex';
    for (const name of [globexSales, ` ${globexSales.toUpperCase()}`])
      expect(named(name)).toEqual([
        `foreign-division: demo-acme ${what} (globex: g_auth_division.division-sales)`,
      ]);
    expect(named(globexSales, division, 'foundation')).toHaveLength(1);
  });

  it('is told where only the state or only the change has the name, and of each name', () => {
    const named = (prior: string, before: string) =>
      issues(({ acme }) => {
        end(acme, own);
        priorOf(acme, 'x').values.name = prior;
        changeOf(acme, 'x').change.before.name = before;
      }).filter((text) => text.includes(' under the name of '));
    expect(named(globexSales, 'x')).toHaveLength(1);
    expect(named('x', globexSales)).toHaveLength(1);
    expect(named(globexSales, '')).toHaveLength(1);
  });

  it('is nobody else’s under the tenant’s own names, names of nobody, and names of another type', () => {
    for (const name of [acmeChat, 'x', '']) expect(named(name)).toEqual([]);
    expect(named('demo-globex-1')).toEqual([]);
    expect(named(globexSales, 'genesyscloud_oauth_client')).toEqual([]);
  });

  it('is judged by the state, not by what is planned', () => {
    const found = issues(({ acme, set }) => set(acme, 'division-chat', { name: globexSales }));
    expect(found.filter((text) => text.includes(' under the name of '))).toEqual([]);
    expect(found).toEqual([`plan-mismatch: demo-acme plans another name for ${chat}`]);
  });
});

describe('a client or a role of another name than its address stands for', () => {
  const client = 'genesyscloud_oauth_client';
  const role = 'genesyscloud_auth_role';
  const said = (type: string, at: string, name: unknown, where: 'acme' | 'foundation' = 'acme') =>
    issues((edited) => {
      const plan = edited[where];
      end(plan, own, at, type);
      for (const values of [priorOf(plan, at).values, changeOf(plan, at).change.before]) values.name = name;
    }).filter((text) => text.includes('of another name'));
  const other = (stack: string, address: string, expected: string) => [
    `plan-mismatch: ${stack} holds as ${address} an object of another name than ${expected}`,
  ];

  it('is another client: a retired one, another tenant’s, one that nobody declared', () => {
    expect(said(client, 'client-9', 'demo-acme-9')).toEqual([]);
    for (const name of ['demo-acme-1', 'demo-globex-2', 'DEMO-acme-9', 'by hand', null, undefined])
      expect(said(client, 'client-9', name)).toEqual(
        other('demo-acme', 'g_oauth_client.client-9', 'demo-acme-9'),
      );
  });

  it('is no client of the tenant under an address of no generation, and none of the foundation', () => {
    for (const at of ['x', 'client-', 'client-0', 'client-01', 'client-1x', 'xclient-1', 'client-1[0]'])
      for (const name of ['demo-acme-1', undefined])
        expect(said(client, at, name)).toEqual(
          other('demo-acme', `g_oauth_client.${at}`, 'any that belongs into this stack'),
        );
    expect(said(client, 'client-1', 'demo-acme-1', 'foundation')).toEqual(
      other('demo-foundation', 'g_oauth_client.client-1', 'any that belongs into this stack'),
    );
  });

  it('is another role, and no role belongs into a tenant’s state', () => {
    expect(said(role, 'gone', 'demo-gone', 'foundation')).toEqual([]);
    expect(said(role, 'gone', 'demo-reader', 'foundation')).toEqual(
      other('demo-foundation', 'g_auth_role.gone', 'demo-gone'),
    );
    expect(said(role, 'reader', 'demo-reader')).toEqual(
      other('demo-acme', 'g_auth_role.reader', 'any that belongs into this stack'),
    );
  });

  it('is another division than the tenant makes', () => {
    const held = (name: unknown, key = 'chat'): string[] =>
      issues(({ acme, bindTo }) => {
        bindTo('demo-acme', `division-${key}`, key === 'old' ? '1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c' : own);
        for (const values of [
          priorOf(acme, `division-${key}`).values,
          changeOf(acme, `division-${key}`).change.before,
        ])
          values.name = name;
        changeOf(acme, `division-${key}`).change.actions = ['update'];
      }).filter((text) => text.includes('of another name'));
    const opaque = divisionName('opaque', 'demo' as OrgId, 'acme' as TenantId, 'chat' as DivisionKey);
    const refused = other('demo-acme', chat, `${opaque} or d-acme-chat`);
    // The org's style of names may have been another one.
    for (const name of [opaque, 'd-acme-chat']) expect(held(name)).toEqual([]);
    for (const name of ['Finance', 'd-acme-voice', opaque.toUpperCase(), `${opaque} `, '', null, undefined])
      expect(held(name)).toEqual(refused);
    // What is adopted may be called anything before.
    expect(held('Finance', 'old')).toEqual([]);
  });

  it('is another tenant’s, whose ids run together with the own ones in the other style of names', () => {
    // In readable names, division voice-eu of acme and division eu of acme-voice are one.
    const held = (): string[] =>
      issues(
        ({ plans, bindTo }) => {
          bindTo('demo-acme-voice', 'division-eu', own);
          const plan = plans.get('demo-acme-voice');
          for (const values of [
            priorOf(plan, 'division-eu').values,
            changeOf(plan, 'division-eu').change.before,
          ])
            values.name = 'd-acme-voice-eu';
          changeOf(plan, 'division-eu').change.actions = ['update'];
        },
        {
          manifest: ({ demo }) => {
            demo.tenants['acme'].divisions['voice-eu'] = {};
            demo.tenants['acme-voice'] = structuredClone(demo.tenants['globex']);
            demo.tenants['acme-voice'].divisions = { eu: {} };
            demo.tenants['acme-voice'].client.grants = [{ role: 'reader', divisions: ['eu'] }];
          },
        },
      ).filter((text) => text.includes('of another name'));
    const derived = divisionName('opaque', 'demo' as OrgId, 'acme-voice' as TenantId, 'eu' as DivisionKey);
    expect(held()).toEqual(other('demo-acme-voice', 'g_auth_division.division-eu', derived));
  });

  it('is no division of the tenant any more, whatever it was called', () => {
    for (const at of ['division-gone', 'division-toString', 'chat', 'x'])
      expect(said(division, at, 'Finance')).toEqual([]);
  });

  it('is told where only the state or only the change has it', () => {
    for (const edit of [
      (plan: Json) => void (priorOf(plan, 'client-9').values.name = 'x'),
      (plan: Json) => void (changeOf(plan, 'client-9').change.before.name = 'x'),
    ])
      expect(
        issues(({ acme }) => {
          end(acme, own, 'client-9', client);
          edit(acme);
        }).filter((text) => text.includes('of another name')),
      ).toHaveLength(1);
  });
});
