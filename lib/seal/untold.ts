import { isObject } from '../json/plain';
import { utf8 } from '../text/utf8';
import { readMsgpack } from './msgpack';
import { type Field, fieldsOf } from './protobuf';

/*
 * A saved plan says two things that `terraform show -json` does not tell, and Terraform does as it says (1.11.4: internal/plans/planproto, and what it
 * did, 2026-11-28). One is where the state is kept, whatever the files say that it brings along, too: some backends name a file of which a command
 * is run, with the deployer's credentials. The other is what it is applied to: all the rest stays as it is, a grant that it says it takes back too.
 */

/** Where Terraform keeps the state of what it applies. `config` may hold secrets. */
export interface PlanState {
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly workspace: string;
}

/** In messages of Terraform's planfile.proto. Each stands once at most: Terraform merges what stands twice. */
const numbers = { planBackend: 13, type: 1, config: 2, workspace: 3, msgpack: 1 };

/**
 * What a plan says of itself that its JSON tells, too, or that changes nothing: version, variables, changes of resources and outputs, the backend,
 * Terraform's version, relevant attributes, what is replaced by request (Terraform does not apply what it does not show), drift, checks, time, results of
 * functions, applyable, complete, and names of variables that have no value yet. What it is applied to, by `-target`, is not among them, nor `-destroy`.
 */
const told: ReadonlySet<number> = new Set([1, 2, 3, 4, 13, 14, 15, 16, 18, 19, 21, 22, 25, 26, 28]);

/** What stands in the `tfplan` of a saved plan and not in its JSON. */
export interface Untold {
  /** Undefined for one that does not say it as Terraform does. */
  readonly state: PlanState | undefined;
  /** It says more: that only a part of it is applied, above all. */
  readonly more: boolean;
}

/** Undefined for what is no `tfplan`. Total. */
export function readUntold(tfplan: Uint8Array): Untold | undefined {
  const fields = fieldsOf(tfplan);
  return fields && { state: stateOf(fields), more: fields.some(({ number }) => !told.has(number)) };
}

/** Far more than any settings take. */
const longestBackend = 100_000;

function stateOf(fields: readonly Field[]): PlanState | undefined {
  const backends = fields.filter(({ number }) => number === numbers.planBackend);
  const [backend] = backends;
  if (backends.length > 1 || backend?.bytes === undefined || backend.bytes.length > longestBackend)
    return undefined;
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
