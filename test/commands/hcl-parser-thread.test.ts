import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ParserThread } from '../../lib/commands/hcl-parser-thread';
import { readHcl } from '../../lib/commands/read-hcl';
import { parseFile } from '../../lib/hcl/parse-file';
import { ParserFailure } from '../../lib/hcl/parser';
import { folder, root } from './run';

const module = join(root, 'node_modules', '@cdktf', 'hcl2json');
const thread = (file: number, all = 60): ParserThread => new ParserThread(module, { file, all });
/** Keeps the parser busy for a minute, without a turn for anybody else. */
const busy = `locals {\n  a = "${'$'.repeat(100_000)}"\n}\n`;
const heredocs = `locals {\n  a = <<A\n${'<<A\n'.repeat(250_000)}A\n}\n`;

describe('the parser’s thread', () => {
  it('answers one file after the other, and lists errors as the parser does', async () => {
    const parser = thread(60);
    expect(await parser.parse('a', 'a = 1\n')).toEqual({ a: 1 });
    await expect(parser.parse('a', 'a = \n')).rejects.toThrow('a:1,5-2,1: Invalid expression');
    expect(await parser.parse('a', 'b {\n}\n')).toEqual({ b: [{}] });
  });

  it.each([
    ['signs', busy],
    ['heredocs', heredocs],
  ])('is ended by the clock, and not started again: %s', async (_, text) => {
    const parser = thread(0.5);
    const home = folder();
    mkdirSync(join(home, 'infra'));
    writeFileSync(join(home, 'infra', 'a.tf'), text);
    writeFileSync(join(home, 'infra', 'b.tf'), 'locals {\n}\n');
    const { problems } = await readHcl(join(home, 'infra'), 'infra', (file, body) =>
      parser.parse(file, body),
    );
    expect(problems.map(({ spot, message }) => `${spot.file}  ${message}`)).toEqual([
      'infra/a.tf  the parser gave no answer within 0.5 s, which no file written by hand takes',
      'infra/b.tf  it was not read, because the parser gave up on a file before it',
    ]);
  });

  it('has a limit for all files together', async () => {
    await expect(thread(60, 0.2).parse('a', busy)).rejects.toThrow(
      'the parser needs more than 0.2 s for these files, which no configuration written by hand takes',
    );
  });

  it('gives up on what is nested too deeply, and on a module that is none', async () => {
    const deep = thread(60);
    await expect(deep.parse('a', `a {\n  b = ${'!'.repeat(200_000)}true\n}\n`)).rejects.toThrow(
      ParserFailure,
    );
    await expect(deep.parse('a', 'a = 1\n')).rejects.toThrow('gave up on a file before it');
    const none = new ParserThread(join(module, 'gone'), { file: 60, all: 60 });
    const parsed = await parseFile('infra/a.tf', 'a = 1\n', (file, text) => none.parse(file, text));
    expect(parsed).toMatchObject({ ok: false, problems: [{ message: 'the parser broke down over it' }] });
  });
});
