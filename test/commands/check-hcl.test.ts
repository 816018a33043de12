import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { around, client } from '../hcl/judge';
import { bulkhead, folder, type Ran, root } from './run';

const good = around + client('genesyscloud_auth_division.voice.id');
const bad = around + client('"*"');

function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const home = folder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(home, 'infra', name, '..'), { recursive: true });
    writeFileSync(join(home, 'infra', name), content);
  }
  return home;
}

const check = (files: Readonly<Record<string, string | Uint8Array>>, ...more: string[]): Ran =>
  bulkhead(['check', '--hcl', 'infra', ...more], project(files));

describe('exit codes', () => {
  it('0: every grant is contained', () => {
    const { code, stdout, stderr } = check({ 'main.tf': good });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "contained

      Claimed
        - Every grant lies in a division that these files make; none in the home
          division, in "*", or in one that is only known when Terraform runs.
        - Every granted role is made by these files, and its permissions are written
          out: none is a wildcard, is known to read the whole org, or lets the client
          widen its own access.

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

      Examined: 1 file, 1 module, 1 client, 1 grant, 1 role, 5 divisions.
      "
    `);
  });

  it('1: findings', () => {
    const { code, stdout, stderr } = check({ 'main.tf': bad });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('all-divisions\n  infra/main.tf:28:5\n');
  });

  it('1: nothing examined', () => {
    expect(check({ 'main.tf': 'locals {\n}\n' }).code).toBe(1);
    expect(check({ 'main.txt': '' }).stdout).toContain('nothing-examined');
  });

  it.each<[string, Record<string, string | Uint8Array>, string[], string]>([
    ['no HCL', { 'main.tf': 'a = \n' }, [], 'infra/main.tf:1:5  Invalid expression'],
    ['no UTF-8', { 'main.tf': new Uint8Array([0x61, 0xff]) }, [], 'infra/main.tf  it is not UTF-8 text'],
    [
      'too large together',
      Object.fromEntries(
        Array.from({ length: 9 }, (_, n) => [`f${n}.tf.json`, `{"//": "${'x'.repeat(1024 * 1024 - 20)}"}`]),
      ),
      [],
      'infra  the files together are larger than 8 MiB, too large to be looked at',
    ],
    ['too large', { 'main.tf': ' '.repeat(1024 * 1024 + 1) }, [], 'infra/main.tf  it is larger than 1 MiB'],
    [
      'an override file',
      { 'main.tf': good, 'x_override.tf': '' },
      [],
      'infra/x_override.tf  override files change',
    ],
    [
      'an override file with a line end in its name',
      { 'main.tf': good, 'x\n_override.tf': '' },
      [],
      'infra/x\\u000a_override.tf  override files change',
    ],
    [
      'a byte order mark in JSON',
      { 'main.tf': good, 'x.tf.json': '\ufeff{}' },
      [],
      'infra/x.tf.json  it starts with a byte order mark, which Terraform refuses in JSON',
    ],
    ['OpenTofu’s own', { 'main.tf': good, 'main.tofu': '' }, [], 'infra/main.tofu  OpenTofu reads this'],
    [
      'declared twice',
      { 'a.tf': good, 'b.tf': around },
      [],
      'infra/b.tf:2:1  resource "genesyscloud_auth_division.voice" is declared twice',
    ],
    [
      'a wrong number of labels',
      { 'a.tf': 'resource "x" {\n}\n' },
      [],
      'infra/a.tf:1:1  a resource block has 2 label(s), not 1',
    ],
    [
      'a name that Terraform takes for another',
      { 'a.tf': good, 'b.tf.json': '{"locals": {"\\u212a": "*"}}' },
      [],
      'infra/b.tf.json:1:13  the name "\u212a" of this local value is written with U+212A',
    ],
    [
      'a long text that is no Terraform',
      { 'a.tf': good, 'b.tf': '\0'.repeat(1024 * 1024) },
      [],
      'infra/b.tf:1:1  what stands here is no Terraform',
    ],
    [
      'a module that is not there',
      { 'a.tf': 'module "x" {\n source = "./gone"\n}\n' },
      [],
      "infra/a.tf:1:1  the module's source gone is not a folder here",
    ],
    [
      'an option of the manifest',
      { 'a.tf': good },
      ['--tenants', 'tenants'],
      "option '--hcl <dir>' cannot be used with option '--tenants <dir>'",
    ],
    [
      'a format that needs tenants',
      { 'a.tf': good },
      ['--format', 'html'],
      '--hcl has no report as html: use text, json or sarif.',
    ],
    [
      'an output that needs tenants',
      { 'a.tf': good },
      ['--output', 'x.md'],
      '--hcl has no report as markdown',
    ],
    [
      'more than anybody can look at',
      {
        'a.tf': 'module "x" {\n  count = 1000\n  source = "./m"\n}\n',
        'm/a.tf': around.replace('count = 2', 'count = 1000'),
      },
      [],
      'infra  this configuration makes more than 20,000 resources and modules',
    ],
  ])('2: %s', (_, files, options, message) => {
    const { code, stdout, stderr } = check(files, ...options);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('2: a folder that is not there, or no folder', () => {
    const home = project({ 'main.tf': good });
    expect(bulkhead(['check', '--hcl', 'gone'], home)).toMatchObject({
      code: 2,
      stderr: 'bulkhead: The folder gone does not exist: name another with --hcl.\n',
    });
    expect(bulkhead(['check', '--hcl', 'infra/main.tf'], home)).toMatchObject({
      code: 2,
      stderr: 'bulkhead: infra/main.tf is not a folder: name one with --hcl.\n',
    });
  });
});

it('judges one folder: of two none would be told of the other', () => {
  const { code, stdout, stderr } = check({ 'main.tf': bad, '../other/main.tf': good }, '--hcl', 'other');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^bulkhead: option '--hcl <dir>' .*Judge one folder at a time\.$/m);
});

describe('what breaks a parser', () => {
  const many = 100_000;
  it.each<[string, string]>([
    ['negations', `a {\n  b = ${'!'.repeat(2 * many)}true\n}\n`],
    ['signs', `a {\n  b = ${'-'.repeat(2 * many)}1\n}\n`],
    ['conditions', `a {\n  b = ${'t?t:'.repeat(many)}1\n}\n`],
    ['parentheses', `a {\n  b = ${'('.repeat(many)}1${')'.repeat(many)}\n}\n`],
    ['brackets that are not closed', `a {\n  b = ${'['.repeat(many)}\n}\n`],
    ['directives', `a {\n  b = "${'%{if t}'.repeat(many / 2)}"\n}\n`],
    ['blocks', 'a {\n'.repeat(many) + '}\n'.repeat(many)],
    ['templates', `a {\n  b = ${'"${'.repeat(many)}\n}\n`],
  ])('%s, nested', (_, text) => {
    const { code, stdout, stderr } = check({ 'a.tf': text, 'b.tf': good });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toMatch(/^infra\/a\.tf.*(deeply|Expected|Unclosed|Invalid|Unterminated)/);
    expect(stderr).not.toContain('goroutine');
  });

  it.each<[string, string]>([
    ['steps', `locals {\n  b = a${'.b'.repeat(many / 5)}\n}\n`],
    ['indexes', `locals {\n  b = a${'[0]'.repeat(many / 5)}\n}\n`],
    ['sums', `locals {\n  b = ${'1+'.repeat(many / 5)}1\n}\n`],
    ['JSON', `{"locals": {"b": "${'${'.repeat(many)}"}}`],
    [
      'locals of locals',
      `locals {\n${Array.from({ length: 3000 }, (_, n) => `  a${n} = local.a${n + 1}\n`).join('')}}\noutput "x" {\n  value = local.a0\n}\n`,
    ],
    [
      'texts that double',
      `locals {\n  a0 = "xxxxxxxxxx"\n${Array.from({ length: 200 }, (_, n) => `  a${n + 1} = "\${local.a${n}}\${local.a${n}}"\n`).join('')}}\noutput "x" {\n  value = local.a200\n}\n`,
    ],
  ])('%s without end', (name, text) => {
    const { code, stderr } = check({ [name === 'JSON' ? 'a.tf.json' : 'a.tf']: text, 'b.tf': good });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('links', () => {
  it('are refused, not followed', () => {
    const home = project({ 'main.tf': good });
    writeFileSync(join(home, 'other.tf'), 'locals {\n}\n');
    symlinkSync('../other.tf', join(home, 'infra', 'link.tf'));
    const { code, stderr } = bulkhead(['check', '--hcl', 'infra'], home);
    expect(code).toBe(2);
    expect(stderr).toBe(
      'infra/link.tf  it is a link, and what it leads to can change: put the file itself here\n',
    );
  });

  it('are no modules', () => {
    const home = project({ 'main.tf': `${good}module "m" {\n  source = "./m/x"\n}\n` });
    mkdirSync(join(home, 'outside', 'x'), { recursive: true });
    symlinkSync('../outside', join(home, 'infra', 'm'));
    const { code, stderr } = bulkhead(['check', '--hcl', 'infra'], home);
    expect(code).toBe(2);
    expect(stderr).toContain("the module's source m/x is not a folder here (links are not followed)");
  });
});

describe('reports', () => {
  it('are written in every format that there is, the same each time', () => {
    const home = project({ 'main.tf': bad });
    const outputs = ['a.txt', 'a.json', 'a.sarif'].flatMap((file) => ['--output', file]);
    const once = bulkhead(['check', '--hcl', 'infra', '--format', 'json', ...outputs], home);
    const files = () => ['a.txt', 'a.json', 'a.sarif'].map((file) => readFileSync(join(home, file), 'utf8'));
    const first = files();
    const again = bulkhead(['check', '--hcl', 'infra', '--format', 'json', ...outputs], home);
    expect(again).toEqual(once);
    expect(files()).toEqual(first);
    expect(first[1]).toBe(once.stdout);
    expect(first.join('')).not.toContain(home);
  });

  it('can lie where a manifest would, which is none to this command, and not in place of what Terraform reads', () => {
    const home = project({ 'main.tf': good });
    mkdirSync(join(home, 'tenants'));
    const to = (file: string) => bulkhead(['check', '--hcl', 'infra', '--output', file], home);
    expect(to('tenants/report.json')).toMatchObject({ code: 0, stderr: '' });
    expect(to('infra/main.tf.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('called like what is proved or what Terraform reads') as unknown,
    });
  });

  it('say each step on stderr when asked', () => {
    const { stderr } = check({ 'main.tf': good }, '--verbose');
    expect(stderr).toBe('bulkhead: reading the Terraform files in infra\nbulkhead: judging the grants\n');
  });
});

it('is loaded only when it is asked for', () => {
  const recorded = join(root, 'test', 'fixtures', 'recorded', 'assembly-demo');
  const loaded = (...args: string[]): string[] => {
    const home = project({ 'main.tf': good });
    // Node writes there which scripts it has run.
    const { code } = bulkhead(['check', ...args], home, { NODE_V8_COVERAGE: join(home, 'ran') });
    expect([0, 1]).toContain(code);
    const ran = readdirSync(join(home, 'ran')).map((file) => readFileSync(join(home, 'ran', file), 'utf8'));
    return ran
      .flatMap((text) => (JSON.parse(text) as { result: { url: string }[] }).result)
      .flatMap(({ url }) => /check-hcl|hcl2json/.exec(url) ?? []);
  };
  expect(loaded('--tenants', join(recorded, 'tenants'), '--assembly', recorded)).toEqual([]);
  expect(new Set(loaded('--hcl', 'infra'))).toEqual(new Set(['check-hcl', 'hcl2json']));
});
