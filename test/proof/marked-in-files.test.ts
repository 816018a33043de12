import { expect, it } from 'vitest';
import { toDocument } from '../../lib/report/document';
import { explain } from '../../lib/report/explain';
import { add, client, division, type Edit, resource, role } from '../rules/fixtures/fixture';
import { prove } from '../rules/fixtures/prove';
import { sample } from '../support/sample';
import { outputOf } from '../support/write-assembly';

/* Files can mark a text as sensitive, too: Terraform then shows it to nobody, and neither does a finding, a chain or the waiver that they ask for. */

const canary = 'CANARY-5e1d7';
const marked = `\${sensitive("${canary}")}`;
const [anyRole = ''] = Object.keys(sample()['demo']?.org.roles);

const cases: Readonly<Record<string, NonNullable<Edit['assembly']>>> = {
  'a division': division(marked),
  'a division, in a part of a text': division(`x-\${ sensitive /* ( */ (\n"${canary}")}`),
  'a division, within another call': division(`\${coalesce(nonsensitive(sensitive("${canary}")), "*")}`),
  'a division, after a minus': division(`\${-sensitive("${canary}")}`),
  'a division, taken from a number': division(`\${x.1e5-sensitive("${canary}")}`),
  'a role': role(marked),
  'a grant type': (assembly) => void (client(assembly).authorized_grant_type = marked),
  'a lifetime': (assembly) => void (client(assembly).access_token_validity_seconds = marked),
  'a state': (assembly) => void (client(assembly).state = marked),
  'a client’s name': (assembly) => void (client(assembly).name = marked),
  'a scope': (assembly) => void (client(assembly).scopes = [marked]),
  'a region': (assembly) =>
    void (assembly.stacks.get('demo-acme').provider.genesyscloud[0].aws_region = marked),
  'a division’s name': (assembly) => {
    const [first] = Object.values<{ name: string }>(
      assembly.stacks.get('demo-acme').resource.genesyscloud_auth_division,
    );
    if (first) first.name = marked;
  },
  'an import': add('demo-acme', { import: [{ id: marked, to: marked }] }),
  'a placement': resource('genesyscloud_routing_queue', 'q', { name: 'q', division_id: marked }),
  'a permission': (assembly) => {
    const roles = assembly.stacks.get('demo-foundation').resource.genesyscloud_auth_role;
    roles[anyRole].permission_policies[0].action_set = [marked];
  },
  'a role’s id on its way': (assembly) =>
    void (assembly.stacks.get('demo-foundation').output[outputOf(anyRole)].value = marked),
};

it.each(Object.entries(cases))('is never said again: %s', (_what, assembly) => {
  const proof = prove({ assembly });
  expect(proof.verdict).toBe('rejected');
  const asked = { org: undefined, tenant: 'acme', role: undefined, division: undefined };
  const document = toDocument(proof);
  const text = JSON.stringify([document, explain(proof, asked)]);
  expect(text).not.toContain('CANARY');
  expect(text).toContain('(a sensitive value)');
  // It would stand for any other one.
  const told = document.findings.filter(({ subject }) => subject.includes('(a sensitive value)'));
  for (const { waiveWith } of told) expect(waiveWith).toBeUndefined();
});

it.each([
  '${coalesce(local.sensitive, "*")}',
  '${local.nonsensitive["x"]}',
  '${local.sensitive-id}',
  '${local.x1-sensitive[0]}',
  '${local.sensitive2[0]}',
])('is nothing that only bears such a name: %s', (written) => {
  const { findings } = toDocument(prove({ assembly: division(written) }));
  expect(findings.some(({ what }) => what.includes(written))).toBe(true);
});
