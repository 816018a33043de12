import type { z } from 'zod';
import { nearest } from '../text/nearest';
import { maxFaultsOfAFile, type TextFault } from './fault';
import { isId } from './ids';
import { type FileKind, knownKeys, patternOf } from './keys';
import type { Problem } from './model';
import { alternatives, pathText, quote } from './quote';
import type { Expectation } from './schema';
import { explainUnknownKey } from './unknown-key';

type Issue = z.core.$ZodIssue;
type Steps = readonly (string | number)[];

/** One line to find the place, and, indented, what to do. Without a text to point into, the place is named instead. */
export function formatProblem({ at, position, message, hint }: Problem): string {
  const inside = at.path.length > 0 ? ` at ${pathText(at.path)}` : '';
  const place = position ? `${at.file}:${position.line}:${position.column}` : `${at.file}${inside}`;
  return `${place}  ${message}${hint === undefined ? '' : `\n    ${hint}`}`;
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
  return all
    .filter(({ path, missing }) => {
      const merged = id([...path.slice(0, -1), '<<']);
      return !missing || !(excused.has(id(path)) || unread.has(id(path)) || unread.has(merged));
    })
    .map(({ meant: _meant, missing: _missing, ...fault }) => fault);
}

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
}

function explain(one: Case): readonly Explained[] {
  const { kind, value, issue, path } = one;
  const found = valueAt(value, path);
  if (found === undefined && path.length > 0 && issue.code !== 'invalid_key') return [missing(one)];
  switch (issue.code) {
    case 'unrecognized_keys':
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
      if (plain && typeof found !== 'object' && patternOf(path, kind) !== 'divisions.*')
        return [unexpected(one, 'duration')];
      return branch.flatMap((inner) =>
        explain({ ...one, issue: inner, path: [...path, ...steps(inner.path)] }),
      );
    }
    case 'invalid_key': {
      const key = String(path.at(-1) ?? '');
      const message =
        key === '' ? 'a key is empty' : `${quote(key)} is not an id: ${expectations.id} is expected`;
      return [{ path, part: 'key', message, hint: idHint(key) }];
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

const expectations: Readonly<Record<Expectation, string>> = {
  id: '2 to 40 lower-case letters, digits and inner hyphens, starting with a letter,',
  uuid: 'a UUID such as 0b7e55aa-4c1d-4f6e-9a53-2f6f0f3c8d21',
  line: 'one line of visible text without "${" or "%{"',
  region: 'an AWS region such as eu-west-1',
  duration: 'a duration such as 1h, 30m or 3600 (seconds)',
  date: 'a date such as 2027-04-30',
  url: 'an http or https address without credentials, query or fragment',
  origin: 'scheme, host and port only, such as https://gateway.example.com:8443',
};

function unexpected({ value, path }: Case, code: string): Explained {
  const found = valueAt(value, path);
  const expected = Object.hasOwn(expectations, code) ? expectations[code as Expectation] : 'something else';
  const hint = code === 'id' && typeof found === 'string' ? idHint(found) : undefined;
  return { path, message: `${name(path)} must be ${expected.replace(/,$/, '')}${shown(path, found)}`, hint };
}

function missing({ kind, path }: Case): Explained {
  const key = String(path.at(-1));
  const parent = patternOf(path.slice(0, -1), kind);
  const { description } =
    knownKeys().find((one) => one.kind === kind && one.parent === parent && one.key === key) ?? {};
  const where = path.length > 1 ? ` in ${pathText(path.slice(0, -1))}` : '';
  return {
    path,
    missing: true,
    message: `${quote(key)} is missing${where}`,
    hint: description && `${description}.`,
  };
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
  const message = `${name(path)} must be ${typeNames[expected] ?? expected}, not ${kindOf(found)}`;
  return { path, message, hint: typeHint(kind, path, expected, found) };
}

function typeHint(kind: FileKind, path: Steps, expected: string, found: unknown): string | undefined {
  const isObject = expected === 'object' || expected === 'record';
  if (isObject && found === null)
    return patternOf(path, kind) === 'divisions.*'
      ? 'Write {} for a division that this tenant creates.'
      : expected === 'record'
        ? 'Write {} if there are none.'
        : 'Nothing is written after the key. Indent its keys below it.';
  if (found === null) return 'Nothing is written after the key.';
  if (expected === 'string' && (typeof found === 'number' || typeof found === 'boolean'))
    return kind === 'catalog'
      ? 'Put it in double quotes.'
      : `YAML reads it as ${kindOf(found)}: put it in quotes.`;
  if (expected === 'boolean') return 'Write true or false, without quotes.';
  if (expected === 'array') return 'Write a list: [ … ], or one line with "- " for each item.';
  if (isObject && path.length === 0 && kind === 'tenant')
    return 'Reviewed exceptions belong in waivers.yaml.';
  if (expected === 'record') return 'Write one key for each: "name: { … }".';
  if ((expected === 'number' || expected === 'int') && typeof found === 'string')
    return 'Write it without quotes.';
  return undefined;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object (keys with values)',
  record: 'an object (keys with values)',
};

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'a boolean';
    default:
      return 'an object';
  }
}

type Size = Extract<Issue, { code: 'too_small' | 'too_big' }>;

function limit(issue: Size): string {
  const [bound, number] =
    issue.code === 'too_small' ? ['at least', issue.minimum] : ['at most', issue.maximum];
  if (issue.origin === 'string') return `be ${bound} ${number} characters long`;
  if (issue.origin === 'array') return `have ${bound} ${number} item${Number(number) === 1 ? '' : 's'}`;
  return `be ${bound} ${number}`;
}

/** Repeats what was found, except where people put connection strings. */
function shown(path: Steps, found: unknown): string {
  if (typeof found !== 'string') return found === null ? ', not nothing' : `, not ${kindOf(found)}`;
  return path[0] === 'state' || path[0] === 'gateway' ? '' : `, not ${quote(found)}`;
}

/** The id that somebody probably meant: `Voice Calls` → `voice-calls`. */
function idHint(text: string): string | undefined {
  if (text === '*') return 'Every division is named: "all divisions" cannot be granted.';
  const better = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
  return isId(better) ? `Write ${quote(better)}, for example.` : undefined;
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
