import { expect, it } from 'vitest';
import { program } from '../../lib/commands/main';

it('every command shows an example in its help', () => {
  const helps = program().commands.map((command) => {
    const parts: string[] = [];
    command.configureOutput({ writeOut: (part) => parts.push(part) }).outputHelp();
    return parts.join('');
  });
  expect(helps.filter((text) => !/\nExamples?:\n {2}\S/.test(text))).toEqual([]);
});
