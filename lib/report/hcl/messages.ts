import { grantTypeWords } from '../../genesys/grant-types';
import { providerSource } from '../../genesys/provider-block';
import type { HclFindingOf, HclRule } from '../../hcl/findings/finding';
import { anotherName, anotherSource } from '../../hcl/findings/unmodelled';
import { notAFolderHere, outsideOfFolder } from '../../hcl/module';
import { tooMany, undecided, undecidedRounds } from '../../hcl/repetition';
import { strangeType } from '../../hcl/variable';
import { whyUnmodelled } from '../../rules/messages/files';

/** What is said otherwise than in the catalogue, because there is no manifest and nothing was synthesized. */
interface Said<Id extends HclRule> {
  readonly what?: (finding: HclFindingOf<Id>) => string;
  readonly why?: (finding: HclFindingOf<Id>) => string | undefined;
  readonly fix: (finding: HclFindingOf<Id>) => string;
}

const ownDivision = (): string =>
  'Grant it in a division that this configuration makes, by a plain reference such as genesyscloud_auth_division.voice.id; or move the client into a manifest, which says whose each division is.';
const remove = (): string => 'Take it from the role.';

/** As the provider calls those of `permissions`: words without a domain. */
const isGeneral = (permission: string): boolean => !permission.includes(':');
/** Of grant types, those with which a token is a person's: such a client may be right, and is no worker's. */
const signsUsersIn = (written: string): boolean =>
  grantTypeWords.some((word) => word !== 'CLIENT-CREDENTIALS' && written === `"${word}"`);

/** The list of operations does not have every permission that exists. */
const correct =
  'Correct or remove it. If it is spelt as the org has it, only the org’s catalogue tells what it opens: move the client into a manifest, which has that beside it.';

const howMany =
  'Write out how many there are, as count or for_each of no more than 1,000 literals: local values may hold them, variables of the root module may not.';

const whichRounds =
  'Write out what the dynamic block goes through, as for_each of no more than 1,000 literals: local values may hold them, variables of the root module may not.';

const anotherType =
  'Give the variable another type: string, number, bool, or lists, maps and objects of these; not tuples, sets of other than texts, or any within lists and maps.';

/** What to do where a number is not known, whatever it is that hangs on it, or a variable's type keeps anything from being known. */
function unlessHowMany(why: string, otherwise: string): string {
  if (why.endsWith(strangeType)) return anotherType;
  if (why.startsWith(undecidedRounds)) return whichRounds;
  return why.startsWith(undecided) || why === tooMany ? howMany : otherwise;
}

/** The unmodelled things that only need to be written otherwise. */
const fixes: Readonly<Record<string, string>> = {
  'unknown-argument': 'Remove it; the arguments that exist are in the documentation of provider 1.84.1.',
  'set-by-provider': 'Remove it: only the provider sets it.',
  'unknown-type':
    'Correct or remove it; the types that exist are in the documentation of provider 1.84.1. One of a newer provider can stand in a configuration apart.',
  [anotherName]:
    'Call it genesyscloud in required_providers, in its provider blocks, and where objects name it.',
  [anotherSource]: `Set source to "${providerSource}": anybody can publish a provider of this name.`,
  [notAFolderHere]:
    'Put the module into a folder of this configuration and call it by ./…, so that it is read; or keep it apart from the tenants’ clients.',
  [outsideOfFolder]:
    'Check the folder above, with a file there that calls this one (module "dev" { source = "./dev" }) and says the values of its variables: then its modules are read, too.',
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
      'Move the client into a manifest: there a tenant adopts the division by its id, unless it is the home division, and no other can name it.',
  },
  'unproven-role': {
    why: () => 'What is not written out here can be any permission.',
    fix: ({ values: { reason } }) =>
      unlessHowMany(
        reason,
        'Grant a role that this configuration makes, with its permissions written out, by a plain reference to its id.',
      ),
  },
  'wildcard-permission': {
    why: () => 'What "*" opens grows with every release of Genesys Cloud, without any change in these files.',
    fix: () => 'List the permissions that the workers need.',
  },
  'escalating-permission': { fix: remove },
  'deputy-permission': { fix: remove },
  'org-wide-permission': { fix: remove },
  'unknown-permission': {
    what: ({ values: { role, permission } }) =>
      isGeneral(permission)
        ? `Role ${role} has the general permission ${permission}, and nothing says what that opens.`
        : `Role ${role} has ${permission}, which no known operation needs.`,
    why: ({ values: { permission } }) =>
      isGeneral(permission)
        ? 'General permissions belong to no domain, and no description of an operation names them.'
        : undefined,
    fix: ({ values: { permission, suggestion } }) => {
      if (isGeneral(permission)) return 'Remove it, and list what the workers need in permission_policies.';
      return suggestion === '' ? correct : `Did you mean ${suggestion}?`;
    },
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
    fix: ({ values: { written } }) =>
      signsUsersIn(written)
        ? 'Keep it apart from the tenants’ clients if people sign in with it; for a worker, set authorized_grant_type to "CLIENT-CREDENTIALS".'
        : 'Set authorized_grant_type to "CLIENT-CREDENTIALS".',
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
    why: () =>
      'It decides which object an address stands for: that may be anybody’s, and what is written for it is done to it.',
    fix: () =>
      'Apply it and remove the block, or move the client into a manifest, which declares what it adopts.',
  },
  'nothing-examined': { fix: () => 'Name the folder of a root module that makes clients.' },
};
