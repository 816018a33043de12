import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../commands/run';
import { walk } from './walk';

// `npx vitest run test/docs -u` writes what has changed into the pages.
it.each([
  'README.md',
  'docs/tutorial/first-tenant.md',
  'docs/how-to/add-a-tenant.md',
  'docs/how-to/check-hcl.md',
  'docs/how-to/waive-a-finding.md',
])('%s tells what happens', async (page) => {
  await expect(walk(page)).toMatchFileSnapshot(join(root, page));
});
