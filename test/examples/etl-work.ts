import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect } from 'vitest';
import { main } from '../../examples/etl-typescript/worker';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../lib/emulator';
import type { Seed } from '../../lib/emulator/seed';
import { folder, root } from '../commands/run';
import { type Outcome, run } from '../e2e/outcome';
import { Deployed } from '../live/deployed';
import { type Leak, LeakingProxy } from '../live/proxy';

export const secret = 'canary-secret-of-the-worker';
const interval = '2026-11-01T00:00:00Z/2026-12-01T00:00:00Z';
export const queues = '/api/v2/routing/queues';
export const permissions = ['routing:queue:view', 'analytics:conversationDetail:view'];

export function seed(grants: readonly string[], tokenSeconds?: number): Seed {
  return {
    divisions: ['a', 'b'].map((id) => ({ id, name: `division ${id}` })),
    roles: [{ name: 'worker', permissions }],
    queues: ['a', 'b'].flatMap((division) =>
      Array.from({ length: 7 }, (_, i) => ({
        id: `queue-${division}-${i}`,
        name: `${division} ${i}`,
        division,
      })),
    ),
    conversations: ['a', 'b'].flatMap((division) =>
      Array.from({ length: 5 }, (_, i) => ({
        id: `conversation-${division}-${i}`,
        start: `2026-11-0${i + 1}T10:00:00Z`,
        end: `2026-11-0${i + 1}T10:05:00Z`,
        divisions: [division],
      })),
    ),
    clients: [
      {
        id: 'acme',
        name: 'acme',
        secret,
        ...(tokenSeconds === undefined ? {} : { tokenSeconds }),
        grants: grants.map((division) => ({ role: 'worker', division })),
      },
    ],
  };
}

/** Lists in lists, as deep as this. */
export function nested(depth: number): unknown {
  let value: unknown = [];
  for (let i = 1; i < depth; i++) value = [value];
  return value;
}

/** A virtual environment with the official SDK, kept for as long as the requirements do not change. */
function python(): string {
  const requirements = join(root, 'examples', 'etl-python', 'requirements.txt');
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const cache = join(root, 'node_modules', '.cache', 'etl-python');
  const made = join(cache, digest);
  const program = join(made, 'bin', 'python');
  if (existsSync(join(made, 'complete'))) return program;
  rmSync(made, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const steps: readonly (readonly string[])[] = [
    ['python3', '-m', 'venv', made],
    [program, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements],
  ];
  for (const [command = '', ...args] of steps) {
    const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
    if (status !== 0)
      throw new Error(
        `The Python worker needs Python 3.10 or newer with venv, and PyPI: ${error?.message ?? stderr}`,
      );
  }
  writeFileSync(join(made, 'complete.part'), '');
  renameSync(join(made, 'complete.part'), join(made, 'complete'));
  return program;
}

/** One Python process for the whole file, which does one task after the other. */
class Driver {
  private readonly child = spawn(python(), [join(__dirname, 'etl-driver.py')], {
    cwd: join(root, 'examples', 'etl-python'),
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: join(root, 'examples', 'etl-python') },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  private readonly lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();

  async run(task: object): Promise<Outcome> {
    this.child.stdin.write(`${JSON.stringify(task)}\n`);
    const { value, done } = await this.lines.next();
    if (done === true) throw new Error('the driver ended');
    return JSON.parse(value);
  }

  end(): void {
    this.child.stdin.end();
  }
}

export let driver: Driver;
afterAll(() => driver.end());

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly rows: readonly {
    readonly kind: string;
    readonly id: string;
    readonly divisionIds: readonly string[];
  }[];
  /** The files that are there afterwards, the credentials aside. */
  readonly left: readonly string[];
  /** Everything that the run printed or left in files, the credentials aside. */
  readonly everything: string;
}

/** The TypeScript worker, without a process of its own. */
async function inThisProcess(args: readonly string[]): Promise<Outcome> {
  const told = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof told) => ({
    write: (text: string): void => {
      told[name] += text;
    },
  });
  const { HOME } = process.env;
  const code = await main(args, { stdout: stream('stdout'), stderr: stream('stderr') });
  process.env['HOME'] = HOME;
  return { code, ...told };
}

