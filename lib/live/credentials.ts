import { readFileSync, statSync } from 'node:fs';
import { reasonOf } from '../system/error-code';

/** The id and the secret of an OAuth client. Not to be printed, thrown or logged. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Credentials cannot be used; the message names the file and never what is in it. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
}

/** The variables from which the Terraform provider takes the deployer's credentials. */
export const idVariable = 'GENESYSCLOUD_OAUTHCLIENT_ID';
export const secretVariable = 'GENESYSCLOUD_OAUTHCLIENT_SECRET';

/** A thousand times what credentials are. */
const largest = 64 * 1024;

/**
 * Reads a file with `{"clientId", "clientSecret"}`, or with lines `GENESYSCLOUD_OAUTHCLIENT_ID=…` and `…_SECRET=…`.
 * @throws CredentialsError when it is absent, not a file, readable by others, too large, or holds something else.
 */
export function readCredentials(path: string, shown: string): Credentials {
  const refuse = (why: string): CredentialsError => new CredentialsError(`The credentials ${shown} ${why}`);
  let text: string;
  try {
    const found = statSync(path);
    // A pipe without a writer would be waited for without end.
    if (!found.isFile()) throw refuse('are no file: give a file of mode 0600.');
    const { mode, size } = found;
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw refuse('can be read by others than their owner: set them to mode 0600 (chmod 600).');
    if (size > largest) throw refuse('are larger than 64 KiB: name the file that holds them alone.');
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof CredentialsError) throw error;
    throw refuse(`cannot be read (${reasonOf(error)}).`);
  }
  // Also of a byte order mark, which editors put before JSON.
  const trimmed = text.trim();
  const credentials = trimmed.startsWith('{') ? fromJson(trimmed) : fromLines(trimmed);
  if (credentials === undefined)
    throw refuse(
      `hold neither {"clientId": …, "clientSecret": …} nor lines ${idVariable}=… and ${secretVariable}=….`,
    );
  return credentials;
}

/** The deployer's credentials from the environment; `undefined` when either variable is missing. */
export const environmentCredentials = (
  env: Readonly<Record<string, string | undefined>>,
): Credentials | undefined => pair(env[idVariable], env[secretVariable]);

function fromJson(text: string): Credentials | undefined {
  try {
    const { clientId, clientSecret } = JSON.parse(text) as Record<string, unknown>;
    return pair(clientId, clientSecret);
  } catch {
    return undefined;
  }
}

function fromLines(text: string): Credentials | undefined {
  const values = new Map(
    text.split(/\r?\n/).flatMap((line): [string, string][] => {
      // Without the white space at the end, which a pattern would look for behind each character.
      const match = /^\s*(?:export\s+)?([A-Z_]+)\s*=\s*(['"]?)(.*?)\2$/.exec(line.trimEnd());
      return match === null ? [] : [[match[1] ?? '', match[3] ?? '']];
    }),
  );
  return pair(values.get(idVariable), values.get(secretVariable));
}

function pair(clientId: unknown, clientSecret: unknown): Credentials | undefined {
  const present = (value: unknown): value is string => typeof value === 'string' && value !== '';
  // The id becomes part of paths and of the Basic header.
  return present(clientId) && /^[\w-]{1,128}$/.test(clientId) && present(clientSecret)
    ? { clientId, clientSecret }
    : undefined;
}
