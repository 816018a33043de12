import { describe, expect, it } from 'vitest';
import type { DivisionKey, OrgId, TenantId } from '../../lib/manifest/ids';
import { divisionName } from '../../lib/manifest/names';
import { found } from '../support/found';
import { stack } from './edits';
import type { Edit } from './fixtures/fixture';

describe('duplicate-division', () => {
  const named = (where: string, name: string, label: unknown): Edit =>
    stack((file) => void (file.resource.genesyscloud_auth_division[name].name = label), where);
  const other = (edit: Edit): string => found('duplicate-division', edit).join('\n');
  const derived = (tenant: string, key: string, style: 'opaque' | 'readable' = 'opaque'): string =>
    divisionName(style, 'demo' as OrgId, tenant as TenantId, key as DivisionKey);
  const division = (tenant: string, key: string): string =>
    `${tenant}: demo-${tenant} g_auth_division.division-${key}`;

  it('in two stacks of one name, whatever its letter case and spaces', () => {
    for (const text of ['Old hall', ' OLD HALL\t'])
      expect(found('duplicate-division', named('demo-globex', 'division-sales', text))).toEqual([
        'globex: demo-globex g_auth_division.division-sales has the name "old hall", which g_auth_division.division-old of demo-acme has too',
        `globex: demo-globex g_auth_division.division-sales has the name ${JSON.stringify(text)}, which is that of the division old of tenant acme`,
      ]);
  });

  it('under another name than follows from the manifest, which anybody’s division could have', () => {
    const follows = (key: string, name: string, expected: string): string =>
      `${division('acme', key)} has the name ${JSON.stringify(name)} where ${JSON.stringify(expected)} follows from the manifest`;
    const chat = derived('acme', 'chat');
    for (const name of ['Finance', chat.toUpperCase(), `${chat} `, 'd-acme-mail', ''])
      expect(other(named('demo-acme', 'division-chat', name))).toBe(follows('chat', name, chat));
    for (const name of ['old hall', derived('acme', 'old')])
      expect(other(named('demo-acme', 'division-old', name))).toBe(follows('old', name, 'Old hall'));
    // What the manifest does not have is a finding of another rule.
    const extra = stack((file) => {
      const all = file.resource.genesyscloud_auth_division;
      all['division-constructor'] = { name: 'x' };
      all['other'] = { name: 'y' };
    });
    expect(other(extra)).toBe('');
  });

  it('but not in the other style of names, which the org may have had', () => {
    expect(other(named('demo-acme', 'division-chat', derived('acme', 'chat', 'readable')))).toBe('');
    const readable: Edit['manifest'] = ({ demo }) => void (demo && (demo.org.divisionNames = 'readable'));
    expect(
      other({ ...named('demo-acme', 'division-chat', derived('acme', 'chat')), manifest: readable }),
    ).toBe('');
    const unnamed: Edit['manifest'] = ({ demo }) =>
      void (demo && delete demo.tenants['acme'].divisions.old.name);
    expect(other({ ...named('demo-acme', 'division-old', derived('acme', 'old')), manifest: unnamed })).toBe(
      '',
    );
  });

  it('of two tenants that have each other’s names, each once', () => {
    const swapped: Edit = {
      assembly: (assembly) => {
        const [old, sales] = [
          assembly.stacks.get('demo-acme').resource.genesyscloud_auth_division['division-old'],
          assembly.stacks.get('demo-globex').resource.genesyscloud_auth_division['division-sales'],
        ];
        [old.name, sales.name] = [sales.name, ` ${old.name.toUpperCase()}`];
      },
    };
    expect(found('duplicate-division', swapped)).toEqual([
      `acme: demo-acme g_auth_division.division-old has the name "${derived('globex', 'sales')}", which is that of the division sales of tenant globex`,
      'globex: demo-globex g_auth_division.division-sales has the name " OLD HALL", which is that of the division old of tenant acme',
    ]);
  });

  it('of one tenant’s own divisions that have each other’s names', () => {
    const swapped = stack((file) => {
      const all = file.resource.genesyscloud_auth_division;
      [all['division-voice'].name, all['division-chat'].name] = [
        all['division-chat'].name,
        all['division-voice'].name,
      ];
    });
    const [voice, chat] = [derived('acme', 'voice'), derived('acme', 'chat')];
    expect(found('duplicate-division', swapped)).toEqual([
      `${division('acme', 'voice')} has the name "${chat}" where "${voice}" follows from the manifest`,
      `${division('acme', 'chat')} has the name "${voice}" where "${chat}" follows from the manifest`,
    ]);
  });

  it('under the name of what another tenant adopts without managing it is no owner’s, and not the manifest’s', () => {
    const hall = derived('globex', 'hall');
    const follows = `where "${derived('acme', 'chat')}" follows from the manifest`;
    expect(other(named('demo-acme', 'division-chat', hall))).toBe(
      `${division('acme', 'chat')} has the name "${hall}" ${follows}`,
    );
    const given: Edit = {
      ...named('demo-acme', 'division-chat', 'Hall'),
      manifest: ({ demo }) => void (demo && (demo.tenants['globex'].divisions.hall.name = 'Hall')),
    };
    expect(other(given)).toBe(`${division('acme', 'chat')} has the name "Hall" ${follows}`);
  });

  it('in one stack', () => {
    expect(found('duplicate-division', named('demo-acme', 'division-chat', 'Old hall'))).toEqual([
      `${division('acme', 'old')} has the name "old hall", which g_auth_division.division-chat of demo-acme has too`,
      `${division('acme', 'chat')} has the name "Old hall" where "${derived('acme', 'chat')}" follows from the manifest`,
    ]);
  });

  it.each<[unknown, string]>([
    [null, 'null'],
    [7, '7'],
    ['${var.n}', '${var.n}'],
  ])('of a name that is %j and may be any', (value, shown) => {
    expect(other(named('demo-acme', 'division-chat', value))).toBe(
      `acme: demo-acme g_auth_division.division-chat has a name that is not written out (${shown})`,
    );
  });

  it('of one id, whatever its letter case', () => {
    const id = '1C8F5E4B-6D30-4A1F-9B2C-8E7D6F5A4B3C';
    expect(
      other(
        stack(
          (file) => void (file.import = [{ to: 'genesyscloud_auth_division.division-sales', id }]),
          'demo-globex',
        ),
      ),
    ).toBe(
      `globex: demo-globex g_auth_division.division-sales has the id ${id.toLowerCase()}, which g_auth_division.division-old of demo-acme has too`,
    );
    const twice = stack((file) => file.import.push({ ...file.import[0] }));
    expect(other(twice)).toBe('');
    const computed = stack((file) => file.import.push({ ...file.import[0], id: '${var.x}' }));
    expect(other(computed)).toBe('');
  });
});
