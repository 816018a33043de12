import { describe, expect, it } from 'vitest';
import { messages } from '../../lib/rules/messages';
import { findings, found, modelOf } from '../support/found';
import { acme, written } from './edits';
import type { Edit } from './fixtures/fixture';

describe('unknown-scope', () => {
  it.each<[string, Edit, string[]]>([
    [
      'declared',
      acme((tenant) => tenant.client.scopes.push('routing:readonl')),
      ['acme: scope routing:readonl'],
    ],
    ['written', written({ scopes: ['routing', 'division:read'] }), ['acme: scope division:read']],
    [
      'declared and written, said once',
      written(
        { scopes: ['division:read'] },
        acme((tenant) => tenant.client.scopes.push('division:read')),
      ),
      ['acme: scope division:read'],
    ],
    ['that cannot be read', written({ scopes: '${var.s}' }), ['acme: scope ${var.s}']],
    ['that exists, and nobody declared', written({ scopes: ['users'] }), []],
  ])('%s', (_what, edit, expected) => {
    expect(found('unknown-scope', edit)).toEqual(expected);
  });

  it('that is like none is shown where it is written, and none is suggested', () => {
    const all = findings('unknown-scope', modelOf(written({ scopes: ['xyzzy'] })));
    expect(
      all.map((finding) => [messages['unknown-scope'].fix(finding), finding.at.map(({ file }) => file)]),
    ).toEqual([
      [
        'Remove it; the scopes that exist are listed in the reference.',
        ['cdktf.out/stacks/demo-acme/cdk.tf.json'],
      ],
    ]);
  });
});
