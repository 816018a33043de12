/** A refusal in the shape of Genesys Cloud's error bodies. Texts name ids and permissions, never what an object holds. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly params: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** The body of every error answer. The fields are those of the API description's `ErrorBody` (read 2026-08-07). */
export const errorBody = (error: ApiError, contextId: string) => ({
  message: error.message,
  code: error.code,
  status: error.status,
  messageWithParams: error.message,
  messageParams: error.params,
  contextId,
  details: [],
  errors: [],
});

/** 404. */
export const notFound = (what: string): ApiError =>
  new ApiError(404, 'not.found', `There is no such ${what}.`);

/** 400: the message says what is wrong, and what would be right. */
export const badRequest = (message: string, code = 'bad.request'): ApiError =>
  new ApiError(400, code, message);

/** 400: a division is named that is none. */
export const noDivision = (id: string): ApiError =>
  badRequest(`There is no division ${JSON.stringify(id)}.`, 'invalid.division.id');

/** 403: the caller holds the permissions in no division at all. */
export const missingPermissions = (kind: 'any' | 'all', permissions: readonly string[]): ApiError =>
  new ApiError(
    403,
    kind === 'all' || permissions.length === 1 ? 'missing.permissions' : 'missing.any.permissions',
    `The client needs ${kind === 'all' ? 'each of' : 'one of'} these permissions: ${permissions.join(', ')}.`,
    { permissions: permissions.join(',') },
  );

/** 403: the caller may hold the permissions, but not in the division of the object. */
export function missingInDivision(
  kind: 'any' | 'all',
  permissions: readonly string[],
  divisionId: string,
): ApiError {
  const code =
    permissions.length === 1
      ? 'missing.division.permission'
      : kind === 'all'
        ? 'missing.division.permissions'
        : 'missing.any.division.permissions';
  return new ApiError(
    403,
    code,
    `The client lacks ${permissions.join(kind === 'all' ? ' and ' : ' or ')} in division ${divisionId}.`,
    { permissions: permissions.join(','), divisionId },
  );
}

/** For what the emulator does not do. 501 is the one server error that the Terraform provider does not retry. */
export const notEmulated = (what: string): ApiError =>
  new ApiError(501, 'not.emulated', `The emulator does not emulate ${what}.`);
