import { describe, expect, it } from 'vitest';
import { parseJson } from '../../lib/json/parse';
import type { StackName } from '../../lib/manifest/ids';
import { orgSchema } from '../../lib/manifest/schema/org';
import { stateLocation } from '../../lib/manifest/state';
import {
  isInitializedAt,
  isInManifestsWorkspace,
  keepsStateAt,
  stateLocations,
  toStack,
} from '../../lib/proof/stack';
import { readConfiguration } from '../../lib/terraform/configuration';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';

const name = 'demo-acme' as StackName;
const states = {
  local: { backend: 'local' },
  s3: { backend: 's3', bucket: 'states', region: 'eu-west-1' },
  gcs: { backend: 'gcs', bucket: 'states' },
  azurerm: {
    backend: 'azurerm',
    resourceGroupName: 'group',
    storageAccountName: 'account',
    containerName: 'states',
  },
  pg: { backend: 'pg' },
  http: { backend: 'http', address: 'https://states.example.com' },
  cloud: { backend: 'cloud', organization: 'example', project: 'p' },
};
type Backend = keyof typeof states;
const backends = Object.keys(states) as Backend[];

const config = (backend: Backend) =>
  orgSchema.parse({ region: 'eu-west-1', roles: {}, state: states[backend] }).state;
const locationOf = (backend: Backend) => stateLocation(config(backend), name);
const initializedAt = (backend: Backend, noted: Record<string, unknown>, type: string = backend): boolean =>
  isInitializedAt(
    { backend: { type, config: { ...locationOf(backend).settings, ...noted } }, workspace: 'default' },
    locationOf(backend),
  );

