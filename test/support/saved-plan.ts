import { crc32, deflateRawSync } from 'node:zlib';

/** A file in a zip, and what the zip says of it that is not so. */
export interface Zipped {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly localName?: string;
  readonly size?: number;
  readonly flags?: number;
  readonly method?: number;
  readonly packed?: Uint8Array;
  /** How much more the directory says of it. */
  readonly extra?: number;
}

/** A zip as Go writes it: deflated, the sizes behind each content and in the directory. */
export function zip(files: readonly Zipped[]): Buffer {
  const contents: Buffer[] = [];
  const headers: Buffer[] = [];
  let offset = 0;
  for (const { name, content, localName = name, flags = 8, method = 8, ...said } of files) {
    const bytes = Buffer.from(content);
    const packed = said.packed ?? (method === 8 ? deflateRawSync(bytes) : bytes);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(Buffer.byteLength(localName), 26);
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(flags, 8);
    header.writeUInt16LE(method, 10);
    const sums = [crc32(bytes), packed.length, said.size ?? bytes.length];
    for (const [index, sum] of sums.entries()) header.writeUInt32LE(sum, 16 + 4 * index);
    header.writeUInt16LE(Buffer.byteLength(name), 28);
    header.writeUInt32LE(offset, 42);
    const described = Buffer.alloc(16);
    for (const [index, sum] of [0x08074b50, ...sums].entries()) described.writeUInt32LE(sum, 4 * index);
    const whole = Buffer.concat([local, Buffer.from(localName), packed, described]);
    contents.push(whole);
    header.writeUInt16LE(said.extra ?? 0, 30);
    headers.push(header, Buffer.from(name), Buffer.alloc(said.extra ?? 0));
    offset += whole.length;
  }
  const directory = Buffer.concat(headers);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  for (const at of [8, 10]) end.writeUInt16LE(files.length, at);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...contents, directory, end]);
}

/** A field of a message of Protocol Buffers, with a text, bytes or messages in it. */
export function field(number: number, ...content: readonly (string | Uint8Array)[]): Buffer {
  const bytes = Buffer.concat(content.map((part) => Buffer.from(part)));
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

/** Numbers of Protocol Buffers, one behind the other. */
export const varints = (...values: readonly number[]): Buffer => Buffer.concat(values.map(varint));

function varint(value: number): Buffer {
  return value < 0x80
    ? Buffer.from([value])
    : Buffer.concat([Buffer.from([(value & 0x7f) | 0x80]), varint(Math.floor(value / 0x80))]);
}

/** A short value in MessagePack. */
export function msgpack(value: unknown): Buffer {
  if (value === null) return Buffer.from([0xc0]);
  if (typeof value === 'boolean') return Buffer.from([value ? 0xc3 : 0xc2]);
  if (typeof value === 'string')
    return Buffer.concat([Buffer.from([0xd9, Buffer.byteLength(value)]), Buffer.from(value)]);
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([0x90 | value.length]), ...value.map(msgpack)]);
  const entries = Object.entries(value as object);
  return Buffer.concat([Buffer.from([0xde, 0, entries.length]), ...entries.flat().map(msgpack)]);
}

/** Where the recorded demo's stack `demo-acme` keeps its state, as a plan says it. */
export const acmesState = {
  type: 'local',
  config: { path: '../../../terraform.demo-acme.tfstate', workspace_dir: null },
  workspace: 'default',
};

/** What Terraform will do, as far as it says where the state is kept. */
export function tfplan({
  type,
  config,
  workspace,
}: typeof acmesState | (Omit<typeof acmesState, 'config'> & { readonly config: unknown })): Buffer {
  const backend = field(13, field(1, type), field(2, field(1, msgpack(config))), field(3, workspace));
  // The version of the format before it; that of Terraform, the time and a truth behind it.
  return Buffer.concat([
    Buffer.from([0x08, 3]),
    backend,
    field(14, '1.11.4'),
    field(21, '2026-11-28T00:00:00Z'),
    Buffer.from([0xd0, 0x01, 1]),
  ]);
}

/** The files of a plan that Terraform saves of a stack's file alone. */
export const planFiles = (stackFile: string | Uint8Array): readonly Zipped[] => [
  { name: 'tfplan', content: tfplan(acmesState) },
  { name: 'tfstate', content: '{}' },
  { name: 'tfstate-prev', content: '{}' },
  { name: 'tfconfig/m-/cdk.tf.json', content: stackFile },
  { name: 'tfconfig/modules.json', content: '[{"Key":"","Dir":"."}]' },
  { name: '.terraform.lock.hcl', content: '' },
];

export const savedPlan = (stackFile: string | Uint8Array, ...more: readonly Zipped[]): Buffer =>
  zip([...planFiles(stackFile), ...more]);
