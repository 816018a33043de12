import { grantTypeWords, isGrantTypeWord } from '../../genesys/grant-types';
import { isKnownScope } from '../../genesys/scopes';
import {
  beyondTokenBounds,
  fewestTokenSeconds,
  mostTokenSeconds,
  unsaidTokenSeconds,
} from '../../genesys/token-seconds';
import { ApiError, badRequest } from '../api-error';
import type { Answers } from '../assumptions';
import type { Body } from '../body';
import { type Client, clientStates, type Grant } from '../model';
import { distinct } from '../pair';
import type { Context } from '../route';

/** What a body says of a client, its grants apart. @throws ApiError 400 */
export function fieldsOf(
  { answers }: Context,
  body: Body,
): Omit<Client, 'id' | 'secretHash' | 'dateCreated' | 'dateModified'> {
  const authorizedGrantType = body.text('authorizedGrantType');
  if (authorizedGrantType === undefined)
    throw badRequest('authorizedGrantType is required.', 'grant.type.required');
  if (!isGrantTypeWord(authorizedGrantType))
    throw badRequest(`authorizedGrantType must be one of ${grantTypeWords.join(', ')}.`, 'bad.grant.type');
  const state = clientStates.find((known) => known === (body.text('state') ?? 'active'));
  if (state === undefined)
    throw badRequest(`state must be one of ${clientStates.join(', ')}.`, 'bad.client.state');
  const seconds = body.number('accessTokenValiditySeconds') ?? unsaidTokenSeconds;
  if (!Number.isInteger(seconds) || beyondTokenBounds(seconds) !== undefined)
    throw badRequest(
      `accessTokenValiditySeconds must be a whole number from ${fewestTokenSeconds} to ${mostTokenSeconds}.`,
    );
  const scope = body.texts('scope') ?? [];
  const unknown = scope.filter((one) => !isKnownScope(one));
  const refused = answers['client-scopes'] === 'refused' && authorizedGrantType === 'CLIENT-CREDENTIALS';
  if (unknown.length > 0 || (refused && scope.length > 0))
    throw badRequest(
      `These scopes cannot be given: ${(refused ? scope : unknown).join(', ')}.`,
      'auth.invalid.scope',
    );
  return {
    name: body.required('name'),
    description: body.text('description') ?? '',
    state,
    authorizedGrantType,
    accessTokenValiditySeconds: seconds,
    scope,
    registeredRedirectUri: body.texts('registeredRedirectUri') ?? [],
  };
}

/** The whole set of grants that the body asks for. @throws ApiError One pair that the caller may not hand out refuses all. */
export function grantsFrom(context: Context, body: Body, grantType: string): readonly Grant[] {
  const { store, authority, caller, answers, now } = context;
  const madeAt = new Date(now()).toISOString();
  const pairs = [
    ...(body.objects('roleDivisions') ?? []).map((pair) => ({
      roleId: pair.required('roleId'),
      divisionId: pair.text('divisionId') || store.home.id,
    })),
    // The deprecated list carries no divisions.
    ...(body.texts('roleIds') ?? []).map((roleId) => ({ roleId, divisionId: store.home.id })),
  ];
  if (pairs.length === 0 && grantType === 'CLIENT-CREDENTIALS')
    throw badRequest('A client needs at least one role.', 'missing.client.roles');
  for (const { roleId, divisionId } of pairs) {
    const exists =
      store.roles.get(roleId) !== undefined &&
      (divisionId === '*' || store.divisions.get(divisionId) !== undefined);
    if (!exists)
      throw badRequest(`There is no role ${roleId} or no division ${divisionId}.`, 'bad.client.role');
    if (!authority.mayHandOut(caller.clientId, roleId, divisionId))
      throw notHeld(answers, roleId, divisionId);
  }
  return distinct(pairs.map((pair) => ({ ...pair, madeAt })));
}

/** The refusal to hand out what the caller does not hold. */
export const notHeld = (answers: Answers, roleId: string, divisionId: string): ApiError =>
  new ApiError(
    answers['failed-delegation'] === '403' ? 403 : 400,
    'bad.client.role',
    `The calling client does not hold role ${roleId} in division ${divisionId}, so it cannot hand it out.`,
    { roleId, divisionId },
  );
