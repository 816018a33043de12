import { describe, expect, it } from 'vitest';
import { messages } from '../../lib/rules/messages';
import { findings, found, modelOf } from '../support/found';
import type { Case } from './edits';
import type { Edit } from './fixtures/fixture';

describe('stray-terraform', () => {
  it.each<Case>([
    [
      'in a tenant’s folder',
      { assembly: (assembly) => void assembly.extra.set('demo-acme', [{ name: 'x.tf', kind: 'file' }]) },
      ['acme: cdktf.out/stacks/demo-acme/x.tf would be read by Terraform, and cdktf did not write it'],
    ],
    [
      'in the foundation’s folder',
      {
        assembly: (assembly) => void assembly.extra.set('demo-foundation', [{ name: 'x.tf', kind: 'file' }]),
      },
      ['-: cdktf.out/stacks/demo-foundation/x.tf would be read by Terraform, and cdktf did not write it'],
    ],
    [
      'in a folder of nobody',
      { assembly: (assembly) => void assembly.extra.set('evil', [{ name: 'x.tf', kind: 'file' }]) },
      ['-: cdktf.out/stacks/evil is not listed in manifest.json'],
    ],
    [
      'what cannot be read, which is another finding',
      { assembly: (assembly) => void assembly.raw.set('demo-acme', '{') },
      [],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('stray-terraform', edit)).toEqual(expected);
  });
});

it('stray-terraform is told to the org whose folder it is', () => {
  const edit: Edit = {
    assembly: (assembly) => {
      for (const name of ['demo-foundation', 'demo-globex', 'evil'])
        assembly.extra.set(name, [{ name: 'x.tf', kind: 'file' }]);
    },
  };
  expect(findings('stray-terraform', modelOf(edit)).map(({ org, tenant }) => [org, tenant])).toEqual([
    ['demo', undefined],
    ['demo', 'globex'],
    [undefined, undefined],
  ]);
});

it('reminds of what exists where a folder may be that of a tenant who left', () => {
  const fixes = (folder: string): string[] =>
    findings(
      'stray-terraform',
      modelOf({ assembly: (assembly) => void assembly.extra.set(folder, [{ name: 'x.tf', kind: 'file' }]) }),
    ).map(messages['stray-terraform'].fix);
  expect([...fixes('demo-acme'), ...fixes('demo-left')]).toEqual([
    'Delete it and synthesize again.',
    'Delete it and synthesize again. If it is the stack of a tenant that left the manifest, destroy that before: what it created exists until then.',
  ]);
});
