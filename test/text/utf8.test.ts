import { expect, it } from 'vitest';
import { utf8 } from '../../lib/text/utf8';

it('reads text as it stands, its byte order mark included, and nothing that is no UTF-8', () => {
  expect(utf8(Buffer.from('\ufeffü€😀'))).toBe('\ufeffü€😀');
  expect(utf8(new Uint8Array())).toBe('');
  for (const bytes of [[0xff], [0xc3], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0x61, 0x80]])
    expect(utf8(Uint8Array.from(bytes))).toBeUndefined();
});
