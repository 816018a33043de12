import { describe, expect, it } from 'vitest';
import type { StackName } from '../../lib/manifest/ids';
import { stateSchema } from '../../lib/manifest/schema/state';
import { stateLocation } from '../../lib/manifest/state';
import { demo, manifest, org, orgConfig, stackOf, synthesized } from './sample';

const states = [
  { backend: 'local' },
  { backend: 's3', bucket: 'b', region: 'eu-west-1' },
  {
    backend: 's3',
    bucket: 'b',
    region: 'eu-west-1',
    prefix: 'p/',
    encrypt: false,
    kmsKeyId: 'alias/k',
    dynamodbTable: 't',
    useLockfile: true,
  },
  { backend: 'gcs', bucket: 'b', prefix: 'p', kmsEncryptionKey: 'k' },
  {
    backend: 'azurerm',
    resourceGroupName: 'r',
    storageAccountName: 's',
    containerName: 'c',
    useAzureadAuth: true,
  },
  { backend: 'pg', schemaPrefix: 'team' },
  { backend: 'http', address: 'https://state.example.com/bulkhead/' },
  { backend: 'cloud', organization: 'o' },
  { backend: 'cloud', organization: 'o', hostname: 'tfe.example.com', project: 'p' },
];
const own = ['local', 's3', 'gcs', 'azurerm', 'pg'];

describe.each(states)('state in $backend', (state) => {
  const files = synthesized(demo({ state }));
  const parsed = stateSchema.parse(state);
  const location = (stack: string) => stateLocation(parsed, stack as StackName);

  it.each(['demo-foundation', 'demo-acme', 'demo-globex'])('is where the proof expects it: %s', (name) => {
    const { required_providers: _, ...place } = stackOf(files, name).terraform;
    const { block, settings } = location(name);
    expect(place).toEqual(
      block.kind === 'cloud' ? { cloud: settings } : { backend: { [block.type]: settings } },
    );
  });

  it('is read by tenants from exactly where the foundation keeps it', () => {
    const { backend, config } = location('demo-foundation').remote;
    const workspace = own.includes(state.backend) ? { workspace: '${terraform.workspace}' } : {};
    const read = stackOf(files, 'demo-acme').data?.terraform_remote_state;
    expect(read).toEqual({
      'cross-stack-reference-input-demo-foundation': { backend, config, ...workspace },
    });
  });
});

it('takes no setting that Terraform would evaluate in one place and refuse in another', () => {
  const input = org(orgConfig, []);
  const state = { backend: 's3', bucket: '${var.bucket}', region: 'eu-west-1' } as const;
  const changed = { ...input, config: { ...input.config, state } };
  expect(() => synthesized(manifest(changed))).toThrowErrorMatchingInlineSnapshot(
    `[InputError: The state setting s3.bucket is "\${var.bucket}". A place for state is written out: \${…} and %{…} are not evaluated there.]`,
  );
});

describe('schemas in PostgreSQL', () => {
  const schema = (stack: string, schemaPrefix?: string) =>
    String(
      stateLocation({ backend: 'pg', ...(schemaPrefix ? { schemaPrefix } : {}) }, stack as StackName)
        .settings['schema_name'],
    );

  it('stay apart where the server would cut their names', () => {
    const long = `${'o'.repeat(40)}-${'t'.repeat(38)}`;
    const names = [schema(`${long}a`), schema(`${long}b`), schema(`${long}a`, 'team')];
    expect(new Set(names.map((name) => name.slice(0, 63))).size).toBe(3);
    expect(names.every((name) => name.length === 63)).toBe(true);
  });

  it('stay apart where prefix and stack could be read in two ways', () => {
    expect(schema('b-c', 'a')).not.toBe(schema('c', 'a-b'));
  });
});
