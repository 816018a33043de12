import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../commands/run';

/** The pages for people, relative to the repository. */
export const written: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...below('docs'),
  ...below('examples'),
  'packages/provider-genesyscloud/README.md',
];

function below(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? below(`${folder}/${entry.name}`)
      : entry.name.endsWith('.md')
        ? [`${folder}/${entry.name}`]
        : [],
  );
}

const withoutBlocks = (text: string): string => text.replaceAll(/^ *```.*\n(?:.*\n)*?^ *```$/gm, '');

/** Links to other pages and to headings of this one. */
export const linksIn = (text: string): { file: string; anchor: string | undefined }[] =>
  [...withoutBlocks(text).matchAll(/\]\(([^)#\s]*)(?:#([^)\s]*))?\)/g)]
    .map(([, file = '', anchor]) => ({ file, anchor }))
    .filter(({ file }) => !file.startsWith('http'));

/** What headings are called in links, as GitHub does it. */
export const anchors = (text: string): string[] =>
  [...withoutBlocks(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Calls of a command in code, with the long options that follow it. */
export function commandsIn(text: string, command: string): { name: string; options: string[] }[] {
  const calls = new RegExp(`(?:^|[\`(] ?|&& |npx )${command} ([a-z][a-z:-]*)([^\`|;&>\\n]*)`, 'gm');
  return [...text.matchAll(calls)].map(([, name = '', rest = '']) => ({
    name,
    options: [...rest.matchAll(/(?<=\s)--[a-z-]+/g)].map(([option]) => option),
  }));
}

/** Files and folders of the repository that are named in backquotes; what a page has its reader write is none. */
export const pathsIn = (text: string): string[] =>
  [
    ...withoutBlocks(text).matchAll(
      /`((?:lib|test|docs|examples|scripts|bench|schema|packages)\/[\w./-]+)`/g,
    ),
  ].map(([, path = '']) => path);
