import { anotherName } from '../../hcl/findings/unmodelled';
import { tooMany, undecided } from '../../hcl/repetition';
import type { Finding } from '../../proof/finding';
import type { RuleId } from '../../proof/rule-ids';
import { whyUnmodelled } from '../../rules/messages/files';
import { value } from '../../rules/messages/message';

/** What is said otherwise than in the catalogue, because there is no manifest and nothing was synthesized. */
interface Said {
  readonly what?: (finding: Finding) => string;
  readonly fix: (finding: Finding) => string;
}

const ownDivision = (): string =>
  'Grant it in a division that this configuration makes, by a plain reference such as genesyscloud_auth_division.voice.id; or move the client into a manifest, which says whose each division is.';
const remove = (): string => 'Take it from the role.';

const howMany =
  'Write out how many there are, as count or for_each of no more than 1,000 literals: local values may hold them, variables of the root module may not.';

/** What to do where a number is not known, whatever it is that hangs on it. */
const unlessHowMany =
  (name: 'reason' | 'why', otherwise: (finding: Finding) => string) =>
  (finding: Finding): string => {
    const why = value(finding, name);
    return why.startsWith(undecided) || why === tooMany ? howMany : otherwise(finding);
  };

/** The unmodelled things that only need to be written otherwise. */
const fixes: Readonly<Record<string, string>> = {
  'unknown-argument': 'Remove it; the arguments that exist are in the documentation of provider 1.84.1.',
  'set-by-provider': 'Remove it: only the provider sets it.',
  [anotherName]:
    'Call it genesyscloud in required_providers, in its provider blocks, and where objects name it.',
};

export const hclMessages: Readonly<Partial<Record<RuleId, Said>>> = {
  'home-division': {
    fix: (finding) =>
      value(finding, 'client') === ''
        ? 'Leave home out. What lies in the home division can refer to it by data genesyscloud_auth_division_home; no client may be granted anything there.'
        : ownDivision(),
  },
  'all-divisions': { fix: ownDivision },
  'unproven-division': { fix: unlessHowMany('reason', ownDivision) },
  'unowned-division': {
    what: (finding) =>
      `${value(finding, 'client')} grants ${value(finding, 'role')} in ${value(finding, 'division')}: that division exists already (${value(finding, 'what')}), and nothing here says whose it is.`,
    fix: () =>
      'Move the client into a manifest: there a tenant adopts the division by its id, and no other can name it.',
  },
  'unproven-role': {
    fix: unlessHowMany(
      'reason',
      () =>
        'Grant a role that this configuration makes, with its permissions written out, by a plain reference to its id.',
    ),
  },
  'escalating-permission': { fix: remove },
  'deputy-permission': { fix: remove },
  'org-wide-permission': { fix: remove },
  'unknown-permission': {
    what: (finding) =>
      `Role ${value(finding, 'role')} has ${value(finding, 'permission')}, which no known operation needs.`,
    fix: (finding) =>
      value(finding, 'suggestion') === ''
        ? 'Correct or remove it.'
        : `Did you mean ${value(finding, 'suggestion')}?`,
  },
  'unknown-scope': {
    what: (finding) =>
      value(finding, 'written') === 'yes'
        ? `Genesys Cloud has no scope ${value(finding, 'scope')}.`
        : `The scopes are not all written out (${value(finding, 'scope')}), so nobody can say whether they exist.`,
    fix: (finding) =>
      value(finding, 'suggestion') === ''
        ? 'Remove it: Genesys Cloud ignores scopes of client credentials, and this one does not exist.'
        : `Did you mean ${value(finding, 'suggestion')}?`,
  },
  'grant-type': {
    what: (finding) =>
      value(finding, 'written') === 'nothing'
        ? `${value(finding, 'client')} has no authorized_grant_type.`
        : `${value(finding, 'client')} has the grant type ${value(finding, 'written')}.`,
    fix: () => 'Set authorized_grant_type to "CLIENT-CREDENTIALS".',
  },
  'token-lifetime': {
    fix: () => 'Set access_token_validity_seconds to a number between 300 and 172800.',
  },
  'unmodelled-authority': {
    what: (finding) => `${value(finding, 'what')}: ${whyUnmodelled(finding)}.`,
    fix: unlessHowMany(
      'why',
      (finding) =>
        fixes[value(finding, 'why')] ??
        'Keep it apart from the tenants’ clients: a separate configuration with its own review can hold it.',
    ),
  },
  'wrong-org': {
    what: (finding) => `The configuration ${value(finding, 'what')}.`,
    fix: () => 'Keep each org in a configuration of its own.',
  },
  'undeclared-adoption': {
    what: (finding) => `The configuration ${value(finding, 'what')}.`,
    fix: () =>
      'Apply it and remove the block, or move the client into a manifest, which declares what it adopts.',
  },
  'nothing-examined': { fix: () => 'Name the folder of a root module that makes clients.' },
};
