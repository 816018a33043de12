import { describe, expect, it } from 'vitest';
import { messages } from '../../lib/rules/messages';
import { findings, found, modelOf } from '../support/found';
import { stack } from './edits';
import type { Edit } from './fixtures/fixture';

describe('home-division', () => {
  const home = '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e';
  const voice = (value: unknown): Edit =>
    stack((file) => void (file.resource.genesyscloud_auth_division['division-voice'].home = value));
  const resource = 'acme: demo-acme resource g_auth_division.division-voice';
  it.each<[unknown, boolean]>([
    [false, false],
    [null, false],
    [true, true],
    ['true', true],
    ['false', true],
    ['${var.h}', true],
    [0, true],
  ])('with home = %j written', (value, expected) => {
    expect(found('home-division', voice(value)).includes(resource)).toBe(expected);
  });

  it('in the foundation', () => {
    const edit = stack(
      (file) => void (file.resource.genesyscloud_auth_division = { home: { name: 'x', home: true } }),
      'demo-foundation',
    );
    expect(found('home-division', edit)).toEqual(['-: demo-foundation resource g_auth_division.home']);
  });

  it('shared or adopted', () => {
    const edit: Edit = {
      manifest: ({ demo }) => {
        if (!demo) return;
        demo.org.sharedDivisions.holidays.id = home;
        demo.tenants['globex'].divisions.hall.id = home.toUpperCase();
      },
    };
    expect(found('home-division', edit).filter((text) => text.includes(': division '))).toEqual([
      '-: division holidays',
      'globex: division hall',
    ]);
    const said = findings('home-division', modelOf(edit))
      .filter(({ subject }) => subject.startsWith('division '))
      .map((finding) => {
        expect(messages['home-division'].fix(finding)).toMatch(/^Take it out of the manifest: /);
        return [messages['home-division'].what(finding), finding.at];
      });
    const what = (key: string): string =>
      `division ${key}: that is the home division (the catalogue gives this id as the home division).`;
    expect(said).toEqual([
      [
        what('holidays'),
        [{ kind: 'manifest', file: 'tenants/demo/org.yaml', path: ['sharedDivisions', 'holidays', 'id'] }],
      ],
      [
        what('hall'),
        [{ kind: 'manifest', file: 'tenants/demo/globex.yaml', path: ['divisions', 'hall', 'id'] }],
      ],
    ]);
  });
});

it('home-division does not say of a division that it is home where only a run knows', () => {
  const told = (home: unknown) =>
    findings(
      'home-division',
      modelOf(stack((file) => void (file.resource.genesyscloud_auth_division.other = { name: 'x', home }))),
    ).map((finding) => messages['home-division'].what(finding));
  const other = 'genesyscloud_auth_division.other';
  for (const home of [true, 'true'])
    expect(told(home)).toEqual([`division ${other}: that is the home division (${other} sets home).`]);
  for (const home of ['false', '${var.h}', 0, []])
    expect(told(home)).toEqual([`division ${other}: that may be the home division (${other} sets home).`]);
});

it('home-division asks for no catalogue where a division sets home', () => {
  const [finding] = findings(
    'home-division',
    modelOf(
      stack(
        (file) => void (file.resource.genesyscloud_auth_division.other = { name: 'x', home: '${var.h}' }),
      ),
    ),
  );
  expect(finding && messages['home-division'].fix(finding)).not.toContain('catalogue');
});