describe('a stack is initialized where its state belongs', () => {
  it.each(backends)('before terraform init, and by one with the settings of %s', (backend) => {
    expect(isInitializedAt({ backend: undefined, workspace: 'default' }, locationOf(backend))).toBe(true);
    expect(initializedAt(backend, {})).toBe(true);
  });

  it.each<[Backend, string]>([
    ['s3', 'access_key'],
    ['s3', 'secret_key'],
    ['s3', 'token'],
    ['gcs', 'access_token'],
    ['gcs', 'impersonate_service_account'],
    ['gcs', 'impersonate_service_account_delegates'],
    ['azurerm', 'access_key'],
    ['azurerm', 'client_certificate_password'],
    ['azurerm', 'client_id'],
    ['azurerm', 'client_secret'],
    ['azurerm', 'oidc_request_token'],
    ['azurerm', 'oidc_token'],
    ['azurerm', 'tenant_id'],
    ['azurerm', 'use_azuread_auth'],
    ['azurerm', 'use_msi'],
    ['azurerm', 'use_oidc'],
    ['http', 'client_certificate_pem'],
    ['http', 'client_private_key_pem'],
    ['http', 'password'],
    ['http', 'retry_max'],
    ['http', 'retry_wait_max'],
    ['http', 'retry_wait_min'],
    ['http', 'username'],
    ['cloud', 'token'],
  ])('also when %s was told %s, which chooses only who asks', (backend, setting) => {
    expect(initializedAt(backend, { [setting]: 'x' })).toBe(true);
    // No other backend knows it, or it means something else there.
    for (const other of backends)
      if (other === 'local' || other === 'pg') expect(initializedAt(other, { [setting]: 'x' })).toBe(false);
  });

  it('also when it signs in otherwise than the manifest says', () => {
    const location = stateLocation(
      orgSchema.parse({
        region: 'eu-west-1',
        roles: {},
        state: { ...states.azurerm, useAzureadAuth: true },
      }).state,
      name,
    );
    const { use_azuread_auth: stated, ...rest } = location.settings;
    expect(stated).toBe(true);
    expect(
      isInitializedAt({ backend: { type: 'azurerm', config: rest }, workspace: 'default' }, location),
    ).toBe(true);
  });

  it.each<[Backend, Record<string, unknown>]>([
    ['local', { path: '../../../terraform.demo-globex.tfstate' }],
    ['local', { path: null }],
    ['local', { path: 7 }],
    ['local', { path: { ...[...(locationOf('local').settings['path'] as string)] } }],
    ['local', { workspace_dir: '../x' }],
    ['s3', { bucket: 'others' }],
    ['s3', { endpoint: 'https://example.com' }],
    ['s3', { endpoints: [{ s3: 'https://example.com' }] }],
    ['s3', { assume_role: { role_arn: 'x' } }],
    ['s3', { encrypt: false }],
    ['s3', { profile: 'x' }],
    ['s3', { shared_config_files: ['x'] }],
    ['s3', { shared_credentials_file: 'x' }],
    ['s3', { shared_credentials_files: ['x'] }],
    ['gcs', { credentials: 'x' }],
    ['azurerm', { client_certificate_path: 'x' }],
    ['azurerm', { oidc_request_url: 'x' }],
    ['azurerm', { oidc_token_file_path: 'x' }],
    ['azurerm', { sas_token: 'x' }],
    ['azurerm', { subscription_id: 'x' }],
    ['http', { client_ca_certificate_pem: 'x' }],
    ['gcs', { prefix: 'elsewhere' }],
    ['gcs', { token: 'x' }],
    ['azurerm', { key: 'elsewhere.tfstate' }],
    ['azurerm', { environment: 'china' }],
    ['pg', { schema_name: 'demo-globex' }],
    ['pg', { conn_str: 'postgres://elsewhere' }],
    ['http', { address: 'https://states.example.com/demo-globex' }],
    ['http', { update_method: 'PUT' }],
    ['cloud', { organization: 'other' }],
    ['cloud', { hostname: 'example.com' }],
    ['cloud', { workspaces: [{ name: 'demo-globex', project: 'p' }] }],
    ['cloud', { workspaces: [{ name, project: 'other' }] }],
    ['cloud', { workspaces: [{ name, project: 'p', tags: ['x'] }] }],
    [
      'cloud',
      {
        workspaces: [
          { name, project: 'p' },
          { name, project: 'p' },
        ],
      },
    ],
    ['cloud', { workspaces: [] }],
    ['cloud', { workspaces: name }],
    ['cloud', { workspaces: [[name]] }],
    ['cloud', { workspaces: null }],
  ])('but not when %s was told %j', (backend, noted) => {
    expect(initializedAt(backend, noted)).toBe(false);
  });

  it.each<[Backend, Record<string, unknown>]>([
    ['local', { workspace_dir: null }],
    ['s3', { assume_role: {}, endpoints: [] }],
    ['s3', { endpoints: { s3: null, sts: null } }],
    ['s3', { assume_role: [{ role_arn: null, tags: {} }] }],
    ['cloud', { hostname: null, workspaces: [{ name, project: 'p', tags: null }] }],
    ['cloud', { workspaces: { name, project: 'p' } }],
  ])('and %s may have noted what is unset: %j', (backend, noted) => {
    expect(initializedAt(backend, noted)).toBe(true);
  });

  it.each(backends)('but not by a backend of another type than %s', (backend) => {
    for (const other of backends)
      if (other !== backend) expect(initializedAt(backend, {}, other)).toBe(false);
    expect(initializedAt(backend, {}, '')).toBe(false);
    // A name that every object has is no backend.
    expect(initializedAt(backend, {}, 'constructor')).toBe(false);
  });

  it('but not when a setting of the manifest was not noted', () => {
    const { bucket: _, ...rest } = locationOf('s3').settings;
    expect(
      isInitializedAt({ backend: { type: 's3', config: rest }, workspace: 'default' }, locationOf('s3')),
    ).toBe(false);
  });
});

