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
  it('in two stacks of one name, whatever its letter case and spaces', () => {
    for (const text of ['Old hall', ' OLD HALL\t'])
      expect(found('duplicate-division', named('demo-globex', 'division-sales', text))).toEqual([
        'globex: demo-globex g_auth_division.division-sales has the name "old hall", which g_auth_division.division-old of demo-acme has too',
        `globex: demo-globex g_auth_division.division-sales has the name ${JSON.stringify(text)}, which is that of the division old of tenant acme`,
      ]);
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
    const derived = divisionName('opaque', 'demo' as OrgId, 'globex' as TenantId, 'sales' as DivisionKey);
    expect(found('duplicate-division', swapped)).toEqual([
      `acme: demo-acme g_auth_division.division-old has the name "${derived}", which is that of the division sales of tenant globex`,
      'globex: demo-globex g_auth_division.division-sales has the name " OLD HALL", which is that of the division old of tenant acme',
    ]);
  });

  it('but not of one tenant’s own divisions, nor of what is adopted under a name that no file says', () => {
    expect(
      other(
        stack((file) => {
          const all = file.resource.genesyscloud_auth_division;
          [all['division-voice'].name, all['division-chat'].name] = [
            all['division-chat'].name,
            all['division-voice'].name,
          ];
        }),
      ),
    ).toBe('');
    const unmanaged = divisionName('opaque', 'demo' as OrgId, 'globex' as TenantId, 'hall' as DivisionKey);
    expect(other(named('demo-acme', 'division-chat', unmanaged))).toBe('');
    const given: Edit = {
      ...named('demo-acme', 'division-chat', 'Hall'),
      manifest: ({ demo }) => void (demo && (demo.tenants['globex'].divisions.hall.name = 'Hall')),
    };
    expect(other(given)).toBe('');
  });

  it('in one stack', () => {
    expect(other(named('demo-acme', 'division-chat', 'Old hall'))).toBe(
      'acme: demo-acme g_auth_division.division-old has the name "old hall", which g_auth_division.division-chat of demo-acme has too',
    );
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
