import { describe, expect, it } from 'vitest';
import { messages } from '../../lib/rules/messages';
import { findings, found, modelOf } from '../support/found';
import { acme, written } from './edits';
import { client, type Edit } from './fixtures/fixture';

describe('grant-type', () => {
  it.each<[unknown, string[]]>([
    ['CLIENT-CREDENTIALS', []],
    ['CODE', ['acme: client-1 grant type "CODE"']],
    ['', ['acme: client-1 grant type ""']],
    [null, ['acme: client-1 grant type null']],
    [undefined, ['acme: client-1 grant type nothing']],
    [true, ['acme: client-1 grant type true']],
    ['${var.t}', ['acme: client-1 grant type ${var.t}']],
  ])('%j in the files', (value, expected) => {
    expect(found('grant-type', written({ authorized_grant_type: value }))).toEqual(expected);
  });

  it('tells of a client without the argument that it has none', () => {
    const [finding] = findings('grant-type', modelOf(written({ authorized_grant_type: undefined })));
    expect(finding && messages['grant-type'].what(finding)).toMatchInlineSnapshot(
      `"client-1 has no authorized_grant_type."`,
    );
  });

  it('declared otherwise is said of each client, and of the manifest where no client shows it', () => {
    const code = acme((tenant) => void Object.assign(tenant.client, { grantType: 'code' }));
    expect(found('grant-type', code)).toEqual([
      'acme: client-1 grant type "CODE"',
      'acme: client-2 grant type "CODE"',
    ]);
    const hidden: Edit = {
      ...code,
      assembly: (assembly) => {
        for (const name of ['client-1', 'client-2'])
          client(assembly, 'demo-acme', name).authorized_grant_type = 'CLIENT-CREDENTIALS';
      },
    };
    expect(found('grant-type', hidden)).toEqual(['acme: client grant type code']);
    expect(findings('grant-type', modelOf(hidden)).map(({ at }) => at)).toEqual([
      [{ kind: 'manifest', file: 'tenants/demo/acme.yaml', path: ['client', 'grantType'] }],
    ]);
  });
});
