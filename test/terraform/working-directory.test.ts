import { expect, it } from 'vitest';
import type { Entry } from '../../lib/terraform/assembly';
import { readWorkingDirectory } from '../../lib/terraform/working-directory';

const file = (name: string, text: string): Entry => ({
  name,
  kind: 'file',
  bytes: new TextEncoder().encode(text),
});
const read = (...entries: Entry[]) =>
  readWorkingDirectory([
    file('cdk.tf.json', '{}'),
    { name: '.terraform', kind: 'folder', entries: [file('modules.json', 'x'), ...entries] },
  ]);
const state = (content: unknown): Entry => file('terraform.tfstate', JSON.stringify(content));
const written = { version: 3, terraform_version: '1.11.4' };
const initial = { backend: undefined, workspace: 'default' };

it.each<[string, Entry[]]>([
  ['no folder of notes', []],
  ['a file of its name', [file('.terraform', 'x')]],
  ['an empty one', [{ name: '.terraform', kind: 'folder', entries: [] }]],
])('is as before the first init with %s', (_what, entries) => {
  expect(readWorkingDirectory(entries)).toEqual(initial);
});

it('has the backend and the workspace that are noted', () => {
  const backend = { type: 's3', config: { bucket: 'b', key: null }, hash: 1 };
  expect(read(state({ ...written, backend }), file('environment', 'blue'))).toEqual({
    backend: { type: 's3', config: { bucket: 'b', key: null } },
    workspace: 'blue',
  });
  // As older versions and OpenTofu write it.
  const older = { serial: 1, lineage: 'a-b', modules: [{ path: ['root'], outputs: {}, resources: {} }] };
  expect(read(state({ version: 3, ...older, backend }))).toEqual({
    backend: { type: 's3', config: { bucket: 'b', key: null } },
    workspace: 'default',
  });
  expect(read(file('environment', 'blue'))).toEqual({ ...initial, workspace: 'blue' });
  expect(read(state(written), file('environment', 'blue'))).toEqual({ ...initial, workspace: 'blue' });
});

it.each([
  ['', 'default'],
  ['\n', 'default'],
  [' \t\r\n', 'default'],
  ['blue\n', 'blue'],
  ['\t blue \r\n', 'blue'],
  ['a', 'a'],
  ['A-b_c.9', 'A-b_c.9'],
  ['-', '-'],
  ['0', '0'],
  ['x'.repeat(90), 'x'.repeat(90)],
])('takes the workspace %j for %j', (text, workspace) => {
  expect(read(file('environment', text))).toEqual({ ...initial, workspace });
});

it.each(['../x', '.', '.hidden', 'a b', 'a/b', 'a\nb', 'ü', 'x'.repeat(91), '\u00a0'])(
  'refuses the workspace %j',
  (text) => {
    expect(read(file('environment', text))).toEqual({
      defect: '.terraform/environment names a workspace that terraform workspace would not make',
    });
  },
);

it.each<[string, Entry]>([
  ['a link', { name: 'X', kind: 'link' }],
  ['a link that was followed', { ...file('X', 'default'), kind: 'link' }],
  ['a folder', { name: 'X', kind: 'folder', entries: [] }],
  ['a file that could not be read', { name: 'X', kind: 'file' }],
])('refuses %s in place of a note', (_what, entry) => {
  for (const name of ['terraform.tfstate', 'environment'])
    expect(read({ ...entry, name })).toEqual({ defect: `.terraform/${name} is no readable file` });
});

it('refuses a note that is not UTF-8, also with a mark before it', () => {
  for (const name of ['terraform.tfstate', 'environment'])
    expect(read({ name, kind: 'file', bytes: new Uint8Array([0x61, 0xff]) })).toEqual({
      defect: `.terraform/${name} is not UTF-8`,
    });
  expect(read(file('environment', '\ufeffblue'))).toHaveProperty('defect');
});

