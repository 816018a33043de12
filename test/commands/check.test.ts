import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { reportSchema } from '../../lib/report/schema';
import { quoted } from '../support/quoted';
import { bulkhead, copyTenants, demo, folder, root, synthesize } from './run';

let home: string;
beforeAll(() => {
  home = demo();
});

const stackFile = (stack: string, cwd = home) => join(cwd, 'cdktf.out', 'stacks', stack, 'cdk.tf.json');

/** Runs `body` with a file changed, and puts the file back. */
function withEdit<T>(file: string, edit: (text: string) => string | Buffer, body: () => T): T {
  const before = readFileSync(file);
  writeFileSync(file, edit(before.toString()));
  try {
    return body();
  } finally {
    writeFileSync(file, before);
  }
}

describe('bulkhead check', () => {
  it('proves the demo and says what it examined', () => {
    const { code, stdout, stderr } = bulkhead(['check'], home);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    for (const tenant of ['acme', 'globex', 'initech', 'umbrella']) {
      expect(stdout).toMatch(new RegExp(`^demo/${tenant} +client-\\d.*: \\d+ grants? in .+$`, 'm'));
    }
    expect(stdout).toMatch(/\nproven, 1 finding waived\n/);
    expect(stdout).toContain('Assumptions');
    expect(stdout).toMatch(/Examined: 1 org, 4 tenants, 5 stacks, 5 clients, \d+ grants/);
  });

  it('gives the same bytes twice, and no absolute path', () => {
    const [first, second] = [1, 2].map(() => bulkhead(['check', '--format', 'json'], home).stdout);
    expect(second).toBe(first);
    expect(first).not.toContain(home);
  });

  it('names tenant, rule, manifest line and fix when one character of a division_id changes', () => {
    const file = stackFile('demo-acme');
    const text = readFileSync(file, 'utf8');
    const ids = [...text.matchAll(/"division_id": "([^"]+)"/g)];
    expect(ids.length).toBeGreaterThan(2);
    for (const match of ids) {
      const at = match.index + match[0].length - 4;
      const flipped = text[at] === 'a' ? 'b' : 'a';
      const changed = text.slice(0, at) + flipped + text.slice(at + 1);
      const { code, stdout } = withEdit(
        file,
        () => changed,
        () => bulkhead(['check'], home),
      );
      expect(code).toBe(1);
      expect(stdout).toMatch(/^(unowned|unproven|foreign|home)-division {2}demo\/acme$/m);
      expect(stdout).toMatch(/tenants\/demo\/acme\.yaml:\d+:\d+/);
      expect(stdout).toMatch(/cdktf\.out\/stacks\/demo-acme\/cdk\.tf\.json:\d+:\d+/);
      expect(stdout).toMatch(/^ {2}Fix: /m);
      expect(stdout).toContain('rejected: 1 finding');
    }
  });

  it('writes a JSON report that follows its published schema', () => {
    const strict = bulkhead(['check', '--format', 'json'], home);
    expect(reportSchema.parse(JSON.parse(strict.stdout)).verdict).toBe('proven');
    const broken = withEdit(
      stackFile('demo-globex'),
      (text) => text.replace('"CLIENT-CREDENTIALS"', '"CODE"'),
      () => bulkhead(['check', '--format', 'json'], home),
    );
    const report = reportSchema.parse(JSON.parse(broken.stdout));
    expect(broken.code).toBe(1);
    expect(report.findings.map(({ rule, tenant }) => [rule, tenant])).toEqual([['grant-type', 'globex']]);
    const published = JSON.parse(bulkhead(['schema', 'report']).stdout);
    expect(z.fromJSONSchema(published).safeParse(report).success).toBe(true);
  });

  it('writes further reports beside stdout', () => {
    const { code } = bulkhead(['check', '--output', 'report.json', '--output', 'report.txt'], home);
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(join(home, 'report.json'), 'utf8')).verdict).toBe('proven');
    expect(readFileSync(join(home, 'report.txt'), 'utf8')).toContain('proven');
  });

  it('reports a linked stack folder, without following it', () => {
    const there = demo();
    const elsewhere = folder();
    const stack = join(there, 'cdktf.out', 'stacks', 'demo-acme');
    writeFileSync(join(elsewhere, 'cdk.tf.json'), readFileSync(join(stack, 'cdk.tf.json')));
    rmSync(stack, { recursive: true });
    symlinkSync(elsewhere, stack);
    const { code, stdout } = bulkhead(['check'], there);
    expect(code).toBe(1);
    expect(stdout).toContain('stray-terraform');
  });

  it('loads neither cdktf nor an SDK, nor JSON Schema nor line machinery, when there is nothing to report', () => {
    // V8 lists every script that a process loaded.
    const coverage = folder();
    const { code } = bulkhead(['check'], home, { NODE_V8_COVERAGE: coverage });
    expect(code).toBe(0);
    const loaded = readdirSync(coverage).flatMap((name) => {
      const { result } = JSON.parse(readFileSync(join(coverage, name), 'utf8')) as {
        result: { url: string }[];
      };
      return result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
    });
    expect(loaded.length).toBeGreaterThan(3);
    for (const url of loaded) {
      expect(url).not.toMatch(/node_modules/);
      const text = readFileSync(new URL(url), 'utf8');
      expect(text).not.toMatch(/node_modules\/(cdktf|constructs|@cdktf)\//);
      expect(text).not.toMatch(/json-schema(-generator|-processors)?\.js/);
      expect(text).not.toMatch(/lib\/manifest\/positions\.ts/);
    }
  });
});

