import { describe, expect, it } from 'vitest';
import { found } from '../support/found';
import { type Case, stack } from './edits';

describe('missing-client', () => {
  it.each<Case>([
    [
      'one less',
      stack((file) => void delete file.resource.genesyscloud_oauth_client['client-2']),
      ['acme: client-2'],
    ],
    [
      'all of a stack',
      { assembly: (assembly) => void assembly.stacks.delete('demo-acme') },
      ['acme: client-1', 'acme: client-2'],
    ],
    [
      'one of another name',
      stack((file) => {
        const clients = file.resource.genesyscloud_oauth_client;
        clients['client-02'] = clients['client-2'];
        delete clients['client-2'];
      }),
      ['acme: client-2'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('missing-client', edit)).toEqual(expected);
  });
});
