import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeOf, type Body } from '../../lib/hcl/body';
import type { Expression } from '../../lib/hcl/expression';
import { type ParsedFile, parseFile } from '../../lib/hcl/parse-file';
import type { HclParser } from '../../lib/hcl/parser';
import { parser } from './judge';

const body = (parsed: ParsedFile): Body => {
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  return parsed.body;
};
const native = async (text: string): Promise<Body> => body(await parseFile('main.tf', text, parser));

/* What is generated is known; so both readings must give exactly that, and not just agree with each other. */

const name = fc
  .stringMatching(/^[a-z][a-z0-9_-]{0,8}$/)
  .filter((word) => !['true', 'false', 'null', 'for'].includes(word));
const plainText = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((text) => text.normalize('NFC'))
  // HashiCorp's parser gives JSON, in which half of a surrogate pair cannot stand.
  .filter((text) => !/[\p{Surrogate}\p{Cc}\p{Cf}\u2028\u2029\ufffd]/u.test(text));

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant<Expression>({ kind: 'null' }),
    fc.boolean().map((value): Expression => ({ kind: 'boolean', value })),
    fc.integer({ min: -100_000, max: 100_000 }).map((value): Expression => ({ kind: 'number', value })),
    plainText.map((text): Expression => ({ kind: 'text', text })),
    reference(),
    fc.array(tie('expression'), { maxLength: 4 }).map((items): Expression => ({ kind: 'list', items })),
    fc.uniqueArray(fc.tuple(name, tie('expression')), { maxLength: 4, selector: ([key]) => key }).map(
      (entries): Expression => ({
        kind: 'object',
        entries: entries.map(([key, value]) => [{ kind: 'text', text: key }, value]),
      }),
    ),
  ),
}));

function reference(): fc.Arbitrary<Expression> {
  return fc.tuple(name, fc.array(name, { minLength: 1, maxLength: 3 })).map(([root, steps]) =>
    steps.reduce<Expression>((of, step) => ({ kind: 'attribute', of, name: step }), {
      kind: 'name',
      name: root,
    }),
  );
}

const quoted = (text: string): string =>
  `"${text.replaceAll(/["\\]/g, '\\$&').replaceAll(/\$\{|%\{/g, (open) => open.charAt(0) + open)}"`;

/** Marks before `{` escape each other in runs: such texts have rows of their own below. */
const isHarmless = (text: string): boolean => !/[$%]{2,}\{|[$%]$/.test(text);

function print(value: Expression, space: () => string): string {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'boolean':
    case 'number':
      return String(value.value);
    case 'text':
      return quoted(value.text);
    case 'name':
      return value.name;
    case 'attribute':
      return `${print(value.of, space)}.${value.name}`;
    case 'list':
      return `[${space()}${value.items.map((item) => print(item, space) + space()).join(',')}]`;
    case 'object':
      return `{${space()}${value.entries.map(([key, item]) => `${print(key, space)} = ${print(item, space)}`).join(',')}${space()}}`;
    default:
      throw new Error(value.kind);
  }
}

const texts = (value: Expression): string[] =>
  value.kind === 'text'
    ? [value.text]
    : value.kind === 'list'
      ? value.items.flatMap(texts)
      : value.kind === 'object'
        ? value.entries.flatMap(([, item]) => texts(item))
        : [];

