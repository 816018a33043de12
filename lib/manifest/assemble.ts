import type { Checked, Configs } from './check-file';
import { draftCatalog, draftOrg, draftTenant, type OrgDraft } from './draft';
import { type Fault, maxFaultsOfAFile, moreFaults } from './fault';
import type { OrgId, TenantId } from './ids';
import type { LoadResult, Org, Tenant } from './model';
import { referenceFaults } from './references';

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
  const all = [...faults];
  for (const { main, catalog, waivers, tenants } of sorted)
    for (const part of [main, catalog, waivers, ...tenants])
      if (part) {
        if (part.text !== undefined) sources.set(part.file, part.text);
        for (const fault of part.faults) all.push({ ...fault, file: part.file });
      }
  all.push(...referenceFaults(sorted.map(draft)));
  if (all.length === 0)
    return {
      ok: true,
      manifest: { orgs: sorted.flatMap((one) => org(one) ?? []), sources: inOrder(sources) },
    };
  // Only loaded when there is something to report.
  const { toProblems } = require('./positions') as typeof import('./positions');
  return { ok: false, problems: toProblems(capped(all), positions ? sources : new Map()) };
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

/** The first faults of every file, and a word where there are more. */
function capped(faults: readonly Fault[]): readonly Fault[] {
  const counts = new Map<string, number>();
  const kept = faults.filter(({ file }) => {
    const count = (counts.get(file) ?? 0) + 1;
    counts.set(file, count);
    return count <= maxFaultsOfAFile;
  });
  for (const [file, count] of counts) if (count > maxFaultsOfAFile) kept.push({ file, ...moreFaults });
  return kept;
}

const inOrder = (sources: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...sources].sort(([a], [b]) => (a < b ? -1 : 1)));

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
