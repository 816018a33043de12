import { utf8 } from '../text/utf8';

/*
 * MessagePack, as far as Terraform writes settings with it (msgpack's specification, 2026-11): nothing, truths, numbers, texts, lists, and maps with
 * texts for names. Whatever else there is, an unknown value above all, is refused.
 */

/** More than any settings have: it keeps the call stack short. */
const deepest = 20;

/** The one value that the bytes are; undefined for what is none, says a name twice, or has more bytes than it takes. Total. */
export function readMsgpack(bytes: Uint8Array): { readonly value: unknown } | undefined {
  const reader = new Reader(bytes);
  try {
    const value = reader.value(0);
    return reader.isAtEnd ? { value } : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

class Reader {
  private at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  value(depth: number): unknown {
    if (depth > deepest) return refuse();
    const type = this.number('getUint8', 1);
    if (type < 0x80) return type;
    if (type < 0x90) return this.map(type & 0x0f, depth);
    if (type < 0xa0) return this.list(type & 0x0f, depth);
    if (type < 0xc0) return this.text(type & 0x1f);
    if (type >= 0xe0) return type - 0x100;
    switch (type) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xca:
        return this.number('getFloat32', 4);
      case 0xcb:
        return this.number('getFloat64', 8);
      case 0xcc:
        return this.number('getUint8', 1);
      case 0xcd:
        return this.number('getUint16', 2);
      case 0xce:
        return this.number('getUint32', 4);
      case 0xd0:
        return this.number('getInt8', 1);
      case 0xd1:
        return this.number('getInt16', 2);
      case 0xd2:
        return this.number('getInt32', 4);
      case 0xd9:
        return this.text(this.number('getUint8', 1));
      case 0xda:
        return this.text(this.number('getUint16', 2));
      case 0xdb:
        return this.text(this.number('getUint32', 4));
      case 0xdc:
        return this.list(this.number('getUint16', 2), depth);
      case 0xdd:
        return this.list(this.number('getUint32', 4), depth);
      case 0xde:
        return this.map(this.number('getUint16', 2), depth);
      case 0xdf:
        return this.map(this.number('getUint32', 4), depth);
      default:
        return refuse();
    }
  }

  private number(kind: NumberKind, size: number): number {
    const value = this.view[kind](this.at, false);
    this.at += size;
    return value;
  }

  private text(length: number): string {
    const end = this.at + length;
    if (end > this.bytes.length) return refuse();
    const text = utf8(this.bytes.subarray(this.at, end));
    this.at = end;
    return text ?? refuse();
  }

  private list(length: number, depth: number): unknown[] {
    const items: unknown[] = [];
    for (let count = 0; count < length; count++) items.push(this.value(depth + 1));
    return items;
  }

  private map(length: number, depth: number): Readonly<Record<string, unknown>> {
    const members: Record<string, unknown> = Object.create(null);
    for (let count = 0; count < length; count++) {
      const name = this.value(depth + 1);
      if (typeof name !== 'string' || name in members) return refuse();
      members[name] = this.value(depth + 1);
    }
    return members;
  }
}

type NumberKind =
  | 'getUint8'
  | 'getUint16'
  | 'getUint32'
  | 'getInt8'
  | 'getInt16'
  | 'getInt32'
  | 'getFloat32'
  | 'getFloat64';

/** A RangeError, as DataView throws where the bytes end. */
const refuse = (): never => {
  throw new RangeError();
};
