import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadManifest } from '../../lib/manifest/load';
import { formatProblem } from '../../lib/manifest/problems';
import { orgText, tenantText } from './texts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A manifest folder beside a folder `outside`; `change` may add to it whatever a file system allows. */
function reportOf(
  texts: Readonly<Record<string, string>>,
  change: (root: string) => void = () => {},
): string {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-load-'));
  folders.push(folder);
  const root = join(folder, 'tenants');
  for (const [path, text] of Object.entries({ '../outside/acme.yaml': tenantText, ...texts })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  mkdirSync(root, { recursive: true });
  change(root);
  const report = reportFolder(root);
  expect(report).not.toContain(folder);
  return report;
}

function reportFolder(root: string): string {
  const result = loadManifest(root, 'tenants/');
  if (result.ok)
    return `tenants: ${result.manifest.orgs.flatMap(({ tenants }) => tenants.map(({ id }) => id)).join(', ')}`;
  return result.problems.map(formatProblem).join('\n');
}

const good = { 'demo/org.yaml': orgText, 'demo/acme.yaml': tenantText };

describe('a folder', () => {
  it('gives a sorted manifest with the texts of its files', () => {
    const result = loadManifest(join(__dirname, '..', '..', 'tenants'), 'tenants');
    if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
    const { orgs, sources } = result.manifest;
    expect(orgs.map(({ id, file, tenants }) => [id, file, tenants.map((one) => [one.id, one.file])])).toEqual(
      [
        [
          'demo',
          'tenants/demo/org.yaml',
          ['acme', 'globex', 'initech', 'umbrella'].map((id) => [id, `tenants/demo/${id}.yaml`]),
        ],
      ],
    );
    expect([...sources.keys()]).toEqual(
      [
        'acme.yaml',
        'catalog.json',
        'globex.yaml',
        'initech.yaml',
        'org.yaml',
        'umbrella.yaml',
        'waivers.yaml',
      ].map((name) => `tenants/demo/${name}`),
    );
  });

  it('may hold five mistakes in five places: five problems in one run', () => {
    expect(
      reportFolder(join(__dirname, '..', 'fixtures', 'manifests', 'five-mistakes')),
    ).toMatchInlineSnapshot(`
      "tenants/demo/acme.yaml:3:1  unknown key "divsions"
          Did you mean "divisions"?
      tenants/demo/globex.yaml:15:26  division "helpdesk" belongs to initech, not to globex
          A tenant can only be granted its own divisions and those that sharedDivisions in tenants/demo/org.yaml lists it for.
      tenants/demo/initech.yaml:7:18  client.tokenLifetime must be a duration such as 1h, 30m or 3600 (seconds), not "15 minutes"
      tenants/demo/initech.yaml:10:15  role "agent-raeder" does not exist in tenants/demo/org.yaml
          Did you mean "agent-reader"?
      tenants/demo/umbrella.yaml:5:15  division id "D41F6A07-3c8e-4b95-92d6-e5a08f17b3c2" is given twice: it is already the division "support" in tenants/demo/globex.yaml
          Keep it in one of the two: a division has one owner. One that several tenants may see stands in sharedDivisions of org.yaml, and in no file of a tenant."
    `);
  });

  it('without an org gives an empty manifest: a rule tells that nothing was examined', () => {
    expect(reportOf({})).toBe('tenants: ');
    expect(reportOf({ 'README.md': 'Here be tenants.', '.gitkeep': '' })).toBe('tenants: ');
  });

  it('may hold notes and hidden files', () => {
    expect(reportOf({ ...good, 'README.md': '#', 'demo/notes.md': '#', 'demo/.acme.yaml.swp': '\0' })).toBe(
      'tenants: acme',
    );
  });

  it('that is not there, or is a file, is a problem', () => {
    expect(reportFolder(join(tmpdir(), 'bulkhead-is-not-here'))).toMatchInlineSnapshot(
      `"tenants  the folder cannot be read: it does not exist"`,
    );
    expect(reportFolder(__filename)).toMatchInlineSnapshot(
      `"tenants  the folder cannot be read: it is not a folder"`,
    );
  });

  it('tells what is not read', () => {
    expect(
      reportOf({
        ...good,
        'stray.yaml': tenantText,
        'Demo Two/org.yaml': orgText,
        'empty/notes.md': '#',
        'demo/Globex.yaml': tenantText,
        'demo/initech.yml': tenantText,
        'demo/umbrella.YAML': tenantText,
        'demo/hooli.yaml.bak': tenantText,
        'demo/a.yaml': tenantText,
        'demo/foundation.yaml': tenantText,
        'demo/catalog.yaml': '{}',
        'demo/catalogue.json': '{}',
        'demo/waiver.yml': '[]',
        'demo/.hidden.yaml': tenantText,
        'demo/folder/x.yaml': tenantText,
        'demo/soylent.yaml/x.yaml': tenantText,
        'demo/ev\u001b[31mil.yaml': tenantText,
      }),
    ).toMatchInlineSnapshot(`
      "tenants/Demo Two  the org's id (the folder's name) is not an id: 2 to 40 lower-case letters, digits and inner hyphens, starting with a letter
          Rename the folder.
      tenants/demo/"ev\\u{1b}[31mil.yaml"  the tenant's id (the file's name) is not an id: 2 to 40 lower-case letters, digits and inner hyphens, starting with a letter
          Rename it to ev-31mil.yaml if it is a tenant.
      tenants/demo/.hidden.yaml  hidden files are not read
          Rename it, or move it out of the folder.
      tenants/demo/Globex.yaml  the tenant's id (the file's name) is not an id: 2 to 40 lower-case letters, digits and inner hyphens, starting with a letter
          Rename it to globex.yaml if it is a tenant.
      tenants/demo/a.yaml  the tenant's id (the file's name) is not an id: 2 to 40 lower-case letters, digits and inner hyphens, starting with a letter
          Rename it, or move it out of the folder.
      tenants/demo/catalog.yaml  this file is not read: no part of a manifest is called like this
          Did you mean catalog.json?
      tenants/demo/catalogue.json  this file is not read: no part of a manifest is called like this
          Did you mean catalog.json?
      tenants/demo/folder  a folder stands where only files are expected
          Move it out of the folder of the org.
      tenants/demo/foundation.yaml  the tenant's id (the file's name) is reserved: it would share its stack's name with the org's own stack
          Rename it, or move it out of the folder.
      tenants/demo/hooli.yaml.bak  this file is not read: no part of a manifest is called like this
          Rename it, or move it out of the folder.
      tenants/demo/initech.yml  this file is not read: no part of a manifest is called like this
          Rename it to initech.yaml if it is a tenant.
      tenants/demo/soylent.yaml  a folder stands where only files are expected
          Move it out of the folder of the org.
      tenants/demo/umbrella.YAML  this file is not read: no part of a manifest is called like this
          Rename it to umbrella.yaml if it is a tenant.
      tenants/demo/waiver.yml  this file is not read: no part of a manifest is called like this
          Did you mean waivers.yaml?
      tenants/empty  there is no org.yaml in this folder
          Every org needs one; "npx bulkhead new org" writes one to start from.
      tenants/stray.yaml  a file stands where only the folders of orgs are expected
          Move it into the folder of its org."
    `);
  });

  it('lets links stay inside, and no link leave', () => {
    expect(
      reportOf(
        { ...good, 'other/org.yaml': orgText.replace('[acme]', '[globex]').replace('6f0c', '7f0c') },
        (root) => {
          symlinkSync('../demo/acme.yaml', join(root, 'other', 'globex.yaml'));
        },
      ),
    ).toBe('tenants: acme, globex');
    expect(
      reportOf(good, (root) => {
        symlinkSync('../../outside/acme.yaml', join(root, 'demo', 'escapes.yaml'));
        symlinkSync('/etc/hostname', join(root, 'demo', 'absolute.yaml'));
        symlinkSync('loop.yaml', join(root, 'demo', 'loop.yaml'));
        symlinkSync('nothing.yaml', join(root, 'demo', 'dangling.yaml'));
        symlinkSync('..', join(root, 'demo', 'upwards.yaml'));
        symlinkSync('.', join(root, 'demo', 'itself.yaml'));
        symlinkSync('../outside', join(root, 'outside'));
      }),
    ).toMatchInlineSnapshot(`
      "tenants/demo/absolute.yaml  the link leaves tenants
          What is linked from outside is not reviewed with the manifest: copy it here.
      tenants/demo/dangling.yaml  the link leads to nothing
      tenants/demo/escapes.yaml  the link leaves tenants
          What is linked from outside is not reviewed with the manifest: copy it here.
      tenants/demo/itself.yaml  a folder stands where only files are expected
          Move it out of the folder of the org.
      tenants/demo/loop.yaml  the link leads back to itself
      tenants/demo/upwards.yaml  the link leaves tenants
          What is linked from outside is not reviewed with the manifest: copy it here.
      tenants/outside  the link leaves tenants
          What is linked from outside is not reviewed with the manifest: copy it here."
    `);
  });

  it('tells what cannot be read', () => {
    expect(
      reportOf(good, (root) => {
        execFileSync('mkfifo', [join(root, 'demo', 'pipe.yaml')]);
      }),
    ).toMatchInlineSnapshot(`"tenants/demo/pipe.yaml  this is neither a file nor a folder"`);
    // Root reads everything: it does this as somebody else, whatever its umask is.
    const asOther = process.getuid?.() === 0 ? process.seteuid : undefined;
    try {
      const report = reportOf({ ...good, 'locked/org.yaml': orgText }, (root) => {
        execFileSync('chmod', ['-R', 'a+rX', dirname(root)]);
        chmodSync(join(root, 'demo', 'acme.yaml'), 0);
        chmodSync(join(root, 'locked'), 0);
        asOther?.(65534);
      });
      expect(report).toMatchInlineSnapshot(`
        "tenants/demo/acme.yaml  the file cannot be read: no permission
        tenants/locked  the folder cannot be read: no permission"
      `);
    } finally {
      asOther?.(0);
      for (const folder of folders) execFileSync('chmod', ['-R', 'u+rwX', folder]);
    }
  });
});

describe('loading', () => {
  const modules = (folder: string): readonly string[] => {
    const script = `require('./lib/manifest/load').loadManifest(${JSON.stringify(folder)}, 'tenants');
      console.log(Object.keys(require.cache).map((one) => one.match(/lib.manifest.([\\w-]+)\\.ts$/)?.[1] ?? '').join(' '))`;
    const root = join(__dirname, '..', '..');
    const args = ['--require', 'tsx/cjs', '-e', script];
    return execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }).trim().split(/\s+/);
  };

  it('leaves positions, prose and JSON Schemas alone when there is nothing to report', () => {
    const loaded = modules('tenants');
    expect(loaded).toContain('plain-yaml');
    expect(loaded).not.toContain('yaml');
    expect(loaded).not.toContain('positions');
    expect(loaded).not.toContain('problems');
    expect(loaded).not.toContain('json-schema');
    expect(modules('test/fixtures/manifests/five-mistakes')).toContain('positions');
  });
});
