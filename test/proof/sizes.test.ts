import { describe, expect, it } from 'vitest';
import { toDocument } from '../../lib/report/document';
import { acme, clients, divisions, proveEdited as prove } from '../support/edited';
import { type AssemblyText, divisionReference } from '../support/write-assembly';

describe('ends, and soon, with', () => {
  const many = 20_000;
  it.each<[string, (assembly: AssemblyText) => void]>([
    [
      'very many clients',
      (a) => {
        for (let index = 0; index < many; index++) clients(a)[`x${index}`] = {};
      },
    ],
    [
      'very many grants',
      (a) => {
        clients(a)['client-1'].roles = Array(many).fill({});
      },
    ],
    [
      'very many divisions with grants',
      (a) => {
        const [{ role_id }] = clients(a)['client-1'].roles;
        for (let index = 0; index < many / 4; index++) {
          divisions(a)[`division-x${index}`] = { name: `x${index}` };
          clients(a)['client-1'].roles.push({ role_id, division_id: divisionReference(`x${index}`) });
        }
      },
    ],
    [
      'very many general permissions',
      (a) => {
        a.stacks.get('demo-foundation').resource.genesyscloud_auth_role.reader.permissions = Array(
          many * 2,
        ).fill('x');
      },
    ],
    [
      'very many imports',
      (a) => {
        acme(a).import = Array(many).fill({});
      },
    ],
    [
      'very many files',
      (a) =>
        void a.extra.set(
          'demo-acme',
          Array.from({ length: many * 10 }, (_, index) => ({ name: `${index}.tf`, kind: 'file' })),
        ),
    ],
    [
      'an expression of braces',
      (a) => {
        clients(a)['client-1'].roles[0].division_id = `\${${'}'.repeat(many * 15)}`;
      },
    ],
    [
      'a very long name',
      (a) => {
        clients(a)['x'.repeat(many * 50)] = {};
      },
    ],
  ])('%s', (_what, edit) => {
    expect(prove(edit).verdict).toBe('rejected');
  });

  it('a report of thousands of findings', () => {
    const proof = prove((a) => {
      for (let index = 0; index < 3000; index++) clients(a)[`x${index}`] = clients(a)['client-1'];
    });
    const { findings } = toDocument(proof);
    expect(findings.length).toBe(3000);
    expect(new Set(findings.flatMap(({ at }) => at.map(({ line }) => line))).size).toBeGreaterThanOrEqual(
      3000,
    );
  });
});
