/**
 * How long `check` takes: `node --import tsx bench/check.ts [tenants] [runs]`. Synthesizes an org of so many tenants into a temporary
 * folder, makes the plans that Terraform would show before the first deploy and after it, and times whole processes of the built command, beside the
 * time of JSON.parse alone on the same files, and of processes that only read and parse what it reads (inputs.mjs). The bars: 0.6 s for 10,000 resources (`1000`), 4 s for 100,000 (`10000`), and memory of twice
 * the input and 150 MB.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median';
import { writeOrg } from './org';

const tenants = Number(process.argv[2] ?? 1000);
const runs = Number(process.argv[3] ?? 5);
const program = join(__dirname, '..', 'bin', 'bulkhead.js');
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bench-'));

/** The runs of the command: which plans it is given besides the stacks. */
const checks = [
  ['check', undefined],
  ['check --plans, before the first deploy', 'plans'],
  ['check --plans, deployed', 'deployed'],
] as const;

try {
  const { resources } = writeOrg(folder, tenants);
  process.stdout.write(`Node ${process.versions.node}; ${tenants} tenants, ${resources} resources\n`);
  const stacks = readdirSync(join(folder, 'cdktf.out', 'stacks')).map((stack) =>
    join(folder, 'cdktf.out', 'stacks', stack, 'cdk.tf.json'),
  );
  for (const [name, plans] of checks) {
    const files =
      plans === undefined
        ? stacks
        : [...stacks, ...readdirSync(join(folder, plans)).map((file) => join(folder, plans, file))];
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    const { time, memory, verdict } = measure(plans === undefined ? [] : ['--plans', plans]);
    const alone = `JSON.parse of its ${(bytes / 1e6).toFixed(1)} MB alone: ${parsing(files).toFixed(0)} ms, Node with all inputs read and parsed: ${reading(plans).toFixed(0)} ms`;
    process.stdout.write(
      `${name}: ${time.toFixed(0)} ms (median of ${runs}; ${alone}), ${(memory / 1e6).toFixed(0)} MB (bar: ${((2 * bytes) / 1e6 + 150).toFixed(0)}), ${verdict}\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Milliseconds that JSON.parse of some files takes, once they are read. */
function parsing(files: readonly string[]): number {
  const times = Array.from({ length: runs }, () => {
    let time = 0;
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      const start = performance.now();
      JSON.parse(text);
      time += performance.now() - start;
    }
    return time;
  });
  return median(times);
}

/** Milliseconds of a process that reads and parses what a check reads, and proves nothing. */
function reading(plans: string | undefined): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    const args = [join(__dirname, 'inputs.mjs'), ...(plans === undefined ? [] : [plans])];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return performance.now() - start;
  });
  return median(times);
}

/** Whole processes of the command: their time in milliseconds, the largest memory in bytes, and what they said. */
function measure(options: readonly string[]): { time: number; memory: number; verdict: string } {
  const times: number[] = [];
  let memory = 0;
  let verdict = '';
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync(
      '/usr/bin/time',
      ['-f', '%M', process.execPath, program, 'check', '--today', '2026-11-24', ...options],
      { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 },
    );
    times.push(performance.now() - start);
    memory = Math.max(memory, 1024 * Number(stderr.trim().split('\n').at(-1)));
    verdict = `exit ${status}, ${/^(proven|rejected).*$/m.exec(stdout)?.[0]}`;
  }
  return { time: median(times), memory, verdict };
}
