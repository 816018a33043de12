import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainYaml } from '../../lib/manifest/plain-yaml';
import { parseYaml } from '../../lib/manifest/yaml';

/** What the plain reader says is what the full reader says, or nothing. */
function agrees(text: string): boolean {
  const plain = plainYaml(text);
  if (plain === undefined) return false;
  expect(parseYaml(text), text).toEqual({ value: plain.value, faults: [] });
  return true;
}

const demo = join(__dirname, '..', '..', 'tenants', 'demo');
const files = readdirSync(demo)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(join(demo, name), 'utf8'));

describe('plain YAML', () => {
  it('reads the demo’s files as the full reader does', () => {
    expect(files.map(agrees)).toEqual(files.map(() => true));
  });

  it.each([
    'a: b\n',
    'a:\n  b: c\n  d:\n    - e\n    - f: g\n      h: i\n',
    'a:\n- b\n- c\nd: e\n',
    '- a: b\n  c:\n  - d\n',
    'a: [b, c d , "e, f", \'g\', 1, true, null, {h: i, j: [k]}]\n',
    'a: {}\nb: []\nc:\n',
    'a: b # comment\n# comment\n\nc: routing:queue:view\n',
    'a: 2027-04-30\nb: 4h\nc: 0\nd: 12\ne: 1.84.1\n',
    "a: 'x: y'\nb: \"\"\nc: it's\n",
    '  \n# only\na:   b   \n',
  ])('reads %j', (text) => {
    expect(agrees(text)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['a text alone', 'abc\n'],
    ['a tab', 'a:\tb\n'],
    ['a carriage return', 'a: b\r\n'],
    ['an anchor', 'a: &x b\n'],
    ['an alias', 'a: *x\n'],
    ['a tag', 'a: !x b\n'],
    ['a merge key', '<<: b\n'],
    ['a directive', '%YAML 1.2\n---\na: b\n'],
    ['a document marker', '---\na: b\n'],
    ['a second document', 'a: b\n---\nc: d\n'],
    ['a block text', 'a: |\n  b\n'],
    ['a text over two lines', 'a: b\n  c\n'],
    ['a bracket over two lines', 'a: [b,\n  c]\n'],
    ['a key twice', 'a: b\na: c\n'],
    ['a key twice in brackets', 'a: {b: c, b: d}\n'],
    ['a key that objects answer to', 'constructor: b\n'],
    ['a key that is a word of YAML', 'true: b\n'],
    ['a quoted key', '"a": b\n'],
    ['an escape', 'a: "\\n"\n'],
    ['a doubled quote', "a: 'b''c'\n"],
    ['an inner key', 'a: b: c\n'],
    ['a colon at the end', 'a: b:\n'],
    ['a number in another spelling', 'a: 0x1f\n'],
    ['a fraction', 'a: 1.5\n'],
    ['a number with a zero before it', 'a: 01\n'],
    ['a very long number', 'a: 12345678901234567890\n'],
    ['half indentation', 'a:\n    b: c\n  d: e\n'],
    ['a list in a list', '- - a\n'],
    ['a comma at the end', 'a: [b,]\n'],
    ['a pair in a list', 'a: [b: c]\n'],
    ['a character beyond the plane', 'a: 😀\n'],
    ['a line separator', 'a: b\u2028c\n'],
    ['what goes deeper than a manifest', `a: ${'['.repeat(200)}${']'.repeat(200)}\n`],
  ])('leaves %s to the full reader', (_, text) => {
    expect(plainYaml(text)).toBeUndefined();
  });

  it('says nothing else than the full reader, whatever the text', () => {
    const words = [
      ...'ab:-#,[]{}\n  \'"?&*!|>%@`~=0.1e',
      ': ',
      '- ',
      ' #',
      '\n  ',
      '\n- ',
      '\n  - ',
      'a: ',
      'b:',
    ];
    const soup = fc.array(fc.constantFrom(...words, 'null', 'true', '0x1', '1.', 'é', '...', '---'), {
      maxLength: 24,
    });
    let read = 0;
    fc.assert(
      fc.property(soup, (parts) => {
        if (agrees(parts.join(''))) read++;
      }),
      { numRuns: 20_000 },
    );
    expect(read).toBeGreaterThan(200);
  });

  it('says nothing else than the full reader of a manifest that was damaged anywhere', () => {
    const damage = fc.record({
      text: fc.constantFrom(...files),
      at: fc.nat(),
      length: fc.nat(4),
      put: fc.oneof(
        fc.string({ maxLength: 3 }),
        fc.constantFrom('\n', '  ', ': ', ' #', '- ', '[', '}', "'", '"'),
      ),
    });
    let read = 0;
    fc.assert(
      fc.property(damage, ({ text, at, length, put }) => {
        const start = at % text.length;
        if (agrees(text.slice(0, start) + put + text.slice(start + length))) read++;
      }),
      { numRuns: 2_000 },
    );
    expect(read).toBeGreaterThan(400);
  });
});
