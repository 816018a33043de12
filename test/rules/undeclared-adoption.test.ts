import { describe, expect, it } from 'vitest';
import { messages } from '../../lib/rules/messages';
import { remedies } from '../../lib/rules/messages/message';
import { findings, found, modelOf } from '../support/found';
import type { Json } from '../support/write-assembly';
import { type Case, stack } from './edits';
import type { Edit } from './fixtures/fixture';

describe('undeclared-adoption', () => {
  const imported = (edit: (entry: Json, list: Json) => void): Edit =>
    stack((file) => edit(file.import[0], file.import));
  const old = '"1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c" as "g_auth_division.division-old"';
  const of = (what: string): string[] => [`acme: demo-acme ${what}`];
  it.each<Case>([
    ['the declared id in capitals', imported((entry) => void (entry.id = entry.id.toUpperCase())), []],
    [
      'another id',
      imported((entry) => void (entry.id = 'x')),
      of('imports "x" as "g_auth_division.division-old"'),
    ],
    [
      'an id that is no text',
      imported((entry) => void (entry.id = 7)),
      of('imports 7 as "g_auth_division.division-old"'),
    ],
    [
      'no id',
      imported((entry) => void delete entry.id),
      of('imports nothing as "g_auth_division.division-old"'),
    ],
    [
      'another address',
      imported((entry) => void (entry.to = 'x.y')),
      of('imports "1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c" as "x.y"'),
    ],
    [
      'an address that is a template',
      imported((entry) => void (entry.to = '${genesyscloud_auth_division.division-old}')),
      of('imports "1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c" as ${g_auth_division.division-old}'),
    ],
    [
      'with other arguments',
      imported((entry) => void Object.assign(entry, { provider: 'x', for_each: {} })),
      of(`imports ${old} with provider, for_each`),
    ],
    [
      'nothing that the manifest adopts',
      stack((file) => void delete file.import),
      of(`does not adopt ${old}, which the manifest adopts`),
    ],
    [
      'what no division is made of',
      stack((file) => void delete file.resource.genesyscloud_auth_division['division-old']),
      of(`does not adopt ${old}, which the manifest adopts`),
    ],
    [
      'neither, and a move',
      stack((file) => {
        file.import = [];
        delete file.resource.genesyscloud_auth_division['division-old'];
        file.moved = { from: 'a.b', to: 'c.d' };
      }),
      [...of(`does not adopt ${old}, which the manifest adopts`), ...of('has a moved block')],
    ],
    ['twice', imported((entry, list) => list.push({ ...entry })), of(`imports ${old} twice`)],
    [
      'what is adopted and not managed',
      imported(
        (_entry, list) =>
          void list.push({
            to: 'genesyscloud_auth_division.division-legacy',
            id: '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b',
          }),
      ),
      of('imports "0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b" as "g_auth_division.division-legacy"'),
    ],
    [
      'what the tenant makes',
      imported(
        (_entry, list) => void list.push({ to: 'genesyscloud_auth_division.division-voice', id: 'x' }),
      ),
      of('imports "x" as "g_auth_division.division-voice"'),
    ],
    [
      'by a move and a removal',
      stack((file) => {
        file.moved = { from: 'a.b', to: 'c.d' };
        file.removed = [{}];
      }),
      [...of('has a moved block'), ...of('has a removed block')],
    ],
    [
      'into the foundation',
      stack(
        (file) => void (file.import = [{ to: 'genesyscloud_auth_role.reader', id: 'x' }]),
        'demo-foundation',
      ),
      ['-: demo-foundation imports "x" as "g_auth_role.reader"'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('undeclared-adoption', edit)).toEqual(expected);
  });
});

it('undeclared-adoption says what to do about what is missing, what is moved and what is too much, whatever it is called', () => {
  const fixes = (edit: Edit): string[] =>
    findings('undeclared-adoption', modelOf(edit)).map((finding) =>
      messages['undeclared-adoption'].fix(finding),
    );
  const takeOut = [remedies['take-out']];
  expect(fixes(stack((file) => void delete file.import))).toEqual([
    expect.stringMatching(/^Synthesize again/),
  ]);
  expect(fixes(stack((file) => void (file.moved = {})))).toEqual(takeOut);
  expect(fixes(stack((file) => void (file.removed = {})))).toEqual(takeOut);
  const named = { to: 'genesyscloud_auth_division.x', id: 'what moves it' };
  expect(fixes(stack((file) => void file.import.push(named)))).toEqual([
    expect.stringMatching(/^Take the import out, and synthesize again/),
  ]);
});
