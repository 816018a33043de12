import type { NamedDivision, NamedGrant } from '../../proof/finding-values';
import { inWords } from '../../proof/unproven';
import { type Messages, remedies, takeCatalogue, takeOut } from './message';

type Ids =
  | 'foreign-division'
  | 'all-divisions'
  | 'home-division'
  | 'unowned-division'
  | 'unproven-division'
  | 'unproven-role'
  | 'undeclared-grant'
  | 'missing-grant'
  | 'duplicate-division'
  | 'foreign-placement';

const grant = (values: NamedGrant | NamedDivision): string =>
  values.client === undefined
    ? `division ${values.division}`
    : `${values.client} grants ${values.role} in ${values.division}`;

const byHand = 'by hand, write exactly "${genesyscloud_auth_division.division-<key>.id}".';
const pureDivision = `Name one of the tenant’s own divisions in its manifest and synthesize again; ${byHand}`;
const notHome = `Name one of the tenant’s own divisions that is not home in its manifest, and synthesize again; ${byHand}`;

export const grantMessages: Messages<Ids> = {
  'foreign-division': {
    says: 'No grant lies in a division that another tenant owns.',
    what: ({ values }) => {
      if (values.what === undefined)
        return `${grant(values)}: that is division "${values.key}" of tenant ${values.owner}.`;
      const { client, stack, what, whose } = values;
      const where = client === undefined ? `The state behind the plan of ${stack} ` : `${grant(values)}: `;
      return `${where}${what}${whose === undefined ? '' : ` (${whose})`}.`;
    },
    why: 'The tenant’s token would read another tenant’s data.',
    fix: ({ values }) =>
      values.remedy === undefined
        ? `${takeOut}: no manifest can grant it. If both tenants are of one org and meant to read that division, move it from the file of ${values.owner} to sharedDivisions in org.yaml, with its id.`
        : remedies[values.remedy],
  },
  'all-divisions': {
    says: 'No grant lies in "*".',
    what: ({ values }) => `${grant(values)}: "*" is every division.`,
    why: 'It covers every tenant of the org, and every division made later.',
    fix: ({ values: { remedy } }) => (remedy === undefined ? pureDivision : remedies[remedy]),
  },
  'home-division': {
    says: 'No grant lies in the home division, however it is spelt.',
    what: ({ values }) =>
      values.remedy === 'move-back'
        ? `The state behind the plan of ${values.stack} ${values.how}.`
        : `${grant(values)}: that ${values.certain === 'no' ? 'may be' : 'is'} the home division (${values.how}).`,
    why: 'Whatever has no division of its own lies in home: objects of all tenants, and the org’s own.',
    fix: ({ subject, values: { certain, remedy } }) => {
      // Adopted or shared by the manifest: nothing that is written by hand would mend it.
      if (subject.startsWith('division '))
        return certain === 'no'
          ? takeCatalogue('names its home division')
          : 'Take it out of the manifest: what a tenant needs of the home division has to be moved into a division of its own.';
      return remedy === undefined ? notHome : remedies[remedy];
    },
  },
  'unowned-division': {
    says: 'Every literal or looked-up division belongs to the tenant or is shared with it.',
    what: ({ values }) =>
      `${grant(values)}: the manifest gives the tenant no such division (${values.what}).`,
    why: 'Whose division it is, only the live org knows; it may be anybody’s.',
    fix: () =>
      'If it is the tenant’s, declare it under divisions in the tenant’s file (with its id, if it exists already); if not, take it out. Then synthesize again.',
  },
  'unproven-division': {
    says: 'Every division of a grant can be followed to a division.',
    what: ({ values }) =>
      `${grant(values)}: nobody can say which division that will be; ${inWords(values.reason)}.`,
    why: 'Before the first deploy its value is unknown in every plan, and the right, a foreign and no division look alike there.',
    fix: () => pureDivision,
  },
  'unproven-role': {
    says: 'Every role of a grant can be followed to one of the org’s role templates.',
    what: ({ values }) =>
      `${grant(values)}: nobody can say which role that will be; ${inWords(values.reason)}.`,
    why: 'A role that is none of the templates can have any permission.',
    fix: () => 'Name a role of org.yaml in the tenant’s file and synthesize again.',
  },
  'undeclared-grant': {
    says: 'Every grant in the files is one that the tenant’s file declares.',
    what: ({ values }) => `${grant(values)}, and the manifest does not declare that.`,
    why: 'Access that is in no manifest was reviewed by nobody.',
    fix: () => 'Declare it under client.grants of the tenant’s file if it is wanted, then synthesize again.',
  },
  'missing-grant': {
    says: 'Every client has every grant that the tenant’s file declares.',
    what: ({ values }) => `${grant(values)} by the manifest, but not in the synthesized files.`,
    why: 'The files are not those of this manifest; what else differs cannot be known.',
    fix: () => 'Synthesize again; if the grant is not wanted, remove it from the manifest.',
  },
  'duplicate-division': {
    says: 'No division name or imported id has two owners, and every name is written out and follows from the manifest.',
    what: ({ values: { division, difference } }) => `${division} ${difference}.`,
    why: 'Two resources over one division let one tenant rename, adopt or delete another’s; under another’s name a division is taken for it.',
    fix: () =>
      'Synthesize again: each division has one owner, and the one name that follows from the manifest, written out in full.',
  },
  'foreign-placement': {
    says: 'Every other resource with a division lies in one that the stack’s tenant owns.',
    what: ({ values: { resource, argument, division, verdict } }) =>
      `${resource} has ${argument} ${division}, which ${verdict}.`,
    why: 'An object in another division is seen and changed by whoever has access there.',
    fix: () => 'Place it by a plain reference to a division of this stack, or move it to its owner’s stack.',
  },
};
