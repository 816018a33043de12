import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, it } from 'vitest';

/** Which rooms of `lib` a room may enter: the arrows of CONTRIBUTING.md. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  json: [],
  text: [],
  system: [],
  terraform: ['json', 'text'],
  genesys: ['text'],
  manifest: ['json', 'text', 'system'],
  proof: ['terraform', 'genesys', 'manifest', 'json', 'text'],
  hcl: ['proof', 'terraform', 'genesys', 'manifest', 'json', 'text'],
  rules: ['proof', 'terraform', 'genesys', 'manifest', 'json', 'text'],
  access: ['manifest', 'genesys', 'json'],
  report: ['access', 'hcl', 'rules', 'proof', 'genesys', 'manifest', 'json', 'text'],
  seal: ['json', 'text'],
  emulator: ['genesys', 'json', 'text', 'system'],
  live: ['report', 'rules', 'proof', 'genesys', 'manifest', 'json', 'text', 'system'],
  constructs: ['proof', 'genesys', 'manifest', 'json'],
  commands: [
    'access',
    'emulator',
    'genesys',
    'hcl',
    'json',
    'live',
    'manifest',
    'proof',
    'report',
    'rules',
    'seal',
    'system',
    'terraform',
    'text',
  ],
};
const pure = ['json', 'text', 'terraform', 'genesys', 'proof', 'hcl', 'rules', 'access', 'seal', 'report'];

const root = join(__dirname, '..');
const lib = join(root, 'lib');
const foldersOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const rooms = foldersOf(lib);

const imports = rooms.flatMap((room) =>
  readdirSync(join(lib, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const file = join(lib, room, name);
      const text = readFileSync(file, 'utf8');
      return [...text.matchAll(/(?:from|import|require)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) => ({
        room,
        file: relative(lib, file).split(sep).join('/'),
        target: target.startsWith('.')
          ? relative(lib, join(file, '..', target))
              .split(sep)
              .join('/')
          : target,
      }));
    }),
);

it('has the rooms that the map shows', () => {
  expect(rooms.sort()).toEqual(Object.keys(arrows).sort());
  expect(imports.length).toBeGreaterThan(200);
});

it.each(['.', 'lib', 'test', 'examples'])('has a map that names every folder of %s', (folder) => {
  const map = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const patterns = readFileSync(join(root, '.gitignore'), 'utf8').split('\n');
  const ignored = new Set(['.git/', ...patterns.map((pattern) => pattern.replace(/^\//, ''))]);
  const folders = foldersOf(join(root, folder)).map((name) => `${name}/`);
  expect(folders.filter((name) => !ignored.has(name) && !map.includes(name))).toEqual([]);
});

it('has arrows that point one way', () => {
  const across = imports.filter(({ room, target }) => {
    const [other = ''] = target.split('/');
    return rooms.includes(other) && other !== room && !arrows[room]?.includes(other);
  });
  expect(across).toEqual([]);
});

it('does no input or output in the core', () => {
  expect(
    imports.filter(
      ({ room, target }) =>
        pure.includes(room) &&
        target.startsWith('node:') &&
        target !== 'node:crypto' &&
        target !== 'node:path' &&
        target !== 'node:zlib',
    ),
  ).toEqual([]);
});

it('knows cdktf in one room only', () => {
  const users = imports.filter(({ target }) => /^(cdktf|constructs|@cdktf\/)/.test(target));
  expect([...new Set(users.map(({ room }) => room))]).toEqual(['constructs']);
  // A parser that cdktf's authors publish, and that does not load cdktf. Only its place is asked for: a thread of its own loads it.
  const text = readFileSync(join(lib, 'commands', 'load-hcl-parser.ts'), 'utf8');
  expect(text).toContain("require.resolve('@cdktf/hcl2json')");
});

it('loads nothing of raw Terraform for a check without it', () => {
  const loads = imports.filter(({ file }) => file === 'commands/check.ts').map(({ target }) => target);
  expect(loads.filter((target) => target.startsWith('hcl/') || target.startsWith('report/hcl'))).toEqual([]);
  const text = readFileSync(join(lib, 'commands', 'check.ts'), 'utf8');
  expect(text).toContain("await import('./check-hcl.js')");
});

it('has judges of the properties that share nothing with what they judge', () => {
  const folder = join(root, 'test', 'reference');
  const judges = readdirSync(folder).filter((name) => !name.endsWith('.test.ts'));
  // What is imported as a type only is not there when they judge.
  const entered = judges.flatMap((name) =>
    [
      ...readFileSync(join(folder, name), 'utf8').matchAll(
        /(?:^(?:import|export)(?! type)[^;]*?from|^import|\bimport\s*\(|\brequire\s*\()\s*'([^']+)'/gm,
      ),
    ].map(([, target]) => target ?? ''),
  );
  expect(entered.length).toBeGreaterThan(judges.length);
  expect(entered.filter((target) => !target.startsWith('./'))).toEqual([]);
});
