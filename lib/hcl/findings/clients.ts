import { attributeKind } from '../../genesys/block-model';
import { clientModel } from '../../genesys/core-resources';
import { isKnownScope } from '../../genesys/scopes';
import { suggestScope } from '../../genesys/suggest';
import { beyondTokenBounds, mostTokenSeconds } from '../../genesys/token-seconds';
import { attributeOf, blocksOf } from '../body';
import { type Client, showArgument, textsOf } from '../client';
import type { Resource } from '../resource';
import { shown, written } from '../shown';
import { asText } from '../value';
import { argument } from '../verdict';
import { finding, type HclFinding } from './finding';

/** What a client says of itself that its grants do not: how it signs in, for how long, with which scopes, and where its secret goes. */
export const clientFindings = ({ resource }: Client): HclFinding[] => [
  ...grantType(resource),
  ...lifetime(resource),
  ...scopes(resource),
  ...secrets(resource),
];

const spotOf = (resource: Resource, name: string) =>
  attributeOf(resource.block.body, name)?.spot ?? resource.block.spot;

function grantType(resource: Resource): HclFinding[] {
  const value = argument(resource, 'authorized_grant_type');
  if (value?.kind === 'text' && value.text === 'CLIENT-CREDENTIALS') return [];
  const written = showArgument(resource, 'authorized_grant_type');
  const subject = `${resource.address} grant type ${written}`;
  return [
    finding(
      'grant-type',
      subject,
      { client: resource.address, written },
      spotOf(resource, 'authorized_grant_type'),
    ),
  ];
}

function lifetime(resource: Resource): HclFinding[] {
  const value = argument(resource, 'access_token_validity_seconds');
  if (value === undefined || value.kind === 'null') return [];
  const number = asText(value);
  const seconds = number !== undefined && /^\d{1,9}$/.test(number) ? Number(number) : undefined;
  const difference = seconds === undefined ? 'cannot be read as a number' : beyondTokenBounds(seconds);
  if (difference === undefined) return [];
  const written = showArgument(resource, 'access_token_validity_seconds');
  return [
    finding(
      'token-lifetime',
      `${resource.address} lifetime ${written}`,
      {
        client: resource.address,
        seconds: String(seconds ?? written),
        difference,
        limit: String(mostTokenSeconds),
      },
      spotOf(resource, 'access_token_validity_seconds'),
    ),
  ];
}

function scopes(resource: Resource): HclFinding[] {
  const spot = spotOf(resource, 'scopes');
  const found = (scope: string, written: 'yes' | 'no'): HclFinding =>
    finding(
      'unknown-scope',
      `${resource.address} scope ${scope}`,
      { scope, written, suggestion: (written === 'yes' && suggestScope(scope)) || '' },
      spot,
    );
  const texts = textsOf(argument(resource, 'scopes'));
  if (texts === undefined) {
    return [found(written(attributeOf(resource.block.body, 'scopes')?.source ?? 'scopes'), 'no')];
  }
  return texts.filter((scope) => !isKnownScope(scope)).map((scope) => found(scope, 'yes'));
}

/** A value is never shown: it may be the secret. */
function secrets(resource: Resource): HclFinding[] {
  const { body } = resource.block;
  const set = body.attributes.filter(({ name }) => {
    if (attributeKind(clientModel, name) !== 'secret-exposure') return false;
    const value = argument(resource, name);
    return !(value?.kind === 'null' || (value?.kind === 'boolean' && !value.value));
  });
  return set.map(({ name, spot }) => {
    const what = `${resource.address} sets ${name}`;
    return finding('secret-exposure', what, { what, stack: spot.file }, spot);
  });
}

/** `ignore_changes` of a client, role or division over anything but its name and description. */
export function ignoredFindings(resource: Resource): HclFinding[] {
  return blocksOf(resource.block.body, 'lifecycle').flatMap(({ body }) => {
    const ignored = attributeOf(body, 'ignore_changes');
    if (ignored === undefined) return [];
    const { value } = ignored;
    const items = value.kind === 'list' ? value.items : [value];
    const names = items.map((item) =>
      item.kind === 'name'
        ? shown(item.name)
        : item.kind === 'text'
          ? shown(item.text)
          : written(ignored.source),
    );
    const harmful = names.filter(
      (name) => value.kind !== 'list' || (name !== 'name' && name !== 'description'),
    );
    return harmful.map((what) =>
      finding(
        'ignored-changes',
        `${resource.address} ignores ${what}`,
        { resource: resource.address, what },
        ignored.spot,
      ),
    );
  });
}
