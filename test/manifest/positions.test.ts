import { describe, expect, it } from 'vitest';
import { locate } from '../../lib/manifest/positions';

const yaml = `# comment
owner: team@example.com
divisions:
  voice: {}
  legacy: { id: 0b7e, manage: true }
client:
  tokenLifetime: 1h
  grants:
    - { role: reader, divisions: [voice, legacy] }
    - role: writer
      divisions: &all
        - voice
        - legacy
    - role: other
      divisions: *all
`;

const at = (path: readonly (string | number)[], part?: 'key' | 'value', text = yaml) => {
  const found = locate(text, path, part);
  return found && `${found.line}:${found.column}`;
};

describe('locate', () => {
  it.each([
    [[], '2:1'],
    [['owner'], '2:8'],
    [['divisions'], '3:1'],
    [['divisions', 'voice'], '4:3'],
    [['divisions', 'legacy', 'manage'], '5:31'],
    [['client'], '6:1'],
    [['client', 'tokenLifetime'], '7:18'],
    [['client', 'grants', 0], '9:7'],
    [['client', 'grants', 0, 'divisions'], '9:23'],
    [['client', 'grants', 0, 'divisions', 1], '9:42'],
    [['client', 'grants', 1], '10:7'],
    [['client', 'grants', 1, 'divisions', 1], '13:11'],
    [['client', 'grants', 2, 'divisions'], '15:18'],
    [['client', 'grants', 2, 'divisions', 0], '12:11'],
    [['client', 'scopes'], undefined],
    [['client', 'grants', 3], undefined],
    [['owner', 'name'], undefined],
  ] as const)('%j: %s', (path, expected) => {
    expect(at(path)).toBe(expected);
  });

  it('finds keys', () => {
    expect(at(['owner'], 'key')).toBe('2:1');
    expect(at(['client', 'tokenLifetime'], 'key')).toBe('7:3');
  });

  it('reads JSON, also with tabs', () => {
    const json = '{\n\t"a": [\n\t\t1,\n\t\t{ "b": true }\n\t]\n}\n';
    expect(at(['a'], 'value', json)).toBe('2:2');
    expect(at(['a', 1, 'b'], 'value', json)).toBe('4:10');
  });

  it.each(['', '# nothing', ': : :', '[', '[['.repeat(5000), 'a: *b', '&a [*a]'])('takes %j', (text) => {
    expect(at(['a', 0], 'value', text)).toBeUndefined();
  });
});
