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
