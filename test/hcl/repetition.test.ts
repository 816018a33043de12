import { describe, expect, it } from 'vitest';
import { around, client, judge, said, verdictOn } from './judge';

const own = 'genesyscloud_auth_division.voice.id';
const tooMany =
  'it stands in a block that is made more than 1,000 times, which is the most that is followed here';
const undecided =
  'how many of it there are is not written out: the function range makes it, which is not followed here';
const saidOf = (text: string) => said({ 'main.tf': text });
const division = (more: string) =>
  `resource "genesyscloud_auth_division" "x" {\n  name = "x"\n  ${more}\n}\n`;

describe('more than are followed', () => {
  it.each([
    ['clients', around + client(own, 'etl', 'count = 1001')],
    [
      'clients by keys',
      around +
        client(
          own,
          'etl',
          `for_each = toset([${Array.from({ length: 1001 }, (_, n) => `"k${n}"`).join(',')}])`,
        ),
    ],
    ['divisions', around + division('count = 1001') + client('genesyscloud_auth_division.x[0].id')],
    ['divisions by far', around + division('count = 100000') + client('genesyscloud_auth_division.x[0].id')],
  ])('%s', async (_, text) => {
    expect(verdictOn(await judge({ 'main.tf': text }))).toBe(`unproven ${tooMany}`);
  });

  it('grants of a dynamic block', async () => {
    const keys = Array.from({ length: 1001 }, (_, n) => `"k${n}"`).join(',');
    const text = client(own)
      .replace('roles {', `dynamic "roles" {\n for_each = [${keys}]\n content {`)
      .replace(/\}\n$/, '}\n}\n');
    expect(verdictOn(await judge({ 'main.tf': around + text }))).toBe(`unproven ${tooMany}`);
  });

  it('a thousand are', async () => {
    const { document } = await judge({ 'main.tf': around + client(own, 'etl', 'count = 1000') });
    expect([document.verdict, document.examined.clients]).toEqual(['contained', 1000]);
  });
});

describe('a number that is decided when Terraform runs, granted or not', () => {
  const many = 'for_each = toset([for i in range(1000000000) : tostring(i)])';
  it('of divisions', async () => {
    expect(await saidOf(around + division(many) + client(own))).toEqual([
      `unmodelled-authority: resource genesyscloud_auth_division.x: ${undecided}.`,
    ]);
    expect(await saidOf(around + division('count = 1001') + client(own))).toEqual([
      `unmodelled-authority: resource genesyscloud_auth_division.x: ${tooMany}.`,
    ]);
  });

  it('of roles', async () => {
    const role = `resource "genesyscloud_auth_role" "x" {\n  name = "x"\n  ${many}\n}\n`;
    expect(await saidOf(around + role + client(own))).toEqual([
      `unmodelled-authority: resource genesyscloud_auth_role.x: ${undecided}.`,
    ]);
  });

  it('of clients without grants, which say it once', async () => {
    const bare = `resource "genesyscloud_oauth_client" "x" {\n  name = "x"\n  authorized_grant_type = "CLIENT-CREDENTIALS"\n  ${many}\n}\n`;
    expect(await saidOf(around + bare)).toEqual([
      `unmodelled-authority: resource genesyscloud_oauth_client.x: ${undecided}.`,
    ]);
    const none = bare.replace('name =', 'dynamic "roles" {\n for_each = []\n content {\n }\n }\n  name =');
    expect(await saidOf(around + none)).toEqual([
      `unmodelled-authority: resource genesyscloud_oauth_client.x: ${undecided}.`,
    ]);
    const [granted, ...others] = await saidOf(around + client(own, 'etl', many));
    expect(granted).toContain(undecided);
    expect(others).toEqual([]);
  });

  it('of clients, to be written out, not granted otherwise', async () => {
    const { document } = await judge({ 'main.tf': around + client(own, 'etl', many) });
    expect(document.findings.map(({ rule, fix }) => `${rule}: ${fix}`)).toEqual([
      expect.stringMatching(/^unproven-division: Write out how many there are, /),
    ]);
  });

  it('of modules, with all that they make', async () => {
    const { document } = await judge({
      'main.tf': `${around + client(own)}module "m" {\n  source = "./m"\n  ${many}\n}\n`,
      'm/main.tf': division(''),
    });
    expect(document.findings.map(({ rule, fix }) => `${rule}: ${fix}`)).toEqual([
      'unmodelled-authority: Write out how many there are, as count or for_each of no more than 1,000 literals: local values may hold them, variables of the root module may not.',
    ]);
  });
});
