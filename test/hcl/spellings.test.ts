import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../lib/hcl/client';
import { root } from '../commands/run';
import { type Judged, judgeFolder } from './judge';

/*
 * One recorded configuration in which nearly thirty clients name their division in as many ways, with the values that Terraform 1.11.4 and provider
 * 1.84.1 really gave them (test/fixtures/recorded/README.md).
 */
const recorded = join(root, 'test', 'fixtures', 'recorded', 'spellings-hcl');

let judged: Judged;
beforeAll(async () => {
  judged = await judgeFolder(recorded);
});

const divisionsOf = ({ grants }: Client): string[] =>
  grants.map(({ division }) =>
    division.kind === 'made'
      ? `made ${division.division.address}`
      : division.kind === 'home'
        ? `home ${division.how}`
        : division.kind === 'unowned'
          ? `unowned ${division.what}`
          : division.kind === 'unproven'
            ? `unproven ${division.reason}`
            : division.kind,
  );

it('gives each spelling its own verdict', () => {
  const table = judged.clients.map((client) => [
    client.resource.address.replace('genesyscloud_oauth_client.', ''),
    divisionsOf(client)
      .map((verdict) => verdict.replaceAll('genesyscloud_auth_division.', ''))
      .join(', '),
  ]);
  expect(Object.fromEntries(table)).toMatchInlineSnapshot(`
    {
      "attribute_index": "made voice",
      "coalesce": "unproven the function coalesce makes it, which is not followed here",
      "conditional": "unproven conditional",
      "count_index": "made counted[0]",
      "data_by_name": "unowned the division named "legacy-billing"",
      "data_home": "home the data source genesyscloud_auth_division_home",
      "dynamic_known": "made voice",
      "each_instance": "made many["chat"]",
      "empty_prefix": "unproven interpolation",
      "empty_string": "home empty",
      "for_each_value["chat"]": "made many["chat"]",
      "for_each_value["mail"]": "made many["mail"]",
      "foreign": "made foreign",
      "literal_uuid": "unowned the id 22222222-2222-4222-8222-222222222222",
      "local_own": "made voice",
      "module.child.through_module": "made foreign",
      "name_not_id": "unproven not-an-id",
      "no_roles": "",
      "null_literal": "home null",
      "omitted": "home omitted",
      "own": "made voice",
      "own_template": "made voice",
      "prefix": "unproven interpolation",
      "sensitive_own": "unproven the function sensitive makes it, which is not followed here",
      "splat_one": "made counted[0]",
      "star": "all",
      "try_fallback": "unproven the function try makes it, which is not followed here",
      "two_own_and_foreign": "made voice, made foreign",
      "var_default": "unproven variable",
    }
  `);
});

interface Planned {
  readonly address: string;
  readonly type: string;
  readonly mode: string;
  readonly values: { readonly id: string; readonly roles?: readonly { readonly division_id: string }[] };
}
interface PlannedModule {
  readonly resources?: readonly Planned[];
  readonly child_modules?: readonly PlannedModule[];
}

const everything = ({ resources = [], child_modules = [] }: PlannedModule): Planned[] => [
  ...resources,
  ...child_modules.flatMap(everything),
];

describe('what Terraform then did', () => {
  const plan = JSON.parse(readFileSync(join(recorded, 'plan-after-apply.json'), 'utf8')) as {
    planned_values: { root_module: PlannedModule };
  };
  const applied = new Map(
    everything(plan.planned_values.root_module).map((resource) => [resource.address, resource]),
  );

  it('has the same clients', () => {
    const clients = [...applied.values()].filter(({ type }) => type === 'genesyscloud_oauth_client');
    expect(judged.clients.map(({ resource }) => resource.address).sort()).toEqual(
      clients.map(({ address }) => address).sort(),
    );
  });

  it('gave every grant that is called contained the very division that was named', () => {
    let contained = 0;
    for (const { resource, grants } of judged.clients) {
      if (grants.length === 0 || !grants.every(({ division }) => division.kind === 'made')) continue;
      contained++;
      const named = grants.map(({ division }) =>
        division.kind === 'made' ? applied.get(division.division.address)?.values.id : undefined,
      );
      const given = applied.get(resource.address)?.values.roles?.map(({ division_id }) => division_id) ?? [];
      expect(new Set(given), resource.address).toEqual(new Set(named));
    }
    expect(contained).toBeGreaterThan(8);
  });
});

it('names the module’s client through its call', () => {
  const child = judged.clients.find(({ resource }) => resource.address.startsWith('module.child.'));
  expect(child && divisionsOf(child)).toEqual(['made genesyscloud_auth_division.foreign']);
});
