import { expect, it } from 'vitest';
import { subjectsOf } from '../../lib/proof/subject';
import { traceOf } from '../../lib/proof/trace';
import type { Edit } from '../rules/fixtures/fixture';
import { modelOf } from '../support/found';

const acme = (edit: Edit) => {
  const trace = [...subjectsOf(modelOf(edit))].map(traceOf).find(({ tenant }) => tenant === 'acme');
  if (trace === undefined) throw new Error('no trace');
  return trace;
};
const old = '1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c';
const imports = (id: string) =>
  acme({
    assembly: (assembly) => {
      assembly.stacks.get('demo-acme').import[0].id = id;
    },
  }).divisions.map(({ address, imports }) => `${address.replace(/.*\./, '')}: ${imports.join(', ')}`);

it('has the ids that are bound to a division, in lower case, and none of what is no text', () => {
  const others = ['division-voice: ', 'division-chat: '];
  expect(imports(old.toUpperCase()).sort()).toEqual([...others, `division-old: ${old}`].sort());
  expect(imports('${x.y}').sort()).toEqual([...others, 'division-old: '].sort());
});

it('has the places of a plan where ids of divisions stand, as far as they are known', () => {
  const used = acme({ plans: () => {} }).used.map((use) =>
    [use.kind, use.kind === 'grant' ? use.client : use.address.replace(/.*\./, ''), use.id].join(' '),
  );
  const grants = (client: string) =>
    ['0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b', old, '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10'].map(
      (id) => `grant ${client} ${id}`,
    );
  expect(used).toEqual([`division division-old ${old}`, ...grants('client-1'), ...grants('client-2')]);
});

it('has the ids of the divisions that its plan deletes, in lower case, and of nothing else', () => {
  const types = ['genesyscloud_auth_division', 'genesyscloud_oauth_client', 'genesyscloud_routing_queue'];
  const { ended } = acme({
    plans: (plans) => {
      for (const [index, type] of types.entries()) {
        const before = { id: `FFFFFFFF-0000-4000-8000-00000000000${index}` };
        const change = { actions: ['delete'], before, after: null, after_unknown: {} };
        const named = { address: `${type}.gone`, mode: 'managed', type, name: 'gone' };
        plans.get('demo-acme').resource_changes.push({ ...named, change });
      }
    },
  });
  expect(ended).toEqual(['ffffffff-0000-4000-8000-000000000000']);
});
