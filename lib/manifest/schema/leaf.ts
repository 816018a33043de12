import * as z from 'zod/mini';
import { parseDuration } from '../duration';
import { isDialable } from '../gateway';
import { idPattern } from '../ids';

/*
 * These schemas are the one source of the manifest's types, of schema/*.schema.json and of `bulkhead schema`.
 * What is checked here is the shape of one file. What needs several files (names that must exist, uniqueness) is in
 * references.ts and uniqueness.ts; what is a question of authority (token lifetime, permissions, scopes, grant type) is left to the rules, which can
 * say why it matters.
 * Messages are codes (`Expectation`): the prose is in expectations.ts.
 * Written with zod/mini, of which a bundler keeps only what is used: `check` must not carry the JSON Schema machinery.
 */

/** What a leaf of the manifest must be, where its type alone does not say it. */
export type Expectation =
  | 'id'
  | 'uuid'
  | 'line'
  | 'region'
  | 'duration'
  | 'date'
  | 'url'
  | 'origin'
  | 'dialable';
export const expect = (code: Expectation): Expectation => code;

export const id = () => z.string().check(z.regex(idPattern, expect('id')));
export const uuid = () =>
  z
    .string()
    .check(
      z.regex(
        /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/,
        expect('uuid'),
      ),
    );

/**
 * One line that means to everybody what it shows: no control, direction or invisible characters, and nothing that Terraform would
 * evaluate, since descriptions and settings end up in its files. Joiners and variation selectors, which scripts and emoji need, may
 * stand beside something visible.
 */
export const linePattern =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
  /^(?!(?:\s|\u200c|\u200d|\u2800|[\ufe00-\ufe0f])*$)(?!.*(?:[$%]\{|\u034f|[\u17b4-\u17b5]|[\u180b-\u180f]))[^\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0]*$/;
export const line = (max = 200) => z.string().check(z.maxLength(max), z.regex(linePattern, expect('line')));

export const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/;

export const date = () => z.iso.date(expect('date'));

export const duration = () =>
  z.pipe(
    z.union([
      z.string().check(z.meta({ pattern: '^0*[1-9]\\d*[smhd]?$' })),
      z.number().check(z.meta({ type: 'integer', minimum: 1 })),
    ]),
    z.transform((value: string | number, context): number => {
      const seconds = parseDuration(value);
      if (seconds === undefined) {
        context.issues.push({ code: 'custom', message: expect('duration'), input: value });
        return z.NEVER;
      }
      return seconds;
    }),
  );

/** An address that is stored and shown, so it must not carry credentials; and to which things are appended, so it must end plainly. */
export const url = () =>
  z.url({ protocol: /^https?$/, error: expect('url'), abort: true }).check(
    z.refine((text) => linePattern.test(text) && isPlainUrl(text), {
      error: expect('url'),
      abort: true,
    }),
  );
export const origin = () =>
  url().check(
    z.refine((text) => new URL(text).pathname === '/', expect('origin')),
    z.refine(isDialable, expect('dialable')),
  );

/** Asked of the text as written: `URL` drops empty credentials and turns backslashes, which the reader of Terraform's files does not. */
const isPlainUrl = (text: string): boolean => !/[?#@\s\\]/.test(text);

/** A schema with the text that editors show for its key. */
export const about = <T extends z.ZodMiniType>(text: string, schema: T): T => schema.check(z.describe(text));
