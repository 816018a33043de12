import { type JsonNode, parseJson } from '../json/parse';
import { type Module, sourceOf } from './module';
import { shown } from './shown';

/** Where Terraform keeps, beside the root module, which folder each module call leads to. */
export const recordsFile = ['.terraform', 'modules', 'modules.json'] as const;

interface ModuleRecord {
  /** The names of the calls from the root on: `etl.client`. */
  readonly key: string;
  readonly folder: string;
  readonly offset: number;
}

/** What is wrong with the records, and where in their text. */
interface MisleadingRecord {
  readonly offset: number;
  readonly message: string;
}

const renew = 'delete .terraform/modules and run terraform init again';

/**
 * The records by which Terraform would read another folder than a call's source names. Terraform goes by the record: init leaves one whose source
 * is unchanged as it is, whatever folder it leads to (Terraform 1.11.4, 2026-11-27). Pure. Records of calls that are not there, or whose module
 * is not read, count for nothing.
 */
export function misleadingRecords(text: string, modules: ReadonlyMap<string, Module>): MisleadingRecord[] {
  const json = parseJson(text);
  const records = json.ok ? readRecords(json.value) : undefined;
  if (records === undefined) {
    return [
      {
        offset: 0,
        message: `it is not as terraform init writes it, so which folders Terraform reads is not known: ${renew}`,
      },
    ];
  }
  const seen = new Set<string>();
  return records.flatMap(({ key, folder, offset }) => {
    if (seen.has(key)) return [{ offset, message: `there are two records of ${named(key)}: ${renew}` }];
    seen.add(key);
    const expected = folderOf(key, modules);
    if (expected === undefined || expected === folder) return [];
    return [
      {
        offset,
        message: `by this record Terraform reads ${named(key)} from ${JSON.stringify(shown(folder))}, and its source names ${JSON.stringify(shown(expected))}: ${renew}`,
      },
    ];
  });
}

const named = (key: string): string => (key === '' ? 'the root module' : `module ${shown(key)}`);

/** The folder that the sources on the way to a module call name, as Terraform writes it; undefined where they name none that is read. */
function folderOf(key: string, modules: ReadonlyMap<string, Module>): string | undefined {
  let folder = '';
  for (const name of key === '' ? [] : key.split('.')) {
    const call = modules.get(folder)?.calls.get(name);
    const source = call && sourceOf(call, folder);
    if (source?.kind !== 'folder') return undefined;
    folder = source.folder;
  }
  return folder === '' ? '.' : folder;
}

/** Every member by its exact name and once: Go reads names in any letter case, and of two the last. */
function readRecords(root: JsonNode): ModuleRecord[] | undefined {
  const list = root.kind === 'object' && root.members.length === 1 ? root.members[0] : undefined;
  if (list?.name !== 'Modules' || list.node.kind !== 'array') return undefined;
  const records = list.node.items.map(readRecord);
  const read = records.filter((record) => record !== undefined);
  return read.length === records.length ? read : undefined;
}

const members: ReadonlySet<string> = new Set(['Key', 'Source', 'Version', 'Dir']);

function readRecord(node: JsonNode): ModuleRecord | undefined {
  if (node.kind !== 'object') return undefined;
  const texts = new Map<string, string>();
  for (const { name, node: value } of node.members) {
    if (!members.has(name) || texts.has(name) || value.kind !== 'string') return undefined;
    texts.set(name, value.value);
  }
  const key = texts.get('Key');
  const folder = texts.get('Dir');
  return key === undefined || folder === undefined ? undefined : { key, folder, offset: node.offset };
}
