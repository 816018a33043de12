import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMsgpack } from '../../lib/seal/msgpack';
import { fieldsOf } from '../../lib/seal/protobuf';
import { readUntold } from '../../lib/seal/untold';
import { acmesState, field, msgpack, tfplan, varints } from '../support/saved-plan';

const { type, config, workspace } = acmesState;
const parts = [field(1, type), field(2, field(1, msgpack(config))), field(3, workspace)] as const;
const planState = (tfplan: Uint8Array) => readUntold(tfplan)?.state;
const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

describe('where a plan keeps its state', () => {
  it('is read as it says it', () => {
    expect(planState(tfplan(acmesState))).toEqual(acmesState);
    expect(planState(field(13, ...parts))).toEqual(acmesState);
    expect(planState(field(13, ...[...parts].reverse()))).toEqual(acmesState);
    const many = { type: 's3', config: { a: ['x', { b: true }], c: false, ü: '' }, workspace: 'w' };
    expect(planState(tfplan(many))).toEqual(many);
  });

  it.each<readonly [string, Uint8Array]>([
    ['nothing', Buffer.alloc(0)],
    ['a plan without it', field(14, '1.11.4')],
    [
      'a plan that says it twice, which Terraform merges',
      Buffer.concat([field(13, ...parts), field(13, ...parts)]),
    ],
    [
      'a plan that says a part of it behind it',
      Buffer.concat([field(13, ...parts), field(13, field(1, 'http'))]),
    ],
    ['a number in its place', bytes('68 01')],
    ['a number behind it', Buffer.concat([field(13, ...parts), bytes('68 01')])],
    ['one without a type', field(13, parts[1], parts[2])],
    ['one without settings', field(13, parts[0], parts[2])],
    ['one without a workspace', field(13, parts[0], parts[1])],
    ['one with two types', field(13, ...parts, field(1, 'http'))],
    ['one with two settings', field(13, ...parts, parts[1])],
    ['one with a part that is not known', field(13, ...parts, field(4, 'x'))],
    ['one with a number that is not known', field(13, ...parts, bytes('20 01'))],
    ['one with a number for a type', field(13, parts[1], parts[2], bytes('08 01'))],
    ['settings without a value', field(13, parts[0], field(2, ''), parts[2])],
    [
      'settings with two values',
      field(13, parts[0], field(2, field(1, msgpack(config)), field(1, msgpack({}))), parts[2]),
    ],
    [
      'settings written in another way, too',
      field(13, parts[0], field(2, field(1, msgpack(config)), field(2, '{}')), parts[2]),
    ],
    ['settings that are a text', tfplan({ ...acmesState, config: 'x' })],
    ['settings that are a list', tfplan({ ...acmesState, config: [] })],
    ['settings that are nothing', tfplan({ ...acmesState, config: null })],
    ['a type that is no UTF-8', field(13, field(1, bytes('ff')), parts[1], parts[2])],
    ['a workspace that is no UTF-8', field(13, parts[0], parts[1], field(3, bytes('ff')))],
    ['something behind it that is no message', Buffer.concat([field(13, ...parts), bytes('72')])],
    ['something in it that is no message', field(13, ...parts, bytes('72'))],
  ])('is not told by %s', (_, plan) => {
    expect(planState(plan)).toBeUndefined();
  });
});

describe('what a plan says beside', () => {
  const more = (...parts: readonly Uint8Array[]) =>
    readUntold(Buffer.concat([tfplan(acmesState), ...parts]))?.more;

  it('is nothing, where Terraform tells all of it', () => {
    expect(more()).toBe(false);
    const told = [2, 3, 4, 14, 15, 16, 18, 19, 21, 22, 28];
    for (const number of told) expect(more(field(number, 'x'))).toBe(false);
    // Applyable and complete.
    for (const number of [25, 26]) expect(more(varints(number * 8, 1))).toBe(false);
  });

  it.each([
    ['targets', field(5, 'genesyscloud_oauth_client.client-1')],
    ['a mode', varints(17 * 8, 1)],
    ['an error', varints(20 * 8, 1)],
    ['deferred changes', field(27, 'x')],
    ['a state store, as newer versions do', field(29, 'x')],
    ['actions, as newer versions do', field(30, 'x')],
  ])('is %s', (_, part) => {
    expect(more(part)).toBe(true);
    expect(readUntold(Buffer.concat([part, tfplan(acmesState)]))?.more).toBe(true);
  });

  it('is looked at up to a bound, so that none fills the memory', () => {
    const fields = (count: number): Buffer => Buffer.alloc(2 * count, varints(8, 1));
    expect(fieldsOf(fields(200_000))).toHaveLength(200_000);
    expect(fieldsOf(fields(200_001))).toBeUndefined();
    const long = (length: number) => {
      const backend = (workspace: string): Buffer => field(13, ...parts.slice(0, 2), field(3, workspace));
      const rest = field(13, parts[0], parts[1]).length - 2;
      // The tag and the length of the workspace take four bytes.
      return readUntold(backend('x'.repeat(length - rest - 4)))?.state !== undefined;
    };
    expect([long(100_000), long(100_001)]).toEqual([true, false]);
  });

  it('is not asked of what is no plan', () => {
    expect(readUntold(bytes('72'))).toBeUndefined();
    expect(readUntold(Buffer.alloc(0))).toEqual({ state: undefined, more: false });
  });
});

