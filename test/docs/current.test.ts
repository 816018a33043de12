import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { program } from '../../lib/commands/main';
import { catalogue } from '../../lib/report/rules';
import { pages } from '../../scripts/docs';
import { root } from '../commands/run';
import { anchors, commandsIn, linksIn, pathsIn, written } from './markdown';

it.each([...pages()])('%s is what the code makes (npm run docs)', (path, text) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(text);
});

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };

it('finds in the pages what is asked of each of them', () => {
  const texts = written.map(read);
  expect(texts.flatMap(linksIn).length).toBeGreaterThan(400);
  expect(texts.flatMap(pathsIn).length).toBeGreaterThan(100);
  expect(texts.flatMap((text) => commandsIn(text, 'bulkhead')).length).toBeGreaterThan(50);
  expect(texts.flatMap((text) => commandsIn(text, 'npm run')).length).toBeGreaterThan(15);
});

describe.each(written)('%s', (path) => {
  it('links to pages and headings that exist', () => {
    for (const { file, anchor } of linksIn(read(path))) {
      const target = file === '' ? path : join(dirname(path), file);
      expect(existsSync(join(root, target)), target).toBe(true);
      if (anchor !== undefined) expect(anchors(read(target)), `${target}#${anchor}`).toContain(anchor);
    }
  });

  it('calls commands and scripts that exist, with options that they have', () => {
    for (const { name, options } of commandsIn(read(path), 'bulkhead')) {
      const command = program().commands.find((one) => one.name() === name);
      expect(command?.name(), `bulkhead ${name}`).toBe(name);
      const known = [...(command?.options ?? []).map(({ long }) => long), '--help'];
      for (const option of options) expect(known, `bulkhead ${name}`).toContain(option);
    }
    for (const { name } of commandsIn(read(path), 'npm run'))
      expect(Object.keys(scripts), `npm run ${name}`).toContain(name);
  });
});

// The scores are those of a day, and of the files of that day.
const today = written.filter((path) => path !== 'docs/reference/mutation-score.md');
it.each(today)('%s names files of this repository that exist', (path) => {
  for (const file of pathsIn(read(path))) expect(existsSync(join(root, file)), file).toBe(true);
});

it('docs/README.md leads to every page of docs', () => {
  const linked = linksIn(read('docs/README.md')).map(({ file }) => join('docs', file));
  const all = written.filter((path) => path.startsWith('docs/') && path !== 'docs/README.md');
  expect(all.filter((path) => !linked.includes(path))).toEqual([]);
});

it('docs/reference/manifest.md has every key of every backend', () => {
  const { properties } = JSON.parse(read('schema/org.schema.json'));
  const page = read('docs/reference/manifest.md');
  for (const form of properties.state.oneOf)
    for (const key of Object.keys(form.properties))
      expect(page).toMatch(
        new RegExp(`^\\| \`state\\.${key}\` \\| .*\\| \`${form.properties.backend.const}\`: `, 'm'),
      );
  expect(properties.state.oneOf.length).toBe(7);
});

it('README.md shows a tenant of the demo as it is', () => {
  expect(read('README.md')).toContain(`\`\`\`yaml\n${read('tenants/demo/initech.yaml')}\`\`\``);
});

it('README.md shows rows of the table of unknown values', () => {
  const [, first = ''] = read('docs/explanation/unknown-values.md').split('## Before the first deploy');
  const rows = (text: string): string[][] =>
    [...text.matchAll(/^\| (.*) \|$/gm)].map(([, row = '']) => row.split(' | '));
  const all = rows(first.split('## After the apply')[0] ?? '').map(
    ([, written, shows, known, , , verdict = '']) => [
      written,
      shows,
      known,
      verdict.replace(/\[(.*)\]\(.*\)/, '$1'),
    ],
  );
  const shown = rows(read('README.md')).filter(([, shows]) => shows === '(known after apply)');
  expect(shown.length).toBe(4);
  for (const row of shown) expect(all).toContainEqual(row);
});

it('docs/explanation/soundness.md calls rules beside the theorem that can be waived', () => {
  const [, beside = ''] =
    /^(The theorem is about grants(?:.*\n)+?)\n/m.exec(read('docs/explanation/soundness.md')) ?? [];
  const named = [...beside.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id);
  expect(named.length).toBe(4);
  const waivable = catalogue().flatMap((rule) => (rule.waivable ? [rule.id] : []));
  expect(waivable).toEqual(expect.arrayContaining(named));
  // What else can be waived opens nothing: less than is declared, reach within scopes, how long tokens live, and drift, which a plan undoes.
  expect(waivable.filter((id) => !named.includes(id)).sort()).toEqual([
    'drifted-grant',
    'missing-client',
    'missing-grant',
    'scope-ceiling',
    'token-lifetime',
  ]);
});
