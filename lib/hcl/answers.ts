import { type AttributeKind, attributeKind } from '../genesys/block-model';
import { clientModel } from '../genesys/core-resources';
import { residualExposure } from '../genesys/open-operations';
import { isKnownScope } from '../genesys/scopes';
import { suggestScope } from '../genesys/suggest';
import { nearest } from '../text/nearest';
import { attributeOf, type Spot } from './body';
import { type Client, textsOf } from './client';
import { type Draft, draftManifest } from './draft-manifest';
import { shown } from './shown';
import { argument } from './verdict';

/** What one argument of a client, as somebody wrote it, really does. */
export interface Answer {
  readonly argument: string;
  /** Whether the provider's resource has it. */
  readonly exists: boolean;
  /** What it does, or what to write for what was meant. */
  readonly does: string;
  readonly spot: Spot;
}

/** A client that rests on things that do not exist, argument by argument. */
export interface ClientAnswers {
  readonly client: Client;
  readonly answers: readonly Answer[];
  /** What Terraform and Genesys Cloud would make of the whole. */
  readonly outcome: string;
  /** The manifest that does what was meant; undefined where that cannot be told. */
  readonly manifest: Draft | undefined;
}

/** The answers for each client that has an argument or a scope which does not exist, or lacks what the provider requires. */
export const answersOf = (clients: readonly Client[]): ClientAnswers[] =>
  clients.filter(isMistaken).map((client) => ({
    client,
    answers: [...written(client), ...missing(client)],
    outcome: outcomeOf(client),
    manifest: draftManifest(client),
  }));

const metaArguments: readonly string[] = ['count', 'for_each', 'depends_on', 'provider'];
const required: readonly string[] = ['name', 'authorized_grant_type'];

const unknownArguments = ({ resource }: Client): string[] =>
  resource.block.body.attributes
    .map(({ name }) => name)
    .filter((name) => !metaArguments.includes(name) && attributeKind(clientModel, name) === undefined);

const lacking = ({ resource }: Client): string[] =>
  required.filter((name) => attributeOf(resource.block.body, name) === undefined);

const unknownScopes = ({ resource }: Client): string[] =>
  (textsOf(argument(resource, 'scopes')) ?? []).filter((scope) => !isKnownScope(scope));

/** With any other grant type than client credentials, the grants of the signed-in user decide, and scopes count. */
function actsForUsers({ resource }: Client): boolean {
  const type = argument(resource, 'authorized_grant_type');
  return type?.kind === 'text' && type.text !== 'CLIENT-CREDENTIALS';
}

const isMistaken = (client: Client): boolean =>
  unknownArguments(client).length + lacking(client).length + unknownScopes(client).length > 0;

function written(client: Client): Answer[] {
  const { resource } = client;
  return resource.block.body.attributes
    .filter(({ name }) => !metaArguments.includes(name))
    .map(({ name, spot }) => {
      const kind = attributeKind(clientModel, name);
      if (kind === undefined) return { argument: shown(name), exists: false, does: meant(name), spot };
      const does = kind === 'scopes' ? scopesDo(client) : effects[kind];
      return { argument: name, exists: true, does: does ?? 'It has no effect on access.', spot };
    });
}

const effects: Readonly<Partial<Record<AttributeKind, string>>> = {
  name: 'It names the client for people and has no effect on access.',
  text: 'It is text for people and has no effect on access.',
  'token-lifetime': 'It says how many seconds a token lives, not what it sees.',
  'grant-type':
    'It says how tokens are obtained; only with CLIENT-CREDENTIALS do the client’s own grants decide what they see.',
  state: 'It says whether new tokens are given out.',
  'redirect-uris': 'It says where tokens of signed-in users are sent; client credentials do not use it.',
  'secret-exposure': 'It holds or spreads the client’s secret.',
  id: 'Only the provider sets it.',
  computed: 'Only the provider sets it.',
};

/** What people who write an argument that does not exist mostly mean by it. */
const wishes: Readonly<Record<string, string>> = {
  division_id:
    'A client lies in no division and is narrowed by none. A division belongs into a roles block, beside the role that is granted in it.',
  division_ids: 'Divisions belong into roles blocks, one block for each pair of role and division.',
  client_type:
    'Every client has a secret and is confidential. How its tokens are obtained is said by authorized_grant_type, which is required.',
  grant_type: 'It is called authorized_grant_type, and written CLIENT-CREDENTIALS.',
  deployment_id:
    'A deployment belongs to web messaging. No header, parameter or setting narrows what a client’s token sees.',
  role_ids: 'Roles belong into roles blocks, each with the division that it is granted in.',
  role_id: 'A role belongs into a roles block, beside the division that it is granted in.',
  roles: 'It is no argument: write a roles block for each pair of role_id and division_id.',
};

function meant(name: string): string {
  const wish = Object.hasOwn(wishes, name) ? wishes[name] : undefined;
  if (wish !== undefined) return wish;
  const close = nearest(name, [...Object.keys(clientModel.attributes), ...Object.keys(clientModel.blocks)]);
  return close === undefined ? 'Nothing of the client stands for it.' : `Did you mean ${close}?`;
}

function scopesDo(client: Client): string {
  const unknown = unknownScopes(client).map((scope) => {
    const close = suggestScope(scope);
    return close === undefined
      ? `${scope} does not exist`
      : `${scope} does not exist (the nearest is ${close})`;
  });
  const effect = actsForUsers(client)
    ? 'With this grant type they narrow what a token may call, within what its user may do.'
    : 'Genesys Cloud ignores scopes of client credentials: they narrow nothing there.';
  return unknown.length === 0 ? effect : `${effect} ${unknown.join('; ')}.`;
}

function missing(client: Client): Answer[] {
  const { spot } = client.resource.block;
  const absent = lacking(client).map((name) => ({
    argument: name,
    exists: true,
    does: 'It is required and not there: Terraform refuses the client without it.',
    spot,
  }));
  const roles = {
    argument: 'roles',
    exists: true,
    does: 'There is no such block, and so no grant: grants are the whole authority of a client-credentials client.',
    spot,
  };
  const written = attributeOf(client.resource.block.body, 'roles') !== undefined;
  return client.grants.length === 0 && !written && !actsForUsers(client) ? [...absent, roles] : absent;
}

function outcomeOf(client: Client): string {
  const refused = [
    ...unknownArguments(client).map((name) => `there is no argument ${shown(name)}`),
    ...lacking(client).map((name) => `${name} is missing`),
  ];
  const first =
    refused.length > 0
      ? `Terraform refuses this configuration before it makes anything: ${refused.join(', ')}.`
      : 'Whatever Genesys Cloud makes of scopes that do not exist, they limit nothing.';
  return `${first} ${reachOf(client, refused.length > 0)}`;
}

function reachOf(client: Client, refused: boolean): string {
  if (actsForUsers(client)) {
    return 'With its grant type, the grants of whoever signs in decide what a token sees, not the client’s.';
  }
  if (client.grants.length > 0) return 'What the client sees is decided by its roles blocks alone.';
  const { open } = residualExposure();
  return `${refused ? 'With that mended' : 'As it stands'}, the client has no grant: its token can call the ${open} operations that are open to every token of the org, and no other. A roles block without division_id would open the home division; one with "*", every tenant’s.`;
}