describe('a message', () => {
  it('has fields of each kind', () => {
    const numbers = bytes('08 ffffffffffffffffff01  11 0102030405060708  1d 01020304');
    expect(fieldsOf(Buffer.concat([numbers, field(1000, 'text'), field(2, 'x'.repeat(300))]))).toEqual([
      { number: 1, bytes: undefined },
      { number: 2, bytes: undefined },
      { number: 3, bytes: undefined },
      { number: 1000, bytes: Buffer.from('text') },
      { number: 2, bytes: Buffer.from('x'.repeat(300)) },
    ]);
    expect(fieldsOf(Buffer.alloc(0))).toEqual([]);
    expect(fieldsOf(bytes('ffffffff0f 00'))).toBeUndefined();
    expect(fieldsOf(bytes('f8ffffff0f 00'))).toEqual([{ number: 0x1fffffff, bytes: undefined }]);
  });

  it.each([
    ['a tag that ends in the middle', '80'],
    ['a tag alone', '08'],
    ['a number that ends in the middle', '08 80'],
    ['a number of eleven bytes', '08 ffffffffffffffffffff 01'],
    ['the field zero', '00 01'],
    ['a group', '0b 0c'],
    ['the end of a group', '0c'],
    ['a kind that nobody knows', '0e 00'],
    ['eight bytes of which one is missing', '09 01020304050607'],
    ['four bytes of which one is missing', '0d 010203'],
    ['a text that is shorter than it says', '0a 02 78'],
    ['a tag that is longer than it must be', '8a00 01 78'],
    ['a length that is longer than it must be', '0a 8100 78'],
    ['a number that is longer than it must be', '08 8100'],
    ['a tag of six bytes', '8a8080808001 00'],
  ])('is none with %s', (_, hex) => {
    expect(fieldsOf(bytes(hex))).toBeUndefined();
  });
});

describe('MessagePack', () => {
  it.each([
    ['c0', null],
    ['c2', false],
    ['c3', true],
    ['00', 0],
    ['7f', 127],
    ['ff', -1],
    ['e0', -32],
    ['ca 3f800000', 1],
    ['cb 3ff8000000000000', 1.5],
    ['cc ff', 255],
    ['cd 0100', 256],
    ['ce 00010000', 65_536],
    ['d0 80', -128],
    ['d1 8000', -32_768],
    ['d2 80000000', -2_147_483_648],
    ['a0', ''],
    ['a1 78', 'x'],
    [`bf ${'78'.repeat(31)}`, 'x'.repeat(31)],
    ['d9 02 c3bc', 'ü'],
    ['da 0001 78', 'x'],
    ['db 00000001 78', 'x'],
    ['90', []],
    ['92 01 c0', [1, null]],
    ['dc 0001 01', [1]],
    ['dd 00000001 01', [1]],
    ['80', {}],
    ['81 a1 61 91 81 a1 62 02', { a: [{ b: 2 }] }],
    ['de 0001 a1 61 01', { a: 1 }],
    ['df 00000001 a1 61 01', { a: 1 }],
    [`${'91'.repeat(20)}c0`, Array.from({ length: 20 }).reduce<unknown>((inner) => [inner], null)],
    ['81 a9 5f5f70726f746f5f5f 01', JSON.parse('{"__proto__":1}')],
  ])('reads %s', (hex, value) => {
    expect(readMsgpack(bytes(hex))).toEqual({ value });
  });

  it.each([
    ['nothing', ''],
    ['two values', 'c0 c0'],
    ['an unknown value', 'd4 00 00'],
    ['bytes', 'c4 01 78'],
    ['a number that no program keeps exactly', 'cf ffffffffffffffff'],
    ['what is never used', 'c1'],
    ['a text that is shorter than it says', 'a2 78'],
    ['a text that is no UTF-8', 'a1 ff'],
    ['a text whose length is missing', 'd9'],
    ['a list that is shorter than it says', '92 01'],
    ['a long list of nothing', 'dd ffffffff'],
    ['a map that is shorter than it says', '82 a1 61 01'],
    ['a name without a value', '81 a1 61'],
    ['a name twice', '82 a1 61 01 a1 61 02'],
    ['a number for a name', '81 01 01'],
    ['what is nested too deeply', `${'91'.repeat(21)}c0`],
    ['maps that are nested too deeply', `${'81a161'.repeat(21)}c0`],
  ])('refuses %s', (_, hex) => {
    expect(readMsgpack(bytes(hex))).toBeUndefined();
  });
});

it('looks at any bytes without a crash', () => {
  const plan = tfplan(acmesState);
  fc.assert(
    fc.property(fc.nat(plan.length - 1), fc.nat(255), fc.nat(plan.length), (at, byte, to) => {
      const damaged = Buffer.from(plan);
      damaged[at] = byte;
      planState(damaged.subarray(0, to));
      planState(damaged);
    }),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (any) => {
      planState(any);
      readMsgpack(any);
    }),
    { numRuns: 3000 },
  );
});
