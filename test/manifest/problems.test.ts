import { describe, expect, it } from 'vitest';
import { catalogText, orgText, reportOrg, reportTenant, reportWith, sheet, tenantText } from './texts';

describe('a tenant', () => {
  it('is told what is wrong and what was meant', () => {
    const text = sheet(reportTenant, [
      [
        'a misspelt key is one problem, not also a missing one',
        tenantText.replace('divisions:\n', 'divsions:\n'),
      ],
      ['a key that belongs elsewhere in the file', `${tenantText}scopes: []\n`],
      ['a misspelt key that belongs elsewhere', `${tenantText}grnats: []\n`],
      ['a key of another file', `${tenantText}roles: {}\n`],
      ['an unknown key', `${tenantText}colour: red\n`],
      ['missing keys', 'owner: x\n'],
      ['a number for text', tenantText.replace('team@example.com', '42')],
      ['a boolean for text', tenantText.replace('team@example.com', 'true')],
      ['nothing for text', tenantText.replace('team@example.com', '')],
      ['blank text', tenantText.replace('team@example.com', '"  "')],
      ['a Terraform expression', tenantText.replace('team@example.com', '${file("secret")}')],
      ['a division without {}', tenantText.replace('{}', '')],
      ['a list of divisions', tenantText.replace('\n  voice: {}', ' [voice]')],
      ['a division key that is no id', tenantText.replaceAll('voice', 'Voice_Calls')],
      ['manage without an id', tenantText.replace('{}', '{ manage: true }')],
      ['an id that is no UUID', tenantText.replace('{}', '{ id: 1234 }')],
      [
        'text for a boolean',
        tenantText.replace('{}', '{ id: 0b7e84c3-5d19-4f62-a8b0-71c39e2d6f45, manage: yes }'),
      ],
      [
        'a misspelt key of an adopted division',
        tenantText.replace('{}', '{ id: 0b7e84c3-5d19-4f62-a8b0-71c39e2d6f45, managed: true }'),
      ],
      ['no grants', tenantText.replace(/grants:[\s\S]*/, 'grants: []\n')],
      ['all divisions', tenantText.replace('[voice]', "['*']")],
      ['every role', tenantText.replace(/role: [a-z-]+/, "role: '*'")],
      ['text for a list', tenantText.replace('[voice]', 'voice')],
      ['a state that does not exist', tenantText.replace('client:', 'client:\n  state: Active')],
      ['a bad duration', tenantText.replace('client:', 'client:\n  tokenLifetime: 1 hour')],
      ['a negative duration', tenantText.replace('client:', 'client:\n  tokenLifetime: -5')],
      ['a duration that is a list', tenantText.replace('client:', 'client:\n  tokenLifetime: [1h]')],
      ['three generations', `${tenantText}  credentials: { generations: [1, 2, 3], current: 1 }\n`],
      [
        'a generation that is no whole number',
        `${tenantText}  credentials: { generations: [1.5], current: 0 }\n`,
      ],
      ['waivers in the wrong file', '- rule: x\n'],
    ]);
    expect(text).toMatchInlineSnapshot(`
      "
      # a misspelt key is one problem, not also a missing one
      tenants/demo/acme.yaml:2:1  unknown key "divsions"
          Did you mean "divisions"?
      # a key that belongs elsewhere in the file
      tenants/demo/acme.yaml:7:1  unknown key "scopes"
          It belongs in "client".
      # a misspelt key that belongs elsewhere
      tenants/demo/acme.yaml:7:1  unknown key "grnats"
          Did you mean "grants" in "client"?
      # a key of another file
      tenants/demo/acme.yaml:7:1  unknown key "roles"
          It belongs in org.yaml.
      # an unknown key
      tenants/demo/acme.yaml:7:1  unknown key "colour"
          Known here: "owner", "divisions" and "client".
      # missing keys
      tenants/demo/acme.yaml:1:1  "client" is missing
          The OAuth client of this tenant.
      tenants/demo/acme.yaml:1:1  "divisions" is missing
          The divisions of this tenant: \`{}\` creates one, \`{ id: … }\` adopts an existing one.
      # a number for text
      tenants/demo/acme.yaml:1:8  owner must be text, not 42
          YAML reads it as a number: put it in quotes.
      # a boolean for text
      tenants/demo/acme.yaml:1:8  owner must be text, not a boolean
          YAML reads it as a boolean: put it in quotes.
      # nothing for text
      tenants/demo/acme.yaml:1:1  owner must be text, not nothing
          Nothing is written after the key.
      # blank text
      tenants/demo/acme.yaml:1:8  owner must be one line of visible text without "\${" or "%{", not "  "
      # a Terraform expression
      tenants/demo/acme.yaml:1:8  owner must be one line of visible text without "\${" or "%{", not "\${file(\\"secret\\")}"
      # a division without {}
      tenants/demo/acme.yaml:3:3  divisions.voice must be an object (keys with values), not nothing
          Write {} for a division that this tenant creates.
      # a list of divisions
      tenants/demo/acme.yaml:2:1  divisions must be an object (keys with values), not a list
          Write one key for each: "name: { … }".
      # a division key that is no id
      tenants/demo/acme.yaml:3:3  "Voice_Calls" must be an id (2 to 40 lower-case letters, digits and inner hyphens, starting with a letter)
          Write "voice-calls", for example.
      tenants/demo/acme.yaml:6:39  client.grants[0].divisions[0] must be an id (2 to 40 lower-case letters, digits and inner hyphens, starting with a letter), not "Voice_Calls"
          Write "voice-calls", for example.
      # manage without an id
      tenants/demo/acme.yaml:3:12  "manage" needs "id" beside it
          Only an adopted division can be managed or named: add its id, or write {}.
      # an id that is no UUID
      tenants/demo/acme.yaml:3:16  divisions.voice.id must be text, not 1234
          YAML reads it as a number: put it in quotes.
      # text for a boolean
      tenants/demo/acme.yaml:3:62  divisions.voice.manage must be true or false, not text
          Write true or false, without quotes.
      # a misspelt key of an adopted division
      tenants/demo/acme.yaml:3:54  unknown key "managed" in divisions.voice
          Did you mean "manage"?
      # no grants
      tenants/demo/acme.yaml:5:3  client.grants must have at least 1 item
      # all divisions
      tenants/demo/acme.yaml:6:39  client.grants[0].divisions[0] must be an id (2 to 40 lower-case letters, digits and inner hyphens, starting with a letter), not "*"
          Name each one: nothing stands for all of them.
      # every role
      tenants/demo/acme.yaml:6:15  client.grants[0].role must be an id (2 to 40 lower-case letters, digits and inner hyphens, starting with a letter), not "*"
          Name each one: nothing stands for all of them.
      # text for a list
      tenants/demo/acme.yaml:6:38  client.grants[0].divisions must be a list, not text
          Write a list: [ … ], or one line with "- " for each item.
      # a state that does not exist
      tenants/demo/acme.yaml:5:10  client.state must be "active" or "inactive", not "Active"
          Did you mean "active"?
      # a bad duration
      tenants/demo/acme.yaml:5:18  client.tokenLifetime must be a duration such as 1h, 30m or 3600 (seconds), not "1 hour"
      # a negative duration
      tenants/demo/acme.yaml:5:18  client.tokenLifetime must be a duration such as 1h, 30m or 3600 (seconds), not -5
      # a duration that is a list
      tenants/demo/acme.yaml:5:3  client.tokenLifetime must be a duration such as 1h, 30m or 3600 (seconds), not a list
      # three generations
      tenants/demo/acme.yaml:7:18  client.credentials.generations must have at most 2 items
      # a generation that is no whole number
      tenants/demo/acme.yaml:7:32  client.credentials.generations[0] must be a whole number, not 1.5
      tenants/demo/acme.yaml:7:47  client.credentials.current must be at least 1
      # waivers in the wrong file
      tenants/demo/acme.yaml:1:1  the file must be an object (keys with values), not a list
          Reviewed exceptions belong in waivers.yaml.
      "
    `);
  });
});

