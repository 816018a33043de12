import { describe, expect, it } from 'vitest';
import { defineManifest, defineOrg, defineTenant } from '../../lib/manifest/define';
import { normalized } from '../../lib/manifest/normal-form';
import { parseManifest } from '../../lib/manifest/parse';
import { catalogText, orgText } from './texts';

/* é is one character, or an e with an accent of its own: people see one name, and Terraform makes the first of both. */

const apart = 'Cafe\u0301';
const whole = 'Caf\u00e9';
const tenant = (name: string): string =>
  `owner: team@example.com
divisions:
  voice: { id: 0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b, manage: true, name: ${name} }
client:
  description: ${name}
  grants:
    - { role: etl-reader, divisions: [voice] }
`;

const namesOf = (text: string): unknown => {
  const files = Object.entries({ 'org.yaml': orgText, 'catalog.json': catalogText, 'acme.yaml': text }).map(
    ([name, content]) => ({ name, file: `tenants/demo/${name}`, bytes: Buffer.from(content) }),
  );
  const result = parseManifest({ orgs: [{ id: 'demo', folder: 'tenants/demo', files }], faults: [] });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const config = result.manifest.orgs[0]?.tenants[0]?.config;
  return [config?.divisions['voice' as never]?.['name'], config?.client.description];
};

describe('a text of the manifest is in the form that Terraform keeps', () => {
  it.each([
    ['plain', apart],
    ['in quotes', JSON.stringify(apart)],
    ['escaped', '"Cafe\\u0301"'],
    ['so already', whole],
  ])('%s', (_, name) => {
    expect(namesOf(tenant(name))).toEqual([whole, whole]);
  });

  it('also in a manifest that is written in TypeScript', () => {
    const org = defineOrg({
      id: 'demo',
      region: 'eu-west-1',
      state: { backend: 'local' },
      roles: { 'etl-reader': { permissions: ['routing:queue:view'] } },
    });
    const acme = defineTenant({
      id: 'acme',
      owner: apart,
      divisions: { voice: {} },
      client: { grants: [{ role: 'etl-reader', divisions: ['voice'] }] },
    });
    const manifest = defineManifest([{ org, tenants: [acme] }]);
    expect(manifest.orgs[0]?.tenants[0]?.config.owner).toBe(whole);
  });
});

it('looks through lists and objects, and leaves the rest as it is', () => {
  const value = { a: [apart, 1, null, { b: apart }], c: true };
  expect(normalized(value, apart)).toEqual({ a: [whole, 1, null, { b: whole }], c: true });
  expect(normalized(value, '\\u0301')).toEqual({ a: [whole, 1, null, { b: whole }], c: true });
  const plain = { a: ['x'] };
  expect(normalized(plain, 'a: [x]')).toBe(plain);
});
