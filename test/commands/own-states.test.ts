import { describe, expect, it } from 'vitest';
import { ownStates } from '../../lib/commands/own-states';
import type { StateConfig } from '../../lib/manifest/schema/state';
import type { Model } from '../../lib/proof/model';

/** An org with the foundation and two tenants that keep their states there; only what is looked at. */
const modelOf = (state: StateConfig, id = 'demo'): Pick<Model, 'orgs'> =>
  ({
    orgs: [
      {
        org: { id, config: { state } },
        foundationName: `${id}-foundation`,
        tenants: [{ stackName: `${id}-a` }, { stackName: `${id}-b` }],
      },
    ],
  }) as unknown as Model;

const local = (path: string, workspace = 'default') => ({
  type: 'local',
  config: { path, workspace_dir: null },
  workspace,
});
const s3 = (key: string, workspace = 'default', more: object = {}) => ({
  type: 's3',
  config: { bucket: 'b', key, region: 'r', encrypt: true, profile: null, assume_role: [], ...more },
  workspace,
});
const bucket: StateConfig = { backend: 's3', bucket: 'b', region: 'r' };

describe('a saved plan keeps its state', () => {
  it.each([
    ['where its stack does', local('../../../terraform.demo-a.tfstate'), true],
    ['where another does', local('../../../terraform.demo-b.tfstate'), false],
    ['nowhere that it says', { ...local(''), config: {} }, false],
    [
      'with a setting more',
      { ...local(''), config: { path: '../../../terraform.demo-a.tfstate', workspace_dir: 'x' } },
      false,
    ],
    ['in another workspace', local('../../../terraform.demo-a.tfstate', 'other'), false],
    ['by another backend', { ...local('../../../terraform.demo-a.tfstate'), type: 'kubernetes' }, false],
  ])('%s, on the machine', (_, state, expected) => {
    expect(ownStates(modelOf({ backend: 'local' }))('demo-a', state)).toBe(expected);
  });

  it.each([
    ['where its stack does', s3('demo-a/terraform.tfstate'), true],
    ['where another does', s3('demo-b/terraform.tfstate'), false],
    ['there by another sign-in', s3('demo-a/terraform.tfstate', 'default', { access_key: 'x' }), true],
    ['there by another server', s3('demo-a/terraform.tfstate', 'default', { endpoints: { s3: 'x' } }), false],
    ['there as a profile says', s3('demo-a/terraform.tfstate', 'default', { profile: 'x' }), false],
    ['in a workspace', s3('demo-a/terraform.tfstate', 'live'), true],
  ])('%s, in a bucket', (_, state, expected) => {
    expect(ownStates(modelOf(bucket))('demo-a', state)).toBe(expected);
  });

  it('in the workspace of all of its org', () => {
    const isOwn = ownStates({ orgs: [...modelOf(bucket).orgs, ...modelOf(bucket, 'other').orgs] });
    expect(isOwn('demo-a', s3('demo-a/terraform.tfstate', 'live'))).toBe(true);
    expect(isOwn('demo-b', s3('demo-b/terraform.tfstate'))).toBe(false);
    expect(isOwn('demo-foundation', s3('demo-foundation/terraform.tfstate', 'live'))).toBe(true);
    expect(isOwn('other-a', s3('other-a/terraform.tfstate'))).toBe(true);
  });

  it.each(['../demo-b/default', '..', '.', 'a/b', '', 'x'.repeat(91)])(
    'in no workspace that terraform workspace would not make, such as %s: Terraform joins it to a path',
    (workspace) => {
      const config = { bucket: 'b', prefix: 'demo-a', credentials: null };
      const isOwn = ownStates(modelOf({ backend: 'gcs', bucket: 'b' }));
      expect(isOwn('demo-a', { type: 'gcs', config, workspace })).toBe(false);
      expect(isOwn('demo-a', { type: 'gcs', config, workspace: 'live' })).toBe(true);
    },
  );

  it('in the workspace of HCP Terraform that is called like it', () => {
    const isOwn = ownStates(modelOf({ backend: 'cloud', organization: 'o' }));
    const cloud = (name: string, workspace: string) => ({
      type: 'cloud',
      config: {
        organization: 'o',
        hostname: null,
        token: null,
        workspaces: { name, project: null, tags: null },
      },
      workspace,
    });
    expect(isOwn('demo-a', cloud('demo-a', 'demo-a'))).toBe(true);
    expect(isOwn('demo-b', cloud('demo-b', 'demo-b'))).toBe(true);
    expect(isOwn('demo-a', cloud('demo-b', 'demo-b'))).toBe(false);
    expect(isOwn('demo-a', cloud('demo-a', 'demo-b'))).toBe(false);
  });

  it('nowhere, if it is of no stack of the manifest', () => {
    expect(
      ownStates(modelOf({ backend: 'local' }))('demo-c', local('../../../terraform.demo-c.tfstate')),
    ).toBe(false);
  });
});