it('tells what is wrong under a key that is no id in the same run', () => {
  const tenant = tenantText.replace('voice: {}', 'Voice: { id: 1, nam: x }\n  Chat: { manage: true }');
  const org = orgText
    .replace('etl-reader: { permissions: [routing:queue:view] }', 'Etl: { descripton: x }')
    .replace('holidays:\n    id:', 'Holidays:\n    idd:');
  expect(`${reportTenant(tenant)}\n${reportOrg(org)}`).toMatchInlineSnapshot(`
    "tenants/demo/acme.yaml:3:3  "Voice" must be an id (2 to 40 lower-case letters, digits and inner hyphens, starting with a letter)
        Write "voice", for example.
    tenants/demo/acme.yaml:3:16  divisions.Voice.id must be text, not 1
        YAML reads it as a number: put it in quotes.
    tenants/demo/acme.yaml:3:19  unknown key "nam" in divisions.Voice
        Did you mean "name"?
    tenants/demo/acme.yaml:4:3  "Chat" must be an id (2 to 40 lower-case letters, digits and inner hyphens, starting with a letter)
        Write "chat", for example.
    tenants/demo/acme.yaml:4:11  "manage" needs "id" beside it
        Only an adopted division can be managed or named: add its id, or write {}.
    tenants/demo/acme.yaml:7:39  division "voice" is neither one of acme nor shared with it
        Did you mean "Voice"?
    tenants/demo/acme.yaml:6:15  role "etl-reader" does not exist in tenants/demo/org.yaml
        Roles: "Etl".
    tenants/demo/org.yaml:4:3  "Etl" must be an id (2 to 40 lower-case letters, digits and inner hyphens, starting with a letter)
        Write "etl", for example.
    tenants/demo/org.yaml:4:3  "permissions" is missing in roles.Etl
        Permissions as Genesys Cloud spells them: domain:entity:action.
    tenants/demo/org.yaml:4:10  unknown key "descripton" in roles.Etl
        Did you mean "description"?
    tenants/demo/org.yaml:6:3  "Holidays" must be an id (2 to 40 lower-case letters, digits and inner hyphens, starting with a letter)
        Write "holidays", for example.
    tenants/demo/org.yaml:7:5  unknown key "idd" in sharedDivisions.Holidays
        Did you mean "id"?"
  `);
});

