import type { OrgId, TenantId } from '../../lib/manifest/ids';
import type { Manifest, Org, Tenant } from '../../lib/manifest/model';
import { type Catalog, catalogSchema } from '../../lib/manifest/schema/catalog';
import { orgSchema } from '../../lib/manifest/schema/org';
import { tenantSchema } from '../../lib/manifest/schema/tenant';
import { type Waiver, waiversSchema } from '../../lib/manifest/schema/waivers';

/** An org as plain data, in the shape of its YAML files. */
export interface OrgInput {
  readonly org: unknown;
  readonly tenants: Readonly<Record<string, unknown>>;
  readonly catalog?: unknown;
  readonly waivers?: unknown;
}

/** A manifest made of plain data by the same schemas as the files; texts are the JSON of each part. */
export function manifestOf(orgs: Readonly<Record<string, OrgInput>>): Manifest {
  const sources = new Map<string, string>();
  const source = (file: string, content: unknown): string => {
    sources.set(file, JSON.stringify(content, undefined, 2));
    return file;
  };
  const list = Object.entries(orgs)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, input]): Org => {
      const catalog: Catalog | undefined =
        input.catalog === undefined ? undefined : catalogSchema.parse(input.catalog);
      const waivers: Waiver[] | undefined =
        input.waivers === undefined ? undefined : waiversSchema.parse(input.waivers);
      return {
        id: id as OrgId,
        file: source(`tenants/${id}/org.yaml`, input.org),
        config: orgSchema.parse(input.org),
        tenants: Object.entries(input.tenants)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(
            ([tenant, config]): Tenant => ({
              id: tenant as TenantId,
              file: source(`tenants/${id}/${tenant}.yaml`, config),
              config: tenantSchema.parse(config),
            }),
          ),
        catalog: catalog && { file: source(`tenants/${id}/catalog.json`, input.catalog), content: catalog },
        waivers: waivers && { file: source(`tenants/${id}/waivers.yaml`, input.waivers), entries: waivers },
      };
    });
  return { orgs: list, sources };
}
