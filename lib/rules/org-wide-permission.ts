import { orgWideRead } from '../genesys/escalation';
import { residualExposure } from '../genesys/open-operations';
import type { Rule } from '../proof/rule';
import { divisionAware, findHeldPermissions } from './permissions';

/** Every permission stops at divisions: the catalogue says so, or, where it is silent, no known org-wide read says otherwise. */
export const orgWidePermission: Rule = {
  id: 'org-wide-permission',
  waivable: true,
  about: 'manifest',
  whole: ({ model }) =>
    findHeldPermissions(model, 'org-wide-permission', (permission, org) => {
      const aware = divisionAware(org, permission);
      const known = orgWideRead(permission);
      if (aware === true || (aware === undefined && known === undefined)) return undefined;
      return {
        source:
          aware === false
            ? `the catalogue of ${org.org.catalog?.content.date ?? ''}`
            : 'the table of org-wide reads',
        open: String(residualExposure().open),
      };
    }),
};