describe('free text', () => {
  const owner = (text: string) => reportTenant(tenantText.replace('team@example.com', text));

  it.each(['Équipe Données', '運用チーム', 'تیم‌ها', '👩‍💻 ❤️', 'Müller & Søn <a@b.example>', '100 % {of} $5'])(
    'is anything that people can read: %s',
    (text) => {
      expect(owner(JSON.stringify(text))).toBe('no problem');
    },
  );

  it.each([
    ['a zero-width space', '\\u200b'],
    ['a space that does not break, alone', '\\u00a0'],
    ['joiners and a variation selector alone', '\\u200c\\u200d\\ufe0f'],
    ['a filler that looks like nothing', '\\u3164'],
    ['a blank of another script', '\\u2800\\u2800'],
    ['a soft hyphen in a word', 'Ac\\u00adme'],
    ['a mark that turns the direction', 'Acme\\u200f'],
    ['a byte order mark', 'Acme\\ufeff'],
    ['a word joiner', 'Ac\\u2060me'],
    ['a second line', 'Acme\\nCorp'],
    ['a separator of lines', 'Acme\\u2028Corp'],
    ['an escape code', 'Acme\\u001b[31m'],
    ['a Terraform directive', '%{ if true }'],
    ['an escaped Terraform expression', '$${x}'],
  ])('is never %s', (_, text) => {
    expect(owner(`"${text}"`)).toMatch(
      /^tenants\/demo\/acme\.yaml:1:8 {2}owner must be one line of visible text without/,
    );
  });
});

describe('an address', () => {
  const state = (address: string) =>
    reportOrg(orgText.replace('{ backend: local }', `{ backend: http, address: '${address}' }`));

  // Terraform gets the text as it is written, so what Node's URL would tidy up is refused.
  it.each([
    'http://@states.example/x',
    'https://:@states.example/x',
    'https://states.example/a b',
    'https:\\\\states.example\\x',
    'https:states.example/x',
    'https://states.example:99999/x',
    'https://states.example/x?',
    'https://states.example/x#',
    'https://states.example/${x}',
    'file:///etc/passwd',
  ])('is refused unless it is plain: %s', (address) => {
    expect(state(address)).toBe(
      'tenants/demo/org.yaml:2:34  state.address must be an http or https address without spaces, credentials, query or fragment',
    );
  });

  it.each(['https://states.example', 'http://127.0.0.1:8080/terraform/', 'https://[2001:db8::7]/x'])(
    'may be %s',
    (address) => {
      expect(state(address)).toBe('no problem');
    },
  );
});