it.each(backends)(
  'a workspace of its own keeps the state of %s where the manifest says, or not',
  (backend) => {
    expect(isInManifestsWorkspace({ backend: undefined, workspace: 'default' }, locationOf(backend))).toBe(
      true,
    );
    expect(isInManifestsWorkspace({ backend: undefined, workspace: 'blue' }, locationOf(backend))).toBe(
      backend !== 'local',
    );
  },
);

const configuration = (content: unknown) => {
  const json = parseJson(typeof content === 'string' ? content : JSON.stringify(content));
  if (!json.ok) throw new Error(json.error.message);
  return readConfiguration(json.value);
};
const keeps = (backend: Backend, terraform: unknown): boolean =>
  keepsStateAt(configuration({ terraform }), locationOf(backend));
const blockOf = (backend: Backend): Record<string, unknown> => {
  const { block, settings } = locationOf(backend);
  return block.kind === 'cloud' ? { cloud: settings } : { backend: { [block.type]: settings } };
};

describe('a file keeps the state where the manifest says', () => {
  it.each(backends)('with the block of %s, however it is written', (backend) => {
    const block = blockOf(backend);
    expect(keeps(backend, block)).toBe(true);
    expect(keeps(backend, [{ required_providers: {} }, block])).toBe(true);
    const [[kind, content]] = Object.entries(block) as [[string, object]];
    expect(keeps(backend, { [kind]: [{ '//': 'a comment', ...content }] })).toBe(true);
    const [type, settings] = Object.entries(content)[0] as [string, object];
    if (kind === 'backend')
      expect(keeps(backend, { backend: { [type]: [{ '//': {}, ...settings }] } })).toBe(true);
  });

  it.each(backends)('but not with another block than that of %s, more than it, or none', (backend) => {
    const block = blockOf(backend);
    expect(keeps(backend, {})).toBe(false);
    expect(keeps(backend, { required_providers: block })).toBe(false);
    for (const other of backends) {
      if (other === backend) continue;
      expect(keeps(backend, blockOf(other))).toBe(false);
      expect(keeps(backend, [block, blockOf(other)])).toBe(false);
    }
    expect(keeps(backend, [block, block])).toBe(false);
    const [[kind, content]] = Object.entries(block) as [[string, object]];
    expect(keeps(backend, { [kind]: { ...content, more: 'x' } })).toBe(false);
    expect(keeps(backend, { [kind]: [content, content] })).toBe(false);
    for (const [type, settings] of Object.entries(content) as [string, object | string][]) {
      if (typeof settings !== 'object') continue;
      for (const name of Object.keys(settings)) {
        const { [name as never]: _left, ...fewer } = settings;
        expect(keeps(backend, { [kind]: { ...content, [type]: fewer } }), name).toBe(false);
        expect(keeps(backend, { [kind]: { ...content, [type]: { ...settings, [name]: 'x' } } }), name).toBe(
          false,
        );
      }
    }
    expect(keeps(backend, { [kind]: [] })).toBe(false);
    expect(keeps(backend, { [kind]: null })).toBe(false);
    expect(keeps(backend, { [kind]: 'x' })).toBe(false);
    expect(keeps(backend, { [kind === 'cloud' ? 'backend' : 'cloud']: content })).toBe(false);
  });

  it('but not with a setting twice', () => {
    const text = JSON.stringify({ terraform: blockOf('local') }).replace('"path":', '"path":"x","path":');
    expect(keepsStateAt(configuration(text), locationOf('local'))).toBe(false);
  });
});

