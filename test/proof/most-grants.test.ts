import { expect, it } from 'vitest';
import { buildModel, mostGrants } from '../../lib/proof/model';
import { readAssembly } from '../../lib/terraform/assembly';
import { acme, proveEdited } from '../support/edited';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { valueNamed } from '../support/value-named';
import { type AssemblyText, toFiles, writeAssembly } from '../support/write-assembly';

/** Grants of acme's stack, in two clients. */
const grants = (count: number) => (assembly: AssemblyText) => {
  acme(assembly).resource.genesyscloud_oauth_client = {
    'client-1': { roles: Array(count - 10_000).fill({}) },
    'client-2': { roles: Array(10_000).fill({}) },
  };
};

it('a stack of as many grants as are looked at is read, and one of one more is not', () => {
  const manifest = manifestOf(sample());
  const isRead = (count: number): boolean => {
    const assembly = writeAssembly(manifest);
    grants(count)(assembly);
    const model = buildModel({ manifest, assembly: readAssembly(toFiles(assembly)), today: '2026-11-24' });
    const owner = model.orgs[0]?.tenants.find(({ tenant }) => tenant.id === 'acme');
    return owner?.stack !== undefined;
  };
  expect([isRead(mostGrants), isRead(mostGrants + 1)]).toEqual([true, false]);
});

it('a stack of more grants than are looked at is told of, by its file', () => {
  const { findings } = proveEdited(grants(mostGrants + 1));
  const said = findings.filter(({ subject }) => subject.includes('50,000'));
  expect(said.map(({ rule, tenant, at }) => ({ rule, tenant, at }))).toEqual([
    {
      rule: 'unmodelled-authority',
      tenant: 'acme',
      at: [{ kind: 'assembly', file: 'cdktf.out/stacks/demo-acme/cdk.tf.json', offset: undefined }],
    },
  ]);
  expect(said.map((finding) => valueNamed(finding, 'what'))).toEqual([
    'file holds more than 50,000 grants: too many to look at',
  ]);
});
