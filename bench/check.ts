/**
 * How long `check` takes: `node --import tsx bench/check.ts [tenants] [runs]`. Synthesizes an org of so many tenants into a temporary
 * folder, makes the plans that Terraform would show before the first deploy, and times whole processes of the built command, beside the
 * time of JSON.parse alone on the same files. The bars: 0.6 s for 10,000 resources (`1000`), 4 s for 100,000 (`10000`), and memory of twice
 * the input and 150 MB.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOrg } from './org';

const tenants = Number(process.argv[2] ?? 1000);
const runs = Number(process.argv[3] ?? 5);
const root = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bench-'));

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

try {
  const { resources } = writeOrg(folder, tenants);
  const files = [
    ...readdirSync(join(folder, 'cdktf.out', 'stacks')).map((stack) =>
      join(folder, 'cdktf.out', 'stacks', stack, 'cdk.tf.json'),
    ),
    ...readdirSync(join(folder, 'plans')).map((name) => join(folder, 'plans', name)),
  ];
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  process.stdout.write(
    `Node ${process.versions.node}; ${tenants} tenants, ${resources} resources, ${(bytes / 1e6).toFixed(1)} MB of stacks and plans, bar of memory ${((2 * bytes + 150e6) / 2 ** 20).toFixed(0)} MiB\n`,
  );
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const parsed = Array.from({ length: runs }, () => {
    const start = performance.now();
    for (const text of texts) JSON.parse(text);
    return performance.now() - start;
  });
  process.stdout.write(`JSON.parse of them alone: ${median(parsed).toFixed(0)} ms\n`);
  for (const [name, options] of [
    ['check', []],
    ['check --plans', ['--plans', 'plans']],
  ] as const) {
    const times: number[] = [];
    let memory = 0;
    let verdict = '';
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      const { status, stdout, stderr } = spawnSync(
        '/usr/bin/time',
        [
          '-f',
          '%M',
          process.execPath,
          join(root, 'bin', 'bulkhead.js'),
          'check',
          '--today',
          '2026-11-24',
          ...options,
        ],
        { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 },
      );
      times.push(performance.now() - start);
      memory = Math.max(memory, Number(stderr.trim().split('\n').at(-1)));
      verdict = `exit ${status}, ${/^(proven|rejected).*$/m.exec(stdout)?.[0]}`;
    }
    process.stdout.write(
      `${name}: ${median(times).toFixed(0)} ms (median of ${runs}), ${(memory / 1024).toFixed(0)} MiB, ${verdict}\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
