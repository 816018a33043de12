import { describe, expect, it } from 'vitest';
import { found } from '../support/found';

describe('scope-ceiling', () => {
  it('names the scope that is lacking, once for all that it would allow', () => {
    expect(
      found('scope-ceiling', {
        manifest: ({ demo }) => void (demo && (demo.tenants['acme'].client.scopes = ['users:readonly'])),
      }),
    ).toEqual(['acme: scope analytics:readonly', 'acme: scope routing']);
  });

  it('is silent where a role has no template, which is another finding', () => {
    expect(
      found('scope-ceiling', {
        manifest: ({ demo }) =>
          void demo?.tenants['acme'].client.grants.push({ role: 'constructor', divisions: ['voice'] }),
      }),
    ).toEqual([]);
  });
});