describe('bad usage', () => {
  it.each([
    [['check', '--nonsense'], /^bulkhead: unknown option '--nonsense'/],
    [['chekc'], /^bulkhead: unknown command 'chekc'/],
    [['check', '--tenants', 'nowhere'], /^bulkhead: The folder nowhere does not exist: /],
    [
      ['check', '--assembly', 'nowhere'],
      /^bulkhead: The folder nowhere does not exist: run npx cdktf synth first, /,
    ],
    [['check', '--plans', 'nowhere'], /^bulkhead: The folder nowhere does not exist: /],
    [['check', '--plans', ''], /^bulkhead: --plans names no folder: it is empty\.\n$/],
    [['check', '--tenants', 'x'.repeat(300)], /: no file system takes so long a name; run bulkhead in/],
    [
      ['check', '--assembly', 'tenants/demo/org.yaml/x'],
      /^bulkhead: The folder tenants\/demo\/org\.yaml\/x cannot be read: a part of the path is a file; /,
    ],
    [
      ['check', '--hcl', 'x'.repeat(300)],
      /: no file system takes so long a name; name another with --hcl\.\n$/,
    ],
    [['diff', '--base', 'main', '--tenants', 'tenants/demo/org.yaml/x'], /: a part of the path is a file; /],
    [['check', '--stage', 'foundation'], /^bulkhead: --stage says which plans are asked for/],
    [['explain', 'acme', '--stage', 'foundation'], /^bulkhead: --stage says which plans are asked for/],
    [
      ['check', '--hcl', '.', '--gateway', 'http://127.0.0.1:8083'],
      /^bulkhead: --hcl .*: leave --gateway out\.\n$/,
    ],
    ...[['acme'], ['--dangerous'], ['--output', 'x.json']].map((more): [string[], RegExp] => [
      ['verify', 'demo', '--clean', ...more],
      /^bulkhead: --clean removes the canaries of the whole org, .*: leave the tenant, --dangerous and --output out\.\n$/,
    ]),
    [
      ['check', '--today', '2026-02-30'],
      /^bulkhead: --today 2026-02-30 is not a date: write it as YYYY-MM-DD\./,
    ],
    [
      ['check', '--format', 'pdf'],
      /^bulkhead: option '--format <format>' argument 'pdf' is invalid\. Allowed choices are text, json, markdown, sarif, junit, html\./,
    ],
    ...[
      'tenants/demo/catalog.json',
      './plans/../plans/demo-acme.json',
      'cdktf.out/manifest.json',
      'cdktf.out/stacks/demo-acme/cdk.tf.json',
      'x/terraform.tfvars.json',
    ].map((file): [string[], RegExp] => [
      ['check', '--plans', 'plans', '--output', file],
      /^bulkhead: --output \S+ is called like what is proved or what Terraform reads, and would take its place/,
    ]),
    [['check', '--output', 'report.pdf'], /^bulkhead: The ending of --output report\.pdf names no format/],
    [
      ['check', '--output', 'no/such/folder/report.json'],
      /^bulkhead: The report no\/such\/folder\/report\.json cannot be written/,
    ],
    [
      ['check', '--gateway', 'http://127.0.0.1:443'],
      /^bulkhead: A gateway can be overridden with an address of this machine only/,
    ],
    [
      ['check', '--gateway', 'http://127.0.0.1:8083/path'],
      /^bulkhead: A gateway can be overridden with an address of this machine only/,
    ],
    [
      ['check', '--gateway', 'http://example.com'],
      /^bulkhead: A gateway can be overridden with an address of this machine only/,
    ],
    [
      ['rules', 'foreign-divison'],
      /^bulkhead: There is no rule foreign-divison: did you mean foreign-division\?/,
    ],
    [['schema', 'nothing'], /^bulkhead: command-argument value 'nothing' is invalid/],
    [
      ['new', 'org', 'Bad_Name'],
      /^bulkhead: "Bad_Name" cannot be the id of an org: it is not an id: 2 to 40 /,
    ],
    [['check', '--plan', 'plans'], /--plans\?\)\n\(npx bulkhead check --help lists its options\)\n$/],
    [['new', 'demo/wonka'], /\n\(npx bulkhead new --help lists its commands\)\n$/],
    [['new', 'tenant'], /\n\(npx bulkhead new tenant --help lists its options\)\n$/],
    [
      ['check', '--tenants', 'tenants/demo'],
      /^bulkhead: tenants\/demo is the folder of one org: name the one that holds it with --tenants\.\n$/,
    ],
    [
      ['diff', '--base', './tenants/demo'],
      /^bulkhead: .* is the folder of one org: name the one that holds it with --base\.\n$/,
    ],
    ...[
      ['audit', 'demo'],
      ['verify', 'demo'],
      ['new', 'tenant', 'demo/wonka'],
      ['new', 'org', 'other'],
    ].map((args): [string[], RegExp] => [
      [...args, '--tenants', 'tenants/demo'],
      /^bulkhead: tenants\/demo is the folder of one org: name the one that holds it with --tenants\.\n$/,
    ]),
    [['seal', '--assembly', 'nowhere'], /^bulkhead: The folder nowhere .*: run npx cdktf synth first, /],
    [
      ['unseal', 'nothing.json'],
      /^bulkhead: The seal nothing\.json .*: name the file that npx bulkhead seal wrote\.$/m,
    ],
    [['new', 'tenant', 'demo'], /^bulkhead: Name the tenant as ORG\/NAME/],
    [['new', 'tenant', 'nowhere/acme'], /^bulkhead: There is no org nowhere in tenants/],
    [
      ['new', 'tenant', 'demo/acme'],
      /^bulkhead: tenants\/demo\/acme\.yaml exists already and is left as it is\./,
    ],
    [
      ['new', 'tenant', 'demo/foundation'],
      /^bulkhead: "foundation" cannot be the id of a tenant: it is reserved: /,
    ],
  ])('%j is one sentence on stderr and exit code 2', (args, message) => {
    const { code, stdout, stderr } = bulkhead(args, home);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

it('tells the root of a project from the folder of its manifests, in one sentence', () => {
  const made = folder();
  copyTenants(made);
  writeFileSync(join(made, 'cdktf.json'), '{}');
  for (const args of [
    ['check', '--tenants', '.'],
    ['diff', '--base', './'],
  ])
    expect(bulkhead(args, made)).toEqual({
      code: 2,
      stdout: '',
      stderr: `bulkhead: . is the root of a project: name its folder of manifests with ${args[1]}, such as tenants.\n`,
    });
});

it('writes no report through a link over what is proved', () => {
  const there = demo();
  const catalog = join(there, 'tenants', 'demo', 'catalog.json');
  const before = readFileSync(catalog, 'utf8');
  symlinkSync(catalog, join(there, 'file.json'));
  symlinkSync(join(there, 'tenants', 'demo'), join(there, 'folder'));
  symlinkSync(there, join(there, 'whole'));
  for (const output of [
    'file.json',
    'folder/catalog.json',
    'folder/new.json',
    'whole/tenants/demo/catalog.json',
    'whole/cdktf.out/manifest.json',
  ])
    expect(bulkhead(['check', '--output', output], there)).toEqual({
      code: 2,
      stdout: '',
      stderr: `bulkhead: --output ${output} is called like what is proved or what Terraform reads, and would take its place: write the report elsewhere.\n`,
    });
  expect(readFileSync(catalog, 'utf8')).toBe(before);
  expect(bulkhead(['check', '--output', 'whole/report.json'], there).code).toBe(0);
});

it('leaves no half of a report where the disk is full', () => {
  for (const name of ['half.json', 'half.md'])
    writeFileSync(join(home, name), 'an older report, which says proven');
  const bin = join(root, 'bin', 'bulkhead.js');
  for (const name of ['half.json', 'half.md']) {
    const script = `ulimit -f 1 && exec ${quoted(process.execPath)} ${quoted(bin)} check --output ${name}`;
    const { status, stderr } = spawnSync('sh', ['-c', script], { cwd: home, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `bulkhead: The report ${name} cannot be written (EFBIG): does its folder exist?\n`,
    });
    expect(readFileSync(join(home, name), 'utf8')).toBe('');
  }
});

it('takes the gateway of the variable for no contradiction to --hcl', () => {
  expect(
    bulkhead(['check', '--hcl', home], home, { BULKHEAD_GATEWAY: 'http://127.0.0.1:8083' }),
  ).toMatchObject({
    code: 1,
    stderr: '',
  });
});

describe('bulkhead rules, schema and new', () => {
  it('lists and explains rules', () => {
    expect(bulkhead(['rules']).stdout).toMatch(
      /^foreign-division {9}✗ No grant lies in a division that another tenant owns\.$/m,
    );
    expect(bulkhead(['rules', 'grant-type']).stdout).toContain('Can be waived');
    expect(bulkhead(['rules', 'grant-type']).stdout).toContain(
      'docs/reference/rules.md#grant-type in Bulkhead’s repository\n',
    );
    expect(JSON.parse(bulkhead(['rules', 'home-division', '--format', 'json']).stdout).waivable).toBe(false);
  });

  it('prints the committed schemas', () => {
    for (const kind of readdirSync(join(__dirname, '..', '..', 'schema'))) {
      const name = kind.replace('.schema.json', '');
      expect(JSON.parse(bulkhead(['schema', name]).stdout)).toEqual(
        JSON.parse(readFileSync(join(__dirname, '..', '..', 'schema', kind), 'utf8')),
      );
    }
    expect(readdirSync(join(__dirname, '..', '..', 'schema')).sort()).toEqual(
      ['catalog', 'diff', 'explanation', 'hcl-report', 'live', 'org', 'report', 'tenant', 'waivers'].map(
        (name) => `${name}.schema.json`,
      ),
    );
  });

  it('says in the report that another day was judged', () => {
    const told = (...day: string[]) => bulkhead(['check', '--format', 'json', ...day], demo()).stdout;
    expect(told('--today', '2026-12-24')).toContain('judged as on 2026-12-24, because --today says so');
    expect(told()).not.toContain('judged as on');
  });

  it('writes an org and a tenant that are accepted as they are', () => {
    const fresh = folder();
    expect(bulkhead(['new', 'org', 'production', '--tenants', 'mine'], fresh).code).toBe(0);
    const { code, stdout } = bulkhead(['new', 'tenant', 'production/acme', '--tenants', 'mine'], fresh);
    expect([code, stdout]).toEqual([0, 'mine/production/acme.yaml\n']);
    // No assembly is there yet: the manifest is accepted, and the missing output folder is what is said.
    const checked = bulkhead(['check', '--tenants', 'mine', '--assembly', 'mine'], fresh);
    expect(checked.stderr).toBe('');
    expect(checked.stdout).toContain('stray-terraform');
    expect(checked.code).toBe(1);
  });

  it('starts a tenant with a role of its own org, and the scopes that the role needs', () => {
    const there = demo();
    expect(bulkhead(['new', 'tenant', 'demo/wonka'], there).code).toBe(0);
    expect(synthesize(there)).toMatchObject({ code: 0, stderr: '' });
  });

  it('adds no tenant to a manifest with mistakes, and says which', () => {
    const there = folder();
    bulkhead(['new', 'org', 'production'], there);
    withEdit(
      join(there, 'tenants', 'production', 'org.yaml'),
      (text) => text.replace('region:', 'regoin:'),
      () => {
        const { code, stderr } = bulkhead(['new', 'tenant', 'production/acme'], there);
        expect(code).toBe(2);
        expect(stderr).toMatch(
          /^bulkhead: The manifest has mistakes.*\ntenants\/production\/org\.yaml:\d+:\d+ /,
        );
      },
    );
  });
});
