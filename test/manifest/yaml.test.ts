import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../lib/manifest/yaml';
import { reportTenant, sheet, tenantText } from './texts';

const utf16 = (text: string): Uint8Array =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('bytes', () => {
  it('takes a UTF-8 byte order mark', () => {
    expect(reportTenant(`\ufeff${tenantText}`)).toBe('no problem');
  });

  it('takes CRLF', () => {
    expect(reportTenant(tenantText.replaceAll('\n', '\r\n'))).toBe('no problem');
  });

  it('refuses everything that is not plain UTF-8', () => {
    expect(
      sheet<string | Uint8Array>(reportTenant, [
        ['UTF-16', utf16(tenantText)],
        ['UTF-16 big-endian', Buffer.from(utf16(tenantText)).swap16()],
        ['UTF-16 without a mark', utf16(tenantText).subarray(2)],
        ['Latin-1', Buffer.from('owner: x\ndivisions: {} # é', 'latin1')],
        ['a bad byte after a real U+FFFD', Buffer.concat([Buffer.from('# \ufffd é '), Buffer.from([0xc3])])],
        ['a bad byte after a mark', Buffer.concat([Buffer.from('\ufeffab'), Buffer.from([0xff])])],
        ['half a character at the end', Buffer.concat([Buffer.from(tenantText), Buffer.from([0xe2, 0x82])])],
        ['NUL', `${tenantText}# \0`],
        ['an escape sequence', 'owner: \u001b[31mred'],
        ['a direction override', 'owner: a\u202eb'],
        ['a carriage return alone', tenantText.replace('owner', '# as agreed\r# owner')],
        ['two carriage returns', tenantText.replaceAll('\n', '\r\r\n')],
        ['a carriage return at the end', `${tenantText}# \r`],
        ['a next line', '# \u0085owner: x'],
        ['a line separator', '# \u2028owner: x'],
        ['a paragraph separator', 'owner: "\u2029"'],
        ['more than 1 MiB', tenantText + '#'.repeat(1024 * 1024)],
      ]),
    ).toMatchInlineSnapshot(`
      "
      # UTF-16
      tenants/demo/acme.yaml:1:1  the file is encoded in UTF-16; UTF-8 is expected
          Save the file as UTF-8.
      # UTF-16 big-endian
      tenants/demo/acme.yaml:1:1  the file is encoded in UTF-16; UTF-8 is expected
          Save the file as UTF-8.
      # UTF-16 without a mark
      tenants/demo/acme.yaml:1:2  the control character U+0000 is not allowed
          Files full of U+0000 are UTF-16, binary, or were cut off while being written.
      # Latin-1
      tenants/demo/acme.yaml:2:17  the file is not valid UTF-8 from here on
          Save the file as UTF-8.
      # a bad byte after a real U+FFFD
      tenants/demo/acme.yaml:1:7  the file is not valid UTF-8 from here on
          Save the file as UTF-8.
      # a bad byte after a mark
      tenants/demo/acme.yaml:1:3  the file is not valid UTF-8 from here on
          Save the file as UTF-8.
      # half a character at the end
      tenants/demo/acme.yaml:7:1  the file is not valid UTF-8 from here on
          Save the file as UTF-8.
      # NUL
      tenants/demo/acme.yaml:7:3  the control character U+0000 is not allowed
          Files full of U+0000 are UTF-16, binary, or were cut off while being written.
      # an escape sequence
      tenants/demo/acme.yaml:1:8  the control character U+001B is not allowed
          Remove it.
      # a direction override
      tenants/demo/acme.yaml:1:9  the invisible character U+202E is not allowed
          It changes the order in which people see the text, so a review would not see what is read here.
      # a carriage return alone
      tenants/demo/acme.yaml:1:12  a carriage return (U+000D) is not allowed without a line feed behind it
          Some editors and YAML readers end a line there, this one does not: a review would not see what is read here. End lines with LF or CRLF.
      # two carriage returns
      tenants/demo/acme.yaml:1:24  a carriage return (U+000D) is not allowed without a line feed behind it
          Some editors and YAML readers end a line there, this one does not: a review would not see what is read here. End lines with LF or CRLF.
      # a carriage return at the end
      tenants/demo/acme.yaml:7:3  a carriage return (U+000D) is not allowed without a line feed behind it
          Some editors and YAML readers end a line there, this one does not: a review would not see what is read here. End lines with LF or CRLF.
      # a next line
      tenants/demo/acme.yaml:1:3  the character U+0085 is not allowed
          Some editors and YAML readers end a line there, this one does not: a review would not see what is read here. End lines with LF or CRLF.
      # a line separator
      tenants/demo/acme.yaml:1:3  the character U+2028 is not allowed
          Some editors and YAML readers end a line there, this one does not: a review would not see what is read here. End lines with LF or CRLF.
      # a paragraph separator
      tenants/demo/acme.yaml:1:9  the character U+2029 is not allowed
          Some editors and YAML readers end a line there, this one does not: a review would not see what is read here. End lines with LF or CRLF.
      # more than 1 MiB
      tenants/demo/acme.yaml:1:1  the file is larger than 1 MiB
          A manifest is written by hand; this is something else.
      "
    `);
  });

  it('takes exactly 1 MiB', () => {
    expect(reportTenant(tenantText + '#'.repeat(1024 * 1024 - tenantText.length))).toBe('no problem');
  });
});

