import type * as z from 'zod/mini';
import { isObject } from '../json/plain';
import { nearest } from '../text/nearest';
import { visible } from '../text/visible';
import { described, expectations, idHint, mayBeSecret, shown, typeHint, typeNames } from './expectations';
import { maxFaultsOfAFile, moreFaults, type TextFault } from './fault';
import { knownKeys, patternOf } from './keys';
import type { Problem } from './model';
import { alternatives, pathText, quote } from './quote';
import type { FileKind } from './schema';
import type { Expectation } from './schema/leaf';
import { roleSchema, sharedDivisionSchema } from './schema/org';
import { adoptedDivisionSchema, divisionSchema } from './schema/tenant';
import { explainUnknownKey } from './unknown-key';

type Issue = z.core.$ZodIssue;
type Steps = readonly (string | number)[];

/** One line to find the place, and, indented, what to do. Without a text to point into, the place is named instead. */
export function formatProblem({ at, position, message, hint }: Problem): string {
  const inside = at.path.length > 0 ? ` at ${pathText(at.path)}` : '';
  const place = position ? `${at.file}:${position.line}:${position.column}` : `${at.file}${inside}`;
  // A file can be called anything, and a parser repeats what it read.
  return `${visible(`${place}  ${message}`)}${hint === undefined ? '' : `\n    ${visible(hint)}`}`;
}

/**
 * Says in words what zod found. One mistake gives one fault: what is missing because its key is misspelt, or because the reader of the
 * text already complained about it, is not reported as missing.
 */
export function explainIssues(
  kind: FileKind,
  value: unknown,
  issues: readonly Issue[],
  reported: readonly TextFault[],
): readonly TextFault[] {
  const all = issues
    .slice(0, maxFaultsOfAFile)
    .flatMap((issue) => explain({ kind, value, issue, path: steps(issue.path) }));
  const excused = new Set(
    all.flatMap(({ path, meant }) => (meant === undefined ? [] : [id([...path.slice(0, -1), meant])])),
  );
  // The reader of the text left these out of the value: they are not missing, and a merge key may have held what is.
  const unread = new Set(reported.map(({ path }) => id(path)));
  const told = all
    .filter(({ path, missing }) => {
      if (unread.has(id(path)) && valueAt(value, path) === undefined) return false;
      return !missing || !(excused.has(id(path)) || unread.has(id([...path.slice(0, -1), '<<'])));
    })
    .map(({ meant: _meant, missing: _missing, ...fault }) => fault);
  // Nothing is left out in silence; where more than the most are told, that says it already.
  return told.length <= maxFaultsOfAFile && issues.some(isCut) ? [...told, moreFaults] : told;
}

/** Whether not all of an issue, or not the issue itself, is looked at. */
const isCut = (issue: Issue, index: number): boolean =>
  index >= maxFaultsOfAFile || (issue.code === 'unrecognized_keys' && issue.keys.length > maxFaultsOfAFile);

interface Explained extends TextFault {
  readonly meant?: string | undefined;
  readonly missing?: boolean;
}

interface Case {
  readonly kind: FileKind;
  /** The whole value of the file. */
  readonly value: unknown;
  readonly issue: Issue;
  /** The whole path: issues inside of a union have only their part of it. */
  readonly path: Steps;
  /** The issue is about a division that is known to be meant as an adopted one. */
  readonly adopted?: boolean;
}

function explain(one: Case): readonly Explained[] {
  const { kind, value, issue, path } = one;
  const found = valueAt(value, path);
  if (found === undefined && path.length > 0 && issue.code !== 'invalid_key') return [missing(one)];
  switch (issue.code) {
    case 'unrecognized_keys':
      if (!one.adopted && patternOf(path, kind) === 'divisions.*' && isObject(found) && 'id' in found)
        return explainAdopted(one, found);
      return issue.keys.slice(0, maxFaultsOfAFile).map((key) => {
        const { message, hint, meant } = explainUnknownKey(kind, path, key, found);
        return { path: [...path, key], part: 'key', message, hint, meant };
      });
    case 'invalid_union': {
      if (!('options' in issue) && issue.errors.length === 0)
        return [{ path, message: `${name(path)} is not valid` }];
      if ('options' in issue) return [choice(one, (issue.options ?? []).map(String))];
      const plain = issue.errors.every(
        ([first]) => first?.code === 'invalid_type' && first.path.length === 0,
      );
      const branch = issue.errors[0] ?? [];
      if (plain && patternOf(path, kind) !== 'divisions.*') return [unexpected(one, 'duration')];
      return branch.flatMap((inner) =>
        explain({ ...one, issue: inner, path: [...path, ...steps(inner.path)] }),
      );
    }
    case 'invalid_key': {
      const key = String(path.at(-1) ?? '');
      const message = key === '' ? 'a key is empty' : `${quote(key)} must be ${expectations.id}`;
      return [{ path, part: 'key', message, hint: idHint(key) }, ...explainUnder(one, found)];
    }
    case 'invalid_type':
      return [wrongType(one, issue.expected)];
    case 'invalid_value':
      return [choice(one, issue.values.map(String))];
    case 'too_small':
    case 'too_big':
      return [{ path, message: `${name(path)} must ${limit(issue)}` }];
    case 'invalid_format':
    case 'custom':
      return [unexpected(one, issue.message)];
    case 'not_multiple_of':
    case 'invalid_element':
      return [{ path, message: `${name(path)} is not valid` }];
  }
}

