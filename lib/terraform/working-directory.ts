import { parseJson } from '../json/parse';
import { isObject, toPlain } from '../json/plain';
import { utf8 } from '../text/utf8';
import type { Entry } from './assembly';

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

/** Reads the notes of one stack folder, or says what about them cannot be read. */
export function readWorkingDirectory(
  entries: readonly Entry[],
): WorkingDirectory | { readonly defect: string } {
  const folder = entries.find(({ name }) => name === '.terraform');
  if (folder?.kind !== 'folder') return initial;
  const text = (name: string): string | undefined | { defect: string } => {
    const entry = folder.entries?.find((item) => item.name === name);
    if (entry === undefined) return undefined;
    if (entry.kind !== 'file' || entry.bytes === undefined)
      return { defect: `.terraform/${name} is no readable file` };
    return utf8(entry.bytes) ?? { defect: `.terraform/${name} is not UTF-8` };
  };
  const state = text('terraform.tfstate');
  const environment = text('environment');
  if (typeof state === 'object') return state;
  if (typeof environment === 'object') return environment;
  const workspace = trimmed(environment ?? '') || 'default';
  if (!isWorkspaceName(workspace)) {
    return { defect: '.terraform/environment names a workspace that terraform workspace would not make' };
  }
  if (state === undefined) return { ...initial, workspace };
  const json = parseJson(state);
  const plain = json.ok ? toPlain(json.value) : undefined;
  const backend = isObject(plain) ? plain['backend'] : undefined;
  if (backend === undefined && isObject(plain)) return { ...initial, workspace };
  if (!isObject(backend) || typeof backend['type'] !== 'string' || !isObject(backend['config'])) {
    return { defect: '.terraform/terraform.tfstate is not what terraform init writes' };
  }
  return { backend: { type: backend['type'], config: backend['config'] }, workspace };
}

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
const isWorkspaceName = (name: string): boolean => /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,89}$/.test(name);
