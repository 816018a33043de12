import { describe, expect, it } from 'vitest';
import { spellings } from '../support/spellings';

/* The recorded plans of all spellings: see docs/explanation/unknown-values.md, which is made from the same rows. */

const rows = spellings();
const rulesOf = (phase: 'first' | 'applied') =>
  Object.fromEntries(rows.map(({ name, found }) => [name, found[phase].rules.join(' ')]));

const expected = {
  own: '',
  spaces: '',
  foreign: 'unowned-division',
  omitted: 'home-division',
  null: 'home-division',
  empty: 'home-division',
  home_data: 'home-division',
  star: 'all-divisions',
  literal: 'foreign-division',
  escaped: 'unowned-division',
  two_grants: 'unowned-division',
  coalesce: 'unproven-division',
  conditional: 'all-divisions unproven-division',
  prefix: 'unproven-division',
  try_: 'unproven-division',
  local_own: 'unproven-division',
  local_foreign: 'unproven-division',
  variable: 'all-divisions unproven-division',
  dynamic: 'unproven-division',
  each: 'undeclared-client',
  module: 'plan-mismatch unmodelled-authority',
};

describe('spellings of a division in recorded plans', () => {
  it('are told apart before the first deploy: only the own division is accepted', () => {
    expect(rulesOf('first')).toEqual(expected);
  });

  it('get the same verdicts after the apply', () => {
    expect(rulesOf('applied')).toEqual(expected);
  });

  it('are rejected each with a reason of its own kind', () => {
    const reason = (name: string): string => rows.find((row) => row.name === name)?.found.first.what ?? '';
    const reasons = rows.filter(({ found }) => found.first.rules.length > 0).map(({ name }) => reason(name));
    expect(reasons).toHaveLength(19);
    expect(new Set(reasons).size).toBe(19);
    expect(reason('module')).toContain('module');
    expect(reason('conditional')).toContain('condition');
    expect(reason('variable')).toContain('variable');
    expect(reason('coalesce')).toContain('a function');
    expect(reason('prefix')).toContain('several parts');
    expect(reason('local_own')).toContain('local');
    expect(reason('dynamic')).toContain('dynamic block');
    expect(reason('each')).toContain('for_each');
    expect(reason('omitted')).toContain('omitted');
    expect(reason('null')).toContain('null');
    expect(reason('empty')).toContain('empty');
  });

  it('look alike in the planned values: no policy that reads those alone is right', () => {
    const alike = rows
      .filter(({ planned }) => planned.first === '(known after apply)')
      .map(({ name }) => name);
    expect(alike).toEqual(
      expect.arrayContaining(['own', 'foreign', 'omitted', 'null', 'coalesce', 'prefix']),
    );
    for (const policy of ['natural', 'unknown-is-denied'] as const)
      expect(
        new Set(rows.filter(({ name }) => alike.includes(name)).map(({ policies }) => policies[policy].first))
          .size,
      ).toBe(1);
    expect(rows.some(({ name, policies }) => name === 'coalesce' && policies.references.first)).toBe(true);
  });
});
