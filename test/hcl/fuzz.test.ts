import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hclSarif } from '../../lib/report/hcl/sarif';
import { hclText } from '../../lib/report/hcl/text';
import { root } from '../commands/run';
import { around, client, type Judged, judge } from './judge';

/*
 * Whatever a folder holds, the outcome is a verdict or a list of problems, each with its file, and never an exception. (Texts that break the parser's
 * stack have tests of their own in test/commands: they end its runtime for good.)
 */

const recorded = join(root, 'test', 'fixtures', 'recorded', 'spellings-hcl');
const samples = [
  readFileSync(join(recorded, 'main.tf'), 'utf8'),
  readFileSync(join(recorded, 'child', 'main.tf'), 'utf8'),
  `${around + client('"${genesyscloud_auth_division.voice.id}"')}locals {\n  x = <<-EOT\n    \${a}\n  EOT\n}\n`,
];
const json = readFileSync(
  join(root, 'test', 'fixtures', 'recorded', 'spellings-json', 'cdk.tf.json'),
  'utf8',
);

function isOutcome({ problems, document }: Judged): void {
  for (const problem of problems) expect(problem).toMatch(/^infra[^ ]* \S/);
  expect(['contained', 'rejected']).toContain(document.verdict);
  expect(document.verdict === 'contained').toBe(document.findings.length === 0);
  expect(hclText(document)).not.toMatch(/undefined|\[object/);
  expect(JSON.parse(hclSarif(document, 'main.tf'))).toHaveProperty('runs');
  expect(() => JSON.parse(JSON.stringify(document))).not.toThrow();
}

const numRuns = 150;

describe('any files give an outcome', () => {
  it('random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 200 }), async (a, b) => {
        isOutcome(await judge({ 'a.tf': a, 'b.tf.json': b }));
      }),
      { numRuns },
    );
  });

  it('random texts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 100 }), async (text) => {
        isOutcome(await judge({ 'a.tf': text }));
      }),
      { numRuns },
    );
  });

  it('random words of the language', async () => {
    const word = fc.constantFrom(
      ...[
        'resource',
        '"genesyscloud_oauth_client"',
        '"x"',
        '{',
        '}',
        '\n',
        '=',
        'roles',
        '[',
        ']',
        '(',
        ')',
        ',',
      ],
      ...[
        '"${',
        '}"',
        '%{ if',
        '<<EOT\n',
        'EOT\n',
        'for',
        'in',
        ':',
        '?',
        '...',
        '.',
        '*',
        '"',
        '\\',
        '$',
        '# ',
        '/*',
        '*/',
      ],
      ...[
        'dynamic',
        'content',
        'for_each',
        'count',
        'locals',
        'module',
        'source',
        '"./m"',
        'variable',
        'each.value',
      ],
      ...[
        'genesyscloud_auth_division.voice.id',
        'toset',
        'null',
        '-1',
        '1e9',
        'local.a',
        '\ufeff',
        '\r',
        '\u2028',
      ],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 40 }), async (words) => {
        isOutcome(await judge({ 'a.tf': words.join(' '), 'm/a.tf': words.join('') }));
      }),
      { numRuns: 300 },
    );
  });

  it('samples with parts cut out, doubled, moved or swapped', async () => {
    const edit = fc.tuple(fc.constantFrom('cut', 'double', 'put'), fc.nat(), fc.nat({ max: 60 }), fc.nat());
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples, json),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        async (sample, edits) => {
          const mutated = edits.reduce((text, [how, where, length, to]) => {
            const start = where % (text.length + 1);
            const part = text.slice(start, start + length);
            if (how === 'cut') return text.slice(0, start) + text.slice(start + length);
            const at = how === 'double' ? start : to % (text.length + 1);
            return text.slice(0, at) + part + text.slice(at);
          }, sample);
          isOutcome(await judge({ [sample === json ? 'a.tf.json' : 'a.tf']: mutated }));
        },
      ),
      { numRuns },
    );
  });
});

describe('harmless rewrites change nothing', () => {
  const verdicts = ({ clients }: Judged): string =>
    JSON.stringify(
      clients.map(({ resource, grants }) => [
        resource.address,
        grants.map(({ division, role }) => [
          division.kind === 'made' ? division.division.address : division,
          role.kind === 'made' ? role.role.address : role,
        ]),
      ]),
    );
  const [main = '', child = ''] = samples;

  it.each<[string, (text: string) => string | Uint8Array]>([
    ['line ends of Windows', (text) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text) => `\ufeff${text}`],
    ['comments', (text) => text.replaceAll(/\{\n/g, '{ /* } " */\n# {\n// "${\n')],
    ['tabs', (text) => text.replaceAll('  ', '\t')],
    ['no last line end', (text) => text.trimEnd()],
    ['labels without quotes', (text) => text.replaceAll(/resource "(\w+)" "(\w+)"/g, 'resource $1 $2')],
  ])('%s', async (_, rewrite) => {
    const plain = await judge({ 'main.tf': main, 'child/main.tf': child });
    const rewritten = await judge({ 'main.tf': rewrite(main), 'child/main.tf': rewrite(child) });
    expect(rewritten.problems).toEqual([]);
    expect(verdicts(rewritten)).toBe(verdicts(plain));
  });

  it('splitting it over files', async () => {
    const plain = await judge({ 'main.tf': main, 'child/main.tf': child });
    const blocks = main.split(/(?<=^\}\n)/m);
    const files = Object.fromEntries(
      blocks.map((text, index) => [`${String(index).padStart(3, '0')}.tf`, text]),
    );
    expect(verdicts(await judge({ ...files, 'child/x.tf': child }))).toBe(verdicts(plain));
  });
});
