import { describe, expect, it } from 'vitest';
import {
  defineManifest,
  defineOrg,
  defineTenant,
  ManifestError,
  type OrgInput,
  type TenantInput,
} from '../../lib/manifest/define';
import { catalogText, load, orgText, tenantText } from './texts';

const orgInput: OrgInput = {
  id: 'demo',
  region: 'eu-west-1',
  state: { backend: 'local' },
  roles: { 'etl-reader': { permissions: ['routing:queue:view'] } },
  sharedDivisions: {
    holidays: { id: '6f0c2e51-94a7-4d3b-8c1e-0b7d5a92f3e4', tenants: ['acme'], reason: 'common schedules' },
  },
};
const acmeInput: TenantInput = {
  id: 'acme',
  owner: 'team@example.com',
  divisions: { voice: {} },
  client: { grants: [{ role: 'etl-reader', divisions: ['voice'] }] },
};

const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof ManifestError) return error.message;
    throw error;
  }
  return 'no problem';
};

describe('a manifest in TypeScript', () => {
  it('is the same as one in files, but for the names of its files', () => {
    const org = defineOrg({ ...orgInput, catalog: JSON.parse(catalogText), waivers: [] });
    const defined = defineManifest([{ org, tenants: [defineTenant(acmeInput)] }]);
    const loaded = load({
      'demo/org.yaml': orgText,
      'demo/acme.yaml': tenantText,
      'demo/catalog.json': catalogText,
      'demo/waivers.yaml': '[]',
    });
    if (!loaded.ok) throw new Error('the files are not valid');
    const plain = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value)
          .replaceAll('tenants/', '')
          .replace(/\.(yaml|json)"/g, '"'),
      );
    expect(plain(defined.orgs)).toEqual(plain(loaded.manifest.orgs));
    expect([...defined.sources.keys()]).toEqual(['demo/acme', 'demo/catalog', 'demo/org', 'demo/waivers']);
  });

  it('tells all problems of a definition at once', () => {
    const misspelt = {
      ...acmeInput,
      id: 'Acme',
      ownr: 'x',
      owner: '',
      client: { ...acmeInput.client, tokenLifetime: '1 hour' },
    };
    expect(messageOf(() => defineTenant(misspelt))).toMatchInlineSnapshot(`
      "The manifest has 4 problems:
      "Acme" at id  "Acme" is not an id: 2 to 40 lower-case letters, digits and inner hyphens, starting with a letter
      Acme at client.tokenLifetime  client.tokenLifetime must be a duration such as 1h, 30m or 3600 (seconds), not "1 hour"
      Acme at owner  owner must be one line of visible text without "\${" or "%{", not ""
      Acme at ownr  unknown key "ownr"
          Did you mean "owner"?"
    `);
    expect(
      messageOf(() => defineOrg({ ...orgInput, region: 'EU', waivers: [{} as never] })),
    ).toMatchInlineSnapshot(`
      "The manifest has 6 problems:
      demo/org at region  region must be an AWS region such as eu-west-1, not "EU"
      demo/waivers at [0].expires  "expires" is missing in [0]
          Last day on which it holds (YYYY-MM-DD), at most 180 days ahead.
      demo/waivers at [0].owner  "owner" is missing in [0]
          Who answers for it.
      demo/waivers at [0].reason  "reason" is missing in [0]
          Why this exception is acceptable.
      demo/waivers at [0].rule  "rule" is missing in [0]
          Id of the rule whose finding is waived.
      demo/waivers at [0].subject  "subject" is missing in [0]
          The subject exactly as the finding's "waive with" line shows it."
    `);
    expect(messageOf(() => defineTenant({ ...acmeInput, id: 'foundation' }))).toMatchInlineSnapshot(`
      "The manifest has a problem:
      "foundation" at id  "foundation" is reserved: it would share its stack's name with the org's own stack"
    `);
    const inherited = JSON.parse('{ "__proto__": {}, "constructor": {} }');
    expect(messageOf(() => defineTenant({ ...acmeInput, divisions: inherited }))).toMatchInlineSnapshot(`
      "The manifest has 2 problems:
      acme at divisions.__proto__  "__proto__" cannot be a key
          JavaScript objects answer to this word by themselves. Choose another one.
      acme at divisions.constructor  "constructor" cannot be a key
          JavaScript objects answer to this word by themselves. Choose another one."
    `);
  });

  it('takes nothing on trust from untyped callers', () => {
    const { id: _id, ...nameless } = acmeInput;
    expect(messageOf(() => defineTenant(nameless as never))).toMatchInlineSnapshot(`
      "The manifest has a problem:
      "undefined" at id  "undefined" is not an id: 2 to 40 lower-case letters, digits and inner hyphens, starting with a letter"
    `);
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    expect(messageOf(() => defineTenant({ ...acmeInput, divisions: cycle as never }))).toMatchInlineSnapshot(`
      "The manifest has a problem:
      acme  the definition is not plain data: it cannot be written as JSON
          Only objects without cycles, lists, text, numbers, true and false can be written."
    `);
    const limits = { divisionsPerOrg: 5n } as never;
    expect(
      messageOf(() => defineOrg({ ...orgInput, limits, catalog: null as never })),
    ).toMatchInlineSnapshot(`
      "The manifest has 2 problems:
      demo/catalog  the file must be an object (keys with values), not nothing
      demo/org  the definition is not plain data: it cannot be written as JSON
          Only objects without cycles, lists, text, numbers, true and false can be written."
    `);
  });

  it('tells what is wrong between definitions', () => {
    const org = defineOrg(orgInput);
    const acme = defineTenant({
      ...acmeInput,
      client: { grants: [{ role: 'reader', divisions: ['sales'] }] },
    });
    const globex = defineTenant({
      ...acmeInput,
      id: 'globex',
      divisions: { sales: {} },
      client: { grants: [{ role: 'etl-reader', divisions: ['holidays'] }] },
    });
    expect(messageOf(() => defineManifest([{ org, tenants: [acme, globex] }]))).toMatchInlineSnapshot(`
      "The manifest has 3 problems:
      demo/acme at client.grants[0].divisions[0]  division "sales" belongs to globex, not to acme
          A tenant can only be granted its own divisions and those that sharedDivisions in demo/org lists it for.
      demo/acme at client.grants[0].role  role "reader" does not exist in demo/org
          Roles: "etl-reader".
      demo/globex at client.grants[0].divisions[0]  division "holidays" is shared, but not with globex
          If globex may see it, add it to sharedDivisions.holidays.tenants in demo/org."
    `);
    const twice = [
      { org, tenants: [acme, acme] },
      { org, tenants: [] },
    ];
    expect(messageOf(() => defineManifest(twice))).toMatchInlineSnapshot(`
      "The manifest has 2 problems:
      demo/acme  the tenant "acme" is defined twice
      demo/org  the org "demo" is defined twice"
    `);
  });
});
