import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './commands/run';

/** The package as an app has it: by its name, through its `exports`, as it is built. */
const load = createRequire(join(root, 'package.json'));
const page = readFileSync(join(root, 'docs', 'reference', 'constructs.md'), 'utf8');

it('has these names and no others', () => {
  expect(Object.keys(load('bulkhead-genesyscloud')).sort()).toEqual([
    'InputError',
    'ManifestError',
    'OrgFoundation',
    'TenantClient',
    'TenantStack',
    'buildManifest',
    'defineManifest',
    'defineOrg',
    'defineTenant',
    'formatProblem',
    'guard',
    'loadManifest',
    'removeStaleStacks',
  ]);
});

it('documents every name, types too', () => {
  const source = readFileSync(join(root, 'lib', 'index.ts'), 'utf8');
  const names = [...source.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list = '']) =>
    list.split(',').flatMap((one) => one.replace(/^\s*type /, '').trim() || []),
  );
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !new RegExp(`\`${name}\`|[{ ,]${name}[,( ]`).test(page))).toEqual([]);
});

it('has types, JSON Schemas and its package.json, and nothing else can be imported', () => {
  const { exports, types } = load('bulkhead-genesyscloud/package.json');
  expect([types, exports['.'].types].map((file) => existsSync(join(root, file)))).toEqual([true, true]);
  for (const name of readdirSync(join(root, 'schema')))
    expect(load(`bulkhead-genesyscloud/schema/${name}`)).toHaveProperty('$schema');
  for (const inner of ['dist/lib/proof/prove', 'lib/proof/prove', 'schema/../package-lock.json'])
    expect(() => load(`bulkhead-genesyscloud/${inner}`), inner).toThrow(
      /not defined by "exports"|not a valid/,
    );
});
