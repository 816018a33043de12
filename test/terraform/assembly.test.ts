import { expect, it } from 'vitest';
import { type AssemblyFiles, type Entry, readAssembly, readStack } from '../../lib/terraform/assembly';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const stack = (name: string, edit: Record<string, unknown> = {}): Record<string, unknown> => ({
  name,
  dependencies: [],
  workingDirectory: `stacks/${name}`,
  synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
  ...edit,
});

const folder = (name: string, ...entries: Entry[]): AssemblyFiles['stacks'][number] => ({
  name,
  kind: 'folder',
  entries,
});
const file = (text: string | Uint8Array, name = 'cdk.tf.json'): Entry => ({
  name,
  kind: 'file',
  bytes: typeof text === 'string' ? bytes(text) : text,
});

/** What is wrong with an output folder and in the files of its stacks, `kind file: message` each. */
function defects(manifest: unknown, ...stacks: AssemblyFiles['stacks']): string[] {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
  const files: AssemblyFiles = {
    shown: 'out',
    manifest: manifest === undefined ? undefined : bytes(text),
    stacks,
  };
  const assembly = readAssembly(files);
  const inside = [...assembly.stacks.values()].flatMap((stack) => readStack(stack).defects);
  return [...assembly.defects, ...inside]
    .map(({ kind, file, message }) => `${kind} ${file}: ${message}`)
    .sort();
}

it('takes what cdktf writes', () => {
  expect(defects({ stacks: { a: stack('a') } }, folder('a', file('{}')))).toEqual([]);
});

it.each([
  ['nothing', undefined, 'does not exist or is not a file'],
  ['no JSON', '{"stacks":', 'is not valid JSON: the text ends in the middle'],
  ['no object', '[]', 'lists no stacks'],
  ['null', 'null', 'lists no stacks'],
  ['null for its stacks', '{"stacks": null}', 'lists no stacks'],
  [
    'null for a stack',
    '{"stacks": {"a": null}}',
    'describes stack "a" otherwise than cdktf does (name, folder, file, dependencies)',
  ],
  ['no stacks', '{}', 'lists no stacks'],
  ['a list of stacks', '{"stacks": []}', 'lists no stacks'],
  ['stacks twice', '{"stacks": {}, "stacks": {}}', 'names a key twice'],
  ['a key twice deep down', '{"stacks": {"a": {"name": "a", "name": "b"}}}', 'names a key twice'],
])('refuses a manifest.json with %s', (_what, manifest, message) => {
  expect(defects(manifest)).toEqual([`manifest out/manifest.json: ${message}`]);
});

it('refuses a manifest.json that is not UTF-8', () => {
  const files: AssemblyFiles = { shown: 'out', manifest: new Uint8Array([0x7b, 0xff, 0x7d]), stacks: [] };
  expect(readAssembly(files).defects.map(({ message }) => message)).toEqual(['is not UTF-8 text']);
});

it.each([
  ['another name', 'a', { name: 'b' }],
  ['no name', 'a', { name: undefined }],
  ['another folder', 'a', { workingDirectory: 'stacks/b' }],
  ['a folder outside', 'a', { workingDirectory: '../a' }],
  ['an absolute folder', 'a', { workingDirectory: '/stacks/a' }],
  ['another file', 'a', { synthesizedStackPath: 'stacks/a/other.tf.json' }],
  ['no dependencies', 'a', { dependencies: undefined }],
  ['a dependency that is no text', 'a', { dependencies: [1] }],
  ['dependencies by another type', 'a', { dependencies: 'b' }],
  ['a name with a slash', 'a/b', {}],
  ['a name that climbs', '..', {}],
  ['a hidden name', '.a', {}],
  ['a name with a line break', 'a\n', {}],
  ['an empty name', '', {}],
])('refuses a stack with %s', (_what, name, edit) => {
  const [defect, ...rest] = defects({ stacks: { [name]: stack(name, edit) } });
  expect(rest).toEqual([]);
  expect(defect).toMatch(/^manifest out\/manifest\.json: describes stack ".*" otherwise than cdktf does/);
});

it('refuses the names that JavaScript keeps for itself', () => {
  const manifest = `{"stacks": {"__proto__": ${JSON.stringify(stack('__proto__'))}}}`;
  expect(defects(manifest)[0]).toMatch(/describes stack "__proto__" otherwise/);
  expect(defects({ stacks: { constructor: stack('constructor') } })).toEqual([
    'missing out/stacks/constructor/cdk.tf.json: does not exist, though manifest.json lists its stack',
  ]);
});

