import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DivisionKey } from '../../lib/manifest/ids';
import type { Manifest } from '../../lib/manifest/model';
import { divisionName } from '../../lib/manifest/names';
import { buildModel } from '../../lib/proof/model';
import { Proof } from '../../lib/proof/prove';
import { allRules } from '../../lib/rules';
import { readAssembly } from '../../lib/terraform/assembly';
import { valueNamed } from '../support/value-named';
import { randomManifest } from './random-manifest';
import { demo, manifest, org, orgConfig, stackOf, synthesized, tenant } from './sample';

/**
 * Random manifests name permissions and scopes at random, and have no catalogue that tells which division is home; what the constructs decide
 * must satisfy every other rule.
 */
const aboutPermissions: ReadonlySet<string> = new Set(
  allRules.filter(({ id }) => /permission|scope/.test(id)).map(({ id }) => id),
);

function findings(input: Manifest, files: ReadonlyMap<string, string>): readonly string[] {
  const bytes = (path: string) => Buffer.from(files.get(path) ?? '', 'utf8');
  const stacks = [...files.keys()].filter((path) => path.endsWith('/cdk.tf.json'));
  const assembly = readAssembly({
    shown: 'cdktf.out',
    manifest: bytes('manifest.json'),
    stacks: stacks.map((path) => ({
      name: path.split('/')[1] ?? '',
      kind: 'folder',
      entries: [{ name: 'cdk.tf.json', kind: 'file', bytes: bytes(path) }],
    })),
  });
  const proof = Proof.of(buildModel({ manifest: input, assembly, today: '2026-11-24' }), allRules);
  return proof.findings
    .filter((finding) => !aboutPermissions.has(finding.rule) && valueNamed(finding, 'certain') !== 'no')
    .map(({ subject }) => subject);
}

describe('buildManifest', () => {
  it('makes one foundation an org and one stack a tenant, each depending on its foundation alone', () => {
    const roles = { 'etl-reader': { permissions: ['routing:queue:view'] } };
    const client = { grants: [{ role: 'etl-reader', divisions: ['voice'] }] };
    const one = tenant('acme', { owner: 'somebody', divisions: { voice: {} }, client });
    const config = { ...orgConfig, roles, sharedDivisions: {} };
    const files = synthesized(manifest(org(config, [one], 'east'), org(config, [one], 'west')));
    const { stacks } = JSON.parse(files.get('manifest.json') ?? '') as {
      stacks: { [name: string]: { dependencies: string[] } };
    };
    const dependencies = Object.entries(stacks).map(([name, stack]) => [name, stack.dependencies]);
    expect(Object.fromEntries(dependencies)).toEqual({
      'east-foundation': [],
      'east-acme': ['east-foundation'],
      'west-foundation': [],
      'west-acme': ['west-foundation'],
    });
    expect(stackOf(files, 'west-acme').terraform['backend']).toEqual({
      local: { path: '../../../terraform.west-acme.tfstate' },
    });
  });

  it('writes the same bytes in every folder, and no path of the machine', () => {
    const [first, second] = [synthesized(demo()), synthesized(demo())];
    expect([...first]).toEqual([...second]);
    expect([...first.values()].join('')).not.toMatch(/\/tmp|\/home|bulkhead-\w{6}|"\/(?!\/)/);
  });

  it('writes what the manifest’s proof asks for, whatever the manifest', () => {
    fc.assert(
      fc.property(randomManifest, ({ input }) => {
        expect(findings(input, synthesized(input))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('never writes a word of another tenant into a tenant’s stack or into the foundation', () => {
    fc.assert(
      fc.property(randomManifest, ({ input, words }) => {
        for (const [path, text] of synthesized(input)) {
          if (path === 'manifest.json') continue;
          for (const [id, own] of words) {
            if (path.startsWith(`stacks/demo-${id}/`)) continue;
            const leaked = [...own, ...namesOf(input, id)].filter((word) => text.includes(word));
            expect({ path, leaked }).toEqual({ path, leaked: [] });
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('writes the same bytes however the manifest’s files order their keys and lists', () => {
    const reverse = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reverse).reverse();
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .map(([key, item]) => [key, reverse(item)])
          .reverse(),
      );
    };
    fc.assert(
      fc.property(randomManifest, ({ input }) => {
        const orgs = input.orgs.map((one) => ({
          ...one,
          config: reverse(one.config) as typeof one.config,
          tenants: one.tenants.map((item) => ({
            ...item,
            config: reverse(item.config) as typeof item.config,
          })),
        }));
        expect([...synthesized(manifest(...orgs))]).toEqual([...synthesized(input)]);
      }),
      { numRuns: 20 },
    );
  });
});

/** The names of the divisions that a tenant creates, which are derived and stand in no file. */
const namesOf = (input: Manifest, id: string): string[] =>
  input.orgs.flatMap((one) =>
    one.tenants
      .filter((item) => item.id === id)
      .flatMap((item) =>
        Object.keys(item.config.divisions).map((key) =>
          divisionName(one.config.divisionNames, one.id, item.id, key as DivisionKey),
        ),
      ),
  );
