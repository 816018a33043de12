import { globalRegistry, type ZodMiniType } from 'zod/mini';
import { type FileKind, schemas } from './schema';

export const fileNames: Readonly<Record<FileKind, string>> = {
  org: 'org.yaml',
  tenant: 'the file of the tenant',
  waivers: 'waivers.yaml',
  catalog: 'catalog.json',
};

/** A key that an object of a file may have. `parent` is where that object stands: `*` for any key, `#` for any item. */
export interface KnownKey {
  readonly kind: FileKind;
  readonly parent: string;
  readonly key: string;
  /** What the schema says about it. */
  readonly description: string | undefined;
  /** The state backend that alone has this key. */
  readonly backend: string | undefined;
}

/** Every key of every file, read from the schemas; made on the first call, which only a problem causes. */
export function knownKeys(): readonly KnownKey[] {
  known ??= (Object.keys(schemas) as FileKind[]).flatMap((kind) => [...keysOf(kind, walkable[kind], '')]);
  return known;
}

/** The form of {@link KnownKey.parent} for a path in a value. */
export function patternOf(path: readonly (string | number)[], kind: FileKind): string {
  let pattern = '';
  for (const step of path) {
    const named = joined(pattern, String(step));
    const isKey = knownKeys().some((one) => one.kind === kind && joined(one.parent, one.key) === named);
    pattern = typeof step === 'number' ? joined(pattern, '#') : isKey ? named : joined(pattern, '*');
  }
  return pattern;
}

let known: readonly KnownKey[] | undefined;

const walkable = schemas as unknown as Readonly<Record<FileKind, Schema>>;

function* keysOf(kind: FileKind, schema: Schema, parent: string): Iterable<KnownKey> {
  const { def } = schema;
  if (def.shape) {
    const backend = def.shape['backend']?.def.values?.[0];
    for (const [key, inner] of Object.entries(def.shape)) {
      yield { kind, parent, key, description: descriptionOf(inner), backend };
      yield* keysOf(kind, inner, joined(parent, key));
    }
  }
  for (const inner of def.options ?? []) yield* keysOf(kind, inner, parent);
  if (def.innerType) yield* keysOf(kind, def.innerType, parent);
  if (def.element) yield* keysOf(kind, def.element, joined(parent, '#'));
  if (def.valueType) yield* keysOf(kind, def.valueType, joined(parent, '*'));
}

const descriptionOf = (schema: Schema): string | undefined =>
  globalRegistry.get(schema as unknown as ZodMiniType)?.description;

/** What is needed of a zod schema to walk it: zod's public type of all schemas does not tell the parts of each kind. */
interface Schema {
  readonly def: {
    readonly shape?: Readonly<Record<string, Schema>>;
    readonly options?: readonly Schema[];
    readonly innerType?: Schema;
    readonly element?: Schema;
    readonly valueType?: Schema;
    readonly values?: readonly string[];
  };
}

const joined = (parent: string, step: string): string => (parent === '' ? step : `${parent}.${step}`);
