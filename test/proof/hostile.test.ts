import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAssemblyFiles } from '../../lib/commands/read-assembly';
import { toDocument } from '../../lib/report/document';
import { textReport } from '../../lib/report/text';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import {
  type AssemblyText,
  divisionReference,
  type Json,
  proofOf,
  rulesOf,
  toFiles,
  writeAssembly,
} from '../support/write-assembly';

const manifest = manifestOf(sample());
const foreignId = '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d';

const acme = (assembly: AssemblyText): Json => assembly.stacks.get('demo-acme');
const clients = (assembly: AssemblyText): Json => acme(assembly).resource.genesyscloud_oauth_client;
const divisions = (assembly: AssemblyText): Json => acme(assembly).resource.genesyscloud_auth_division;
const prove = (edit: (assembly: AssemblyText) => void) => {
  const assembly = writeAssembly(manifest);
  edit(assembly);
  return proofOf(manifest, assembly);
};
/** Replaces once in the text of acme's stack. */
const replace =
  (from: string, to: string) =>
  (assembly: AssemblyText): void => {
    const text = JSON.stringify(acme(assembly));
    expect(text).toContain(from);
    assembly.raw.set(
      'demo-acme',
      text.replace(from, () => to),
    );
  };

describe('on disk', () => {
  let root: string;
  const stack = (...path: string[]): string => join(root, 'stacks', 'demo-acme', ...path);
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'bulkhead-hostile-'));
    const files = toFiles(writeAssembly(manifest));
    writeFileSync(join(root, 'manifest.json'), files.manifest ?? '');
    for (const { name, entries } of files.stacks) {
      mkdirSync(join(root, 'stacks', name), { recursive: true });
      for (const entry of entries) writeFileSync(join(root, 'stacks', name, entry.name), entry.bytes ?? '');
    }
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const rules = (): string[] => rulesOf(proofOf(manifest, readAssemblyFiles(root, 'out')));

  it('is proven as written', () => expect(rules()).toEqual([]));

  it.each<[string, () => void, string]>([
    [
      'a stack behind a link',
      () => {
        renameSync(stack(), join(root, 'elsewhere'));
        symlinkSync(join(root, 'elsewhere'), stack());
      },
      'stray-terraform acme',
    ],
    [
      'a stack’s file behind a link',
      () => {
        renameSync(stack('cdk.tf.json'), join(root, 'elsewhere'));
        symlinkSync(join(root, 'elsewhere'), stack('cdk.tf.json'));
      },
      'stray-terraform acme',
    ],
    [
      'all stacks behind a link',
      () => {
        renameSync(join(root, 'stacks'), join(root, 'elsewhere'));
        symlinkSync(join(root, 'elsewhere'), join(root, 'stacks'));
      },
      'stray-terraform acme',
    ],
    [
      'manifest.json behind a link',
      () => {
        renameSync(join(root, 'manifest.json'), join(root, 'elsewhere'));
        symlinkSync(join(root, 'elsewhere'), join(root, 'manifest.json'));
      },
      'stray-terraform -',
    ],
    ['a link that leads nowhere', () => symlinkSync('nowhere', stack('more.tf')), 'stray-terraform acme'],
    [
      'a link in a circle',
      () => {
        rmSync(stack('cdk.tf.json'));
        symlinkSync('cdk.tf.json', stack('cdk.tf.json'));
      },
      'stray-terraform acme',
    ],
    [
      'a second name of another file',
      () => linkSync(stack('cdk.tf.json'), stack('more.tf.json')),
      'stray-terraform acme',
    ],
    [
      'a pipe in place of the file',
      () => {
        rmSync(stack('cdk.tf.json'));
        execFileSync('mkfifo', [stack('cdk.tf.json')]);
      },
      'stray-terraform acme',
    ],
    [
      'a state to be taken over',
      () => writeFileSync(stack('terraform.tfstate'), '{}'),
      'stray-terraform acme',
    ],
    [
      'a name that is not UTF-8',
      () =>
        writeFileSync(
          Buffer.concat([Buffer.from(`${stack()}/`), Buffer.from([0xff]), Buffer.from('.tf')]),
          '',
        ),
      'stray-terraform acme',
    ],
    [
      'a stack that nobody lists',
      () => cpSync(stack(), join(root, 'stacks', 'demo-evil'), { recursive: true }),
      'stray-terraform -',
    ],
    [
      'a file of nulls',
      () => writeFileSync(stack('cdk.tf.json'), Buffer.alloc(1000)),
      'unmodelled-authority acme',
    ],
    [
      'a file too large to be one',
      () => writeFileSync(stack('cdk.tf.json'), Buffer.alloc(65 * 1024 * 1024, 0x20)),
      'stray-terraform acme',
    ],
  ])('is refused: %s', (_what, tamper, expected) => {
    tamper();
    expect(rules()).toContain(expected);
  });

  it('is refused where a folder or file may not be read', () => {
    if (process.getuid?.() === 0) return;
    chmodSync(stack('cdk.tf.json'), 0);
    expect(rules()).toContain('stray-terraform acme');
  });
});

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
