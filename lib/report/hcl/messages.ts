import type { HclFindingOf, HclRule } from '../../hcl/findings/finding';
import { anotherName } from '../../hcl/findings/unmodelled';
import { tooMany, undecided } from '../../hcl/repetition';
import { whyUnmodelled } from '../../rules/messages/files';

/** What is said otherwise than in the catalogue, because there is no manifest and nothing was synthesized. */
interface Said<Id extends HclRule> {
  readonly what?: (finding: HclFindingOf<Id>) => string;
  readonly fix: (finding: HclFindingOf<Id>) => string;
}

const ownDivision = (): string =>
  'Grant it in a division that this configuration makes, by a plain reference such as genesyscloud_auth_division.voice.id; or move the client into a manifest, which says whose each division is.';
const remove = (): string => 'Take it from the role.';

const howMany =
  'Write out how many there are, as count or for_each of no more than 1,000 literals: local values may hold them, variables of the root module may not.';

/** What to do where a number is not known, whatever it is that hangs on it. */
const unlessHowMany = (why: string, otherwise: string): string =>
  why.startsWith(undecided) || why === tooMany ? howMany : otherwise;

/** The unmodelled things that only need to be written otherwise. */
const fixes: Readonly<Record<string, string>> = {
  'unknown-argument': 'Remove it; the arguments that exist are in the documentation of provider 1.84.1.',
  'set-by-provider': 'Remove it: only the provider sets it.',
  [anotherName]:
    'Call it genesyscloud in required_providers, in its provider blocks, and where objects name it.',
};

export const hclMessages: { readonly [Id in HclRule]?: Said<Id> } = {
  'home-division': {
    fix: ({ values: { client } }) =>
      client === undefined
        ? 'Leave home out. What lies in the home division can refer to it by data genesyscloud_auth_division_home; no client may be granted anything there.'
        : ownDivision(),
  },
  'all-divisions': { fix: ownDivision },
  'unproven-division': { fix: ({ values: { reason } }) => unlessHowMany(reason, ownDivision()) },
  'unowned-division': {
    what: ({ values: { client, role, division, what } }) =>
      `${client} grants ${role} in ${division}: that division exists already (${what}), and nothing here says whose it is.`,
    fix: () =>
      'Move the client into a manifest: there a tenant adopts the division by its id, and no other can name it.',
  },
  'unproven-role': {
    fix: ({ values: { reason } }) =>
      unlessHowMany(
        reason,
        'Grant a role that this configuration makes, with its permissions written out, by a plain reference to its id.',
      ),
  },
  'escalating-permission': { fix: remove },
  'deputy-permission': { fix: remove },
  'org-wide-permission': { fix: remove },
  'unknown-permission': {
    what: ({ values: { role, permission } }) =>
      `Role ${role} has ${permission}, which no known operation needs.`,
    fix: ({ values: { suggestion } }) =>
      suggestion === '' ? 'Correct or remove it.' : `Did you mean ${suggestion}?`,
  },
  'unknown-scope': {
    what: ({ values: { written, scope } }) =>
      written === 'yes'
        ? `Genesys Cloud has no scope ${scope}.`
        : `The scopes are not all written out (${scope}), so nobody can say whether they exist.`,
    fix: ({ values: { suggestion } }) =>
      suggestion === ''
        ? 'Remove it: Genesys Cloud ignores scopes of client credentials, and this one does not exist.'
        : `Did you mean ${suggestion}?`,
  },
  'grant-type': {
    fix: () => 'Set authorized_grant_type to "CLIENT-CREDENTIALS".',
  },
  'token-lifetime': {
    fix: () => 'Set access_token_validity_seconds to a number between 300 and 172800.',
  },
  'secret-exposure': {
    fix: () =>
      'Remove it: a client’s secret belongs in its tenant’s vault only, and the deployer’s credentials come from the environment.',
  },
  'unmodelled-authority': {
    what: ({ values: { what, why } }) => `${what}: ${whyUnmodelled(why)}.`,
    fix: ({ values: { why } }) =>
      unlessHowMany(
        why,
        fixes[why] ??
          'Keep it apart from the tenants’ clients: a separate configuration with its own review can hold it.',
      ),
  },
  'wrong-org': {
    what: ({ values: { what } }) => `The configuration ${what}.`,
    fix: () => 'Keep each org in a configuration of its own.',
  },
  'undeclared-adoption': {
    what: ({ values: { what } }) => `The configuration ${what}.`,
    fix: () =>
      'Apply it and remove the block, or move the client into a manifest, which declares what it adopts.',
  },
  'nothing-examined': { fix: () => 'Name the folder of a root module that makes clients.' },
};
