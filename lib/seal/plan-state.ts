import { isObject } from '../json/plain';
import { utf8 } from '../text/utf8';
import { readMsgpack } from './msgpack';
import { type Field, fieldsOf } from './protobuf';

/*
 * A saved plan also brings along where the state is kept, and Terraform takes it from there, whatever the files say that it brings along, too.
 * `terraform show -json` does not tell it. Some backends name a file of which a command is run: who writes that into a saved plan runs it with the
 * deployer's credentials (Terraform 1.11.4: internal/plans/planproto, and what it did, 2026-11-28).
 */

/** Where Terraform keeps the state of what it applies. `config` may hold secrets. */
export interface PlanState {
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly workspace: string;
}

/** In messages of Terraform's planfile.proto. Each stands once at most: Terraform merges what stands twice. */
const numbers = { planBackend: 13, type: 1, config: 2, workspace: 3, msgpack: 1 };

/** Where the `tfplan` of a saved plan says that the state is kept; undefined for one that does not say it as Terraform does. Total. */
export function planState(tfplan: Uint8Array): PlanState | undefined {
  const backends = fieldsOf(tfplan)?.filter(({ number }) => number === numbers.planBackend) ?? [];
  const [backend] = backends;
  if (backends.length > 1 || backend?.bytes === undefined) return undefined;
  const said = each(backend.bytes, [numbers.type, numbers.config, numbers.workspace]);
  const type = textOf(said?.get(numbers.type));
  const workspace = textOf(said?.get(numbers.workspace));
  const written = said?.get(numbers.config);
  const packed = written && each(written, [numbers.msgpack])?.get(numbers.msgpack);
  const config = packed && readMsgpack(packed)?.value;
  return type === undefined || workspace === undefined || !isObject(config)
    ? undefined
    : { type, config, workspace };
}

/** The fields of a message that has these, each once, and no other. */
function each(message: Uint8Array, wanted: readonly number[]): ReadonlyMap<number, Uint8Array> | undefined {
  const fields = fieldsOf(message);
  const found = new Map(fields?.filter(hasBytes).map(({ number, bytes }) => [number, bytes]));
  return fields?.length === wanted.length && wanted.every((number) => found.has(number)) ? found : undefined;
}

const hasBytes = (field: Field): field is Field & { readonly bytes: Uint8Array } => field.bytes !== undefined;

const textOf = (bytes: Uint8Array | undefined): string | undefined => bytes && utf8(bytes);
