import { inflateRawSync } from 'node:zlib';

/*
 * The files in a zip, as far as Go's archive/zip writes them, which Terraform saves plans with (1.11.4, seen 2026-11-28). Much narrower than the
 * format: whatever two readers could take differently (something before the first file or after the end, sizes elsewhere than in the directory,
 * a name twice) is refused.
 */

/** One file in a zip, not yet unpacked. */
interface Packed {
  readonly name: string;
  readonly method: number;
  /** How many bytes it has once it is unpacked, as the directory says. */
  readonly size: number;
  readonly bytes: Uint8Array;
}

const endLength = 22;
const headerLength = 46;
const localLength = 30;
const signature = { local: 0x04034b50, header: 0x02014b50, end: 0x06054b50 };
/** Bit 3, sizes follow the content, and bit 11, names are UTF-8. All others change how the content is read. */
const knownFlags = 0x0808;
/** Where a number of 32 bits has no room, it stands elsewhere: in no plan that is looked at. */
const elsewhere = 0xffffffff;
/**
 * Go looks elsewhere for the directory where it has so many files or, though its length has 32 bits, so many bytes (archive/zip of 1.26,
 * `readDirectoryEnd`, read 2026-11-28). That of a plan has some hundred.
 */
const longestDirectory = 0xfffe;

/** The files by their names; undefined for what is no such zip. Total. */
export function readZip(bytes: Uint8Array): ReadonlyMap<string, Packed> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - endLength;
  if (end < 0 || view.getUint32(end, true) !== signature.end) return undefined;
  const numberAt = (part: number): number => view.getUint16(end + part, true);
  const [disk, start, here, all, comment] = [
    numberAt(4),
    numberAt(6),
    numberAt(8),
    numberAt(10),
    numberAt(20),
  ];
  const length = view.getUint32(end + 12, true);
  const from = view.getUint32(end + 16, true);
  if (disk !== 0 || start !== 0 || here !== all || comment !== 0) return undefined;
  if (from + length !== end || length > longestDirectory) return undefined;
  const files = new Map<string, Packed>();
  let at = from;
  // Each file ends before the next one begins: two that share bytes would be read as one by some.
  let free = 0;
  for (let count = 0; count < all; count++) {
    const found = fileAt(view, bytes, at, from, free);
    if (found === undefined || files.has(found.file.name)) return undefined;
    files.set(found.file.name, found.file);
    at = found.next;
    free = found.ends;
  }
  return at === end ? files : undefined;
}

/** The file that a header of the directory is about, where the next header stands, and where the file's content ends. */
function fileAt(
  view: DataView,
  bytes: Uint8Array,
  at: number,
  directory: number,
  free: number,
): { readonly file: Packed; readonly next: number; readonly ends: number } | undefined {
  if (at + headerLength > bytes.length || view.getUint32(at, true) !== signature.header) return undefined;
  const packed = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const numberAt = (part: number): number => view.getUint16(at + part, true);
  const [nameLength, extra, comment] = [numberAt(28), numberAt(30), numberAt(32)];
  const local = view.getUint32(at + 42, true);
  const next = at + headerLength + nameLength + extra + comment;
  if ([packed, size, local].includes(elsewhere)) return undefined;
  if ((numberAt(8) & ~knownFlags) !== 0) return undefined;
  const name = bytes.subarray(at + headerLength, at + headerLength + nameLength);
  if (local < free || local + localLength > directory || view.getUint32(local, true) !== signature.local)
    return undefined;
  const named = local + localLength + view.getUint16(local + 26, true);
  const begins = named + view.getUint16(local + 28, true);
  const ends = begins + packed;
  if (ends > directory || !same(name, bytes.subarray(local + localLength, named))) return undefined;
  const file = {
    name: Buffer.from(name).toString('latin1'),
    method: numberAt(10),
    size,
    bytes: bytes.subarray(begins, ends),
  };
  return { file, next, ends };
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

const stored = 0;
const deflated = 8;

/** What a file holds; undefined where it is more than `most` bytes, or not what the directory says. Total. */
export function unpacked({ method, size, bytes }: Packed, most: number): Uint8Array | undefined {
  if (size > most || (method !== stored && method !== deflated)) return undefined;
  try {
    const content = method === stored ? bytes : inflateRawSync(bytes, { maxOutputLength: size + 1 });
    return content.length === size ? content : undefined;
  } catch {
    return undefined;
  }
}