export const started: Pick<Emulator, 'close'>[] = [];
afterAll(async () => {
  for (const emulator of started) await emulator.close();
});

export interface Work {
  /** What is put before the org. */
  readonly leak?: Leak;
  readonly clientSecret?: string;
  /** Whom the settings name. */
  readonly clientId?: string;
  readonly args?: readonly string[];
  /** In place of the org's own. */
  readonly origin?: string;
  readonly localhost?: boolean;
  /** Started for it alone, as on the command line. */
  readonly ownProcess?: boolean;
}

const isList = (value: unknown): value is readonly string[] => Array.isArray(value);

export async function work(
  language: 'python' | 'typescript',
  options: EmulatorOptions | Deployed,
  divisions: readonly string[] | Readonly<Record<string, readonly string[]>>,
  {
    leak,
    clientSecret = secret,
    clientId = 'acme',
    args: more = [],
    ownProcess = false,
    localhost = false,
    origin: given,
  }: Work = {},
): Promise<Ran> {
  const emulator = options instanceof Deployed ? options.emulator : await startEmulator(options);
  if (!(options instanceof Deployed)) started.push(emulator);
  const proxy = await LeakingProxy.before({ emulator, deployerToken: async () => '' });
  started.push({ close: async () => proxy.close() });
  if (leak !== undefined) proxy.leak = leak;
  const own = leak === undefined ? emulator.url : proxy.url;
  const origin = given ?? (localhost ? own.replace('127.0.0.1', 'localhost') : own);
  const made = folder();
  const asking = options instanceof Deployed ? clientId : 'acme';
  writeFileSync(join(made, 'credentials.json'), JSON.stringify({ clientId: asking, clientSecret }), {
    mode: 0o600,
  });
  const settings = {
    clientId,
    divisions: isList(divisions) ? Object.fromEntries(permissions.map((one) => [one, divisions])) : divisions,
    interval,
  };
  writeFileSync(join(made, 'settings.json'), JSON.stringify(settings));
  const files = ['credentials.json', 'settings.json'].map((name) => join(made, name));
  const output = join(made, 'rows.jsonl');
  const pythonArgs = [
    ...['--credentials', files[0] ?? '', '--settings', files[1] ?? ''],
    ...['--origin', origin, '--output', output, ...more],
  ];
  const loader = join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs');
  const worker = join(root, 'examples', language === 'python' ? 'etl-python' : 'etl-typescript');
  // Files that would send the credentials elsewhere, if they were read.
  const home = folder();
  for (const sdk of ['.genesyscloudpython', '.genesyscloudjavascript']) {
    mkdirSync(join(home, sdk));
    writeFileSync(
      join(home, sdk, 'config'),
      '[general]\nhost = https://api.invalid\n[gateway]\nhost = 127.0.0.1\nprotocol = http\nport = 9\n',
    );
  }
  const env = { PYTHONDONTWRITEBYTECODE: '1', HOME: home };
  const { code, stdout, stderr } =
    language === 'typescript'
      ? ownProcess
        ? await run(process.execPath, ['--import', loader, 'worker.ts', ...files, origin], worker, env)
        : await inThisProcess([...files, origin])
      : ownProcess
        ? await run(python(), ['-m', 'etl', ...pythonArgs], worker, env)
        : await driver.run({ args: pythonArgs });
  if (language === 'typescript') writeFileSync(output, stdout);
  const text = existsSync(output) ? readFileSync(output, 'utf8') : '';
  const left = readdirSync(made).filter((name) => name !== 'credentials.json');
  return {
    code,
    stdout,
    stderr,
    rows: text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)])),
    left: left.sort(),
    everything: [stdout, stderr, ...left.map((name) => readFileSync(join(made, name), 'utf8'))].join('\n'),
  };
}

beforeAll(() => {
  python();
  driver = new Driver();
});

export const expectNoSecret = ({ everything }: Ran): void => {
  expect(everything).not.toContain(secret);
  expect(everything).not.toContain(Buffer.from(`acme:${secret}`).toString('base64'));
  expect(everything).not.toMatch(/Bearer|Basic /);
};
