import { nearest } from '../text/nearest';
import { likeId, orgIdProblem, tenantIdProblem } from './ids';

/** What an entry of a manifest folder is by its name. `ignored` entries are no part of a manifest and cannot be mistaken for one. */
export type EntryKind =
  | { readonly kind: 'file' }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'fault'; readonly message: string; readonly hint: string };

const ownFiles = ['org.yaml', 'catalog.json', 'waivers.yaml'];
const ignored: EntryKind = { kind: 'ignored' };
const file: EntryKind = { kind: 'file' };

/** A file in an org's folder. Whatever could be meant as a part of the manifest, but would not be read as one, is a fault. */
export function orgEntry(name: string): EntryKind {
  if (ownFiles.includes(name)) return file;
  if (isNote(name)) return ignored;
  if (isHidden(name)) {
    if (!/\.(ya?ml|json)$/i.test(name)) return ignored;
    return fault('hidden files are not read', 'Rename it, or move it out of the folder.');
  }
  const id = name.endsWith('.yaml') ? name.slice(0, -'.yaml'.length) : undefined;
  if (id !== undefined) {
    const problem = tenantIdProblem(id);
    if (problem === undefined) return file;
    if (ownFiles.some((own) => own.startsWith(`${id}.`))) return notRead(name);
    return fault(`the tenant's id (the file's name) ${problem}`, renameHint(name));
  }
  return notRead(name);
}

/** A folder in the manifest's folder. */
export function orgFolder(name: string): EntryKind {
  if (isHidden(name)) return ignored;
  const problem = orgIdProblem(name);
  return problem === undefined
    ? file
    : fault(`the org's id (the folder's name) ${problem}`, 'Rename the folder.');
}

/** A file in the manifest's folder, where only folders are expected. */
export function rootEntry(name: string): EntryKind {
  if (isNote(name) || isHidden(name)) return ignored;
  return fault(
    'a file stands where only the folders of orgs are expected',
    'Move it into the folder of its org.',
  );
}

const isNote = (name: string): boolean => name.endsWith('.md');
const isHidden = (name: string): boolean => name.startsWith('.');

const notRead = (name: string): EntryKind =>
  fault('this file is not read: no part of a manifest is called like this', renameHint(name));

const fault = (message: string, hint: string): EntryKind => ({ kind: 'fault', message, hint });

/** `Acme Corp.YML` → `acme-corp.yaml`. */
function renameHint(name: string): string {
  const own = nearest(name.replace(/\.(ya?ml|json)$/i, ''), ['org', 'catalog', 'waivers']);
  const ownFile = ownFiles.find((one) => own !== undefined && one.startsWith(`${own}.`));
  if (ownFile !== undefined) return `Did you mean ${ownFile}?`;
  const id = likeId(name.replace(/\.ya?m?l?$/i, ''));
  return /\.ya?m?l?$/i.test(name) && tenantIdProblem(id) === undefined
    ? `Rename it to ${id}.yaml if it is a tenant.`
    : 'Rename it, or move it out of the folder.';
}