/** zod reports the alternative that fits best, which for anything with a slip is the empty one; an id shows that it was not meant. */
function explainAdopted(one: Case, division: object): readonly Explained[] {
  const { error } = adoptedDivisionSchema.safeParse(division);
  return (error?.issues ?? []).flatMap((issue) =>
    explain({ ...one, issue, path: [...one.path, ...steps(issue.path)], adopted: true }),
  );
}

/** What stands under keys that must be ids. zod looks at none of it where the key is none, and mistakes would come out one run later. */
const schemasUnder: Readonly<Record<string, z.ZodMiniType>> = {
  'roles.*': roleSchema,
  'sharedDivisions.*': sharedDivisionSchema,
  'divisions.*': divisionSchema,
};

const explainUnder = (one: Case, found: unknown): readonly Explained[] =>
  (schemasUnder[patternOf(one.path, one.kind)]?.safeParse(found).error?.issues ?? []).flatMap((issue) =>
    explain({ ...one, issue, path: [...one.path, ...steps(issue.path)] }),
  );

function unexpected({ value, path }: Case, code: string): Explained {
  const found = valueAt(value, path);
  const expected = Object.hasOwn(expectations, code) ? expectations[code as Expectation] : 'something else';
  const hint = code === 'id' && typeof found === 'string' && !mayBeSecret(path) ? idHint(found) : undefined;
  return { path, message: `${name(path)} must be ${expected}${shown(path, found)}`, hint };
}

function missing({ kind, issue, path }: Case): Explained {
  const key = String(path.at(-1));
  const parent = patternOf(path.slice(0, -1), kind);
  const known = knownKeys().find((one) => one.kind === kind && one.parent === parent && one.key === key);
  const where = path.length > 1 ? ` in ${pathText(path.slice(0, -1))}` : '';
  const options = issue.code === 'invalid_union' && 'options' in issue ? issue.options : undefined;
  const hint = options
    ? `It is ${alternatives(options.map(String))}.`
    : known?.description && `${known.description}.`;
  return { path, missing: true, message: `${quote(key)} is missing${where}`, hint };
}

function choice({ value, path }: Case, options: readonly string[]): Explained {
  const found = valueAt(value, path);
  const meant = typeof found === 'string' ? nearest(found, options) : undefined;
  return {
    path,
    message: `${name(path)} must be ${alternatives(options)}${shown(path, found)}`,
    hint: meant && `Did you mean ${quote(meant)}?`,
  };
}

function wrongType({ kind, value, path }: Case, expected: string): Explained {
  const found = valueAt(value, path);
  const message = `${name(path)} must be ${typeNames[expected] ?? expected}, not ${described(path, found)}`;
  return { path, message, hint: typeHint(kind, path, expected, found) };
}

type Size = Extract<Issue, { code: 'too_small' | 'too_big' }>;

function limit(issue: Size): string {
  const [bound, number] =
    issue.code === 'too_small' ? ['at least', issue.minimum] : ['at most', issue.maximum];
  if (issue.origin === 'string') return `be ${bound} ${number} characters long`;
  if (issue.origin === 'array') return `have ${bound} ${number} item${Number(number) === 1 ? '' : 's'}`;
  return `be ${bound} ${number}`;
}

const name = (path: Steps): string => (path.length === 0 ? 'the file' : pathText(path));
const id = (path: Steps): string => JSON.stringify(path);
const steps = (path: readonly PropertyKey[]): Steps =>
  path.map((step) => (typeof step === 'number' ? step : String(step)));

function valueAt(value: unknown, path: Steps): unknown {
  let at: unknown = value;
  for (const step of path)
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined;
  return at;
}
