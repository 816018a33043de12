import { describe, expect, it } from 'vitest';
import { found } from '../support/found';
import type { Case } from './edits';

describe('nothing-examined', () => {
  it.each<Case>([
    ['no org', { manifest: (orgs) => void delete orgs['demo'] }, ['-: no org']],
    [
      'no tenant',
      {
        manifest: ({ demo }) => {
          for (const name of Object.keys(demo?.tenants ?? {})) delete demo?.tenants[name];
        },
      },
      ['-: no tenant', '-: no client'],
    ],
    [
      'one org without tenants',
      { manifest: (orgs) => void (orgs['empty'] = { org: orgs['demo']?.org, tenants: {} }) },
      ['-: no tenant'],
    ],
    [
      'no client',
      {
        assembly: (assembly) => {
          for (const name of ['demo-acme', 'demo-globex'])
            assembly.stacks.get(name).resource.genesyscloud_oauth_client = {};
        },
      },
      ['-: no client'],
    ],
    ['one client', { assembly: (assembly) => void assembly.stacks.delete('demo-acme') }, []],
  ])('%s', (_what, edit, expected) => {
    expect(found('nothing-examined', edit)).toEqual(expected);
  });
});
