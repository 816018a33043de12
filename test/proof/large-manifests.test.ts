import { describe, expect, it } from 'vitest';
import { mostOfARule } from '../../lib/proof/collected';
import { toDocument } from '../../lib/report/document';
import { explain } from '../../lib/report/explain';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { type AssemblyText, type Json, proofOf, writeAssembly } from '../support/write-assembly';

/* What a manifest of ordinary size multiplies: permissions with tenants, roles with grants, stacks with stacks. */

type Sample = ReturnType<typeof sample>['demo'];

function proofOfLarge(
  edit: (demo: Sample) => void,
  damage: (assembly: AssemblyText) => void = () => undefined,
) {
  const input = sample();
  edit(input.demo);
  const manifest = manifestOf(input);
  const assembly = writeAssembly(manifest);
  damage(assembly);
  return proofOf(manifest, assembly);
}

const range = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const clients = (assembly: AssemblyText): Json =>
  assembly.stacks.get('demo-acme').resource.genesyscloud_oauth_client;

describe('ends, and soon, with', () => {
  it('very many roles of which each is told with its place in two files', () => {
    const proof = proofOfLarge(({ org, tenants }) => {
      for (let index = 0; index < 1000; index++) {
        org.roles[`role-${index}`] = { permissions: ['audits:audit:view'] };
        tenants['acme'].client.grants.push({ role: `role-${index}`, divisions: ['voice'] });
      }
    });
    const { findings } = toDocument(proof, { chains: false, digests: false });
    const told = findings.filter(({ rule }) => rule === 'unverified-permission');
    expect(told.length).toBe(1000);
    expect(told[999]?.at.map(({ line }) => line !== undefined)).toEqual([true, true]);
  });

  it('very many permissions that very many tenants hold', () => {
    const proof = proofOfLarge(({ org, tenants }) => {
      org.roles['editor'].permissions = range(300, (index) => `routing:queue:x${index}`);
      const { client } = tenants['globex'];
      const grants = [{ role: 'editor', divisions: ['own'] }];
      for (let index = 0; index < 1000; index++)
        tenants[`tenant-${index}`] = {
          owner: 'x',
          divisions: { own: {} },
          client: { ...client, grants, scopes: [`s${index}`] },
        };
      for (let index = 0; index < 20_000; index++) org.roles['editor'].permissions.push(`x:y:z${index}`);
    });
    expect(proof.findings.filter(({ rule }) => rule === 'unknown-permission').length).toBe(mostOfARule);
  });

  it('very many grants that none of very many clients of one name has', () => {
    const proof = proofOfLarge(
      ({ org, tenants }) => {
        for (let index = 0; index < 2000; index++) {
          org.roles[`role-${index}`] = { permissions: ['routing:queue:view'] };
          const divisions = ['voice', 'chat', 'legacy', 'old'];
          tenants['acme'].client.grants.push({ role: `role-${index}`, divisions });
        }
      },
      (assembly) => {
        clients(assembly)['client-1'] = Array(100).fill({ ...clients(assembly)['client-1'], roles: [] });
      },
    );
    expect(proof.verdict).toBe('rejected');
    expect(proof.beyond).toEqual([]);
  });

  /** How many grants into six other stacks in turn are proved to be foreign, and how many are not followed. */
  function inTurn(count: number): readonly number[] {
    const proof = proofOfLarge(
      ({ tenants }) => {
        const { client } = tenants['globex'];
        const grants = [{ role: 'reader', divisions: ['own'] }];
        for (let index = 0; index < 6; index++)
          tenants[`other-${index}`] = { owner: 'x', divisions: { own: {} }, client: { ...client, grants } };
      },
      (assembly) => {
        const acme = assembly.stacks.get('demo-acme');
        const [state] = Object.values(acme.data.terraform_remote_state);
        for (let index = 0; index < 6; index++) {
          const other = JSON.stringify(state).replaceAll('demo-foundation', `demo-other-${index}`);
          acme.data.terraform_remote_state[`o${index}`] = JSON.parse(other);
          const stack = assembly.stacks.get(`demo-other-${index}`);
          stack.output = { out: { value: '${genesyscloud_auth_division.division-own.id}' } };
          stack.locals = { x: range(5000, () => 'x') };
        }
        const [{ role_id }] = clients(assembly)['client-1'].roles;
        clients(assembly)['client-1'].roles = range(count, (index) => ({
          role_id,
          division_id: `\${data.terraform_remote_state.o${index % 6}.outputs.out}`,
        }));
      },
    );
    const of = (rule: string): number => proof.findings.filter((finding) => finding.rule === rule).length;
    return [of('foreign-division'), of('unproven-division')];
  }

  it('very many grants that lead into several other stacks in turn: a hundred of them are followed', () => {
    expect(inTurn(100)).toEqual([6, 0]);
    expect(inTurn(101)).toEqual([6, 1]);
    expect(inTurn(20_000)).toEqual([6, 6]);
  });

  it('the chains of very many grants of a role of very many permissions', () => {
    const proof = proofOfLarge(
      ({ org }) => {
        for (let index = 0; index < 50_000; index++)
          org.roles['reader'].permissions.push(`x:y${index % 500}:z${index}`);
      },
      (assembly) => {
        const client = clients(assembly)['client-1'];
        client.authorized_grant_type = 'CODE';
        client.roles = Array(10_000).fill(client.roles[0]);
      },
    );
    const question = { org: 'demo', tenant: 'acme', role: undefined, division: undefined };
    expect(explain(proof, question).kind).toBe('explained');
  });
});
