import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadManifest } from '../../lib/manifest/load';
import { hclText } from '../../lib/report/hcl/text';
import { bulkhead, folder, root, synthesize } from '../commands/run';
import { judge } from './judge';

/** As it circulates. */
const snippet = readFileSync(join(root, 'examples', 'raw-terraform', 'forum-snippet', 'main.tf'), 'utf8');

it('answers argument by argument, with the manifest that was meant', async () => {
  const { document } = await judge({ 'main.tf': snippet });
  expect(hclText(document)).toMatchInlineSnapshot(`
    "unknown-scope
      infra/main.tf:11:3
      Genesys Cloud has no scope division:read.
      Why: A scope that does not exist limits nothing, and reads as if it did.
      Fix: Remove it: Genesys Cloud ignores scopes of client credentials, and this
           one does not exist.

    unknown-scope
      infra/main.tf:11:3
      Genesys Cloud has no scope user:read.
      Why: A scope that does not exist limits nothing, and reads as if it did.
      Fix: Remove it: Genesys Cloud ignores scopes of client credentials, and this
           one does not exist.

    grant-type
      infra/main.tf:7:1
      genesyscloud_oauth_client.tenant_etl has no authorized_grant_type.
      Why: With any other grant type the signed-in user’s own grants decide what the
           token sees, not the client’s.
      Fix: Set authorized_grant_type to "CLIENT-CREDENTIALS".

    unmodelled-authority
      infra/main.tf:10:3
      genesyscloud_oauth_client.tenant_etl client_type: the modelled schema has no
      such argument.
      Why: What is not modelled is not proved, and may be a way around every grant
           that is.
      Fix: Remove it; the arguments that exist are in the documentation of provider
           1.84.1.

    unmodelled-authority
      infra/main.tf:9:3
      genesyscloud_oauth_client.tenant_etl division_id: the modelled schema has no
      such argument.
      Why: What is not modelled is not proved, and may be a way around every grant
           that is.
      Fix: Remove it; the arguments that exist are in the documentation of provider
           1.84.1.

    What genesyscloud_oauth_client.tenant_etl really says
      - name: It names the client for people and has no effect on access.
      - division_id does not exist: A client lies in no division and is narrowed by
        none. A division belongs into a roles block, beside the role that is granted
        in it.
      - client_type does not exist: Every client has a secret and is confidential.
        How its tokens are obtained is said by authorized_grant_type, which is
        required.
      - scopes: Genesys Cloud ignores scopes of client credentials: they narrow
        nothing there. division:read does not exist; user:read does not exist.
      - authorized_grant_type: It is required and not there: Terraform refuses the
        client without it.
      - roles: There is no such block, and so no grant: grants are the whole
        authority of a client-credentials client.
      Terraform refuses this configuration before it makes anything: there is no
      argument division_id, there is no argument client_type, authorized_grant_type
      is missing. With that mended, the client has no grant: its token can call the
      371 operations that are open to every token of the org, and no other. A roles
      block without division_id would open the home division; one with "*", every
      tenant’s.

      A manifest that does what was meant:
      tenants/production/org.yaml
        region: eu-west-1
        state: { backend: local }
        roles:
          etl-reader:
            description: What the worker reads; name its permissions here
            permissions: [routing:queue:view]
      tenants/production/tenant-etl.yaml
        owner: team@example.com
        divisions:
          # Put the id of the division here that division_id was to have.
          target: { id: 00000000-0000-4000-8000-000000000000 }
        client:
          description: ETL worker
          tokenLifetime: 1h
          scopes: [routing:readonly, users:readonly]
          grants:
            - { role: etl-reader, divisions: [target] }
      It is proven only with tenants/production/catalog.json beside it, a snapshot
      of the live org: which division is home (else home-division) and which
      permissions stop at divisions (else unverified-permission), only that org
      knows. The script in docs/how-to/write-the-catalogue.md in Bulkhead’s
      repository asks it and writes the file; npx bulkhead schema catalog prints the
      keys.

    rejected: 5 findings

    Not claimed
      - Whose a division is: no manifest says which tenant it belongs to, so a
        client in another tenant’s division is not seen.
      - Which permissions stop at divisions: only the catalogue of the live org
        knows, which a manifest has beside it.
      - What Terraform will do: no plan and no state was read, and a state can bind
        an address to another object.
      - In which division other objects are placed (queues, flows, users).
      - What any valid token can do: 371 operations need no permission.
      - Arguments are those of provider 1.84.1 (2026-07-01).

    Examined: 1 file, 1 module, 1 client, 0 grants, 0 roles, 0 divisions.
    "
  `);
});

