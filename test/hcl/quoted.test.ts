import { describe, expect, it } from 'vitest';
import { around, judge } from './judge';

/* Findings quote what is written. What a finding need not name can be a secret: what stands in an object, and what is marked as sensitive. */

const canary = 'CANARY-5e1d7';

const files = (argument: string, more = '') => ({
  'main.tf': `${around}${more}
resource "genesyscloud_oauth_client" "etl" {
  name                  = "etl"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  ${argument}
}
`,
});

const grant = (division: string, role = '"r"') =>
  `roles {\n role_id = ${role}\n division_id = ${division}\n}`;

async function told(argument: string, more?: string): Promise<string> {
  const { document, problems } = await judge(files(argument, more));
  expect(problems).toEqual([]);
  expect(document.verdict).toBe('rejected');
  return JSON.stringify(document);
}

describe('what is never quoted', () => {
  it.each<[string, string, string?]>([
    ['an object for a division', grant(`{ password = "${canary}" }`)],
    ['an object for a role', grant('"d"', `{ password = "${canary}" }`)],
    ['an object that a function looks into', grant(`lookup({ a = "${canary}" }, "b", "*")`)],
    ['an object in a list', grant(`[{ a = "${canary}" }]`)],
    ['an object that a list is made to', grant(`{ for a in ["${canary}"] : a => a }`)],
    ['an object of which a part is taken', grant(`{ a = "${canary}", d = "*" }.d`)],
    ['the same on the way', grant('local.d'), `locals {\n d = { a = "${canary}", d = "*" }.d\n}\n`],
    ['the same in brackets', grant('local.d'), `locals {\n d = { a = "${canary}", d = "*" }["d"]\n}\n`],
    ['an object for a lifetime', `access_token_validity_seconds = { a = "${canary}" }`],
    ['an object among scopes', `scopes = ["users", { a = "${canary}" }]`],
    ['an object among what is ignored', `lifecycle {\n ignore_changes = [{ a = "${canary}" }]\n}`],
    ['a division that is marked as sensitive', grant(`sensitive("${canary}")`)],
    ['the same in a template', grant(`"x-\${ sensitive /* ( */ ("${canary}") }"`)],
    ['the same after a minus', `access_token_validity_seconds = -sensitive("${canary}")`],
    ['the same taken from a number', `access_token_validity_seconds = 1e5-sensitive("${canary}")`],
    ['a scope that is marked as sensitive', `scopes = [sensitive("${canary}")]`],
  ])('%s', async (_what, argument, more) => {
    expect(await told(argument, more)).not.toContain('CANARY');
  });

  it('in JSON syntax', async () => {
    const { document, problems } = await judge({
      'main.tf.json': JSON.stringify({
        resource: {
          genesyscloud_oauth_client: {
            etl: {
              name: 'etl',
              authorized_grant_type: { a: canary },
              roles: [{ role_id: { a: canary }, division_id: `\${sensitive("${canary}")}` }],
            },
          },
        },
      }),
    });
    expect(problems).toEqual([]);
    expect(document.findings.map(({ rule }) => rule)).toContain('unproven-role');
    expect(JSON.stringify(document)).not.toContain('CANARY');
  });
});

it('quotes what stands before', async () => {
  const { document } = await judge(files(grant('coalesce(lookup({ a = "x" }, "b", "*"), "y")')));
  expect(document.findings.map(({ subject }) => subject)).toEqual([
    'genesyscloud_oauth_client.etl grant "r" in coalesce(lookup({…',
    'genesyscloud_oauth_client.etl grant "r" in coalesce(lookup({…',
  ]);
});

it.each([
  ['"${coalesce(var.nonsensitive, "*")}"', '${coalesce(var.nonsensitive, "*")}'],
  ['var.sensitive', 'var.sensitive'],
  ['var.x1-sensitive', 'var.x1-sensitive'],
  ['"$${x}"', '$${x}'],
])('quotes the whole of what holds neither: %s', async (division, shown) => {
  expect(await told(grant(division))).toContain(JSON.stringify(shown).slice(1, -1));
});
