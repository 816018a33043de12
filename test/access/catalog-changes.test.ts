import { describe, expect, it } from 'vitest';
import { diffAccess } from '../../lib/access/diff';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import type { Sample } from './changed';

describe('the difference of access', () => {
  it.each<[string, boolean | undefined, (input: Sample) => void, string[]]>([
    [
      'no longer calls org-wide, with what is held',
      false,
      () => undefined,
      ['new: the catalogue says now that routing:queue:view stops at divisions'],
    ],
    [
      'no longer calls org-wide, before anybody holds it, whatever else is new about it',
      false,
      ({ demo }) => {
        demo.org.roles.reader.permissions = ['analytics:conversationDetail:view'];
        demo.catalog.date = '2026-11-24';
      },
      [
        'new: the catalogue says now that routing:queue:view stops at divisions',
        'neutral: the catalogue is of 2026-11-24 instead of 2026-11-23',
      ],
    ],
    [
      'did not know, and is held',
      undefined,
      () => undefined,
      ['new: the catalogue says now that routing:queue:view stops at divisions'],
    ],
    [
      'did not know, and nobody holds',
      undefined,
      ({ demo }) => void (demo.org.roles.reader.permissions = ['analytics:conversationDetail:view']),
      ['neutral: the catalogue is still of 2026-11-23, and is another one'],
    ],
  ])('names a permission that the catalogue %s', (_, was, edit, expected) => {
    const [before, after] = [sample(), sample()];
    for (const input of [before, after]) edit(input);
    before.demo.catalog.date = '2026-11-23';
    if (was === undefined) delete before.demo.catalog.permissions['routing:queue:view'];
    else before.demo.catalog.permissions['routing:queue:view'] = was;
    const { changes } = diffAccess(manifestOf(before), manifestOf(after));
    expect(changes.map(({ effect, text }) => `${effect}: ${text}`)).toEqual(expected);
  });

  it('names what a catalogue takes waivers from where there was none before', () => {
    const [before, after] = [sample(), sample()];
    delete before.demo.catalog;
    Object.assign(after.demo.catalog.permissions, { 'routing:queue:edit': false, 'usage:other:view': true });
    const { changes } = diffAccess(manifestOf(before), manifestOf(after));
    expect(changes.map(({ effect, text }) => `${effect}: ${text}`)).toEqual([
      'new: the catalogue says now that analytics:conversationDetail:view, routing:queue:view stops at divisions',
      'neutral: the catalogue is of 2026-11-23 instead of none',
    ]);
  });
});
