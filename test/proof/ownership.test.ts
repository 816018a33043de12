import { expect, it } from 'vitest';
import { adoptedIds, declaredGrants, isSharedWith } from '../../lib/proof/ownership';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';

const acmeOf = (input = sample()) => {
  const [org] = manifestOf(input).orgs;
  const tenant = org?.tenants[0];
  if (!org || !tenant) throw new Error('no tenant');
  return { org, tenant };
};

it('knows the divisions that a tenant adopts, and none that it makes', () => {
  expect(adoptedIds(acmeOf().tenant)).toEqual([
    ['legacy', '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b'],
    ['old', '1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c'],
  ]);
});

it('knows for whom a shared division is, and that one that is not there is for nobody', () => {
  const { org } = acmeOf();
  expect(isSharedWith(org, 'holidays', 'acme')).toBe(true);
  for (const [division, tenant] of [
    ['holidays', 'other'],
    ['other', 'acme'],
    ['constructor', 'acme'],
  ] as const)
    expect(isSharedWith(org, division, tenant)).toBe(false);
});

it('has of a pair that is declared twice the first place', () => {
  const input = sample();
  input.demo.tenants['acme'].client.grants.push({ role: 'reader', divisions: ['chat', 'holidays', 'voice'] });
  const declared = [...declaredGrants(acmeOf(input).tenant).values()];
  expect(
    declared.map(({ role, division, source, path }) => `${role} ${division} ${source} ${path.join('/')}`),
  ).toEqual([
    'reader voice own client/grants/0/divisions/0',
    'reader legacy own client/grants/0/divisions/1',
    'reader old own client/grants/0/divisions/2',
    'reader holidays shared client/grants/0/divisions/3',
    'editor voice own client/grants/1/divisions/0',
    'reader chat own client/grants/2/divisions/0',
  ]);
});
