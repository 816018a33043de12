import type { Defect, Entry } from './assembly';
import { asOpened, stackFile } from './file-names';

/** What Terraform reads in a stack's folder besides cdk.tf.json: nothing of it is written by cdktf. */
export function strays(shown: string, folder: Entry, listed: boolean): Defect[] {
  const path = `${shown}/stacks/${folder.name}`;
  const stack = folder.name;
  const defect = (kind: Defect['kind'], file: string, message: string): Defect => ({
    kind,
    file,
    stack,
    message,
    offset: undefined,
  });
  if (folder.kind === 'link')
    return [defect('stray', path, 'is a link: its content can change behind the proof')];
  const { entries } = folder;
  if (entries === undefined)
    return [defect('stray', path, 'cannot be listed: what Terraform would read in it is not known')];
  if (!listed) {
    // Terraform reads nothing in an empty folder, and cdktf removes it only after the app has ended.
    return entries.length === 0 ? [] : [defect('unlisted', path, 'is not listed in manifest.json')];
  }
  return entries
    .filter(({ name }) => name !== stackFile)
    .flatMap((entry) => {
      const file = `${path}/${entry.name}`;
      if (entry.kind === 'link')
        return [defect('stray', file, 'is a link: its content can change behind the proof')];
      const kind = isState(entry) ? 'state' : isTerraformInput(entry) ? 'stray' : undefined;
      return kind === undefined
        ? []
        : [defect(kind, file, 'would be read by Terraform, and cdktf did not write it')];
    });
}

/**
 * Where Terraform keeps a state that no backend is told of, and the states of workspaces. One that is left there is copied over the stack's own
 * by `terraform init -force-copy` (seen with Terraform 1.11.4, 2026-11-24), and with it whose objects the addresses are.
 */
const isState = ({ name, kind }: Entry): boolean =>
  asOpened(name) === (kind === 'folder' ? 'terraform.tfstate.d' : 'terraform.tfstate');

/**
 * The other names that Terraform 1.11 and OpenTofu read in a working directory (documentation of both, 2026-11).
 * Configuration under a name that begins with a dot is passed over by both, variables are not (seen with Terraform 1.11.4, 2026-11-27).
 * What `.terraformignore` names, HCP Terraform is not sent: without the stack's file it would end all that the stack has (documentation, 2026-11).
 * Of tests, `terraform init` installs the modules: it runs git in the stack's folder, with what a `.git` there says that git runs (seen with Terraform
 * 1.11.4, 2026-11-28).
 */
function isTerraformInput({ name, kind }: Entry): boolean {
  const opened = asOpened(name);
  if (kind === 'folder') return opened === 'terraform.d' || opened === 'tests';
  if (/^\.terraformignore$|\.tfvars(\.json)?$/.test(opened)) return true;
  return (
    !name.startsWith('.') &&
    /\.(tf|tofu|tf\.json|tofu\.json|(tftest|tofutest|tfquery)\.(hcl|json))$/.test(opened)
  );
}