describe('both readings of native syntax', () => {
  it('give what was written, whatever stands between', async () => {
    const spaces = fc.array(fc.constantFrom('', ' ', '\n', '\r\n', '\t', '/* " } */', '# { "\n', '// ${\n'), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(name, expression), { minLength: 1, maxLength: 5, selector: ([key]) => key }),
        spaces,
        async (attributes, between) => {
          fc.pre(attributes.every(([, value]) => texts(value).every(isHarmless)));
          let next = 0;
          const space = () => between[next++ % between.length] ?? '';
          const lines = attributes.map(([key, value]) => `  ${key} = ${print(value, space)}\n`).join('');
          const text = `block "a" "b" {\n${lines}  nested {\n${lines}  }\n}\n`;
          const [block] = (await native(text)).blocks;
          for (const inner of [block?.body, block?.body.blocks[0]?.body]) {
            for (const [key, value] of attributes) {
              expect(inner && attributeOf(inner, key)?.value).toEqual(value);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['"$${x}"', '${x}'],
    ['"%%{x}"', '%{x}'],
    ['"$$${x}"', '$${x}'],
    ['"a$b%c"', 'a$b%c'],
    ['"\\u0041\\n\\t\\"\\\\"', 'A\n\t"\\'],
    ['"\\U0001F600"', '😀'],
    ['"e\u0301"', 'é'],
    ['"\\u0024{x.id}"', '${x.id}'],
    ['"}"', '}'],
    ['"# no comment"', '# no comment'],
  ])('%s', async (written, text) => {
    const [value] = (await native(`a {\n  b = ${written}\n}\n`)).blocks;
    expect(value?.body.attributes[0]?.value).toEqual({ kind: 'text', text });
  });

  it('are not believed where they differ', async () => {
    const [block] = (await native('a {\n  b = { a = 1, a = 2 }\n}\n')).blocks;
    expect(block?.body.attributes[0]?.value).toEqual({ kind: 'opaque', reason: 'two-readings' });
  });

  it('give places in UTF-16 units, a byte order mark not counted', async () => {
    const text = '# 😀\r\nblock {\r\n  a = <<EOT\r\n  x = 1 }\r\nEOT\r\n  b = 2\r\n}\r\n';
    const [block] = (await native(text)).blocks;
    expect(block?.spot.offset).toBe(text.indexOf('block'));
    expect(block?.body.attributes.map(({ name, spot }) => [name, spot.offset])).toEqual([
      ['a', text.indexOf('a = <<')],
      ['b', text.indexOf('b = 2')],
    ]);
  });
});

describe('what cannot be read', () => {
  const problems = async (file: string, text: string) => {
    const parsed = await parseFile(file, text, parser);
    return parsed.ok
      ? []
      : parsed.problems.map(({ position, spot, message }) => ({ at: position ?? spot.offset, message }));
  };

  it('is told with HashiCorp’s own words and places', async () => {
    expect(await problems('main.tf', 'a = \nb {\n')).toMatchInlineSnapshot(`
      [
        {
          "at": {
            "column": 5,
            "line": 1,
          },
          "message": "Invalid expression: Expected the start of an expression, but found an invalid expression token.",
        },
      ]
    `);
  });

  it('is told of JSON', async () => {
    expect(
      await problems('main.tf.json', '{"resource": [1], "resorce": {}, "locals": {"a": 1, "a": 2}}'),
    ).toMatchInlineSnapshot(`
      [
        {
          "at": 14,
          "message": "an object is expected here",
        },
        {
          "at": 18,
          "message": ""resorce" is no block type of Terraform that is known here",
        },
        {
          "at": 52,
          "message": "the argument "a" stands twice",
        },
      ]
    `);
    expect(await problems('main.tf.json', '{')).toMatchInlineSnapshot(`
      [
        {
          "at": 1,
          "message": "a property name in double quotes is expected",
        },
      ]
    `);
  });

  it('is refused when it is too deep', async () => {
    const deep = `a {\n b = ${'['.repeat(200)}${']'.repeat(200)}\n}\n`;
    expect((await problems('main.tf', deep)).map(({ message }) => message)).toEqual([
      'this is nested too deeply to be read safely',
    ]);
  });

  const never: HclParser = () => {
    throw new Error('the parser was asked');
  };
  it.each([
    ['control characters', '\0'],
    ['signs', '@'],
    ['spaces of other kinds', '\u00a0'],
    ['returns without a new line', '\r'],
    ['backslashes', '\\'],
    ['marks', '$'],
  ])('is not given to the parser where it is long: %s', async (_, strange) => {
    const many = strange.repeat(70_000);
    for (const [text, offset] of [[many, 0] as const, [`a {\n  b = 1 ${many}\n}\n`, 12] as const]) {
      const parsed = await parseFile('main.tf', text, never);
      expect(parsed).toEqual({
        ok: false,
        problems: [
          {
            spot: { file: 'main.tf', offset },
            position: undefined,
            message: 'what stands here is no Terraform, or is not closed further down',
          },
        ],
      });
    }
    // A comment may hold anything, and so may a text in quotes, but for escapes that are none.
    const harmless = `# ${many}\na {\n  b = 1\n}\n`;
    await expect(parseFile('main.tf', harmless, never)).resolves.toMatchObject({
      problems: [{ message: 'it cannot be read: the parser was asked' }],
    });
  });

  it('is not given to the parser either where escapes are none', async () => {
    const parsed = await parseFile('main.tf', `a {\n  b = "${'\\q'.repeat(40_000)}"\n}\n`, never);
    expect(parsed).toMatchObject({ problems: [{ spot: { offset: 11 } }] });
  });

  it('is an argument that is also a block, which the parser would merge', async () => {
    const text = 'resource "a" "b" {\n  roles = []\n  roles {\n  }\n}\n';
    expect((await problems('main.tf', text)).map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        ""roles" can be read in two ways, so nothing in this file can be judged",
      ]
    `);
  });
});

describe('JSON syntax', () => {
  const resource = (body: string) => `{"resource": {"genesyscloud_oauth_client": {"x": ${body}}}}`;

  it('has blocks where the schema has them, and a comment', async () => {
    const text = resource(
      '{"//": "c", "name": "n", "roles": [{"role_id": "${a.b.id}", "division_id": "$${x}"}, {"division_id": null}]}',
    );
    const [block] = body(await parseFile('main.tf.json', text, parser)).blocks;
    expect(block?.labels).toEqual(['genesyscloud_oauth_client', 'x']);
    expect(block?.body.attributes.map(({ name }) => name)).toEqual(['name']);
    expect(block?.body.blocks.map((inner) => inner.body.attributes.map(({ value }) => value.kind))).toEqual([
      ['attribute', 'text'],
      ['null'],
    ]);
  });

  it('lets authors name locals, arguments of modules and providers as they like', async () => {
    const text =
      '{"locals": {"roles": ["a"]}, "module": {"m": {"source": "./m", "content": 1, "roles": "b"}}}';
    const blocks = body(await parseFile('main.tf.json', text, parser)).blocks;
    expect(blocks.map((block) => block.body.attributes.map(({ name }) => name))).toEqual([
      ['roles'],
      ['source', 'content', 'roles'],
    ]);
  });
});
