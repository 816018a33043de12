import { describe, expect, it } from 'vitest';
import { scopeDeficits } from '../../lib/genesys/scopes';
import { newOrgFile, newTenantFile } from '../../lib/manifest/templates';
import { load } from './texts';

const schemas = '../../schema';
const first = { role: 'etl-reader', scopes: ['analytics:readonly', 'routing:readonly', 'users:readonly'] };

describe('new files', () => {
  it('are valid together, and need no scope more', () => {
    const result = load({
      'fresh/org.yaml': newOrgFile('fresh', schemas),
      'fresh/acme.yaml': newTenantFile('acme', first, schemas),
      'fresh/globex.yaml': newTenantFile('globex', first, schemas),
    });
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const [fresh] = result.manifest.orgs;
    const [acme, globex] = fresh?.tenants ?? [];
    expect(acme?.config).toEqual(globex?.config);
    const permissions = Object.values(fresh?.config.roles ?? {}).flatMap((role) => role.permissions);
    expect(scopeDeficits(permissions, acme?.config.client.scopes ?? [])).toEqual([]);
  });

  it('tell editors their schema', () => {
    expect(newOrgFile('fresh', schemas)).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/schema\/org\.schema\.json\n/,
    );
    expect(newTenantFile('acme', first, schemas)).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/schema\/tenant\.schema\.json\n/,
    );
  });
});