it.each([
  ['half a file', '{"version": 3, "backend": '],
  ['a list', '[]'],
  ['a text', '"x"'],
  ['null', 'null'],
  ['a backend twice', `{"version": 3, ${'"backend": {"type": "s3", "config": {}},'.repeat(2)} "hash": 1}`],
  ['no version', '{"backend": {"type": "s3", "config": {}}}'],
  ['another version', '{"version": 4, "backend": {"type": "s3", "config": {}}}'],
  ['a version in words', '{"version": "3"}'],
  ['a backend that is none', '{"version": 3, "backend": "s3"}'],
  ['no backend but null', '{"version": 3, "backend": null}'],
  ['a backend in a list', '{"version": 3, "backend": [{"type": "s3", "config": {}}]}'],
  ['a backend without a type', '{"version": 3, "backend": {"config": {}}}'],
  ['a type that is no text', '{"version": 3, "backend": {"type": 1, "config": {}}}'],
  ['a backend without settings', '{"version": 3, "backend": {"type": "s3"}}'],
  ['settings that are null', '{"version": 3, "backend": {"type": "s3", "config": null}}'],
  ['settings in a list', '{"version": 3, "backend": {"type": "s3", "config": []}}'],
])('refuses as a noted state %s', (_what, text) => {
  expect(read(file('terraform.tfstate', text))).toEqual({
    defect: '.terraform/terraform.tfstate is not what terraform init writes',
  });
});

// Each of these, Terraform takes for one of its own members.
it.each([
  ['"Backend"', '{"version": 3, "Backend": {"type": "local", "config": {"path": "x"}, "hash": 1}}'],
  ['"BACKEND"', '{"version": 3, "backend": {"type": "s3", "config": {}}, "BACKEND": null}'],
  [
    '"bac\\u212aend"',
    '{"version": 3, "backend": {"type": "s3", "config": {}}, "bac\\u212aend": {"config": {}}}',
  ],
  ['"ver\\u017fion"', '{"version": 3, "ver\u017fion": 3}'],
  ['"Config"', '{"version": 3, "backend": {"type": "local", "config": {}, "hash": 1, "Config": {}}}'],
  ['"Type"', '{"version": 3, "backend": {"type": "local", "config": {}, "hash": 1, "Type": "s3"}}'],
  ['"ha\\u017fh"', '{"version": 3, "backend": {"type": "s3", "config": {}, "ha\\u017fh": 1}}'],
  ['"remote"', '{"version": 3, "remote": {}}'],
  ['"__proto__"', '{"version": 3, "__proto__": {}}'],
])('refuses in a noted state a member %s', (shown, text) => {
  expect(read(file('terraform.tfstate', text))).toEqual({
    defect: `.terraform/terraform.tfstate has ${shown}, which terraform init does not write`,
  });
});

it('refuses a folder of notes that cannot be listed', () => {
  expect(readWorkingDirectory([{ name: '.terraform', kind: 'folder' }])).toEqual({
    defect: '.terraform cannot be listed',
  });
});

it.each([
  ['.Terraform', '.terraform'],
  ['.terraform ', '.terraform'],
])('refuses a folder %j, which may open as the notes', (name, wanted) => {
  for (const kind of ['folder', 'file', 'link'] as const)
    expect(readWorkingDirectory([{ name, kind }])).toEqual({
      defect: `"${name}" is opened as ${wanted} by some file systems`,
    });
});

it.each([
  ['ENVIRONMENT', 'environment'],
  ['Terraform.tfstate', 'terraform.tfstate'],
])('refuses a note %j, which may open as %s', (name, wanted) => {
  const defect = `.terraform/"${name}" is opened as ${wanted} by some file systems`;
  expect(read(file(name, '{}'))).toEqual({ defect });
  expect(read(state(written), file('environment', 'default'), file(name, '{}'))).toEqual({ defect });
});

it('ends soon with very many blanks', () => {
  const blanks = ' '.repeat(1_000_000);
  expect(read(file('environment', `${blanks}blue${blanks}`))).toEqual({ ...initial, workspace: 'blue' });
  expect(read(file('environment', `a${blanks}a`))).toEqual({
    defect: '.terraform/environment names a workspace that terraform workspace would not make',
  });
  expect(read(file('environment', blanks))).toEqual(initial);
});
