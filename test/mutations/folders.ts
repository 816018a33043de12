import type { Entry } from '../../lib/terraform/assembly';
import { edit, entry, Inapplicable, type Mutation, otherStack, type Target } from './mutation';

/* Other files beside a stack's file, and other words in manifest.json. */

const file = (name: string, content: unknown = ''): Entry => ({
  name,
  kind: 'file',
  bytes: new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content)),
});
const override = ({ clientName, grant }: Target): object => ({
  resource: { genesyscloud_oauth_client: { [clientName]: { roles: [{ ...grant, division_id: '*' }] } } },
});
const note = (name: string, text: string): Entry => ({
  name: '.terraform',
  kind: 'folder',
  entries: [file(name, text)],
});
const listed = (t: Target): Target['grant'] => {
  const stack = t.assembly.manifest?.stacks?.[t.stack];
  if (stack === undefined) throw new Inapplicable();
  return stack;
};

/** Notes whose members only Go's reader takes for the ones that count: the state goes elsewhere. */
const initializedAsGoReads = (
  [
    ['capital', 'terraform init noted another state in "Backend"', '"Backend": %'],
    ['kelvin', 'terraform init noted another state in "bac\\u212aend"', '"bac\\u212aend": %'],
    [
      'inner-capital',
      'terraform init noted other settings in "Config"',
      '"backend": {"type": "local", "config": {}, "hash": 1, "Config": {"path": "../x"}}',
    ],
  ] as const
).map(([id, does, members]) =>
  entry(`initialized-${id}`, does, 'stray-terraform', () => {
    const elsewhere = '{"type": "local", "config": {"path": "../x", "workspace_dir": null}, "hash": 1}';
    return note('terraform.tfstate', `{"version": 3, ${members.replace('%', elsewhere)}}`);
  }),
);

export const folderMutations: readonly Mutation[] = [
  entry('file-tf', 'a .tf file', 'stray-terraform', () => file('more.tf', 'locals {}')),
  entry('file-tf-json', 'a second .tf.json file with a client', 'stray-terraform', ({ client }) =>
    file('more.tf.json', { resource: { genesyscloud_oauth_client: { hidden: client } } }),
  ),
  entry('file-empty-json', 'a second .tf.json file with nothing', 'stray-terraform', () =>
    file('empty.tf.json', '{}'),
  ),
  entry('file-override', 'override.tf.json', 'stray-terraform', (t) => file('override.tf.json', override(t))),
  entry('file-named-override', 'x_override.tf.json', 'stray-terraform', (t) =>
    file('x_override.tf.json', override(t)),
  ),
  entry('file-variables', 'terraform.tfvars', 'stray-terraform', () => file('terraform.tfvars', 'x = 1')),
  entry('file-automatic-variables', 'x.auto.tfvars.json', 'stray-terraform', () =>
    file('x.auto.tfvars.json', '{}'),
  ),
  entry('file-tofu', 'a file of OpenTofu', 'stray-terraform', () => file('main.tofu')),
  entry('file-test', 'a test of Terraform, whose modules terraform init installs', 'stray-terraform', () =>
    file('x.tftest.json', { run: { x: { module: { source: './m' } } } }),
  ),
  entry('folder-tests', 'a folder of tests', 'stray-terraform', () => ({
    name: 'tests',
    kind: 'folder',
    entries: [file('x.tftest.json', { run: { x: { module: { source: './m' } } } })],
  })),
  entry('file-ignore', 'what HCP Terraform is not sent', 'stray-terraform', () =>
    file('.terraformignore', 'cdk.tf.json'),
  ),
  entry('file-state', 'a state to be taken over', 'stray-terraform', () => file('terraform.tfstate', '{}')),
  entry('file-capitals', 'cdk.tf.json in capitals', 'stray-terraform', () => file('CDK.TF.JSON', '{}')),
  entry('folder-plugins', 'terraform.d', 'stray-terraform', () => ({ name: 'terraform.d', kind: 'folder' })),
  entry('folder-workspaces', 'terraform.tfstate.d', 'stray-terraform', () => ({
    name: 'terraform.tfstate.d',
    kind: 'folder',
  })),
  entry('link', 'a link', 'stray-terraform', () => ({ name: 'notes', kind: 'link' })),
  entry('initialized-elsewhere', 'terraform init noted another state', 'cross-tenant-state', () =>
    note(
      'terraform.tfstate',
      JSON.stringify({ version: 3, backend: { type: 'local', config: { path: '../x' }, hash: 1 } }),
    ),
  ),
  entry('initialized-unreadably', 'notes of terraform init that nobody can read', 'stray-terraform', () =>
    note('terraform.tfstate', '{'),
  ),
  ...initializedAsGoReads,
  entry(
    'notes-capitals',
    'notes of terraform init in a folder that macOS and Windows open',
    'stray-terraform',
    () => ({
      ...note('environment', 'other'),
      name: '.Terraform',
    }),
  ),
  entry('workspace-capitals', 'a workspace in a file that macOS and Windows open', 'stray-terraform', () =>
    note('ENVIRONMENT', 'other'),
  ),
  entry('workspace', 'a workspace of its own', 'cross-tenant-state', () => note('environment', 'other')),
  edit('list-dependency', 'manifest.json: depends on another tenant', 'cross-tenant-state', (t) => {
    listed(t).dependencies.push(otherStack(t).name);
  }),
  edit('list-self', 'manifest.json: depends on itself', 'cross-tenant-state', (t) => {
    listed(t).dependencies.push(t.stack);
  }),
  edit('list-independent', 'manifest.json: a tenant depends on nothing', 'cross-tenant-state', (t) => {
    listed(t).dependencies = [];
  }),
  edit('list-without', 'manifest.json: the stack is not listed', 'stray-terraform', (t) => {
    listed(t);
    delete t.assembly.manifest.stacks[t.stack];
  }),
  edit('list-folder', 'manifest.json: another folder', 'stray-terraform', (t) => {
    listed(t).workingDirectory = `stacks/${t.foundationName}`;
  }),
  edit('list-file', 'manifest.json: another file', 'stray-terraform', (t) => {
    listed(t).synthesizedStackPath = '../elsewhere/cdk.tf.json';
  }),
  edit('list-name', 'manifest.json: another name', 'stray-terraform', (t) => {
    listed(t).name = 'x';
  }),
  edit('list-more', 'manifest.json: a stack of nobody', 'unmodelled-authority', (t) => {
    t.assembly.manifest.stacks.extra = {
      ...listed(t),
      name: 'extra',
      workingDirectory: 'stacks/extra',
      synthesizedStackPath: 'stacks/extra/cdk.tf.json',
    };
    t.assembly.stacks.set('extra', structuredClone(t.file));
  }),
  edit('list-array', 'manifest.json: stacks in an array', 'stray-terraform', (t) => {
    listed(t);
    t.assembly.manifest.stacks = Object.values(t.assembly.manifest.stacks);
  }),
  edit('list-twice', 'manifest.json: a stack twice', 'stray-terraform', (t) => {
    listed(t);
    t.assembly.manifest = JSON.stringify(t.assembly.manifest).replace(
      '"stacks":{',
      (found) => `${found}${JSON.stringify(t.stack)}:{},`,
    );
  }),
  edit('list-gone', 'no manifest.json', 'stray-terraform', (t) => {
    listed(t);
    t.assembly.manifest = undefined;
  }),
  edit('file-gone', 'a listed stack without a file', 'stray-terraform', (t) => {
    t.assembly.stacks.delete(t.stack);
  }),
];
