import { describe, expect, it } from 'vitest';
import { toDocument } from '../../lib/report/document';
import { textReport } from '../../lib/report/text';
import { acme, clients, divisions, proveEdited as prove, replace } from '../support/edited';
import { type AssemblyText, divisionReference, rulesOf } from '../support/write-assembly';

const foreignId = '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d';

describe('refuses what reads alike and is not', () => {
  const own = divisionReference('voice');
  it.each<[string, (assembly: AssemblyText) => void, string]>([
    [
      'an id set by hand',
      (a) => {
        divisions(a)['division-voice'].id = foreignId;
      },
      'unmodelled-authority acme',
    ],
    [
      'a computed attribute set by hand',
      (a) => {
        clients(a)['client-1'].client_id = 'x';
      },
      'unmodelled-authority acme',
    ],
    [
      'a text where roles belong, beside the roles',
      replace('"roles":[', '"roles":"${local.more}","roles":['),
      'unmodelled-authority acme',
    ],
    [
      'a number among the parts of a grant',
      replace('"roles":[', '"roles":[[{"division_id":"*"},7],'),
      'unmodelled-authority acme',
    ],
    [
      'a client in too many arrays',
      replace('"client-1":{', '"client-1":[[[{"roles":{"division_id":"*"}}]]],"client-1":{'),
      'unmodelled-authority acme',
    ],
    [
      'a text where a dynamic block belongs',
      (a) => {
        clients(a)['client-1'].dynamic = 'roles';
      },
      'unmodelled-authority acme',
    ],
    [
      'a text where lifecycle belongs',
      (a) => {
        clients(a)['client-1'].lifecycle = 'all';
      },
      'unmodelled-authority acme',
    ],
    [
      'a text where a gateway belongs',
      (a) => {
        acme(a).provider.genesyscloud[0].gateway = 'x';
      },
      'unmodelled-authority acme',
    ],
    [
      'a text where providers are required',
      replace('"required_providers":', '"required_providers":"x","required_providers":'),
      'unmodelled-authority acme',
    ],
    [
      'a general permission that looks like a policy',
      (a) => {
        const role = a.stacks.get('demo-foundation').resource.genesyscloud_auth_role.editor;
        role.permission_policies = [];
        role.permissions = ['routing:queue:edit'];
      },
      'role-mismatch -',
    ],
    [
      'a grant in parts, half of it another',
      replace(
        `"roles":[{"division_id":"${own}"`,
        `"roles":[[{"division_id":"*"},{"role_id":"x"}],{"division_id":"${own}"`,
      ),
      'all-divisions acme',
    ],
    ['null for a grant', replace('"roles":[', '"roles":[null,'), 'home-division acme'],
    ['an empty grant', replace('"roles":[', '"roles":[{},'), 'home-division acme'],
    [
      'lifecycle in parts',
      (a) => {
        clients(a)['client-1'].lifecycle = [[{}, { ignore_changes: ['roles'] }]];
      },
      'ignored-changes acme',
    ],
    [
      'all changes in a list',
      (a) => {
        clients(a)['client-1'].lifecycle = { ignore_changes: ['all'] };
      },
      'ignored-changes acme',
    ],
    [
      'a provider of another name',
      (a) => {
        clients(a)['client-1'].provider = 'genesyscloud.other';
      },
      'wrong-org acme',
    ],
    [
      'a provider by an expression',
      (a) => {
        clients(a)['client-1'].provider = '${genesyscloud.other}';
      },
      'wrong-org acme',
    ],
    [
      'an import of an element',
      (a) => {
        acme(a).import[0].to += '[0]';
      },
      'undeclared-adoption acme',
    ],
    [
      'an import by a template',
      (a) => {
        acme(a).import[0].to = `\${${acme(a).import[0].to}}`;
      },
      'undeclared-adoption acme',
    ],
    [
      'an import with spaces',
      (a) => {
        acme(a).import[0].to += ' ';
      },
      'undeclared-adoption acme',
    ],
    [
      'an import twice',
      (a) => void acme(a).import.push({ ...acme(a).import[0] }),
      'undeclared-adoption acme',
    ],
    [
      'an import into the foundation',
      (a) => {
        a.stacks.get('demo-foundation').import = [{ to: 'genesyscloud_auth_role.reader', id: foreignId }];
      },
      'undeclared-adoption -',
    ],
    [
      'an output twice',
      (a) => {
        const body = a.stacks.get('demo-foundation');
        a.raw.set(
          'demo-foundation',
          JSON.stringify(body).replace(
            '"output":{',
            () => `"output":${JSON.stringify(body.output)},"output":{`,
          ),
        );
      },
      'unproven-role acme',
    ],
    [
      'a role’s output that names another role',
      (a) => {
        for (const output of Object.values(a.stacks.get('demo-foundation').output) as { value: string }[])
          output.value = '${genesyscloud_auth_role.editor.id}';
      },
      'undeclared-grant acme',
    ],
    [
      'a tenant that depends on itself',
      (a) => void a.manifest.stacks['demo-acme'].dependencies.push('demo-acme'),
      'cross-tenant-state acme',
    ],
    [
      'a tenant that reads its own state',
      (a) => {
        acme(a).data.terraform_remote_state.own = {
          backend: 'local',
          config: { path: '../../../terraform.demo-acme.tfstate' },
          workspace: '${terraform.workspace}',
        };
      },
      'cross-tenant-state acme',
    ],
    ['a client in other letters', replace('"client-1":', '"Client-1":'), 'undeclared-client acme'],
    [
      'a resource type in other letters',
      replace(
        '"genesyscloud_oauth_client":',
        '"Genesyscloud_oauth_client":{"x":{}},"genesyscloud_oauth_client":',
      ),
      'unmodelled-authority acme',
    ],
    [
      'an id with a space',
      (a) => {
        clients(a)['client-1'].roles[0].division_id = ` ${foreignId}`;
      },
      'unowned-division acme',
    ],
    [
      'two names that are one to Genesys Cloud',
      (a) => {
        divisions(a)['division-voice'].name = 'Cafe\u0301';
        a.stacks.get('demo-globex').resource.genesyscloud_auth_division['division-sales'].name = 'CAF\u00c9';
      },
      'duplicate-division globex',
    ],
    [
      'names that JavaScript keeps for itself',
      replace('"genesyscloud_oauth_client":', '"__proto__":{"constructor":{}},"genesyscloud_oauth_client":'),
      'unmodelled-authority acme',
    ],
  ])('%s', (_what, edit, expected) => {
    const proof = prove(edit);
    expect(proof.verdict).toBe('rejected');
    expect(rulesOf(proof)).toContain(expected);
    expect(textReport(toDocument(proof))).not.toMatch(/undefined|\[object/);
  });
});

describe('raises no alarm about', () => {
  it.each<[string, (assembly: AssemblyText) => void]>([
    [
      'an unused look-up of the home division',
      (a) => {
        acme(a).data.genesyscloud_auth_division_home = { home: {} };
      },
    ],
    [
      'depends_on',
      (a) => {
        clients(a)['client-1'].depends_on = ['genesyscloud_auth_division.division-voice'];
      },
    ],
    [
      'the default provider by its name',
      (a) => {
        clients(a)['client-1'].provider = 'genesyscloud';
      },
    ],
    [
      'a lifecycle that only guards',
      (a) => {
        clients(a)['client-1'].lifecycle = [{ prevent_destroy: true, create_before_destroy: true }];
      },
    ],
    [
      'an object in place of an array of one',
      (a) => {
        acme(a).provider.genesyscloud = acme(a).provider.genesyscloud[0];
      },
    ],
    [
      'an array of one in place of an object',
      (a) => {
        acme(a).terraform = [acme(a).terraform];
      },
    ],
    [
      'a client’s body in parts',
      (a) => {
        const { roles, ...rest } = clients(a)['client-1'];
        clients(a)['client-1'] = [[rest, { roles }]];
      },
    ],
    ['grants by two keys that merge', replace('"roles":[', '"roles":[],"roles":[')],
    [
      'a grant in parts',
      (a) => {
        const [first, ...rest] = clients(a)['client-1'].roles;
        clients(a)['client-1'].roles = [
          [{ role_id: first.role_id }, { division_id: first.division_id }],
          ...rest,
        ];
      },
    ],
    [
      'comments',
      (a) => {
        clients(a)['client-1']['//'] = { metadata: { path: 'x' }, roles: [{ division_id: '*' }] };
        clients(a)['client-1'].roles[0]['//'] = '*';
        acme(a)['//'] = { resource: { genesyscloud_oauth_client: { evil: {} } } };
      },
    ],
    [
      'unset optional arguments',
      (a) =>
        Object.assign(clients(a)['client-1'], {
          description: null,
          scopes: null,
          id: null,
          client_secret: null,
          expose_client_secret: null,
        }),
    ],
    [
      'a queue in an own division',
      (a) => {
        acme(a).resource.genesyscloud_routing_queue = {
          q: { name: 'q', division_id: divisionReference('voice') },
        };
      },
    ],
    [
      'values that nothing authoritative uses',
      (a) =>
        Object.assign(acme(a), {
          locals: { x: '*' },
          variable: { y: { default: '*' } },
          output: { z: { value: '${local.x}' } },
        }),
    ],
    [
      'an assertion',
      (a) => {
        acme(a).check = { named: { assert: { condition: '${true}', error_message: 'x' } } };
      },
    ],
    [
      'stacks in another order',
      (a) => {
        a.manifest.stacks = Object.fromEntries(Object.entries(a.manifest.stacks).reverse());
      },
    ],
  ])('%s', (_what, edit) => {
    expect(rulesOf(prove(edit))).toEqual([]);
  });
});
