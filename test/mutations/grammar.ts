import { Inapplicable, madeDivision, type Random, type Target } from './mutation';

/* Texts by grammar: nearly right expressions and nearly right JSON, where mistakes of readers hide. */

const oneOf = <T>(random: Random, ...items: readonly T[]): T => items[random(items.length)] as T;

/** A text for `division_id` that is built around the grant's own division. */
export function divisionText(t: Target): string {
  const written: unknown = t.grant.division_id;
  if (typeof written !== 'string') throw new Inapplicable();
  const { random } = t;
  const inner = /^\$\{[^}]*\}$/.test(written) ? written.slice(2, -1).trim() : JSON.stringify(written);
  const piece = (): string =>
    oneOf(
      random,
      written,
      `\${${gap(random)}${expression(t, inner, 2)}${gap(random)}}`,
      `\${${expression(t, inner, 1)}}`,
      `\${~${inner}~}`,
      `$\${${inner}}`,
      `$$\${${inner}}`,
      `%%{${inner}}`,
      '*',
      '',
      ' ',
      '$',
      '{',
      '}',
    );
  const count = oneOf(random, 1, 1, 1, 2, 3);
  return Array.from({ length: count }, piece).join('');
}

const gap = (random: Random): string =>
  oneOf(random, '', '', ' ', '\t', '\n', '\r\n', '/* */', '\u00a0', '\u2028', '#\n', '~');

function expression(t: Target, own: string, depth: number): string {
  const { random } = t;
  const simple = [
    own,
    own,
    own.replace(/\.id$/, '.name'),
    own.replace(/\.id$/, ''),
    own.replace('.', ' . '),
    own.replace(/\.([a-z-]+)\.id$/, '["$1"].id'),
    `(${own})`,
    `${own}.x`,
    'null',
    '""',
    '"*"',
    'local.division',
    'terraform.workspace',
  ];
  if (depth === 0) return oneOf(random, ...simple);
  const next = (): string => expression(t, own, depth - 1);
  return oneOf(
    random,
    ...simple,
    `coalesce(${next()}, ${next()})`,
    `try(${next()}, ${next()})`,
    `true ? ${next()} : ${next()}`,
    `${next()} == ${next()} ? ${next()} : ${next()}`,
    `[${next()}, ${next()}][${random(3)}]`,
    `one([${next()}])`,
    `{ a = ${next()} }.a`,
    `lower(${next()})`,
    `replace(${next()}, "-", "")`,
    `"\${${next()}}"`,
    `join("", [${next()}])`,
  );
}

/** A reference to a division of the stack, with one character changed. */
export function nearlyOwn(t: Target): string {
  const text = `\${genesyscloud_auth_division.${madeDivision(t.file, t.random)}.id}`;
  const at = t.random(text.length);
  const character = oneOf(
    t.random,
    '',
    ' ',
    '.',
    '*',
    '$',
    '{',
    '}',
    '"',
    '\\',
    'i',
    '-',
    '\u200b',
    '\u0131',
    '\u212a',
  );
  return text.slice(0, at) + character + text.slice(at + t.random(2));
}

const words = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  'null',
  'true',
  '7',
  '"*"',
  '""',
  '"//"',
  '"resource"',
  '"genesyscloud_oauth_client"',
  '"client-1"',
  '"roles"',
  '"division_id"',
  '"role_id"',
  '"dynamic"',
  '"lifecycle"',
  '"ignore_changes"',
  '"count"',
  '"provider"',
  '"terraform"',
  '"import"',
  '"to"',
  '"\\u002a"',
  '"${local.x}"',
];

/** JSON tokens in any order. */
export function tokens(random: Random, length: number): string {
  return Array.from({ length }, () => oneOf(random, ...words)).join(oneOf(random, '', ' ', '\n'));
}

/** A JSON value of the words that mean something to Terraform. */
export function value(random: Random, depth: number): string {
  const scalar = (): string => oneOf(random, ...words.slice(6));
  if (depth === 0) return scalar();
  const size = random(3);
  const list = (make: () => string): string => Array.from({ length: size }, make).join(', ');
  return oneOf(
    random,
    scalar(),
    `[${list(() => value(random, depth - 1))}]`,
    `{${list(() => `${oneOf(random, ...words.slice(9))}: ${value(random, depth - 1)}`)}}`,
  );
}

/** Puts a member or an element before one of the members of a text. */
export function spliced(text: string, random: Random): string {
  const places = [...text.matchAll(/"[^"\n]*": /g)];
  const place = places[random(Math.max(1, places.length))];
  if (place === undefined) return text;
  const added = `${oneOf(random, ...words.slice(9))}: ${value(random, 3)}, `;
  const key = /^"([^"]*)"/.exec(place[0])?.[1] ?? '';
  const member = oneOf(random, added, `"${key}": ${value(random, 3)}, `, `"${key}": ${value(random, 3)}, `);
  return text.slice(0, place.index) + member + text.slice(place.index);
}

/** Changes, removes or doubles some bytes. */
export function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random(bytes.length + 1);
  const length = random(40);
  const some = Uint8Array.from({ length: random(4) }, () =>
    oneOf(random, random(256), 0x22, 0x2a, 0x7b, 0x7d, 0x5c),
  );
  const [head, cut, tail] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  return Uint8Array.from(
    oneOf<number[]>(
      random,
      [...head, ...some, ...cut, ...tail],
      [...head, ...tail],
      [...head, ...cut, ...cut, ...tail],
      [...head],
    ),
  );
}