it('drafts a manifest that is valid', async () => {
  const { document } = await judge({ 'main.tf': snippet });
  const home = folder();
  for (const { path, text } of document.answers[0]?.manifest ?? []) {
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  const loaded = loadManifest(join(home, 'tenants'), 'tenants');
  expect(loaded.ok ? [] : loaded.problems).toEqual([]);
  expect(loaded.ok && loaded.manifest.orgs[0]?.tenants[0]?.config.client.grants).toEqual([
    { role: 'etl-reader', divisions: ['target'] },
  ]);
});

it('drafts a manifest that is proven with the catalogue of the page beside it, and not without', async () => {
  const { document } = await judge({ 'main.tf': snippet });
  const home = folder();
  for (const { path, text } of document.answers[0]?.manifest ?? []) {
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  const outcome = () => {
    synthesize(home);
    const { stdout } = bulkhead(['check', '--format', 'json'], home);
    const { verdict, findings } = JSON.parse(stdout) as { verdict: string; findings: { rule: string }[] };
    return [verdict, ...findings.map(({ rule }) => rule)];
  };
  expect(outcome()).toEqual(['rejected', 'home-division', 'unverified-permission']);
  const page = readFileSync(join(root, 'docs', 'how-to', 'check-hcl.md'), 'utf8');
  const [, catalogue = ''] = /```json\n(.*?)```/s.exec(page) ?? [];
  writeFileSync(join(home, 'tenants', 'production', 'catalog.json'), catalogue);
  expect(outcome()).toEqual(['proven']);
});

it.each([
  ['"0b7e1c52-6d7e-4c57-9a43-0d2f8f0c1a11"', '0b7e1c52-6d7e-4c57-9a43-0d2f8f0c1a11'],
  ['"*"', '00000000-0000-4000-8000-000000000000'],
  ['"} injected: {"', '00000000-0000-4000-8000-000000000000'],
])('puts %s into the draft only where it is an id', async (division, id) => {
  const { document } = await judge({ 'main.tf': snippet.replace('var.target_division_id', division) });
  expect(document.answers[0]?.manifest?.[1]?.text).toContain(`target: { id: ${id} }`);
});

it.each([
  ['86400', '24h'],
  ['"5400"', '90m'],
  ['301', '301'],
  ['300', '5m'],
  ['172800', '48h'],
  ['299', '1h'],
  ['172801', '1h'],
  ['3600.5', '1h'],
  ['null', '1h'],
  ['var.target_division_id', '1h'],
])(
  'drafts tokens that live as long as access_token_validity_seconds = %s says',
  async (seconds, lifetime) => {
    const text = snippet.replace('client_type', `access_token_validity_seconds = ${seconds}\n  client_type`);
    const { document } = await judge({ 'main.tf': text });
    expect(document.answers[0]?.manifest?.[1]?.text).toContain(`  tokenLifetime: ${lifetime}\n`);
  },
);

/** A client that asks for divisions in this way, each time under a name and with the repetition that are given. */
const asking = (body: string, name = 'etl'): string =>
  `resource "genesyscloud_oauth_client" "${name}" {\n name = "etl"\n authorized_grant_type = "CLIENT-CREDENTIALS"\n ${body}\n}\n`;
const numbered = (number: number): string => `${String(number).padStart(8, '0')}-6d7e-4c57-9a43-0d2f8f0c1a11`;

/** The tenants of all drafts for these files, each with its divisions, once all drafts are written down beside each other. */
async function drafted(files: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
  const { document } = await judge(files);
  const home = folder();
  for (const { path, text } of document.answers.flatMap(({ manifest }) => manifest ?? [])) {
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  const loaded = loadManifest(join(home, 'tenants'), 'tenants');
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  const tenants = loaded.manifest.orgs.flatMap((org) => org.tenants);
  return Object.fromEntries(
    tenants.map(({ id, config }) => [id, Object.values(config.divisions).map((division) => division.id)]),
  );
}

it.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, readonly string[]>>]>([
  [
    'for_each',
    {
      'main.tf': asking(
        `for_each = { acme = "${numbered(1)}", globex = "${numbered(2)}" }\n division_id = each.value`,
      ),
    },
    { 'etl-acme': [numbered(1)], 'etl-globex': [numbered(2)] },
  ],
  [
    'modules with a client of one name each, one of them called twice',
    {
      'main.tf': `module "a" {\n source = "./m"\n id = "${numbered(1)}"\n}\nmodule "b" {\n source = "./m"\n id = "${numbered(2)}"\n}\n${asking(`division_id = "${numbered(3)}"`, 'etl-2')}`,
      'm/main.tf': `variable "id" {\n}\n${asking('division_id = var.id')}`,
    },
    { etl: [numbered(1)], 'etl-2': [numbered(3)], 'etl-3': [numbered(2)] },
  ],
  [
    'names that make no id, or one that is too long',
    {
      'main.tf': [1, 2].map((n) => asking(`division_id = "${numbered(n)}"`, '_'.repeat(n))).join(''),
      'long.tf': [3, 4]
        .map((n) => asking(`division_id = "${numbered(n)}"`, `t-${'x'.repeat(50)}${n}`))
        .join(''),
    },
    {
      acme: [numbered(1)],
      'acme-2': [numbered(2)],
      [`t-${'x'.repeat(38)}`]: [numbered(3)],
      [`t-${'x'.repeat(33)}-2`]: [numbered(4)],
    },
  ],
])('drafts a tenant for each client of %s', async (_, files, tenants) => {
  expect(await drafted(files)).toEqual(tenants);
});

it.each([
  ['a list', (ids: string) => ids],
  ['a set', (ids: string) => `toset(${ids})`],
])('drafts each division of %s once, in whatever letter case', async (_, collection) => {
  const ids = JSON.stringify([numbered(1), '0b7e1c52-6d7e-4c57-9a43-0d2f8f0c1a11', numbered(1)]);
  const again = JSON.stringify([...JSON.parse(ids), '0B7E1C52-6D7E-4C57-9A43-0D2F8F0C1A11']);
  const [divisions] = Object.values(
    await drafted({ 'main.tf': asking(`division_ids = ${collection(again)}`) }),
  ) as string[][];
  expect(divisions?.map((id) => id.toLowerCase()).sort()).toEqual([
    numbered(1),
    '0b7e1c52-6d7e-4c57-9a43-0d2f8f0c1a11',
  ]);
});

it('says how many divisions a draft leaves out', async () => {
  const ids = Array.from({ length: 23 }, (_, index) => numbered(index));
  const { document } = await judge({ 'main.tf': asking(`division_ids = ${JSON.stringify(ids)}`) });
  const text = document.answers[0]?.manifest?.[1]?.text ?? '';
  expect(text.match(/target-\d+: /g)).toHaveLength(20);
  expect(text).toContain('  # The divisions that exist already; 3 more are left out here.\n');
});

it('says what to write for a division that these files make', async () => {
  const { document } = await judge({
    'main.tf': `resource "genesyscloud_auth_division" "acme" {\n name = "Acme"\n}\n${asking('division_id = genesyscloud_auth_division.acme.id')}`,
  });
  expect(document.answers[0]?.manifest?.[1]?.text).toContain(`divisions:
  # Put the id of the division here that division_id was to have.
  # For one that is still to be made, write {} in place of { id: … }.
  target: { id: 00000000-0000-4000-8000-000000000000 }
`);
});

it.each([
  [130, 30, '30 more clients'],
  [101, 1, '1 more client'],
])('answers for no more clients than anybody reads, and counts the others: %d', async (all, left, text) => {
  const { document } = await judge({ 'main.tf': asking(`count = ${all}\n division_id = "x"`) });
  expect(document.answers).toHaveLength(100);
  expect(document.omitted).toEqual({ findings: [], answers: left });
  expect(hclText(document)).toContain(`Not shown\n  - The answers for ${text}\n`);
});

/** Other ways in which people write the same wish. */
const wishes: Readonly<Record<string, readonly [body: string, divisions: readonly string[]]>> = {
  'a block division': [
    'type = "confidential"\n scope = ["conversation:voice:read"]\n division {\n  id = var.id\n }',
    ['# Put the id of the division here that division was to have.', unknownId('target', 0)],
  ],
  'divisions as objects': [
    'grant_types = ["client_credentials"]\n scope_values = ["user:read"]\n divisions = [{ id = var.id }]',
    ['# Put the id of the division here that divisions was to have.', unknownId('target', 0)],
  ],
  'a list of ids': [
    'grant_type = "client_credentials"\n scope = ["routing"]\n division_ids = ["99999999-9999-4999-8999-999999999999"]',
    ['# The division that exists already.', 'target: { id: 99999999-9999-4999-8999-999999999999 }'],
  ],
  'ids by the name of the API': [
    'clientType = "confidential"\n redirectUris = []\n divisionIds = ["div-a", "1B2C3D4E-5F60-4718-8293-A4B5C6D7E8F9"]',
    [
      '# Put the ids of the divisions here that divisionIds was to have.',
      unknownId('target-1', 1),
      'target-2: { id: 1B2C3D4E-5F60-4718-8293-A4B5C6D7E8F9 }',
    ],
  ],
};

function unknownId(key: string, number: number): string {
  return `${key}: { id: 00000000-0000-4000-8000-00000000000${number} }`;
}

it.each(Object.keys(wishes))('answers %s, with a manifest that is valid', async (name) => {
  const [body, divisions] = wishes[name] ?? [];
  const { document } = await judge({
    'main.tf': `resource "genesyscloud_oauth_client" "etl" {\n name = "etl"\n ${body}\n}`,
  });
  const [answers] = document.answers;
  expect(
    (answers?.arguments ?? []).map(
      ({ argument, exists, does }) => `${argument}${exists ? '' : ' (does not exist)'}: ${does}`,
    ),
  ).toMatchSnapshot();
  expect(answers?.outcome).toMatchSnapshot();
  const text = answers?.manifest?.[1]?.text ?? '';
  const [, written = ''] = /divisions:\n(.*)client:/s.exec(text) ?? [];
  expect(written.split('\n').map((line) => line.trim())).toEqual([...(divisions ?? []), '']);
  const home = folder();
  for (const { path, text } of answers?.manifest ?? []) {
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  const loaded = loadManifest(join(home, 'tenants'), 'tenants');
  expect(loaded.ok ? [] : loaded.problems).toEqual([]);
});

it('answers names that are nearly those, and others of the same wish', async () => {
  const names = ['divison_id', 'allowed_divisions', 'client_typ', 'access_token_validity', 'redirectUri'];
  const { document } = await judge({
    'main.tf': asking([...names, 'enabled', 'secret'].map((name) => `${name} = "x"`).join('\n ')),
  });
  expect(
    document.answers[0]?.arguments.slice(2, -1).map(({ argument, does }) => `${argument}: ${does}`),
  ).toMatchInlineSnapshot(`
    [
      "divison_id: A client lies in no division and is narrowed by none. A division belongs into a roles block, beside the role that is granted in it.",
      "allowed_divisions: A client lies in no division and is narrowed by none. A division belongs into a roles block, beside the role that is granted in it.",
      "client_typ: Every client has a secret and is confidential. How its tokens are obtained is said by authorized_grant_type, which is required.",
      "access_token_validity: It is called access_token_validity_seconds: how long a token lives, not what it sees.",
      "redirectUri: They are called registered_redirect_uris; client credentials do not use them.",
      "enabled: It is called state, and is active or inactive: whether new tokens are given out.",
      "secret: Genesys Cloud makes the secret; no configuration says what it is.",
    ]
  `);
});

it.each([
  'role_division {\n role_id = genesyscloud_auth_role.r.id\n division_id = genesyscloud_auth_division.d.id\n }',
  'grants = [{ role_id = genesyscloud_auth_role.r.id }]',
  'grant {\n }',
  'roleDivisions = []',
])('takes for roles blocks what stands for them: %s', async (written) => {
  const { document } = await judge({
    'main.tf': `resource "genesyscloud_oauth_client" "etl" {\n name = "etl"\n authorized_grant_type = "CLIENT-CREDENTIALS"\n ${written}\n}`,
  });
  const [answers] = document.answers;
  expect(answers?.arguments[2]?.does).toBe(
    'It is called roles: write a roles block for each pair of role_id and division_id.',
  );
  expect(answers?.outcome).toContain(
    'With that mended, its roles blocks alone decide what the client sees: one without division_id opens the home division',
  );
});

it.each(['CLIENT_CREDENTIALS', 'client_credentials'])(
  'does not take %s for another grant type',
  async (type) => {
    const { document } = await judge({
      'main.tf': `resource "genesyscloud_oauth_client" "etl" {\n name = "etl"\n authorized_grant_type = "${type}"\n}`,
    });
    const [answers] = document.answers;
    expect(answers?.arguments[1]?.does).toBe(
      `${type} does not exist: Terraform refuses it. What is meant is CLIENT-CREDENTIALS; the others (CODE, PASSWORD, SAML2-BEARER, SAML2BEARER, TOKEN) sign users in.`,
    );
    expect(answers?.outcome).toContain(
      `Terraform refuses this configuration before it makes anything: there is no grant type ${type}. With that mended, the client has no grant`,
    );
  },
);

it('answers what stands in a roles block', async () => {
  const { document } = await judge({
    'main.tf': `resource "genesyscloud_oauth_client" "etl" {
  name                  = "etl"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role         = "x"
    division_ids = ["y"]
  }
}`,
  });
  const [answers] = document.answers;
  expect(
    (answers?.arguments ?? []).map(
      ({ argument, exists, does }) => `${argument}${exists ? '' : ' (does not exist)'}: ${does}`,
    ),
  ).toMatchInlineSnapshot(`
    [
      "name: It names the client for people and has no effect on access.",
      "authorized_grant_type: It says how tokens are obtained; only with CLIENT-CREDENTIALS do the client’s own grants decide what they see.",
      "roles.role (does not exist): A roles block has role_id and division_id, and nothing else.",
      "roles.division_ids (does not exist): A roles block has one division, division_id: write a block for each.",
    ]
  `);
});

it('says nothing of this kind about a client that rests on what exists', async () => {
  const { document } = await judge({
    'main.tf': `resource "genesyscloud_oauth_client" "etl" {
  name                  = "etl"
  authorized_grant_type = "CLIENT-CREDENTIALS"
}`,
  });
  expect(document.answers).toEqual([]);
  expect(document.findings).toEqual([]);
});

it.each([
  ['another grant type', 'authorized_grant_type = "CODE"\n scopes = ["routing:read"]'],
  ['a misspelt argument', 'authorized_grant_type = "CLIENT-CREDENTIALS"\n descripton = "x"'],
  [
    'scopes that do not exist, and nothing else',
    'authorized_grant_type = "CLIENT-CREDENTIALS"\n scopes = ["routing:read"]',
  ],
  [
    'other advice',
    'authorized_grant_type = "CLIENT-CREDENTIALS"\n deployment_id = "x"\n roles = []\n tenant = "y"',
  ],
])('answers %s', async (_, text) => {
  const { document } = await judge({
    'main.tf': `resource "genesyscloud_oauth_client" "etl" {\n name = "etl"\n ${text}\n}`,
  });
  const [answers] = document.answers;
  expect([
    ...(answers?.arguments ?? []).map(
      ({ argument, exists, does }) => `${argument}${exists ? '' : ' (does not exist)'}: ${does}`,
    ),
    answers?.outcome,
  ]).toMatchSnapshot();
  expect(answers?.manifest).toBeUndefined();
});

it.each([
  ['roles as an argument', 'roles = [{ role_id = "x", division_id = "*" }]'],
  ['roles by the name of the API', 'roleDivisions = [{ roleId = "x", divisionId = "*" }]'],
  ['a misspelt block', 'role {\n role_id = "x"\n division_id = "*"\n }'],
  ['a role and nothing else', 'role_id = "x"'],
])('does not say of %s that the mended client has no grant', async (_, text) => {
  const { document } = await judge({
    'main.tf': `resource "genesyscloud_oauth_client" "etl" {\n name = "etl"\n authorized_grant_type = "CLIENT-CREDENTIALS"\n ${text}\n}`,
  });
  const [answers] = document.answers;
  expect(answers?.outcome.slice(answers.outcome.indexOf('With'))).toEqual(
    'With that mended, its roles blocks alone decide what the client sees: one without division_id opens the home division; one with "*", every tenant’s. Without any, its token can call the 371 operations that are open to every token of the org, and no other.',
  );
});
