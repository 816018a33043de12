import { suggestScope } from '../../genesys/suggest';
import { fewestTokenSeconds } from '../../genesys/token-seconds';
import { type Messages, remedies } from './message';

type Ids =
  | 'undeclared-client'
  | 'missing-client'
  | 'grant-type'
  | 'token-lifetime'
  | 'secret-exposure'
  | 'scope-ceiling'
  | 'unknown-scope';

export const clientMessages: Messages<Ids> = {
  'undeclared-client': {
    says: 'Every client in the files is one that the manifest declares, under the name that follows from it.',
    what: ({ values: { client, difference } }) => `${client} ${difference}.`,
    why: 'A client that is in no manifest has access that nobody reviewed, and a secret that nobody rotates; one under another’s name is taken for it.',
    fix: () =>
      'Synthesize again: that writes exactly the clients of the manifest. What is wanted of this one has to be declared there first (client.state, client.scopes, client.credentials); what else writes it, taken out.',
  },
  'missing-client': {
    says: 'Every credential generation of the manifest has its client in the tenant’s stack.',
    what: ({ values: { client, stack, why } }) => `${client} is missing in ${stack}: ${why}.`,
    why: 'The files are not those of this manifest; deploying them would delete or never make this client.',
    fix: () => 'Synthesize again, and check all stacks of the output folder together.',
  },
  'grant-type': {
    says: 'Every client uses client credentials.',
    what: ({ values: { client, written } }) =>
      written === 'nothing'
        ? `${client} has no authorized_grant_type.`
        : `${client} has the grant type ${written}.`,
    why: 'With any other grant type the signed-in user’s own grants decide what the token sees, not the client’s.',
    fix: () => 'Set client.grantType to client-credentials, or leave it out, and synthesize again.',
  },
  'token-lifetime': {
    says: 'Every access token lives as long as declared, within Genesys Cloud’s bounds and the org’s limit.',
    what: ({ values: { client, seconds, difference } }) =>
      `${client} has a token lifetime of ${seconds} s, which ${difference}.`,
    why: 'A stolen token works until it expires: revoking the secret does not end it.',
    fix: ({ at, values: { limit } }) => {
      if (at.some(({ kind }) => kind === 'assembly'))
        return 'Synthesize again: that writes the lifetime that the manifest says.';
      return Number(limit) < fewestTokenSeconds
        ? 'Raise limits.tokenLifetime in org.yaml: no token of Genesys Cloud lives for less than 5m. Then set client.tokenLifetime between the two, and synthesize again.'
        : `Set client.tokenLifetime between 5m and 48h, and to at most ${limit} s (limits.tokenLifetime), and synthesize again.`;
    },
  },
  'secret-exposure': {
    says: 'No secret of a client or of the deployer is written into state, logs or other objects.',
    what: ({ values: { stack, what } }) => `In ${stack} ${what}.`,
    why: 'State files, plans and logs are read by more people and machines than the secret is meant for.',
    fix: ({ values: { computed, stored } }) =>
      computed !== undefined
        ? 'Write it out (in the manifest, where that has it), and synthesize again: what is computed can be the text of a secret.'
        : stored !== undefined
          ? `If that credential was made for this client, delete both in Genesys Cloud by hand, take the client out of the state (terraform state rm), and plan again: if the manifest has it, it is made anew, with another secret. If not: ${remedies['restore-state']}`
          : 'Take it out, and synthesize again: a client’s secret belongs in its tenant’s vault only, and the deployer’s credentials come from the environment.',
  },
  'scope-ceiling': {
    says: 'Every operation that a client’s permissions together open is within the tenant’s declared scopes.',
    what: ({ values: { count, operations, more } }) =>
      `The permissions open ${count} ${count === '1' ? 'operation' : 'operations'} outside the declared scopes: ${operations}${more === '0' ? '' : ` and ${more} more`}.`,
    why: 'The scopes tell a reviewer how far the client reaches; here it reaches further.',
    fix: ({ values: { scope } }) => `Add ${scope} to client.scopes, or take the permission from the role.`,
  },
  'unknown-scope': {
    says: 'Every scope exists.',
    what: ({ values: { scope } }) => `Genesys Cloud has no scope ${scope}.`,
    why: 'A scope that does not exist limits nothing, and reads as if it did.',
    // Looked for here, since only some of very many findings are shown.
    fix: ({ values: { scope } }) => {
      const meant = suggestScope(scope);
      return meant === undefined
        ? 'Remove it; the scopes that exist are listed in the reference.'
        : `Did you mean ${meant}?`;
    },
  },
};
