import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../commands/run';
import { judgeFolder } from './judge';

const shapes = join(root, 'test', 'fixtures', 'recorded', 'shapes');

it('judges the configuration of every recorded shape', async () => {
  const table: Record<string, string> = {};
  for (const name of readdirSync(shapes).sort()) {
    const { problems, document } = await judgeFolder(join(shapes, name));
    const rules = [...new Set(document.findings.map(({ rule }) => rule))].join(', ');
    table[name] = problems.length > 0 ? problems.join('; ') : rules || document.verdict;
  }
  expect(table).toMatchInlineSnapshot(`
    {
      "client-destroyed": "secret-exposure, nothing-examined",
      "client-replaced": "secret-exposure",
      "conditions": "secret-exposure",
      "division-change": "secret-exposure",
      "division-replaced": "secret-exposure",
      "division-to-star": "all-divisions, secret-exposure",
      "drift": "secret-exposure",
      "drift-refresh-off": "secret-exposure",
      "drift-refresh-only": "secret-exposure",
      "errored-data": "unowned-division, secret-exposure",
      "errored-precondition": "secret-exposure",
      "home-division": "home-division, secret-exposure",
      "ignore-changes": "secret-exposure, ignored-changes",
      "import": "secret-exposure, undeclared-adoption",
      "import-foreign-id": "secret-exposure, undeclared-adoption",
      "moved": "secret-exposure, undeclared-adoption",
      "moved-foreign-state": "secret-exposure, undeclared-adoption",
      "other-granting-resources": "secret-exposure, unmodelled-authority",
      "provider-alias": "secret-exposure, wrong-org",
      "removed": "secret-exposure, undeclared-adoption",
      "role-permissions": "secret-exposure",
      "roles-unknown": "unproven-division, secret-exposure",
      "secrets": "secret-exposure",
      "stack-destroyed": "secret-exposure",
      "target": "secret-exposure",
    }
  `);
});
