/*
 * Protocol Buffers' wire format, as far as Go writes what Terraform saves (documentation of protobuf.dev, 2026-11). Narrower than the format: a number
 * that is written longer than it must be, and groups, are refused, since other readers may take them for something else.
 */

/** The content of a field that is a text, bytes or another message. Numbers have none that is looked at. */
export interface Field {
  readonly number: number;
  readonly bytes: Uint8Array | undefined;
}

const wire = { varint: 0, eight: 1, delimited: 2, four: 5 };

/** More than the plan of as many resources, outputs and variables as are looked at. */
export const mostFields = 200_000;

/** The fields of a message, in their order; undefined for what is no message, or has very many. Total. */
export function fieldsOf(message: Uint8Array): readonly Field[] | undefined {
  const fields: Field[] = [];
  for (let at = 0; at < message.length; ) {
    if (fields.length === mostFields) return undefined;
    const tag = varintAt(message, at, mostOfTag);
    if (tag === undefined) return undefined;
    const number = Math.floor(tag.value / 8);
    const content = contentAt(message, tag.next, tag.value % 8);
    if (number === 0 || content === undefined) return undefined;
    fields.push({ number, bytes: content.bytes });
    at = content.next;
  }
  return fields;
}

/** A tag has 32 bits, and so has a length. */
const mostOfTag = 5;
const mostOfNumber = 10;

function contentAt(
  message: Uint8Array,
  at: number,
  type: number,
): { readonly bytes: Uint8Array | undefined; readonly next: number } | undefined {
  if (type === wire.varint) {
    const next = varintAt(message, at, mostOfNumber)?.next;
    return next === undefined ? undefined : { bytes: undefined, next };
  }
  if (type === wire.delimited) {
    const length = varintAt(message, at, mostOfTag);
    const next = length && length.next + length.value;
    return next === undefined || next > message.length
      ? undefined
      : { bytes: message.subarray(length?.next, next), next };
  }
  const size = type === wire.eight ? 8 : type === wire.four ? 4 : undefined;
  return size === undefined || at + size > message.length ? undefined : { bytes: undefined, next: at + size };
}

/** A number of at most so many bytes. Of ten bytes it is not exact, and nobody asks for it. */
function varintAt(
  message: Uint8Array,
  at: number,
  most: number,
): { readonly value: number; readonly next: number } | undefined {
  let value = 0;
  for (let count = 0; count < most; count++) {
    const byte = message[at + count];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * count);
    if (byte < 0x80) return byte === 0 && count > 0 ? undefined : { value, next: at + count + 1 };
  }
  return undefined;
}
