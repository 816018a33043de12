import { describe, expect, it } from 'vitest';
import { toDocument } from '../../lib/report/document';
import { acme, clients, divisions, proveEdited as prove, replace } from '../support/edited';
import { type AssemblyText, divisionReference } from '../support/write-assembly';

describe('ends, and soon, with', () => {
  const many = 20_000;
  const repeated =
    (member: string) =>
    (a: AssemblyText): void => {
      const others = Array.from({ length: many * 5 }, (_, index) => `"a${index}":1`);
      const members = [...others, ...Array(many * 5).fill(member)].join(',');
      replace('"client-1":{', `"client-1":{${members},`)(a);
    };
  it.each<[string, (assembly: AssemblyText) => void]>([
    [
      'very many clients',
      (a) => {
        for (let index = 0; index < many - 100; index++) clients(a)[`x${index}`] = {};
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
      'a gateway of very many members',
      (a) => {
        const gateway = Object.fromEntries(
          Array.from({ length: many * 5 }, (_, index) => [`a${index}`, 'x']),
        );
        acme(a).provider.genesyscloud[0].gateway = [gateway];
      },
    ],
    ['very many connections', replace('"client-1":{', `"client-1":{${'"connection":1,'.repeat(many * 15)}`)],
    [
      'very many blocks about the life of one client',
      (a) => {
        clients(a)['client-1'].lifecycle = Array(many * 8).fill({ x: 1 });
      },
    ],
    [
      'very many connections of one data source',
      (a) => {
        const text = JSON.stringify(acme(a));
        a.raw.set(
          'demo-acme',
          text.replace(
            '"terraform_remote_state":{',
            (found) => `${found}"x":{${'"connection":1,'.repeat(many * 15)}"x":1},`,
          ),
        );
      },
    ],
    ['very many descriptions after very many other members', repeated('"description":null')],
    ['very many flags after very many other members', repeated('"expose_client_secret":true')],
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
    [
      'very many grants of a client with a very long name',
      (a) => {
        clients(a)['x'.repeat(many * 50)] = {
          ...clients(a)['client-1'],
          roles: Array.from({ length: many }, (_, index) => ({ role_id: 'x', division_id: `x${index}` })),
        };
      },
    ],
    [
      'very many grants through a look-up of a very long name',
      (a) => {
        const [{ role_id }] = clients(a)['client-1'].roles;
        acme(a).data.genesyscloud_auth_division = { x: { name: 'X'.repeat(many * 50) } };
        clients(a)['client-1'].roles = Array(many).fill({
          role_id,
          division_id: '${data.genesyscloud_auth_division.x.id}',
        });
      },
    ],
    [
      'very many clients of one name',
      (a) => {
        clients(a)['client-1'] = Array(many - 100).fill({});
      },
    ],
    [
      'a reference of very many steps',
      (a) => {
        clients(a)['client-1'].roles[0].division_id = `\${a${'.a'.repeat(many * 200)}}`;
      },
    ],
  ])('%s', (_what, edit) => {
    expect(prove(edit).verdict).toBe('rejected');
  });

  it('the chains of very many grants, in a file of very many other things', () => {
    const count = many / 4;
    const proof = prove((a) => {
      const others = (of: (index: number) => object) =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`x${index}`, of(index)]));
      const foundation = a.stacks.get('demo-foundation');
      foundation.output = { ...others(() => ({ value: 'x' })), ...foundation.output };
      acme(a).resource.genesyscloud_auth_division = {
        ...others((index) => ({ name: `x${index}` })),
        ...divisions(a),
      };
      clients(a)['client-1'].roles = Array(count).fill(clients(a)['client-1'].roles[0]);
    });
    const { grants } = toDocument(proof, { chains: true, digests: false });
    expect(grants.length).toBeGreaterThan(count);
    expect(new Set(grants.slice(0, count).map(({ chain }) => chain.length))).toEqual(
      new Set([grants[0]?.chain.length]),
    );
  });

  it('a report of thousands of findings', () => {
    const proof = prove((a) => {
      for (let index = 0; index < 3000; index++) clients(a)[`x${index}`] = clients(a)['client-1'];
    });
    const { findings, omitted } = toDocument(proof);
    expect(proof.findings.length).toBe(3000);
    expect(omitted?.findings.map(({ count }) => count)).toEqual([3000 - findings.length]);
    expect(new Set(findings.flatMap(({ at }) => at.map(({ line }) => line))).size).toBeGreaterThanOrEqual(
      findings.length,
    );
  });
});
