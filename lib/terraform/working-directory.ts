import { parseJson } from '../json/parse';
import { isObject, toPlain } from '../json/plain';
import { inAscii } from '../text/ascii';
import { utf8 } from '../text/utf8';
import type { Entry } from './assembly';
import { opensAs } from './file-names';

/**
 * What `terraform init` noted in a stack's `.terraform` folder. Terraform believes these notes as long as their hash fits the configuration
 * (seen with Terraform 1.11.4, 2026-11-24): a changed path in them sends the state elsewhere, whatever `cdk.tf.json` says.
 */
export interface WorkingDirectory {
  /** The backend that will be used; undefined before the first init. */
  readonly backend: { readonly type: string; readonly config: Readonly<Record<string, unknown>> } | undefined;
  readonly workspace: string;
}

const initial: WorkingDirectory = { backend: undefined, workspace: 'default' };

interface Distrust {
  readonly defect: string;
}

const folderName = '.terraform';
const stateName = 'terraform.tfstate';
const workspaceName = 'environment';

/** Reads the notes of one stack folder, or says what about them cannot be read. */
export function readWorkingDirectory(entries: readonly Entry[]): WorkingDirectory | Distrust {
  const twin = twinOf([folderName], entries);
  if (twin !== undefined) return { defect: twin };
  const folder = entries.find(({ name }) => name === folderName);
  if (folder?.kind !== 'folder') return initial;
  const notes = folder.entries;
  if (notes === undefined) return { defect: `${folderName} cannot be listed` };
  const other = twinOf([stateName, workspaceName], notes);
  if (other !== undefined) return { defect: `${folderName}/${other}` };
  const text = (name: string): string | undefined | Distrust => {
    const entry = notes.find((item) => item.name === name);
    if (entry === undefined) return undefined;
    if (entry.kind !== 'file' || entry.bytes === undefined)
      return { defect: `${folderName}/${name} is no readable file` };
    return utf8(entry.bytes) ?? { defect: `${folderName}/${name} is not UTF-8` };
  };
  const state = text(stateName);
  const environment = text(workspaceName);
  if (typeof state === 'object') return state;
  if (typeof environment === 'object') return environment;
  const workspace = trimmed(environment ?? '') || 'default';
  if (!isWorkspaceName(workspace)) {
    return { defect: '.terraform/environment names a workspace that terraform workspace would not make' };
  }
  if (state === undefined) return { ...initial, workspace };
  const noted = readState(state);
  return 'defect' in noted ? noted : { ...noted, workspace };
}

/** An entry that macOS or Windows opens in place of one of these names, while a look for the name itself would miss it. */
function twinOf(names: readonly string[], entries: readonly Entry[]): string | undefined {
  for (const wanted of names) {
    const twin = entries.find(({ name }) => opensAs(name, wanted));
    if (twin !== undefined) return `${inAscii(twin.name)} is opened as ${wanted} by some file systems`;
  }
  return undefined;
}

/**
 * What `terraform init` writes: `backend` is left out where there is none (Terraform 1.11.4, internal/command/workdir/backend_state.go,
 * seen 2026-11-27). Older versions and OpenTofu also write `serial`, `lineage` and `modules`, by which nothing is found. Terraform reads it with Go's encoding/json, where a member of another letter case is the same member, the Kelvin sign a
 * k, the long s an s, and the last of all spellings wins. So every name must be one of these, to the letter.
 */
const members: ReadonlySet<string> = new Set([
  'version',
  'terraform_version',
  'backend',
  'serial',
  'lineage',
  'modules',
]);
const backendMembers: ReadonlySet<string> = new Set(['type', 'config', 'hash']);

function readState(text: string): Pick<WorkingDirectory, 'backend'> | Distrust {
  const json = parseJson(text);
  const plain = json.ok ? toPlain(json.value) : undefined;
  const none = { defect: '.terraform/terraform.tfstate is not what terraform init writes' };
  if (!isObject(plain) || plain['version'] !== 3) return none;
  const strange = Object.keys(plain).find((name) => !members.has(name));
  if (strange !== undefined) return unwritten(strange);
  const { backend } = plain;
  if (backend === undefined) return initial;
  if (!isObject(backend)) return none;
  const within = Object.keys(backend).find((name) => !backendMembers.has(name));
  if (within !== undefined) return unwritten(within);
  const { type, config } = backend;
  return typeof type === 'string' && isObject(config) ? { backend: { type, config } } : none;
}

const unwritten = (name: string): Distrust => ({
  defect: `.terraform/terraform.tfstate has ${inAscii(name)}, which terraform init does not write`,
});

const blanks: ReadonlySet<string | undefined> = new Set([' ', '\t', '\r', '\n']);

/** Without a regular expression: it would look from every blank of a large file for the end. */
function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (blanks.has(text[from])) from++;
  while (blanks.has(text[to - 1])) to--;
  return text.slice(from, to);
}

/**
 * Terraform joins the name to the path of the state without looking at it again: `../x` would lead anywhere. Narrower than what
 * `terraform workspace new` takes (any text that is its own URL path segment).
 */
export const isWorkspaceName = (name: string): boolean => /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,89}$/.test(name);
