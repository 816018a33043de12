import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { describe, expect, it } from 'vitest';
import { removeStaleStacks } from '../../lib/constructs/stale-stacks';
import { buildManifest } from '../../lib/constructs/synthesize';
import { acmeConfig, demo, inFolder, manifest, org, orgConfig, tenant } from './sample';

const withoutGlobex = manifest(org(orgConfig, [tenant('acme', acmeConfig)]));

/** Synthesizes both tenants, lets `meanwhile` act on the output, and synthesizes again without globex. */
function again(meanwhile: (outdir: string) => void): { removed: readonly string[]; left: readonly string[] } {
  return inFolder((folder) => {
    const outdir = join(folder, 'out');
    const first = new App({ outdir });
    buildManifest(first, demo());
    expect(removeStaleStacks(first)).toEqual([]);
    first.synth();
    meanwhile(outdir);
    const second = new App({ outdir });
    buildManifest(second, withoutGlobex);
    const removed = removeStaleStacks(second);
    const left = readdirSync(join(outdir, 'stacks', 'demo-globex')).sort();
    second.synth();
    expect(existsSync(join(outdir, 'stacks', 'demo-acme', 'cdk.tf.json'))).toBe(true);
    return { removed, left };
  });
}

describe('removeStaleStacks', () => {
  it('empties the folder of a tenant that left the manifest', () => {
    expect(again(() => {})).toEqual({ removed: ['demo-globex'], left: [] });
  });

  it('removes what Terraform keeps there', () => {
    const stale = again((outdir) => {
      const folder = join(outdir, 'stacks', 'demo-globex');
      mkdirSync(join(folder, '.terraform', 'providers'), { recursive: true });
      for (const file of ['.terraform.lock.hcl', 'plan']) writeFileSync(join(folder, file), '');
    });
    expect(stale).toEqual({ removed: ['demo-globex'], left: [] });
  });

  it.each(['terraform.tfstate', 'errored.tfstate', 'extra.tf', 'notes.txt'])(
    'keeps everything in a folder with %s in it',
    (file) => {
      const stale = again((outdir) => {
        writeFileSync(join(outdir, 'stacks', 'demo-globex', file), '');
      });
      expect(stale).toEqual({ removed: [], left: ['cdk.tf.json', file].sort() });
    },
  );

  it('keeps a folder that no manifest.json lists', () => {
    const forget = (outdir: string) => {
      const file = join(outdir, 'manifest.json');
      const { stacks, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as { stacks: object };
      const others = Object.entries(stacks).filter(([name]) => name !== 'demo-globex');
      writeFileSync(file, JSON.stringify({ ...rest, stacks: Object.fromEntries(others) }));
    };
    expect(again(forget)).toEqual({ removed: [], left: ['cdk.tf.json'] });
    const spoil = (content: string) => (outdir: string) =>
      writeFileSync(join(outdir, 'manifest.json'), content);
    for (const content of ['', '{', '[]', '{"stacks":[]}', 'null']) {
      expect(again(spoil(content))).toEqual({ removed: [], left: ['cdk.tf.json'] });
    }
  });

  it('removes nothing outside of the output, whatever manifest.json lists', () => {
    inFolder((folder) => {
      const outdir = join(folder, 'out');
      for (const path of ['out/stacks', 'precious', 'elsewhere/.terraform'])
        mkdirSync(join(folder, path), { recursive: true });
      symlinkSync(join(folder, 'elsewhere'), join(outdir, 'stacks', 'linked'));
      const stacks = { '../../precious': {}, '..': {}, '.': {}, '': {}, linked: {} };
      writeFileSync(join(outdir, 'manifest.json'), JSON.stringify({ stacks }));
      expect(removeStaleStacks(new App({ outdir }))).toEqual([]);
      for (const path of ['precious', 'elsewhere/.terraform', 'out/stacks/linked'])
        expect(existsSync(join(folder, path))).toBe(true);
      rmSync(join(outdir, 'stacks'), { recursive: true });
      symlinkSync(join(folder, 'elsewhere'), join(outdir, 'stacks'));
      writeFileSync(join(outdir, 'manifest.json'), JSON.stringify({ stacks: { terraform: {} } }));
      mkdirSync(join(folder, 'elsewhere', 'terraform'));
      expect(removeStaleStacks(new App({ outdir }))).toEqual([]);
    });
  });
});
