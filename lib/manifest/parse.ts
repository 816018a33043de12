import { assemble, type Named, type OrgParts } from './assemble';
import { checkFile } from './check-file';
import { decode } from './decode';
import type { Fault, Parsed } from './fault';
import { readJson } from './json';
import type { LoadResult } from './model';
import { plainYaml } from './plain-yaml';
import type { FileRead, ManifestRead, OrgRead } from './read';
import type { Configs, FileKind } from './schema';

/** From the bytes of the files to a manifest, or to everything that is wrong with them. Pure, never throws for what the bytes hold. */
export function parseManifest({ orgs, faults }: ManifestRead): LoadResult {
  return assemble(orgs.map(orgParts), [...faults, ...orgs.flatMap(missingMain)]);
}

const readers: Readonly<Record<FileKind, (text: string) => Parsed>> = {
  org: readYaml,
  tenant: readYaml,
  waivers: readYaml,
  catalog: readJson,
};

/** The full reader is large, and most manifests never need it. */
function readYaml(text: string): Parsed {
  const plain = plainYaml(text);
  if (plain !== undefined) return { value: plain.value, faults: [] };
  const { parseYaml } = require('./yaml') as typeof import('./yaml');
  return parseYaml(text);
}

function orgParts({ id, folder, files }: OrgRead): OrgParts {
  const named = new Map(files.map((file) => [file.name, file]));
  const read = <Kind extends FileKind>(kind: Kind, name: string): Named<Configs[Kind]> | undefined => {
    const file = named.get(name);
    named.delete(name);
    return file && parseFile(kind, file);
  };
  return {
    id,
    file: `${folder}/org.yaml`,
    main: read('org', 'org.yaml'),
    catalog: read('catalog', 'catalog.json'),
    waivers: read('waivers', 'waivers.yaml'),
    // What is left are tenants: their files are called after them.
    tenants: [...named.values()].map((file) => ({
      id: file.name.slice(0, -'.yaml'.length),
      ...parseFile('tenant', file),
    })),
  };
}

function parseFile<Kind extends FileKind>(kind: Kind, { file, bytes }: FileRead): Named<Configs[Kind]> {
  if (bytes === undefined) return { file, text: undefined, value: undefined, config: undefined, faults: [] };
  const decoded = decode(bytes);
  if (!decoded.ok)
    return { file, text: decoded.text, value: undefined, config: undefined, faults: [decoded.fault] };
  return { file, ...checkFile(kind, decoded.text, readers[kind](decoded.text)) };
}

const missingMain = ({ folder, files }: OrgRead): readonly Fault[] =>
  files.some(({ name }) => name === 'org.yaml')
    ? []
    : [
        {
          file: folder,
          path: [],
          message: 'there is no org.yaml in this folder',
          hint: 'Every org needs one; "npx bulkhead new org" writes one to start from.',
        },
      ];
