import { expect, it } from 'vitest';
import { diffAccess } from '../../../lib/access/diff';
import { markdownDiff } from '../../../lib/report/markdown/document';
import { manifestOf } from '../../support/manifest';
import { sample } from '../../support/sample';

it('shows apart what no deployment does, so that nobody has to unfold it', () => {
  const [before, after] = [sample(), sample()];
  const { old } = after.demo.tenants['acme'].divisions;
  delete after.demo.tenants['acme'];
  after.demo.org.sharedDivisions.holidays.tenants = ['globex'];
  after.demo.tenants['globex'].divisions['taken'] = { id: old.id };
  expect(markdownDiff(diffAccess(manifestOf(before), manifestOf(after)))).toMatchInlineSnapshot(`
    "<!-- bulkhead -->
    ## Bulkhead: access

    New access: 0 opened, 9 closed, 6 unchanged (permission in division, by tenant).

    | New access | tenants | permissions | divisions |
    |---|---|---|---|
    | demo: globex: adopts the division 1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c as taken | <code>globex</code> |  |  |

    **To be done by hand**

    - demo: tenant acme is gone: its client keeps its access until the stack demo-acme is destroyed
    - demo: take genesyscloud&#95;auth&#95;division.division-old out of the state of demo-acme before it is destroyed, or the division 1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c is deleted with it: globex adopts it
    "
  `);
});
