import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startEmulator } from '../../lib/emulator';
import { parseSeed } from '../../lib/emulator/seed';
import { bulkhead, folder, root } from '../commands/run';

/** What a seed comes to: nothing, or the message of the error. */
async function planted(text: string): Promise<string | undefined> {
  try {
    const emulator = await startEmulator({ seed: parseSeed(text) });
    await emulator.close();
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

const canary = 'S3cretHunter2';

it.each([
  `clients:\n  - { name: c, secret: *${canary}, grants: [] }`,
  `clients:\n  - { name: c, secret: !${canary}, grants: [] }`,
  `clients:\n  - { name: c, secret: !${canary} "x", grants: [] }`,
  `clients:\n  - { name: c, secret:${canary}, grants: [] }`,
  `clients:\n  - { name: c, secret: %${canary}, grants: [] }`,
  `clients:\n  - { name: c, secret: "${canary}, grants: [] }`,
  `clients:\n  - { name: c, ? ${canary} : x }`,
  `clients:\n  - { name: c, ? { secret: ${canary} } : x }`,
  `clients:\n  - { name: c, state: ${canary} }`,
  `clients: ${canary}`,
  `awareness: { ${canary}: ${canary} }`,
  `${canary}`,
  `a: &${canary} [*${canary}]`,
  `%${canary}\n---\na: b`,
])('never tells what stands in a seed: %j', async (text) => {
  const warned = vi.spyOn(process, 'emitWarning');
  onTestFinished(() => warned.mockRestore());
  const told = await planted(text);
  expect(told).toMatch(/^SeedError: line \d+, column \d+: /);
  expect(told).not.toContain(canary);
  expect(warned).not.toHaveBeenCalled();
});

it('says where and what', async () => {
  expect([
    await planted(`clients:\n  - { name: c, secret: *${canary}, grants: [] }`),
    await planted(`clients:\n  - { name: c, secret: !${canary}, grants: [] }`),
    await planted(`clients:\n  - { name: c, secret:${canary}, grants: [] }`),
    await planted('queues: [{ name: q }]'),
    await planted('a: 1\na: 2'),
  ]).toMatchInlineSnapshot(`
    [
      "SeedError: line 2, column 24: no anchor before it has the name of this alias",
      "SeedError: line 2, column 24: this is no YAML for data (TAG_RESOLVE_FAILED)",
      "SeedError: line 2, column 5: clients.0.secret: Invalid input: expected string, received undefined
    line 2, column 16: no key of a seed has this name",
      "SeedError: line 1, column 10: queues.0.division: Invalid input: expected string, received undefined",
      "SeedError: line 2, column 1: this is no YAML for data (DUPLICATE_KEY)",
    ]
  `);
});

describe('soon says of a small file of very many', () => {
  const range = (count: number, make: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => make(index)).join('');

  it.each([
    [
      'aliases of one anchor',
      `x: &x 1\ny: [${range(20_000, () => '*x, ')}]`,
      /a seed has at most 1,000 aliases$/,
    ],
    [
      'aliases and anchors',
      `y: [${range(20_000, (n) => `&a${n} 1, `)}]\nz: [${range(20_000, (n) => `*a${n}, `)}]`,
      /^SeedError: line 2, column 6895: a seed has at most 1,000 aliases$/,
    ],
    ['aliases of nothing', range(20_000, (n) => `a${n}: *x\n`), /^SeedError: line 1, column 5: no anchor/],
    ['keys', range(40_000, (n) => `a${n}: 1\n`), /^SeedError: line 1, column 1: no key/],
    [
      'keys that are there twice',
      range(40_000, (n) => `a${n % 39_999}: 1\n`),
      /^SeedError: line 40000, .*DUPLICATE/,
    ],
    ['permissions', `awareness: { ${range(20_000, (n) => `x${n}: 1, `)} }`, /\nand 19900 more$/],
  ])('%s', async (_, text, message) => {
    expect(await planted(text)).toMatch(message);
  });

  it('reads a thousand aliases', async () => {
    const grants = range(1000, () => '*g, ');
    const text = `clients:\n  - { name: a, secret: ${canary}, grants: [&g { role: r, division: Home }] }\n`;
    expect(await planted(`${text}  - { name: b, secret: ${canary}, grants: [${grants}] }`)).toMatch(
      'its aliases stand for too much',
    );
    expect(await planted('a: &a 1\nb: *a')).toMatch('no key of a seed has this name');
  });
});

it('tells the command line only that, too', () => {
  const file = join(folder(), 'seed.yaml');
  writeFileSync(file, `clients:\n  - { name: c, secret: !${canary}, grants: [] }`);
  const { code, stdout, stderr } = bulkhead(['emulator', '--port', '0', '--seed', file]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('line 2, column 24');
  expect(stderr).not.toContain(canary);
});

it('says so when the database has an org already, and the seed is not used', async () => {
  const place = folder();
  const [db, seed] = [join(place, 'org.db'), join(place, 'seed.yaml')];
  writeFileSync(seed, 'divisions: [{ name: A }]');
  const told = async (): Promise<string> => {
    const args = ['emulator', '--port', '0', '--db', db, '--seed', seed];
    const child = spawn(process.execPath, [join(root, 'bin', 'bulkhead.js'), ...args]);
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    const ended = once(child, 'close');
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    await ended;
    return stderr.replaceAll(`${place}/`, '');
  };
  expect(await told()).toBe('');
  expect(await told()).toBe('bulkhead: org.db has an org already: the seed seed.yaml is not used.\n');
});

it('refuses a seed that contradicts itself', async () => {
  const told: (string | undefined)[] = [];
  for (const text of [
    'organization: { homeDivisionId: a }\ndivisions: [{ id: a, name: A }]',
    'divisions: [{ id: a, name: A }, { id: a, name: B }]',
    'divisions: [{ name: Home }]',
    'divisions: [{ name: X }, { name: x }]',
    'divisions: [{ id: "*", name: All }]',
    'organization: { divisionsLimit: 2 }\ndivisions: [{ name: A }, { name: B }]',
    'roles: [{ name: r, permissions: ["routing:queue:veiw"] }]',
    'roles: [{ name: r, permissions: ["a:b"] }]',
    'roles: [{ name: Employee, permissions: [] }]',
    'roles: [{ id: r, name: r, permissions: [] }, { id: r, name: s, permissions: [] }]',
    'clients: [{ id: x, name: c, secret: 12345678a, grants: [] }]\nusers: [{ id: x, name: u, email: u@example.com }]',
    'queues: [{ name: q, division: Home }, { name: q, division: A }]\ndivisions: [{ name: A }]\nconversations: [{ start: 2026-11-20T10:00:00Z, end: 2026-11-20T11:00:00Z, divisions: [A], queue: q }]',
    'queues: [{ name: q, division: Home }, { name: q, division: Home }]',
    'conversations: [{ start: 2026-11-20T10:00:00Z, end: 2026-11-20T09:00:00Z, divisions: [Home] }]',
    'awareness: { "routing:queue:veiw": true }',
  ])
    told.push(await planted(text));
  expect(told).toMatchInlineSnapshot(`
    [
      "SeedError: Two divisions have the id "a".",
      "SeedError: Two divisions have the id "a".",
      "SeedError: Two divisions have the name "Home".",
      "SeedError: Two divisions have the name "x".",
      "SeedError: "*" is no id: it stands for all divisions.",
      "SeedError: 3 divisions, with Home, are more than the limit of 2 (organization.divisionsLimit).",
      "SeedError: "routing:queue:veiw" is no permission of the catalogue.",
      "SeedError: "a:b" is no permission.",
      "SeedError: Two roles have the name "Employee".",
      "SeedError: Two roles have the id "r".",
      "SeedError: Two clients, users or groups have the id "x".",
      "SeedError: More than one queue has the name "q": use its id.",
      "SeedError: Two queues of one division have the name "q".",
      "SeedError: The conversation of 2026-11-20T10:00:00Z ends before it begins.",
      "SeedError: "routing:queue:veiw" is no permission of the catalogue.",
    ]
  `);
});

it('plants what looks alike and is not', async () => {
  const text = `divisions: [{ name: A }, { name: B }]
queues: [{ name: q, division: A }, { id: q, name: q, division: B }]
conversations: [{ start: 2026-11-20T10:00:00Z, end: 2026-11-20T10:00:00Z, divisions: [A], queue: q }]
roles: [{ name: r, permissions: ['routing:*:view', admin] }]
clients: [{ name: c, secret: &s 12345678a, grants: [] }, { name: c, secret: *s, grants: [] }]`;
  expect(await planted(text)).toBeUndefined();
});
