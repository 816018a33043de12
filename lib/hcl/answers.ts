import { type AttributeKind, attributeKind, nestedBlock } from '../genesys/block-model';
import { clientModel } from '../genesys/core-resources';
import { grantTypes, grantTypeWords, isGrantTypeWord } from '../genesys/grant-types';
import { residualExposure } from '../genesys/open-operations';
import { isKnownScope } from '../genesys/scopes';
import { suggestScope } from '../genesys/suggest';
import { metaArguments, metaBlocks } from '../terraform/meta-arguments';
import { attributeOf, type Body, blocksOf, type Spot } from './body';
import { type Client, textsOf } from './client';
import { type Draft, draftManifest } from './draft-manifest';
import { shown } from './shown';
import { argument } from './verdict';
import { meansGrants, meant, meantInRoles } from './wishes';

/** What one argument of a client, as somebody wrote it, really does. */
interface Answer {
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

/** More answers than anybody reads; each shows a manifest. */
const mostAnswers = 100;

/** The answers for the first clients that have an argument or a scope which does not exist, or lack what the provider requires, and how many more there are. */
export function answersOf(clients: readonly Client[]): {
  readonly answers: readonly ClientAnswers[];
  readonly unanswered: number;
} {
  const mistaken = clients.filter(isMistaken);
  const tenants = new Set<string>();
  const answers = mistaken.slice(0, mostAnswers).map((client) => ({
    client,
    answers: [...written(client), ...missing(client)],
    outcome: outcomeOf(client),
    manifest: draftManifest(client, tenants),
  }));
  return { answers, unanswered: mistaken.length - answers.length };
}

const required: readonly string[] = ['name', 'authorized_grant_type'];

/** Something that stands in a client and does not exist there. */
interface Strange {
  readonly kind: 'argument' | 'block';
  readonly name: string;
  readonly does: string;
  readonly spot: Spot;
}

/** The arguments and blocks that the provider's resource does not have, those in its `roles` blocks included. */
function strangeIn({ resource }: Client): Strange[] {
  const { body } = resource.block;
  const attributes = body.attributes
    .filter(({ name }) => !metaArguments.includes(name) && attributeKind(clientModel, name) === undefined)
    .map(({ name, spot }): Strange => ({ kind: 'argument', name, does: meant(name), spot }));
  const blocks = body.blocks.flatMap(({ type, labels, body: inner, spot }): Strange[] => {
    if (metaBlocks.includes(type)) return [];
    const name = type === 'dynamic' ? (labels[0] ?? '') : type;
    if (nestedBlock(clientModel, name) === undefined)
      return [{ kind: 'block', name, does: meant(name), spot }];
    const contents = type === 'dynamic' ? blocksOf(inner, 'content').map((content) => content.body) : [inner];
    return contents.flatMap(strangeInRoles);
  });
  return [...attributes, ...blocks];
}

const strangeInRoles = ({ attributes }: Body): Strange[] =>
  attributes
    .filter(({ name }) => name !== 'role_id' && name !== 'division_id')
    .map(({ name, spot }) => ({ kind: 'argument', name: `roles.${name}`, does: meantInRoles(name), spot }));

const lacking = ({ resource }: Client): string[] =>
  required.filter((name) => attributeOf(resource.block.body, name) === undefined);

const unknownScopes = ({ resource }: Client): string[] =>
  (textsOf(argument(resource, 'scopes')) ?? []).filter((scope) => !isKnownScope(scope));

/** With any other grant type than client credentials, the grants of the signed-in user decide, and scopes count. */
function actsForUsers({ resource }: Client): boolean {
  const type = argument(resource, 'authorized_grant_type');
  return (
    type?.kind === 'text' && type.text !== grantTypes['client-credentials'] && isGrantTypeWord(type.text)
  );
}

/** A grant type that is written out and does not exist. */
function strangeGrantType({ resource }: Client): string | undefined {
  const type = argument(resource, 'authorized_grant_type');
  return type?.kind === 'text' && !isGrantTypeWord(type.text) ? shown(type.text) : undefined;
}

const isMistaken = (client: Client): boolean =>
  strangeIn(client).length + lacking(client).length + unknownScopes(client).length > 0 ||
  strangeGrantType(client) !== undefined;

function written(client: Client): Answer[] {
  const known = client.resource.block.body.attributes.flatMap(({ name, spot }): Answer[] => {
    const kind = attributeKind(clientModel, name);
    if (kind === undefined) return [];
    return [{ argument: name, exists: true, does: effectOf(kind, client), spot }];
  });
  const strange = strangeIn(client).map(
    ({ name, does, spot }): Answer => ({ argument: shown(name), exists: false, does, spot }),
  );
  // As they stand in the file.
  return [...known, ...strange].sort((a, b) => (a.spot.offset ?? 0) - (b.spot.offset ?? 0));
}

function effectOf(kind: AttributeKind, client: Client): string {
  if (kind === 'scopes') return scopesDo(client);
  const type = kind === 'grant-type' ? strangeGrantType(client) : undefined;
  if (type !== undefined) {
    return `${type} does not exist: Terraform refuses it. What is meant is CLIENT-CREDENTIALS; the others (${grantTypeWords.slice(1).join(', ')}) sign users in.`;
  }
  return effects[kind] ?? 'It has no effect on access.';
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
  const type = strangeGrantType(client);
  const refused = [
    ...strangeIn(client).map(({ kind, name }) => `there is no ${kind} ${shown(name)}`),
    ...lacking(client).map((name) => `${name} is missing`),
    ...(type === undefined ? [] : [`there is no grant type ${type}`]),
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
  if (strangeIn(client).some(({ name }) => meansGrants(name))) {
    return `With that mended, its roles blocks alone decide what the client sees: one without division_id opens the home division; one with "*", every tenant’s. Without any, its token can call the ${open} operations that are open to every token of the org, and no other.`;
  }
  return `${refused ? 'With that mended' : 'As it stands'}, the client has no grant: its token can call the ${open} operations that are open to every token of the org, and no other. A roles block without division_id would open the home division; one with "*", every tenant’s.`;
}