describe('an org', () => {
  const withState = (state: string) => orgText.replace('{ backend: local }', state);
  it('is told what is wrong, never a secret', () => {
    const text = sheet(reportOrg, [
      ['a bad region', orgText.replace('eu-west-1', 'Ireland')],
      ['an unknown backend', withState('{ backend: S3 }')],
      ['no backend', withState('{ bucket: states }')],
      ['a key of another backend', withState('{ backend: gcs, bucket: states, dynamodbTable: locks }')],
      ['a misspelt key of a backend', withState('{ backend: s3, buckt: states, region: eu-west-1 }')],
      [
        'a secret in the state, which is not repeated',
        withState('{ backend: pg, schemaPrefix: "postgres://u:hunter2@db" }'),
      ],
      [
        'credentials in an address, which are not repeated',
        withState('{ backend: http, address: "https://u:hunter2@states.example" }'),
      ],
      [
        'an address with a query',
        withState('{ backend: http, address: "https://states.example/?token=hunter2" }'),
      ],
      ['a gateway with credentials', `${orgText}gateway: { url: "https://u:hunter2@gw.example" }\n`],
      ['a gateway with a path', `${orgText}gateway: { url: "https://gw.example/genesys" }\n`],
      ['a gateway with a query', `${orgText}gateway: { url: "https://gw.example?x" }\n`],
      ['a gateway with a fragment', `${orgText}gateway: { url: "https://gw.example#" }\n`],
      ['a gateway that is no address', `${orgText}gateway: { url: gw.example }\n`],
      ['a gateway of another protocol', `${orgText}gateway: { url: "ftp://gw.example" }\n`],
      ['a role without permissions', orgText.replace('[routing:queue:view]', '[]')],
      ['no roles at all', orgText.replace(/ {2}etl-reader.*\n/, '')],
      ['a shared division without a reason', orgText.replace(/ {4}reason.*\n/, '')],
      ['a limit out of range', `${orgText}limits: { divisionsPerOrg: 0 }\n`],
    ]);
    expect(text).not.toContain('hunter2');
    expect(text).toMatchInlineSnapshot(`
      "
      # a bad region
      tenants/demo/org.yaml:1:9  region must be an AWS region such as eu-west-1, not "Ireland"
      # an unknown backend
      tenants/demo/org.yaml:2:19  state.backend must be "local", "s3", "gcs", "azurerm", "pg", "http" or "cloud"
          Did you mean "s3"?
      # no backend
      tenants/demo/org.yaml:2:1  "backend" is missing in state
          It is "local", "s3", "gcs", "azurerm", "pg", "http" or "cloud".
      # a key of another backend
      tenants/demo/org.yaml:2:40  unknown key "dynamodbTable" in state
          It is a setting of the backend "s3".
      # a misspelt key of a backend
      tenants/demo/org.yaml:2:23  unknown key "buckt" in state
          Did you mean "bucket"?
      # a secret in the state, which is not repeated
      tenants/demo/org.yaml:2:37  state.schemaPrefix must be an id (2 to 40 lower-case letters, digits and inner hyphens, starting with a letter)
      # credentials in an address, which are not repeated
      tenants/demo/org.yaml:2:34  state.address must be an http or https address without spaces, credentials, query or fragment
      # an address with a query
      tenants/demo/org.yaml:2:34  state.address must be an http or https address without spaces, credentials, query or fragment
      # a gateway with credentials
      tenants/demo/org.yaml:10:17  gateway.url must be an http or https address without spaces, credentials, query or fragment
      # a gateway with a path
      tenants/demo/org.yaml:10:17  gateway.url must be scheme, host and port only, such as https://gateway.example.com:8443
      # a gateway with a query
      tenants/demo/org.yaml:10:17  gateway.url must be an http or https address without spaces, credentials, query or fragment
      # a gateway with a fragment
      tenants/demo/org.yaml:10:17  gateway.url must be an http or https address without spaces, credentials, query or fragment
      # a gateway that is no address
      tenants/demo/org.yaml:10:17  gateway.url must be an http or https address without spaces, credentials, query or fragment
      # a gateway of another protocol
      tenants/demo/org.yaml:10:17  gateway.url must be an http or https address without spaces, credentials, query or fragment
      # a role without permissions
      tenants/demo/org.yaml:4:17  roles.etl-reader.permissions must have at least 1 item
      # no roles at all
      tenants/demo/org.yaml:3:1  roles must be an object (keys with values), not nothing
          Write {} if there are none.
      # a shared division without a reason
      tenants/demo/org.yaml:6:3  "reason" is missing in sharedDivisions.holidays
          Why these tenants share it.
      # a limit out of range
      tenants/demo/org.yaml:10:28  limits.divisionsPerOrg must be at least 1
      "
    `);
  });

  it.each([
    ['local'],
    ['s3, bucket: states, region: eu-west-1, prefix: genesys, encrypt: true'],
    ['gcs, bucket: states'],
    ['azurerm, resourceGroupName: rg, storageAccountName: sa, containerName: states'],
    ['pg'],
    ['http, address: "https://states.example/terraform"'],
    ['cloud, organization: example'],
  ])('takes the backend %s', (backend) => {
    expect(reportOrg(withState(`{ backend: ${backend} }`))).toBe('no problem');
  });
});

