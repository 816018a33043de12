import type { Finding } from '../../proof/finding';
import { unprovenReasons } from '../../proof/unproven';
import type { UnprovenReason } from '../../proof/verdict';
import { type Messages, stateRemedy, takeCatalogue, value } from './message';

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

/** Of a division that the manifest adopts or shares: nothing that is written by hand would mend it. */
const isDeclared = ({ subject }: Finding): boolean => subject.startsWith('division ');

/** Of a division that stands in no catalogue. */
const mayBeHome = (finding: Finding): boolean => finding.values['certain'] === 'no';

/** A reason of raw Terraform (lib/hcl) that the table does not have is worded where it is found. */
const reason = (finding: Finding): string =>
  unprovenReasons[value(finding, 'reason') as UnprovenReason] ?? value(finding, 'reason');
const grant = (finding: Finding): string =>
  value(finding, 'client') === ''
    ? `division ${value(finding, 'division')}`
    : `${value(finding, 'client')} grants ${value(finding, 'role')} in ${value(finding, 'division')}`;

/** About what a state binds to an address, and no grant that anybody wrote. */
const inState = (finding: Finding): boolean => stateRemedy(finding) !== undefined;

/** Whose the division is by the manifest, where not another plan tells it. */
const whose = ({ values: { whose: owner } }: Finding): string => (owner === undefined ? '' : ` (${owner})`);

const pureDivision =
  'Name one of the tenant’s own divisions in its manifest and synthesize again; by hand, write exactly "${genesyscloud_auth_division.division-<key>.id}".';

export const grantMessages: Messages<Ids> = {
  'foreign-division': {
    says: 'No grant lies in a division that another tenant owns.',
    what: (finding) =>
      inState(finding)
        ? `${value(finding, 'client') === '' ? `The state behind the plan of ${value(finding, 'stack')} ` : `${grant(finding)}: `}${value(finding, 'what')}${whose(finding)}.`
        : `${grant(finding)}: that is division "${value(finding, 'key')}" of tenant ${value(finding, 'owner')}.`,
    why: 'The tenant’s token would read another tenant’s data.',
    fix: (finding) =>
      stateRemedy(finding) ??
      'Remove the grant; if both tenants are meant to read that division, list it under sharedDivisions in org.yaml.',
  },
  'all-divisions': {
    says: 'No grant lies in "*".',
    what: (finding) => `${grant(finding)}: "*" is every division.`,
    why: 'It covers every tenant of the org, and every division made later.',
    fix: () => pureDivision,
  },
  'home-division': {
    says: 'No grant lies in the home division, however it is spelt.',
    what: (finding) =>
      finding.values['remedy'] === 'move-back'
        ? `The state behind the plan of ${value(finding, 'stack')} ${value(finding, 'how')}.`
        : `${grant(finding)}: that ${mayBeHome(finding) ? 'may be' : 'is'} the home division (${value(finding, 'how')}).`,
    why: 'Whatever has no division of its own lies in home: objects of all tenants, and the org’s own.',
    fix: (finding) =>
      mayBeHome(finding)
        ? takeCatalogue('names its home division')
        : isDeclared(finding)
          ? 'Take it out of the manifest: what a tenant needs of the home division has to be moved into a division of its own.'
          : (stateRemedy(finding) ?? pureDivision),
  },
  'unowned-division': {
    says: 'Every literal or looked-up division belongs to the tenant or is shared with it.',
    what: (finding) =>
      `${grant(finding)}: the manifest gives the tenant no such division (${value(finding, 'what')}).`,
    why: 'Whose division it is, only the live org knows; it may be anybody’s.',
    fix: () =>
      'If it is the tenant’s, declare it under divisions in the tenant’s file (with its id, if it exists already); if not, remove it.',
  },
  'unproven-division': {
    says: 'Every division of a grant can be followed to a division.',
    what: (finding) => `${grant(finding)}: nobody can say which division that will be; ${reason(finding)}.`,
    why: 'Before the first deploy its value is unknown in every plan, and the right, a foreign and no division look alike there.',
    fix: () => pureDivision,
  },
  'unproven-role': {
    says: 'Every role of a grant can be followed to one of the org’s role templates.',
    what: (finding) => `${grant(finding)}: nobody can say which role that will be; ${reason(finding)}.`,
    why: 'A role that is none of the templates can have any permission.',
    fix: () => 'Name a role of org.yaml in the tenant’s file and synthesize again.',
  },
  'undeclared-grant': {
    says: 'Every grant in the files is one that the tenant’s file declares.',
    what: (finding) => `${grant(finding)}, and the manifest does not declare that.`,
    why: 'Access that is in no manifest was reviewed by nobody.',
    fix: () => 'Declare it under client.grants of the tenant’s file if it is wanted, then synthesize again.',
  },
  'missing-grant': {
    says: 'Every client has every grant that the tenant’s file declares.',
    what: (finding) => `${grant(finding)} by the manifest, but not in the synthesized files.`,
    why: 'The files are not those of this manifest; what else differs cannot be known.',
    fix: () => 'Synthesize again; if the grant is not wanted, remove it from the manifest.',
  },
  'duplicate-division': {
    says: 'No division name or imported id has two owners, and every name is written out and follows from the manifest.',
    what: (finding) => `${value(finding, 'division')} ${value(finding, 'difference')}.`,
    why: 'Two resources over one division let one tenant rename, adopt or delete another’s; under another’s name a division is taken for it.',
    fix: () =>
      'Synthesize again: each division has one owner, and the one name that follows from the manifest, written out in full.',
  },
  'foreign-placement': {
    says: 'Every other resource with a division lies in one that the stack’s tenant owns.',
    what: (finding) =>
      `${value(finding, 'resource')} has ${value(finding, 'argument')} ${value(finding, 'division')}, which ${value(finding, 'verdict')}.`,
    why: 'An object in another division is seen and changed by whoever has access there.',
    fix: () => 'Place it by a plain reference to a division of this stack, or move it to its owner’s stack.',
  },
};
