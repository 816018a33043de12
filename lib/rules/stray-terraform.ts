import type { Finding } from '../proof/finding';
import type { Model } from '../proof/model';
import { wholeFile } from '../proof/places';
import type { Rule } from '../proof/rule';

/** Terraform reads nothing in a stack's folder but what cdktf wrote, and no folder is there that manifest.json does not list. */
export const strayTerraform: Rule = {
  id: 'stray-terraform',
  waivable: false,
  about: 'assembly',
  whole: ({ model }) => {
    const owners = ownersOf(model);
    return model.assembly.defects.map((defect): Finding => {
      const owner = owners.get(defect.stack);
      return {
        rule: 'stray-terraform',
        org: owner?.org,
        tenant: owner?.tenant,
        subject: `${defect.file} ${defect.message}`,
        values: { file: defect.file, message: defect.message, kind: defect.kind },
        at: [wholeFile(defect.file, defect.offset)],
        because: [],
      };
    });
  },
};

type Owner = Pick<Finding, 'org' | 'tenant'>;

/** Whose each stack of the manifest is: a folder can have very many defects, and a manifest very many tenants. */
function ownersOf({ orgs }: Model): ReadonlyMap<string | undefined, Owner> {
  return new Map<string | undefined, Owner>(
    orgs.flatMap(({ org, foundationName, tenants }) => [
      [foundationName, { org: org.id, tenant: undefined }] as const,
      ...tenants.map(({ stackName, tenant }) => [stackName, { org: org.id, tenant: tenant.id }] as const),
    ]),
  );
}
