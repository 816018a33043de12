import { describe, expect, it } from 'vitest';
import { messages } from '../../lib/rules/messages';
import { findings, found, modelOf } from '../support/found';
import type { Json } from '../support/write-assembly';
import { type Case, stack } from './edits';
import type { Edit } from './fixtures/fixture';

const other = '../../../terraform.demo-globex.tfstate';

describe('cross-tenant-state', () => {
  const note = (name: string, text: string) => ({
    name: '.terraform',
    kind: 'folder' as const,
    entries: [{ name, kind: 'file' as const, bytes: new TextEncoder().encode(text) }],
  });
  const state = (more: Json) => ({
    backend: 'local',
    config: { path: other },
    workspace: '${terraform.workspace}',
    ...more,
  });
  it.each<Case>([
    [
      'a tenant that reads another’s state',
      stack((file) => void (file.data.terraform_remote_state.x = state({}))),
      ['acme: demo-acme remote state x reads the state of demo-globex'],
    ],
    [
      'a state that is nobody’s',
      stack((file) => void (file.data.terraform_remote_state.x = state({ defaults: {} }))),
      ["acme: demo-acme remote state x names a place that is no stack's own"],
    ],
    [
      'a foundation that reads itself',
      stack(
        (file) =>
          void (file.data = {
            terraform_remote_state: {
              x: state({ config: { path: '../../../terraform.demo-foundation.tfstate' } }),
            },
          }),
        'demo-foundation',
      ),
      ['-: demo-foundation remote state x reads the state of demo-foundation'],
    ],
    [
      'a foundation that depends on itself',
      {
        assembly: (assembly) =>
          assembly.manifest.stacks['demo-foundation'].dependencies.push('demo-foundation'),
      },
      ['-: demo-foundation depends on the stack demo-foundation'],
    ],
    [
      'a tenant that depends on another',
      { assembly: (assembly) => assembly.manifest.stacks['demo-acme'].dependencies.push('demo-globex') },
      ['acme: demo-acme depends on the stack demo-globex'],
    ],
    [
      'a tenant that waits for nobody, as a foundation does',
      { assembly: (assembly) => void (assembly.manifest.stacks['demo-acme'].dependencies = []) },
      ['acme: demo-acme does not depend on the stack demo-foundation, whose roles it grants'],
    ],
    [
      'a tenant that depends on another in place of its foundation',
      {
        assembly: (assembly) => void (assembly.manifest.stacks['demo-acme'].dependencies = ['demo-globex']),
      },
      [
        'acme: demo-acme depends on the stack demo-globex',
        'acme: demo-acme does not depend on the stack demo-foundation, whose roles it grants',
      ],
    ],
    [
      'a workspace beside an unknown foundation',
      {
        assembly: (assembly) => {
          assembly.stacks.delete('demo-foundation');
          assembly.extra.set('demo-acme', [note('environment', 'blue')]);
        },
      },
      ['acme: demo-acme is in a workspace (.terraform/environment) whose state lies in its own folder'],
    ],
    [
      'all in one workspace of a backend that has them',
      {
        manifest: ({ demo }) => void (demo && (demo.org.state = { backend: 'gcs', bucket: 'b' })),
        assembly: (assembly) => {
          for (const name of assembly.stacks.keys()) assembly.extra.set(name, [note('environment', 'blue')]);
        },
      },
      [],
    ],
    [
      'each in the workspace that its cloud block names, which terraform init notes by itself',
      {
        manifest: ({ demo }) => void (demo && (demo.org.state = { backend: 'cloud', organization: 'o' })),
        assembly: (assembly) => {
          for (const name of assembly.stacks.keys()) assembly.extra.set(name, [note('environment', name)]);
        },
      },
      [],
    ],
    [
      'one in the workspace that its cloud block names, before the others are initialized',
      {
        manifest: ({ demo }) => void (demo && (demo.org.state = { backend: 'cloud', organization: 'o' })),
        assembly: (assembly) => void assembly.extra.set('demo-acme', [note('environment', 'demo-acme')]),
      },
      [],
    ],
    [
      'one in the workspace that another’s cloud block names',
      {
        manifest: ({ demo }) => void (demo && (demo.org.state = { backend: 'cloud', organization: 'o' })),
        assembly: (assembly) => void assembly.extra.set('demo-acme', [note('environment', 'demo-globex')]),
      },
      ['acme: demo-acme is in another workspace (.terraform/environment) than the foundation'],
    ],
    [
      'one in a workspace of its own name, where no cloud block names it',
      {
        manifest: ({ demo }) => void (demo && (demo.org.state = { backend: 'gcs', bucket: 'b' })),
        assembly: (assembly) => void assembly.extra.set('demo-acme', [note('environment', 'demo-acme')]),
      },
      ['acme: demo-acme is in another workspace (.terraform/environment) than the foundation'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('cross-tenant-state', edit)).toEqual(expected);
  });
});

it('cross-tenant-state says whether a file or the notes of terraform init are meant', () => {
  const where = (edit: Edit): unknown[] =>
    findings('cross-tenant-state', modelOf(edit)).map(({ values }) => values.where);
  const elsewhere = { version: 3, backend: { type: 'local', config: { path: '../x' }, hash: 1 } };
  const bytes = new TextEncoder().encode(JSON.stringify(elsewhere));
  const entries = [{ name: 'terraform.tfstate', kind: 'file' as const, bytes }];
  const noted: Edit = {
    assembly: (assembly) =>
      void assembly.extra.set('demo-acme', [{ name: '.terraform', kind: 'folder', entries }]),
  };
  expect(where(noted)).toEqual(['notes']);
  const [finding] = findings('cross-tenant-state', modelOf(noted));
  expect(finding && messages['cross-tenant-state'].fix(finding)).toMatchInlineSnapshot(
    `"If the state of org.yaml was changed since, run terraform init -migrate-state in the stack’s folder (to cloud, terraform init alone; from cloud, terraform state pull and push): a new state is empty, and everything would be made a second time. If not, delete the stack’s .terraform folder and run terraform init again, with no -backend-config: sign in through the environment."`,
  );
  expect(where(stack((file) => void delete file.terraform.backend))).toEqual(['file']);
});

it('cross-tenant-state says what goes by the order of the stacks', () => {
  const of = (dependencies: readonly string[]) =>
    findings(
      'cross-tenant-state',
      modelOf({
        assembly: ({ manifest }) => void Object.assign(manifest.stacks['demo-acme'], { dependencies }),
      }),
    );
  const [finding] = of([]);
  expect(of([]).map(({ values }) => values.where)).toEqual(['list']);
  expect(of(['demo-globex']).map(({ values }) => values.where)).toEqual(['list', 'list']);
  expect(finding && messages['cross-tenant-state'].fix(finding)).toMatchInlineSnapshot(
    `"Synthesize again. In an app of your own, let each tenant’s stack depend on its foundation, as TenantStack does by itself, and no stack on another."`,
  );
});

it('cross-tenant-state tells to select a workspace, where one is wrong, and not to synthesize', () => {
  const fixes = (backend: string): string[] => {
    const environment = {
      name: 'environment',
      kind: 'file' as const,
      bytes: new TextEncoder().encode('prod'),
    };
    const edit: Edit = {
      manifest: ({ demo }) => void (demo && (demo.org.state = { backend })),
      assembly: ({ extra }) =>
        void extra.set('demo-acme', [{ name: '.terraform', kind: 'folder', entries: [environment] }]),
    };
    return findings('cross-tenant-state', modelOf(edit)).map(messages['cross-tenant-state'].fix);
  };
  const one =
    'Select one workspace in the folders of all stacks of the org (terraform workspace select), and plan again: nothing in the written files is wrong.';
  expect(fixes('pg')).toEqual([one]);
  expect(fixes('local')).toEqual([
    'Select the default workspace in the stack’s folder (terraform workspace select default), and plan again: other workspaces want another backend than local.',
  ]);
});

it('cross-tenant-state shows the setting that keeps a state elsewhere, the last of several', () => {
  const shown = (edit: (file: Json) => void): string[] => {
    let text = '';
    const model = modelOf(
      stack((file) => {
        edit(file);
        text = JSON.stringify(file, undefined, 2);
      }),
    );
    return findings('cross-tenant-state', model).flatMap(({ at }) =>
      at.map((place) => text.slice('offset' in place ? place.offset : undefined).split('\n', 1)[0] ?? ''),
    );
  };
  expect(shown((file) => void (file.terraform.backend.local.path = other))).toEqual(['"backend": {']);
  expect(shown((file) => void (file.terraform = [file.terraform, { cloud: {} }]))).toEqual(['"cloud": {}']);
  expect(shown((file) => void delete file.terraform.backend)).toEqual(['{']);
});

it('cross-tenant-state points at the notes of init where these lead elsewhere, not at what cdktf wrote', () => {
  const files = (name: string, bytes: string, backend = 'local'): string[] => {
    const entry = { name, kind: 'file' as const, bytes: new TextEncoder().encode(bytes) };
    const edit: Edit = {
      manifest: ({ demo }) => void (demo && (demo.org.state = { backend })),
      assembly: ({ extra }) =>
        void extra.set('demo-acme', [{ name: '.terraform', kind: 'folder', entries: [entry] }]),
    };
    return findings('cross-tenant-state', modelOf(edit)).flatMap(({ at }) => at.map(({ file }) => file));
  };
  const folder = 'cdktf.out/stacks/demo-acme/.terraform';
  expect(files('environment', 'prod')).toEqual([`${folder}/environment`]);
  expect(files('environment', 'prod', 'pg')).toEqual([`${folder}/environment`]);
  const blue = { name: 'environment', kind: 'file' as const, bytes: new TextEncoder().encode('blue') };
  const foundation: Edit = {
    manifest: ({ demo }) => void (demo && (demo.org.state = { backend: 'pg' })),
    assembly: ({ extra }) =>
      void extra.set('demo-foundation', [{ name: '.terraform', kind: 'folder', entries: [blue] }]),
  };
  // Nothing says the default one.
  const others = findings('cross-tenant-state', modelOf(foundation)).flatMap(({ at }) => at);
  expect(others.map(({ file }) => file)).toEqual(
    ['acme', 'globex'].map((tenant) => `cdktf.out/stacks/demo-${tenant}/cdk.tf.json`),
  );
  const elsewhere = { version: 3, backend: { type: 'local', config: { path: 'x' }, hash: 1 } };
  expect(files('terraform.tfstate', JSON.stringify(elsewhere))).toEqual([`${folder}/terraform.tfstate`]);
});
