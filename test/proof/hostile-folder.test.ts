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
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { proofOf, rulesOf, toFiles, writeAssembly } from '../support/write-assembly';

const manifest = manifestOf(sample());

describe('on disk', () => {
  let root: string;
  const stack = (...path: string[]): string => join(root, 'stacks', 'demo-acme', ...path);
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'bulkhead-hostile-'));
    const files = toFiles(writeAssembly(manifest));
    writeFileSync(join(root, 'manifest.json'), files.manifest ?? '');
    for (const { name, entries } of files.stacks) {
      mkdirSync(join(root, 'stacks', name), { recursive: true });
      for (const entry of entries ?? [])
        writeFileSync(join(root, 'stacks', name, entry.name), entry.bytes ?? '');
    }
  });
  afterEach(() => {
    // Nobody but root can empty a folder that may not be listed, not even its owner.
    execFileSync('chmod', ['-R', 'u+rwx', root]);
    rmSync(root, { recursive: true, force: true });
  });
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

  it.each<[string, () => void]>([
    ['a file that may not be read', () => chmodSync(stack('cdk.tf.json'), 0)],
    ['a folder that may be entered and not listed', () => chmodSync(stack(), 0o311)],
    [
      'notes of terraform init that may be read and not listed',
      () => {
        mkdirSync(stack('.terraform'));
        const elsewhere = { version: 3, backend: { type: 'local', config: { path: '../x' }, hash: 1 } };
        writeFileSync(stack('.terraform', 'terraform.tfstate'), JSON.stringify(elsewhere));
        chmodSync(stack('.terraform'), 0o311);
      },
    ],
    ['stacks that may be entered and not listed', () => chmodSync(join(root, 'stacks'), 0o311)],
  ])('is refused: %s', (_what, tamper) => {
    execFileSync('chmod', ['-R', 'a+rX', root]);
    tamper();
    expect(asOther(rules)).toContain('stray-terraform acme');
  });
});

/** As somebody who may not read whatever he pleases: root may. */
function asOther<T>(act: () => T): T {
  if (process.getuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
  }
}