it.each<[string, Entry[], string[]]>([
  ['no file', [], ['missing out/stacks/a/cdk.tf.json: does not exist, though manifest.json lists its stack']],
  [
    'a file that cannot be read',
    [{ name: 'cdk.tf.json', kind: 'file' }],
    ['missing out/stacks/a/cdk.tf.json: cannot be read, or is too large to be a stack'],
  ],
  [
    'a link',
    [{ name: 'cdk.tf.json', kind: 'link' }],
    ['missing out/stacks/a/cdk.tf.json: is a link, not a file'],
  ],
  [
    'a folder of that name',
    [{ name: 'cdk.tf.json', kind: 'folder' }],
    ['missing out/stacks/a/cdk.tf.json: is a folder, not a file'],
  ],
  [
    'a pipe',
    [{ name: 'cdk.tf.json', kind: 'other' }],
    ['missing out/stacks/a/cdk.tf.json: is something else, not a file'],
  ],
  [
    'an empty file',
    [file('')],
    ['unreadable out/stacks/a/cdk.tf.json: is not valid JSON: the text ends in the middle'],
  ],
  [
    'half a file',
    [file('{"resource": {"a": ')],
    ['unreadable out/stacks/a/cdk.tf.json: is not valid JSON: the text ends in the middle'],
  ],
  [
    'Latin-1',
    [file(new Uint8Array([0x7b, 0xe9, 0x7d]))],
    ['unreadable out/stacks/a/cdk.tf.json: is not UTF-8 text'],
  ],
  [
    'UTF-16',
    [file(new Uint8Array(Buffer.from('\ufeff{}', 'utf16le')))],
    ['unreadable out/stacks/a/cdk.tf.json: is not UTF-8 text'],
  ],
  [
    'an overlong encoding',
    [file(new Uint8Array([0x7b, 0xc0, 0xaf, 0x7d]))],
    ['unreadable out/stacks/a/cdk.tf.json: is not UTF-8 text'],
  ],
  [
    'no blocks where blocks belong',
    [file('{"resource": "x"}')],
    [
      "unreadable out/stacks/a/cdk.tf.json: is not Terraform's JSON: an object or an array of objects is expected here",
      "unreadable out/stacks/a/cdk.tf.json: is not Terraform's JSON: a block label is missing here",
    ],
  ],
])('says that a stack has %s', (_what, entries, expected) => {
  expect(defects({ stacks: { a: stack('a') } }, folder('a', ...entries)).sort()).toEqual(
    [...expected].sort(),
  );
});

it.each([
  ['x.tf', 'file', true],
  ['x.TF', 'file', true],
  ['.tf', 'file', false],
  // What macOS leaves beside a file on a share or in an archive, and what editors do.
  ['._cdk.tf.json', 'file', false],
  ['.x.tofu', 'file', false],
  ['.#cdk.tf.json', 'link', true],
  ['.x.auto.tfvars', 'file', true],
  ['.terraform.tfvars.json', 'file', true],
  ['\u200b.x.tf', 'file', true],
  ['\u2024x.tf', 'file', true],
  ['x.tf.json', 'file', true],
  ['CDK.tf.json', 'file', true],
  ['override.tf.json', 'file', true],
  ['x.tofu', 'file', true],
  ['x.tofu.json', 'file', true],
  ['x.tftest.hcl', 'file', true],
  ['x.tftest.json', 'file', true],
  ['x.tofutest.hcl', 'file', true],
  ['x.tofutest.json', 'file', true],
  ['.x.tftest.json', 'file', false],
  ['.terraformignore', 'file', true],
  ['.TerraformIgnore', 'file', true],
  ['x.terraformignore', 'file', false],
  ['.terraformignore.md', 'file', false],
  ['tests', 'folder', true],
  ['Tests', 'folder', true],
  ['tests', 'file', false],
  ['x-tests', 'folder', false],
  ['tests-x', 'folder', false],
  ['terraform.tfvars', 'file', true],
  ['x.auto.tfvars.json', 'file', true],
  ['terraform.d', 'folder', true],
  ['Terraform.D', 'folder', true],
  ['terraform.tfvars.', 'file', true],
  ['x.tf', 'link', true],
  ['notes', 'link', true],
  ['.terraform', 'link', true],
  ['x.tf', 'other', true],
  ['.terraform.lock.hcl', 'file', false],
  ['plan', 'file', false],
  ['x.tf', 'folder', false],
  ['assets', 'folder', false],
  ['x.tf.json.orig', 'file', false],
  ['terraform.tfvars.orig', 'file', false],
  ['x-terraform.tfstate', 'file', false],
  ['terraform.tfstate.backup', 'file', false],
  ['x-terraform.d', 'folder', false],
  ['terraform.d-x', 'folder', false],
] as const)('%s (%s) is stray: %s', (name, kind, expected) => {
  const found = defects({ stacks: { a: stack('a') } }, folder('a', file('{}'), { name, kind }));
  expect(found.length > 0 && found.every((text) => text.startsWith('stray '))).toBe(expected);
});

it.each([
  ['terraform.tfstate', 'file', true],
  ['terraform.tf\u017ftate', 'file', true],
  ['terraform.tfstate', 'folder', false],
  ['terraform.tfstate.d', 'folder', true],
  ['Terraform.tfstate.D', 'folder', true],
  ['terraform.tfstate.d', 'file', false],
  ['terraform.tfstate.backup', 'file', false],
] as const)('%s (%s) is a state: %s', (name, kind, expected) => {
  const found = defects({ stacks: { a: stack('a') } }, folder('a', file('{}'), { name, kind }));
  expect(found).toEqual(
    expected ? [`state out/stacks/a/${name}: would be read by Terraform, and cdktf did not write it`] : [],
  );
});

