import { parseJson } from '../json/parse';
import { isObject, toPlain } from '../json/plain';
import { utf8 } from '../text/utf8';

/*
 * A seal binds a proven report to the bytes that it was made from: an in-toto Statement v1 in a DSSE envelope (in-toto attestation spec 1.0,
 * DSSE 1.0), so that existing tools can sign and verify it. Bulkhead itself makes and checks no signature.
 */

const payloadType = 'application/vnd.in-toto+json';
const statementType = 'https://in-toto.io/Statement/v1';
const predicateType = 'urn:bulkhead-genesyscloud:seal:1';

/** SHA-256 of each file, in hexadecimal, by its name from the project's root. */
export type Digests = ReadonlyMap<string, string>;

/** What a seal says of the proof, as it stands in the statement. */
export interface Predicate {
  readonly tool: { readonly name: 'bulkhead'; readonly version: string };
  readonly verdict: 'proven';
  /** The day on which waivers were judged, YYYY-MM-DD. */
  readonly today: string;
  /** SHA-256 of the day and the JSON report without its chains. */
  readonly report: string;
  readonly folders: {
    readonly tenants: string;
    readonly assembly: string;
    readonly plans: string | null;
  };
}

/** The files that were proved, and what was proved of them. */
interface Seal {
  readonly files: Digests;
  readonly predicate: Predicate;
}

/** The envelope as text, without signatures. Byte-stable, ends with a newline. */
export function writeSeal({ files, predicate }: Seal): string {
  const statement = {
    _type: statementType,
    subject: [...files]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, sha256]) => ({ name, digest: { sha256 } })),
    predicateType,
    predicate,
  };
  const payload = Buffer.from(JSON.stringify(statement), 'utf8').toString('base64');
  return `${JSON.stringify({ payloadType, payload, signatures: [] }, undefined, 2)}\n`;
}

type SealRead =
  | { readonly ok: true; readonly seal: Seal; readonly signatures: number }
  | { readonly ok: false; readonly why: string };

/** Reads an envelope, signed or not. Total: whatever is not exactly a seal becomes a reason. */
export function readSeal(text: string): SealRead {
  const envelope = objectOf(text);
  if (envelope === undefined) return fail('is no JSON object, or says something twice');
  if (envelope['payloadType'] !== payloadType) return fail(`has another payloadType than ${payloadType}`);
  const { payload, signatures } = envelope;
  if (!Array.isArray(signatures)) return fail('has no list of signatures');
  if (typeof payload !== 'string' || Buffer.from(payload, 'base64').toString('base64') !== payload)
    return fail('has a payload that is not base64');
  const inner = utf8(Buffer.from(payload, 'base64'));
  if (inner === undefined) return fail('has a payload that is not UTF-8');
  const statement = objectOf(inner);
  if (statement === undefined || statement['_type'] !== statementType)
    return fail('holds no in-toto Statement v1');
  if (statement['predicateType'] !== predicateType) return fail('is no seal of Bulkhead');
  const files = digestsOf(statement['subject']);
  if (files === undefined) return fail('names no files, one twice, or one without its SHA-256');
  const predicate = predicateOf(statement['predicate']);
  if (predicate === undefined) return fail('does not say what was proven');
  const seal: Seal = { files, predicate };
  // One way to write a seal: whatever else stands in it, or in another order, somebody put there.
  if (objectOf(writeSeal(seal))?.['payload'] !== payload)
    return fail('says more than a seal says, or otherwise');
  return { ok: true, seal, signatures: signatures.length };
}

const fail = (why: string): SealRead => ({ ok: false, why });

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  const json = parseJson(text);
  const plain = json.ok ? toPlain(json.value) : undefined;
  return isObject(plain) ? plain : undefined;
}

const isDigest = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

function digestsOf(subjects: unknown): Digests | undefined {
  if (!Array.isArray(subjects) || subjects.length === 0) return undefined;
  const files = new Map<string, string>();
  for (const subject of subjects) {
    if (!isObject(subject) || !isObject(subject['digest'])) return undefined;
    const { name } = subject;
    const { sha256 } = subject['digest'];
    if (typeof name !== 'string' || !isDigest(sha256) || files.has(name)) return undefined;
    files.set(name, sha256);
  }
  return files;
}

function predicateOf(value: unknown): Predicate | undefined {
  if (!isObject(value)) return undefined;
  const { tool, verdict, today, report, folders } = value;
  if (!isObject(tool) || !isObject(folders)) return undefined;
  const { name, version } = tool;
  const { tenants, assembly, plans } = folders;
  if (name !== 'bulkhead' || typeof version !== 'string' || verdict !== 'proven') return undefined;
  if (typeof today !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(today) || !isDigest(report)) return undefined;
  if (typeof tenants !== 'string' || typeof assembly !== 'string') return undefined;
  if (plans !== null && typeof plans !== 'string') return undefined;
  return { tool: { name, version }, verdict, today, report, folders: { tenants, assembly, plans } };
}

/** A file that is other than sealed. */
export interface Difference {
  readonly name: string;
  readonly how: 'missing' | 'not-sealed' | 'other-bytes';
}

/** What is other than sealed, by name. Empty when every file is there, with the same bytes, and no other is. */
export function differences(sealed: Digests, found: Digests): readonly Difference[] {
  const names = [...new Set([...sealed.keys(), ...found.keys()])].sort();
  return names.flatMap((name): Difference[] => {
    const [was, is] = [sealed.get(name), found.get(name)];
    if (was === is) return [];
    if (is === undefined) return [{ name, how: 'missing' }];
    return [{ name, how: was === undefined ? 'not-sealed' : 'other-bytes' }];
  });
}
