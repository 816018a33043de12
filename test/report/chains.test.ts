import { expect, it } from 'vitest';
import { leftOut, type ReportedStep, within } from '../../lib/report/chains';
import { toDocument } from '../../lib/report/document';
import { explain } from '../../lib/report/explain';
import { most } from '../../lib/report/limits';
import { clients, proveEdited } from '../support/edited';

it('shows chains as long as they find room, and says of the others that they are left out', () => {
  const at = { file: 'f'.repeat(10), line: undefined, column: undefined, pointer: 'p'.repeat(10) };
  const chain = [{ text: 't'.repeat(10), at }];
  const chainOf = within<ReportedStep>(60, leftOut);
  const left = [leftOut];
  expect([1, 2, 3].map(() => chainOf(() => chain))).toEqual([chain, chain, left]);
  expect(chainOf(() => expect.unreachable('a chain that is not shown is not made'))).toEqual(left);
});

it('gives grants that are not proved a room of their own, which is small', () => {
  const many = 15_000;
  const proof = proveEdited((assembly) => {
    const { roles } = clients(assembly)['client-1'];
    clients(assembly)['client-1'].roles = [...Array(many).fill({}), ...roles];
  });
  const { grants } = toDocument(proof, { chains: true, digests: false });
  const question = { org: 'demo', tenant: 'acme', role: undefined, division: undefined };
  const answer = explain(proof, question);
  if (answer.kind !== 'explained') throw new Error(answer.kind);
  const shown = (chain: readonly { readonly text: string }[]): boolean => chain[0]?.text !== leftOut.text;
  for (const [all, isProved] of [
    [grants, grants.map(({ source }) => source !== undefined)],
    [answer.explanation.grants, answer.explanation.grants.map(({ agrees }) => agrees)],
  ] as const) {
    const of = (proved: boolean) => all.filter((_, index) => isProved[index] === proved);
    expect(of(true).length).toBeGreaterThan(0);
    expect(of(true).every(({ chain }) => shown(chain))).toBe(true);
    expect(of(false).length).toBe(many);
    expect(of(false).some(({ chain }) => shown(chain))).toBe(true);
    expect(of(false).some(({ chain }) => !shown(chain))).toBe(true);
    expect(JSON.stringify(of(false)).length).toBeLessThan(4 * most.unprovedChains);
  }
});
