import type { Checked } from './check-file';
import { draftCatalog, draftOrg, draftTenant, type OrgDraft } from './draft';
import { type Fault, maxFaultsOfAFile, moreFaults } from './fault';
import type { OrgId, TenantId } from './ids';
import type { LoadResult, Org, Tenant } from './model';
import { referenceFaults } from './references';
import type { Configs } from './schema';

/** A checked file under the name by which messages call it. */
export type Named<Config> = Checked<Config> & { readonly file: string };

/** The checked files of one org. */
export interface OrgParts {
  readonly id: string;
  /** How messages call its main file, whether or not there is one. */
  readonly file: string;
  readonly main: Named<Configs['org']> | undefined;
  readonly catalog: Named<Configs['catalog']> | undefined;
  readonly waivers: Named<Configs['waivers']> | undefined;
  readonly tenants: readonly (Named<Configs['tenant']> & { readonly id: string })[];
}

/**
 * Puts checked files together: to a manifest when neither they nor their references have a fault, or else to all problems.
 * @param faults What is wrong besides, e.g. with the folder. Positions are looked up unless `positions` is false.
 */
export function assemble(parts: readonly OrgParts[], faults: readonly Fault[], positions = true): LoadResult {
  const sorted = [...parts].sort(byId);
  const sources = new Map<string, string>();
  const all = new Faults();
  for (const fault of faults) all.add(fault);
  for (const { main, catalog, waivers, tenants } of sorted)
    for (const part of [main, catalog, waivers, ...tenants])
      if (part) {
        if (part.text !== undefined) sources.set(part.file, part.text);
        for (const fault of part.faults) all.add({ ...fault, file: part.file });
      }
  for (const fault of referenceFaults(sorted.map(draft))) all.add(fault);
  if (all.areNone)
    return {
      ok: true,
      manifest: { orgs: sorted.flatMap((one) => org(one) ?? []), sources: inOrder(sources) },
    };
  // Only loaded when there is something to report.
  const { toProblems } = require('./positions') as typeof import('./positions');
  return { ok: false, problems: toProblems(all.kept, positions ? sources : new Map()) };
}

function org({ id, main, catalog, waivers, tenants }: OrgParts): Org | undefined {
  return (
    main?.config && {
      id: id as OrgId,
      file: main.file,
      config: main.config,
      tenants: tenants
        .flatMap((one): Tenant[] =>
          one.config ? [{ id: one.id as TenantId, file: one.file, config: one.config }] : [],
        )
        .sort(byId),
      catalog: catalog?.config && { file: catalog.file, content: catalog.config },
      waivers: waivers?.config && { file: waivers.file, entries: waivers.config },
    }
  );
}

function draft({ id, file, main, catalog, tenants }: OrgParts): OrgDraft {
  return {
    id,
    file,
    ...draftOrg(main?.config ?? main?.value, main?.config !== undefined),
    catalog: catalog && { file: catalog.file, ...draftCatalog(catalog.config ?? catalog.value) },
    tenants: tenants.map((one) => draftTenant(one.id, one.file, one.config ?? one.value)),
  };
}

/** The first faults of every file, and a word where there are more: one file can have hundreds of thousands. */
class Faults {
  private readonly first: Fault[] = [];
  private readonly counts = new Map<string, number>();

  add(fault: Fault): void {
    const count = (this.counts.get(fault.file) ?? 0) + 1;
    this.counts.set(fault.file, count);
    if (count <= maxFaultsOfAFile) this.first.push(fault);
  }

  get areNone(): boolean {
    return this.first.length === 0;
  }

  get kept(): readonly Fault[] {
    const beyond = [...this.counts].filter(([, count]) => count > maxFaultsOfAFile);
    return [...this.first, ...beyond.map(([file]) => ({ file, ...moreFaults }))];
  }
}

const inOrder = (sources: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...sources].sort(([a], [b]) => (a < b ? -1 : 1)));

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
