import { expect, it } from 'vitest';
import { parseYaml } from '../../lib/manifest/yaml';
import { waiverEntry } from '../../lib/report/waiver-entry';

const rule = 'org-wide-permission';

it.each([
  { rule, subject: 'role reader permission usage:client:view' },
  { rule, tenant: 'acme', subject: 'a "quoted" \\ one: with # and }, [' },
  // Ids that YAML takes for something else where they are not in quotes.
  { rule, tenant: 'true', subject: 'true' },
  { rule, tenant: 'false', subject: 'false' },
  { rule, tenant: 'null', subject: 'null' },
  { rule, tenant: 'no', subject: 'no' },
  { rule, tenant: 'null-true', subject: '~' },
])('the entry for waivers.yaml is read as what it repeats: %o', (entry) => {
  expect(parseYaml(`- ${waiverEntry({ tenant: undefined, ...entry })}\n`).value).toEqual([entry]);
});