describe('waivers and catalogue', () => {
  it('are told what is wrong', () => {
    expect(
      sheet(
        (text) => reportWith({ 'demo/waivers.yaml': text }),
        [
          [
            'an expiry that is no date',
            '- { rule: a, subject: b, reason: c, owner: d, expires: 2027-02-30 }\n',
          ],
          ['an object instead of a list', 'rule: a\n'],
          ['a misspelt key', '- { rule: a, subject: b, reson: c, owner: d, expires: 2027-02-28 }\n'],
          ['a comment, where the last waiver was taken out', '# yaml-language-server: $schema=x\n'],
        ],
      ),
    ).toMatchInlineSnapshot(`
      "
      # an expiry that is no date
      tenants/demo/waivers.yaml:1:56  [0].expires must be a date such as 2027-04-30, not "2027-02-30"
      # an object instead of a list
      tenants/demo/waivers.yaml:1:1  the file must be a list, not an object
          Begin each exception with "- ", and put no key above them.
      # a misspelt key
      tenants/demo/waivers.yaml:1:26  unknown key "reson" in [0]
          Did you mean "reason"?
      # a comment, where the last waiver was taken out
      tenants/demo/waivers.yaml:1:1  the file is empty
          Fill it in, or remove the file.
      "
    `);
    expect(
      sheet(
        (text) => reportWith({ 'demo/catalog.json': text }),
        [
          ['text that is no JSON', 'schema: bulkhead-catalog/1'],
          ['a file that was cut off', catalogText.slice(0, 200)],
          ['an empty file', ''],
          ['a duplicate key', catalogText.replace('"region"', '"date": "2020-01-01",\n  "region"')],
          ['a permission twice', catalogText.replace('true }', 'true, "routing:queue:view": false }')],
          ['__proto__', catalogText.replace('true }', 'true, "__proto__": {} }')],
          ['another format', catalogText.replace('catalog/1', 'catalog/2')],
          ['text for a boolean', catalogText.replace('true', '"yes"')],
          ['another region', catalogText.replace('eu-west-1', 'us-east-1')],
        ],
      ),
    ).toMatchInlineSnapshot(`
      "
      # text that is no JSON
      tenants/demo/catalog.json:1:1  not JSON: a JSON value is expected
      # a file that was cut off
      tenants/demo/catalog.json:6:32  not JSON: a text is not closed
      # an empty file
      tenants/demo/catalog.json:1:1  the file is empty
          Fill it in, or remove the file.
      # a duplicate key
      tenants/demo/catalog.json:6:3  the key "date" is given twice
          Keep one of them: which one a reader takes is a matter of luck.
      # a permission twice
      tenants/demo/catalog.json:7:48  the key "routing:queue:view" is given twice
          Keep one of them: which one a reader takes is a matter of luck.
      # __proto__
      tenants/demo/catalog.json:7:48  "__proto__" cannot be a key
          JavaScript objects answer to this word by themselves. Choose another one.
      # another format
      tenants/demo/catalog.json:2:13  schema must be "bulkhead-catalog/1", not "bulkhead-catalog/2"
          Did you mean "bulkhead-catalog/1"?
      # text for a boolean
      tenants/demo/catalog.json:7:42  permissions."routing:queue:view" must be true or false, not text
          Write true or false, without quotes.
      # another region
      tenants/demo/catalog.json:4:13  the catalogue was taken in "us-east-1", but tenants/demo/org.yaml says "eu-west-1"
          A catalogue of another organization says nothing about this one. Correct the region in the file where it is wrong, or take the catalogue anew from this organization.
      "
    `);
  });
});
