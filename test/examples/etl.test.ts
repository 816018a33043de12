import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../lib/emulator';
import type { Seed } from '../../lib/emulator/seed';
import { folder, root } from '../commands/run';
import { run } from '../e2e/outcome';

const secret = 'canary-secret-of-the-worker';
const interval = '2026-11-01T00:00:00Z/2026-12-01T00:00:00Z';
const permissions = ['routing:queue:view', 'analytics:conversationDetail:view'];

function seed(grants: readonly string[], tokenSeconds?: number): Seed {
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

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly rows: readonly {
    readonly kind: string;
    readonly id: string;
    readonly divisionIds: readonly string[];
  }[];
  /** Everything that the run printed or left in files, the credentials aside. */
  readonly everything: string;
}

const started: Emulator[] = [];
afterAll(async () => {
  for (const emulator of started) await emulator.close();
});

async function work(
  language: 'python' | 'typescript',
  options: EmulatorOptions,
  divisions: readonly string[],
  ...more: readonly string[]
): Promise<Ran> {
  const emulator = await startEmulator(options);
  started.push(emulator);
  const made = folder();
  writeFileSync(join(made, 'credentials.json'), JSON.stringify({ clientId: 'acme', clientSecret: secret }), {
    mode: 0o600,
  });
  const settings = {
    clientId: 'acme',
    divisions: Object.fromEntries(permissions.map((one) => [one, divisions])),
    interval,
  };
  writeFileSync(join(made, 'settings.json'), JSON.stringify(settings));
  const files = ['credentials.json', 'settings.json'].map((name) => join(made, name));
  const output = join(made, 'rows.jsonl');
  const [command, args, cwd] =
    language === 'python'
      ? [
          python(),
          [
            '-m',
            'etl',
            '--credentials',
            files[0] ?? '',
            '--settings',
            files[1] ?? '',
            '--origin',
            emulator.url,
            '--output',
            output,
            ...more,
          ],
          join(root, 'examples', 'etl-python'),
        ]
      : [
          process.execPath,
          [
            '--import',
            join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs'),
            'worker.ts',
            ...files,
            emulator.url,
          ],
          join(root, 'examples', 'etl-typescript'),
        ];
  const { code, stdout, stderr } = await run(command, args, cwd, { PYTHONDONTWRITEBYTECODE: '1' });
  if (language === 'typescript') writeFileSync(output, stdout);
  const text = existsSync(output) ? readFileSync(output, 'utf8') : '';
  const left = readdirSync(made).filter((name) => name !== 'credentials.json');
  return {
    code,
    stdout,
    stderr,
    rows: text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)])),
    everything: [stdout, stderr, ...left.map((name) => readFileSync(join(made, name), 'utf8'))].join('\n'),
  };
}

beforeAll(() => {
  python();
}, 300_000);

const expectNoSecret = ({ everything }: Ran): void => {
  expect(everything).not.toContain(secret);
  expect(everything).not.toContain(Buffer.from(`acme:${secret}`).toString('base64'));
  expect(everything).not.toMatch(/Bearer|Basic /);
};

describe.each(['python', 'typescript'] as const)('the worker in %s', (language) => {
  const pages = language === 'python' ? ['--page-size', '3'] : [];

  it('pulls the rows of its divisions, page by page', async () => {
    const ran = await work(language, { seed: seed(['a']) }, ['a'], ...pages);
    expect(ran.stderr).toBe('');
    expect(ran.code).toBe(0);
    expect(ran.rows.map(({ id }) => id).sort()).toEqual([
      ...Array.from({ length: 5 }, (_, i) => `conversation-a-${i}`),
      ...Array.from({ length: 7 }, (_, i) => `queue-a-${i}`),
    ]);
    expectNoSecret(ran);
  });

  it.each([
    ['a division more', ['a', 'b'], ['a'], /also in division b/],
    ['every division', ['a', '*'], ['a'], /a grant in division \*/],
    ['the home division', ['a', 'Home'], ['a'], /a grant in division [\w-]{36}/],
    ['a division less', ['a'], ['a', 'b'], /not in division b/],
  ])('refuses to start with %s', async (_what, grants, expected, reason) => {
    const ran = await work(language, { seed: seed(grants) }, expected);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(reason);
    expect(ran.rows).toEqual([]);
    expectNoSecret(ran);
  });

  it('takes an answer that it cannot get for no', async () => {
    const ran = await work(language, { seed: seed(['a']), answers: { 'self-discovery': 'no' } }, ['a']);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('400');
    expectNoSecret(ran);
  });

  it('waits where the org limits its calls', async () => {
    const ran = await work(language, { seed: seed(['a']), faults: { rates: { '429': 0.3 }, seed: 4 } }, [
      'a',
    ]);
    expect(ran.rows.length).toBe(12);
    expectNoSecret(ran);
  });

  it('logs in again when its token has expired', async () => {
    const slow = { rates: { slow: 1 }, seed: 2 };
    const ran = await work(language, { seed: seed(['a'], 1), faults: slow }, ['a'], ...pages);
    expect(ran.stderr).toBe('');
    expect(ran.rows.length).toBe(12);
    expectNoSecret(ran);
  });
});

it('shows that the advice changes nothing', async () => {
  const ran = await work('python', { seed: seed(['a']) }, ['a'], '--demonstrate-advice', 'b');
  expect(ran.stdout).toBe(
    [
      'header X-Genesys-Deployment-Id: nothing changed (7 queues)',
      'header X-Genesys-Division-Id: nothing changed (7 queues)',
      'parameter divisionId of another division: nothing changed (0 queues)',
      '12 rows of 1 divisions',
      '',
    ].join('\n'),
  );
});
