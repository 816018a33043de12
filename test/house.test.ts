import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, it } from 'vitest';

/** Which rooms of `lib` a room may enter: the arrows of CONTRIBUTING.md. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  json: [],
  text: [],
  terraform: ['json'],
  genesys: ['text'],
  manifest: ['json', 'text'],
  proof: ['terraform', 'genesys', 'manifest', 'json'],
  rules: ['proof', 'terraform', 'genesys', 'manifest', 'json'],
  access: ['manifest', 'genesys'],
  report: ['access', 'rules', 'proof', 'genesys', 'manifest', 'json'],
  seal: ['json'],
  emulator: ['genesys', 'json', 'text'],
  constructs: ['proof', 'genesys', 'manifest'],
  commands: [
    'access',
    'emulator',
    'genesys',
    'json',
    'manifest',
    'proof',
    'report',
    'rules',
    'seal',
    'terraform',
    'text',
  ],
};
const pure = ['json', 'text', 'terraform', 'genesys', 'proof', 'rules', 'access', 'seal', 'report'];

const lib = join(__dirname, '..', 'lib');
const rooms = readdirSync(lib, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

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
        target !== 'node:path',
    ),
  ).toEqual([]);
});

it('knows cdktf in one room only', () => {
  const users = imports.filter(({ target }) => /^(cdktf|constructs|@cdktf\/)/.test(target));
  expect([...new Set(users.map(({ room }) => room))]).toEqual(['constructs']);
});