it('reads the one file that cdktf writes, whatever lies before it', () => {
  const { stacks } = readAssembly({
    shown: 'out',
    manifest: bytes(JSON.stringify({ stacks: { a: stack('a') } })),
    stacks: [folder('a', file('{"resource": {}}', 'another'), file('{}'))],
  });
  expect(stacks.get('a')?.bytes).toEqual(bytes('{}'));
});

it('refuses a stack whose notes of terraform init lead elsewhere', () => {
  const notes: Entry = { name: '.terraform', kind: 'folder', entries: [file('../b', 'environment')] };
  expect(defects({ stacks: { a: stack('a') } }, folder('a', file('{}'), notes))).toEqual([
    'notes out/stacks/a: cannot be trusted: .terraform/environment names a workspace that terraform workspace would not make',
  ]);
});

it('refuses a stack with a folder that macOS and Windows open as its notes', () => {
  const notes: Entry = { name: '.Terraform', kind: 'folder' };
  expect(defects({ stacks: { a: stack('a') } }, folder('a', file('{}'), notes))).toEqual([
    'notes out/stacks/a: cannot be trusted: ".Terraform" is opened as .terraform by some file systems',
  ]);
});

it('refuses folders that are not listed, and folders that are links', () => {
  expect(defects({ stacks: {} }, folder('a', file('{}')), { name: 'b', kind: 'link', entries: [] })).toEqual([
    'stray out/stacks/b: is a link: its content can change behind the proof',
    'unlisted out/stacks/a: is not listed in manifest.json',
  ]);
});

it('refuses a folder that cannot be listed, whether it is listed in manifest.json or not', () => {
  const why = 'cannot be listed: what Terraform would read in it is not known';
  for (const stacks of [{ a: stack('a') }, {}])
    expect(defects({ stacks }, { name: 'a', kind: 'folder' })).toEqual([`stray out/stacks/a: ${why}`]);
});

it('refuses a stack whose notes of terraform init cannot be listed', () => {
  const notes: Entry = { name: '.terraform', kind: 'folder' };
  expect(defects({ stacks: { a: stack('a') } }, folder('a', file('{}'), notes))).toEqual([
    'notes out/stacks/a: cannot be trusted: .terraform cannot be listed',
  ]);
});

it('lets pass an empty folder, in which Terraform reads nothing', () => {
  expect(defects({ stacks: {} }, { name: 'a', kind: 'folder', entries: [] })).toEqual([]);
});

it('looks at 20,000 blocks of a stack and no more', () => {
  const outputs = (count: number): string =>
    JSON.stringify({
      locals: [{}],
      output: Object.fromEntries(Array.from({ length: count }, (_, index) => [`o${index}`, {}])),
    });
  const of = (text: string): string[] => defects({ stacks: { a: stack('a') } }, folder('a', file(text)));
  expect(of(outputs(19_999))).toEqual([]);
  expect(of(outputs(20_000))).toEqual([
    'unreadable out/stacks/a/cdk.tf.json: holds more than 20,000 blocks: too many to look at',
  ]);
});

it('lets a file declare a hundred resources, data sources or outputs twice, and no more', () => {
  const all = (content: object): string[] =>
    defects({ stacks: { a: stack('a') } }, folder('a', file(JSON.stringify(content))));
  const of = (resource: object): string[] => all({ resource });
  const times = (count: number): object => ({ x: { y: Array(count).fill({}) } });
  const twice = [
    'unreadable out/stacks/a/cdk.tf.json: declares more than 100 resources, data sources or outputs twice, which Terraform refuses',
  ];
  expect(of(times(101))).toEqual([]);
  expect(of(times(102))).toEqual(twice);
  expect(all({ data: times(101), resource: times(1) })).toEqual([]);
  expect(all({ data: times(102) })).toEqual(twice);
  expect(all({ output: { x: Array(101).fill({}) } })).toEqual([]);
  expect(all({ output: { x: Array(102).fill({}) } })).toEqual(twice);
  // One text together, and yet other labels.
  const others = Array.from({ length: 102 }, (_, index) => [
    'a'.repeat(index + 1),
    { ['a'.repeat(200 - index)]: {} },
  ]);
  expect(of(Object.fromEntries(others))).toEqual([]);
});

it('reads 400,000 values of a stack and no more', () => {
  const of = (count: number): string[] =>
    defects({ stacks: { a: stack('a') } }, folder('a', file(`{"locals":{"a":[${Array(count).fill(1)}]}}`)));
  expect(of(399_997)).toEqual([]);
  expect(of(399_998)).toEqual([
    'unreadable out/stacks/a/cdk.tf.json: is not valid JSON: it holds more than 400,000 values, which is too many to look at',
  ]);
});
