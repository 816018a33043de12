import type { Method } from '../genesys/table';
import { badRequest, missingInDivision, noDivision, notFound } from './api-error';
import type { Answers } from './assumptions';
import type { Authority, Needs, Reach } from './authority';
import type { Body } from './body';
import type { Grant } from './model';
import type { Store } from './store';
import type { Usage } from './usage';

/** The parameters behind the question mark. Lists are comma-joined or repeated; both are read. */
export class Query {
  private readonly parameters: URLSearchParams;

  constructor(text: string) {
    this.parameters = new URLSearchParams(text);
  }

  all(name: string): readonly string[] {
    return this.parameters.getAll(name);
  }

  first(name: string): string | undefined {
    return this.parameters.get(name) ?? undefined;
  }

  /** Whether the parameter says more than its absence would. Lists are sorted by name without being asked. */
  asks(name: string): boolean {
    return this.all(name).some(
      (text) => text !== '' && text !== 'false' && !(name === 'sortBy' && text === 'name'),
    );
  }

  /** The same parameters, with these in front in place of what was said of them. */
  with(values: Readonly<Record<string, string>>): string {
    const rest = [...this.parameters].filter(([name]) => !Object.hasOwn(values, name));
    return new URLSearchParams([...Object.entries(values), ...rest]).toString();
  }

  /** `undefined` when the parameter is absent; an empty parameter is an empty list. */
  list(name: string): readonly string[] | undefined {
    if (!this.parameters.has(name)) return undefined;
    return this.all(name)
      .flatMap((text) => text.split(','))
      .map((text) => text.trim())
      .filter((text) => text !== '');
  }
}

/** Who asks: the client of a valid token. */
export interface Caller {
  readonly clientId: string;
  readonly tokenId: string;
}

/** One request, as a handler sees it: authenticated, and with the permissions that the operations table asks for. */
export interface Context {
  readonly store: Store;
  readonly authority: Authority;
  readonly answers: Answers;
  readonly usage: Usage;
  readonly caller: Caller;
  /** Where the operation's permissions are held; everywhere for an operation without permissions. */
  readonly reach: Reach;
  readonly needs: Needs | undefined;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: unknown;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** One operation of the API. Which permissions it needs is not here: the operations table says so. */
export interface Route {
  readonly method: Method;
  /** As the operations table writes it. */
  readonly path: string;
  /** Parameters of the operation, by the API description, that are not emulated: a call with one is answered 501. */
  readonly unread?: readonly string[];
  readonly handle: (context: Context) => Answer;
}

/** The two times of an interval, as milliseconds since 1970. @throws ApiError 400 */
export function intervalIn(body: Body): readonly [number, number] {
  const [from = Number.NaN, to = Number.NaN] = body.required('interval').split('/').map(Date.parse);
  if (!(from < to)) throw badRequest('interval must be two times in ISO 8601 with a slash between.');
  return [from, to];
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const noContent: Answer = { status: 204 };

/**
 * Refuses an object of a division that the operation's permissions do not reach. The answer tells the division, never the object.
 * @throws ApiError
 */
export function demandObject(context: Context, divisionId: string): void {
  const { needs, reach, answers } = context;
  if (needs === undefined || reach.covers(divisionId)) return;
  if (answers['foreign-object'] === '404') throw notFound('object');
  throw missingInDivision(needs.kind, needs.permissions, divisionId);
}

/**
 * Refuses to write into a division that the operation's permissions do not reach.
 * @throws ApiError 400 for a division that does not exist, 403 for one abroad
 */
export function demandDivision(context: Context, divisionId: string): void {
  const { needs, reach, store } = context;
  if (store.divisions.get(divisionId) === undefined) throw noDivision(divisionId);
  if (needs !== undefined && !reach.covers(divisionId))
    throw missingInDivision(needs.kind, needs.permissions, divisionId);
}

/** Takes grants away from whoever holds them, as the end of a role or a division does. */
export function withdraw(store: Store, authority: Authority, isGone: (grant: Grant) => boolean): void {
  for (const subject of store.subjects.all()) {
    const grants = subject.grants.filter((grant) => !isGone(grant));
    if (grants.length === subject.grants.length) continue;
    store.subjects.put({ ...subject, grants });
    authority.noteSubject(subject.id);
  }
}