describe('YAML', () => {
  it('refuses what two readers could take differently', () => {
    expect(
      sheet(reportTenant, [
        ['an empty file', ''],
        ['only comments', '# nothing\n\n'],
        ['only a document marker', '---\n'],
        ['a byte order mark alone', '\ufeff'],
        ['a text', 'hello'],
        ['null', '~'],
        ['a list', '- a'],
        ['two documents', `${tenantText}---\n${tenantText}`],
        ['a document end with more', `${tenantText}...\nowner: x\n`],
        ['a declared YAML 1.1, where yes is true and << merges', `%YAML 1.1\n---\n${tenantText}`],
        ['an unknown directive', `%FOO bar\n---\n${tenantText}`],
        ['a custom tag', tenantText.replace('team@', '!secret team@')],
        ['a tag of another schema', tenantText.replace('{}', '!!set {}')],
        ['a binary value', tenantText.replace('team@example.com', '!!binary aGVsbG8=')],
        ['a duplicate key', `${tenantText}owner: other\n`],
        ['a duplicate key in another spelling', `${tenantText}"owner": other\n`],
        ['a duplicate division', tenantText.replace('voice: {}', 'voice: {}\n  voice: {}')],
        ['a merge key', `base: &base { owner: x }\n<<: *base\n${tenantText.replace(/owner.*\n/, '')}`],
        ['__proto__', tenantText.replace('voice: {}', 'voice: {}\n  __proto__: { id: x }')],
        ['constructor', tenantText.replaceAll('voice', 'constructor')],
        ['a key that is a list', `? [a]\n: b\n${tenantText}`],
        ['a key that is an alias', `a: &k owner\n*k : x\n`],
        ['tabs', tenantText.replace('  voice', '\tvoice')],
        [
          'wrong indentation',
          tenantText.replace('  grants', ' grants').replace('client:', 'client:\n  state: active'),
        ],
        ['an unclosed quote', tenantText.replace('team@', '"team@')],
        ['an unclosed bracket', tenantText.replace('[voice]', '[voice')],
        ['a bracket that is not closed on its line', tenantText.replace('voice: {}', 'voice: {')],
        ['a bracket whose content is not indented', tenantText.replace('{}', '{\n  name: Voice\n  }')],
        ['a colon in a plain text', tenantText.replace('team@example.com', 'a: b')],
        ['a reserved character', tenantText.replace('team@example.com', '@team')],
        ['an alias without an anchor', tenantText.replace('team@example.com', '*team')],
        ['an alias of itself', tenantText.replace('{}', '&a { id: *a }')],
        ['half a surrogate pair', tenantText.replace('team@example.com', '"\\ud800"')],
        ['an escaped control character', tenantText.replace('team@example.com', '"\\e[31m"')],
        ['several lines of text', tenantText.replace('team@example.com', '|\n  a\n  b')],
      ]),
    ).toMatchInlineSnapshot(`
      "
      # an empty file
      tenants/demo/acme.yaml:1:1  the file is empty
          Fill it in, or remove the file.
      # only comments
      tenants/demo/acme.yaml:1:1  the file is empty
          Fill it in, or remove the file.
      # only a document marker
      tenants/demo/acme.yaml:1:1  the file is empty
          Fill it in, or remove the file.
      # a byte order mark alone
      tenants/demo/acme.yaml:1:1  the file is empty
          Fill it in, or remove the file.
      # a text
      tenants/demo/acme.yaml:1:1  the file must be an object (keys with values), not text
      # null
      tenants/demo/acme.yaml:1:1  the file must be an object (keys with values), not nothing
      # a list
      tenants/demo/acme.yaml:1:1  the file must be an object (keys with values), not a list
          Reviewed exceptions belong in waivers.yaml.
      # two documents
      tenants/demo/acme.yaml:7:1  a second YAML document starts here
          One file is one document: remove the "---" or "..." line.
      # a document end with more
      tenants/demo/acme.yaml:8:1  a second YAML document starts here
          One file is one document: remove the "---" or "..." line.
      # a declared YAML 1.1, where yes is true and << merges
      tenants/demo/acme.yaml:1:1  YAML 1.1 is declared; YAML 1.2 is expected
          Remove the %YAML line.
      # an unknown directive
      tenants/demo/acme.yaml:1:1  this "%" line is not understood
          Remove it: a manifest needs no directives.
      # a custom tag
      tenants/demo/acme.yaml:1:8  the tag ("!…") is not understood
          A manifest needs no tags: remove it.
      # a tag of another schema
      tenants/demo/acme.yaml:3:10  the tag ("!…") is not understood
          A manifest needs no tags: remove it.
      # a binary value
      tenants/demo/acme.yaml:1:8  the tag ("!…") is not understood
          A manifest needs no tags: remove it.
      # a duplicate key
      tenants/demo/acme.yaml:7:1  the key "owner" is given twice
          Keep one of them: which one a reader takes is a matter of luck.
      # a duplicate key in another spelling
      tenants/demo/acme.yaml:7:1  the key "owner" is given twice
          Keep one of them: which one a reader takes is a matter of luck.
      # a duplicate division
      tenants/demo/acme.yaml:4:3  the key "voice" is given twice
          Keep one of them: which one a reader takes is a matter of luck.
      # a merge key
      tenants/demo/acme.yaml:1:1  unknown key "base"
          Known here: "owner", "divisions" and "client".
      tenants/demo/acme.yaml:2:1  merge keys ("<<") are not read
          Two YAML readers could merge differently. Write the keys out, or repeat a whole value with an alias.
      # __proto__
      tenants/demo/acme.yaml:4:3  "__proto__" cannot be a key
          JavaScript objects answer to this word by themselves. Choose another one.
      # constructor
      tenants/demo/acme.yaml:3:3  "constructor" cannot be a key
          JavaScript objects answer to this word by themselves. Choose another one.
      tenants/demo/acme.yaml:6:39  division "constructor" is neither one of acme nor shared with it
          It has: "holidays".
      # a key that is a list
      tenants/demo/acme.yaml:1:3  a key must be a plain text, not a list, an object, an alias or a tagged value
      # a key that is an alias
      tenants/demo/acme.yaml:2:1  a key must be a plain text, not a list, an object, an alias or a tagged value
      # tabs
      tenants/demo/acme.yaml:3:1  a tab is used as indentation
          YAML is indented with spaces.
      # wrong indentation
      tenants/demo/acme.yaml:6:1  the indentation fits nothing above it
          Align it with the other keys or items of its block, with spaces.
      # an unclosed quote
      tenants/demo/acme.yaml:7:1  a quote is not closed before this
      # an unclosed bracket
      tenants/demo/acme.yaml:6:45  a bracket is not closed before this: "]" is missing
          If it stands further below: indent what is in the bracket, and its end, by more than the key.
      # a bracket that is not closed on its line
      tenants/demo/acme.yaml:4:1  a bracket is not closed before this: "}" is missing
          If it stands further below: indent what is in the bracket, and its end, by more than the key.
      # a bracket whose content is not indented
      tenants/demo/acme.yaml:4:3  a bracket is not closed before this: "}" is missing
          If it stands further below: indent what is in the bracket, and its end, by more than the key.
      # a colon in a plain text
      tenants/demo/acme.yaml:1:8  a second ":" stands where only a text can
          Put a text that holds ": " in quotes. Keys inside of this one start on a line of their own; a key beside it is indented as it is.
      # a reserved character
      tenants/demo/acme.yaml:1:8  a plain text cannot start with this character
          Put the text in quotes.
      # an alias without an anchor
      tenants/demo/acme.yaml:1:8  this alias has no anchor before it
          A text that starts with "*" needs quotes.
      # an alias of itself
      tenants/demo/acme.yaml:3:19  this alias stands inside of what it repeats
          A text that starts with "*" needs quotes.
      # half a surrogate pair
      tenants/demo/acme.yaml:1:8  the text holds half of a surrogate pair
      # an escaped control character
      tenants/demo/acme.yaml:1:8  owner must be one line of visible text without "\${" or "%{", not "\\u{1b}[31m"
      # several lines of text
      tenants/demo/acme.yaml:1:8  owner must be one line of visible text without "\${" or "%{", not "a\\u{a}b\\u{a}"
      "
    `);
  });

  it('follows aliases', () => {
    const text = tenantText
      .replace('{}', '{}\n  chat: {}')
      .replace(
        /grants:[\s\S]*/,
        'scopes: &all [voice, chat]\n  grants: [{ role: etl-reader, divisions: *all }]\n',
      );
    expect(reportTenant(text)).toBe('no problem');
    expect(parseYaml('a: &x 1\nb: &x 2\nc: *x').value).toEqual({ a: 1, b: 2, c: 2 });
  });

  it('refuses an alias bomb before it is let off', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`);
    expect(reportTenant(`l0: &l0 [x]\n${levels.join('\n')}\n`)).toContain(
      'the aliases of this file repeat more than 10000 values',
    );
    const long = `divisions: &all [${'voice, '.repeat(500)}]`;
    const grants = '    - { role: etl-reader, divisions: *all }\n'.repeat(100);
    expect(reportTenant(`${long}\nclient:\n  grants:\n${grants}`)).toContain('repeat more than 10000 values');
  });

  it.each([
    ['brackets', '['],
    ['braces', '{a: '],
    ['dashes', '- '],
    ['questions', '? '],
  ])('refuses bottomless nesting of %s', (_, opening) => {
    const report = reportTenant(opening.repeat(20_000));
    expect(report).toMatch(/^tenants\/demo\/acme\.yaml:\d+:\d+ {2}/);
  });

  it('lists a hundred problems of a file, and says that there are more', () => {
    const report = reportTenant(
      `${tenantText}${Array.from({ length: 150 }, (_, i) => `key${i}: 1\n`).join('')}`,
    );
    expect(report.match(/unknown key/g)).toHaveLength(100);
    expect(report).toContain('only the first 100 problems of this file are listed');
    const twice = reportTenant(`${tenantText}${'owner: x\n'.repeat(150)}`);
    expect(twice.match(/given twice/g)).toHaveLength(100);
    expect(twice).toContain('only the first 100 problems of this file are listed');
  });
});