describe('a remote state', () => {
  const input = sample();
  const read = (backend: Backend, state: Record<string, unknown> | string, org = input.demo.org) => {
    const [model] = manifestOf({ demo: { ...input.demo, org: { ...org, state: states[backend] } } }).orgs;
    if (model === undefined) throw new Error('no org');
    const text = typeof state === 'string' ? state : JSON.stringify(state);
    const file = configuration(`{"data": {"terraform_remote_state": {"x": ${text}}, "other": {"x": {}}}}`);
    const { remoteStates, ...rest } = toStack(
      {
        name,
        file: 'f',
        dependencies: ['d'],
        bytes: Buffer.from('t'),
        directory: { backend: undefined, workspace: 'default' },
      },
      file,
      model,
      stateLocations(model),
    );
    expect(rest.location).toEqual(locationOf(backend));
    return remoteStates.map(({ name: label, producer, repeated }) => ({ label, producer, repeated }));
  };
  const workspace = '${terraform.workspace}';
  const foundation = (backend: Backend) =>
    stateLocation(config(backend), 'demo-foundation' as StackName).remote;
  const producer = (backend: Backend, state: Record<string, unknown> | string) =>
    read(backend, state)[0]?.producer;

  it.each(backends)('of the foundation is known by the place that %s names, and no other', (backend) => {
    const remote = foundation(backend);
    // These keep one state in the place they name, and have no workspace to choose.
    const single = backend === 'http' || backend === 'cloud';
    expect(read(backend, { ...remote, workspace })).toEqual([
      { label: 'x', producer: 'demo-foundation', repeated: false },
    ]);
    expect(producer(backend, { '//': 'x', ...remote, workspace })).toBe('demo-foundation');
    expect(producer(backend, { ...remote })).toBe(single ? 'demo-foundation' : undefined);
    expect(
      producer(backend, { ...remote, config: { ...remote.config, more: 'x' }, workspace }),
    ).toBeUndefined();
    expect(producer(backend, { ...remote, config: {}, workspace })).toBeUndefined();
    expect(producer(backend, { backend: remote.backend, workspace })).toBeUndefined();
    expect(producer(backend, { config: remote.config, workspace })).toBeUndefined();
    expect(producer(backend, { ...remote, backend: 'consul', workspace })).toBeUndefined();
  });

  it.each(['acme', 'globex'])('of tenant %s is known too', (tenant) => {
    const { remote } = stateLocation(config('local'), `demo-${tenant}` as StackName);
    expect(producer('local', { ...remote, workspace })).toBe(`demo-${tenant}`);
  });

  const remote = foundation('local');
  it.each<[string, Record<string, unknown> | string]>([
    ['a default for a missing output', { ...remote, workspace, defaults: { id: 'x' } }],
    ['another workspace', { ...remote, workspace: 'default' }],
    ['a workspace that is an expression', { ...remote, workspace: '${var.w}' }],
    ['a workspace that is null', { ...remote, workspace: null }],
    ['a workspace in a list', { ...remote, workspace: [workspace] }],
    ['a backend that is an expression', { ...remote, backend: '${var.b}', workspace }],
    ['a place that is an expression', { ...remote, config: '${var.c}', workspace }],
    [
      'a place twice',
      `{"backend": "local", "config": {"path": "x"}, "config": ${JSON.stringify(remote.config)}, "workspace": "${workspace}"}`,
    ],
    [
      'a place twice, the right one first',
      `{"backend": "local", "config": ${JSON.stringify(remote.config)}, "config": {"path": "x"}, "workspace": "${workspace}"}`,
    ],
    [
      'a setting twice',
      `{"backend": "local", "config": {"path": "x", "path": "x"}, "workspace": "${workspace}"}`,
    ],
    [
      'a workspace twice',
      `{"backend": "local", "config": ${JSON.stringify(remote.config)}, "workspace": "${workspace}", "workspace": "${workspace}"}`,
    ],
  ])('is nobody’s with %s', (_what, state) => {
    expect(read('local', state)).toEqual([{ label: 'x', producer: undefined, repeated: false }]);
  });

  it.each(['count', 'for_each'])('is nobody’s with %s', (argument) => {
    expect(read('local', { ...remote, workspace, [argument]: 1 })).toEqual([
      { label: 'x', producer: undefined, repeated: true },
    ]);
  });
});
