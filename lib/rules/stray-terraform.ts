import type { Finding } from '../proof/finding';
import { wholeFile } from '../proof/places';
import type { Rule } from '../proof/rule';

/** Terraform reads nothing in a stack's folder but what cdktf wrote, and no folder is there that manifest.json does not list. */
export const strayTerraform: Rule = {
  id: 'stray-terraform',
  waivable: false,
  about: 'assembly',
  whole: ({ model }) =>
    model.assembly.defects.map((defect): Finding => {
      const owner = model.orgs.find(
        (org) =>
          org.foundationName === defect.stack ||
          org.tenants.some((tenant) => tenant.stackName === defect.stack),
      );
      return {
        rule: 'stray-terraform',
        org: owner?.org.id,
        tenant: owner?.tenants.find((tenant) => tenant.stackName === defect.stack)?.tenant.id,
        subject: `${defect.file} ${defect.message}`,
        values: { file: defect.file, message: defect.message, kind: defect.kind },
        at: [wholeFile(defect.file, defect.offset)],
        because: [],
      };
    }),
};
