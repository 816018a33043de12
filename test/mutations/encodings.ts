import { Inapplicable, type Mutation, type Random, rewrite } from './mutation';

/* Other bytes: spellings of JSON that some readers overlook, and texts that are no JSON. */

const hidden = '{"genesyscloud_oauth_client": {"hidden": {"roles": {"division_id": "*"}}}}';
/** Text put in at the very start of the root object. */
const atRoot = (added: string) => (text: string) => text.replace(/^\{/, () => `{${added},`);
/** Text put in before one of the places that match. */
function before(pattern: RegExp, added: string) {
  return (text: string, random: Random): string => {
    const places = [...text.matchAll(pattern)];
    const place = places[random(Math.max(1, places.length))];
    if (place === undefined) throw new Inapplicable();
    return `${text.slice(0, place.index)}${added}${text.slice(place.index)}`;
  };
}
const unreadable = (
  id: string,
  does: string,
  change: (text: string, random: Random) => string | Uint8Array,
) => rewrite(id, does, 'unmodelled-authority', change);

export const encodingMutations: readonly Mutation[] = [
  rewrite(
    'twice-resource',
    'a second "resource" with a client',
    'undeclared-client',
    atRoot(`"resource": ${hidden}`),
  ),
  rewrite(
    'twice-type',
    'a second member of the client type',
    'undeclared-client',
    before(/"genesyscloud_oauth_client": \{/g, '"genesyscloud_oauth_client": {"hidden": {}}, '),
  ),
  rewrite(
    'twice-roles',
    'a second "roles" with *',
    'all-divisions',
    before(/"roles": \[/g, '"roles": {"division_id": "*"}, '),
  ),
  rewrite(
    'twice-division',
    'a second division_id in one block',
    'unproven-division',
    before(/"division_id":/g, '"division_id": "*", '),
  ),
  rewrite(
    'twice-role',
    'a second role_id in one block',
    'unproven-role',
    before(/"role_id":/g, '"role_id": "x", '),
  ),
  unreadable(
    'twice-client',
    'the same client twice',
    before(/"client-\d+": \{/g, '"client-1": {}, "client-1": {}, '),
  ),
  rewrite(
    'twice-lifecycle',
    'a second "lifecycle" that ignores',
    'ignored-changes',
    before(/"roles": \[/g, '"lifecycle": {}, "lifecycle": {"ignore_changes": ["roles"]}, '),
  ),
  rewrite(
    'twice-backend',
    'a second "terraform" with a backend',
    'cross-tenant-state',
    atRoot('"terraform": {"backend": {"local": {}}}'),
  ),
  rewrite(
    'twice-provider',
    'a second "provider"',
    'wrong-org',
    atRoot('"provider": {"genesyscloud": {"aws_region": "us-east-1"}}'),
  ),
  rewrite(
    'twice-import',
    'a second "import"',
    'undeclared-adoption',
    atRoot('"import": {"to": "genesyscloud_auth_division.x", "id": "y"}'),
  ),
  rewrite(
    'arrays',
    'a client in arrays of arrays',
    'undeclared-client',
    atRoot(
      '"resource": [{"genesyscloud_oauth_client": [{"hidden": [{"roles": [[{"division_id": "*"}]]}]}]}]',
    ),
  ),
  rewrite(
    'root-array',
    'the file is an array',
    'undeclared-client',
    (text) => `[${text}, {"resource": ${hidden}}]`,
  ),
  rewrite('empty-grant', 'an empty grant', 'home-division', (text) =>
    text.replace('"roles": [', '"roles": [{}, '),
  ),
  rewrite('null-grant', 'null for a grant', 'home-division', (text) =>
    text.replace('"roles": [', '"roles": [null, '),
  ),
  rewrite('escaped-key', 'a key and a star behind JSON escapes', 'all-divisions', (text) =>
    text.replace(/"division_id": "[^"]*"/, '"division\\u005fid": "\\u002a"'),
  ),
  rewrite('case-of-key', 'division_id in capitals', 'home-division', (text) =>
    text.replace('"division_id"', '"DIVISION_ID"'),
  ),
  unreadable('comment-label', '"//" where a label belongs', atRoot('"resource": {"//": {"x": {}}}')),
  unreadable('utf-16le', 'UTF-16, little end first', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
  unreadable('utf-16be', 'UTF-16, big end first', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()),
  unreadable('invalid-utf-8', 'a byte that is not UTF-8', (text, random) => {
    const bytes = Buffer.from(text);
    const at = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at)]);
  }),
  unreadable('overlong-utf-8', 'a star in two bytes', (text) =>
    Buffer.concat([Buffer.from(text), Buffer.from([0xc0, 0xaa])]),
  ),
  unreadable('two-marks', 'two byte order marks', (text) => `\ufeff\ufeff${text}`),
  unreadable('cut', 'cut anywhere', (text, random) => text.slice(0, 1 + random(text.trimEnd().length - 2))),
  unreadable('nothing', 'an empty file', () => ''),
  unreadable('blank', 'white space only', () => ' \n'),
  unreadable('trailing', 'something after the end', (text) => `${text} {}`),
  unreadable('trailing-comma', 'a comma too many', (text) => text.replace(/\}\s*$/, ',}')),
  unreadable('comment', 'a comment', (text) => `/* x */ ${text}`),
  unreadable('line-comment', 'a comment of a line', (text) => `// x\n${text}`),
  unreadable('single-quotes', 'single quotes', (text) => text.replaceAll('"', "'")),
  unreadable('nan', 'NaN', atRoot('"locals": {"x": NaN}')),
  unreadable('leading-zero', 'a number with a zero before it', atRoot('"locals": {"x": 01}')),
  unreadable('control', 'a control character in a text', atRoot('"locals": {"x": "\u0001"}')),
  unreadable('nul', 'a NUL after the end', (text) => `${text}\0`),
  unreadable('wide-space', 'a space that JSON does not have', (text) => `\u00a0${text}`),
  unreadable('surrogate', 'half of a surrogate pair', atRoot('"locals": {"x": "\\ud800"}')),
  unreadable(
    'nesting',
    'nested beyond reason',
    atRoot(`"locals": {"x": ${'['.repeat(3000)}${']'.repeat(3000)}}`),
  ),
  unreadable('text-for-file', 'a text in place of the object', (text) => JSON.stringify(text)),
  unreadable('text-for-grants', 'a text in place of grants', (text) =>
    text.replace('"roles": [', '"roles": "*", "roles": ['),
  ),
];
