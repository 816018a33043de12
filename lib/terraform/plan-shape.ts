import { isObject } from '../json/plain';
import { pointerTo } from '../json/position';

/*
 * The shape that `terraform show -json` gives a plan, as far as the reader relies on it (HashiCorp's "JSON Output Format" 1.2, held against
 * plans recorded with Terraform 1.11.4, 2026-11-23). A part that is absent has its usual meaning. A part of another type is no plan: to read
 * it as empty would pass over what it says.
 */

/** Undefined for a value of the shape; else the JSON pointer, below the value, to what has another. */
type Shape = (value: unknown) => string | undefined;

const when =
  (holds: (value: unknown) => boolean): Shape =>
  (value) =>
    holds(value) ? undefined : '';

const object = when(isObject);
const text = when((value) => typeof value === 'string' && value !== '');
const flag = when((value) => typeof value === 'boolean');
/** One word: two in one text, such as `create forget`, are what they say when they are joined, and neither where each is looked for. */
const action = when((value) => typeof value === 'string' && /^[a-z-]+$/.test(value));
const nullable =
  (shape: Shape): Shape =>
  (value) =>
    value === null ? undefined : shape(value);
const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined ? undefined : shape(value);

const list =
  (shape: Shape): Shape =>
  (value) => {
    if (!Array.isArray(value)) return '';
    for (let index = 0; index < value.length; index++) {
      const below = shape(value[index]);
      if (below !== undefined) return `/${index}${below}`;
    }
    return undefined;
  };

const map =
  (shape: Shape): Shape =>
  (value) => {
    if (!isObject(value)) return '';
    for (const key of Object.keys(value)) {
      const below = shape(value[key]);
      if (below !== undefined) return `${pointerTo('', key)}${below}`;
    }
    return undefined;
  };

/** An object with these members; it may have more. */
const members = (shapes: Readonly<Record<string, Shape>>): Shape => {
  const entries = Object.entries(shapes);
  return (value) => {
    if (!isObject(value)) return '';
    for (const [key, shape] of entries) {
      const below = shape(value[key]);
      if (below !== undefined) return `/${key}${below}`;
    }
    return undefined;
  };
};

/** The same, and it has no other members: what is not known here could say anything. */
const exactly = (shapes: Readonly<Record<string, Shape>>): Shape => {
  const whole = members(shapes);
  return (value) => {
    const below = whole(value);
    if (below !== undefined || !isObject(value)) return below ?? '';
    const strange = Object.keys(value).find((key) => !Object.hasOwn(shapes, key));
    return strange === undefined ? undefined : pointerTo('', strange);
  };
};

const anything: Shape = () => undefined;

/** What may be unknown: booleans, in lists and objects of any depth. */
const marks: Shape = (value) => {
  if (typeof value === 'boolean') return undefined;
  return Array.isArray(value) ? listOfMarks(value) : mapOfMarks(value);
};
const listOfMarks = list((value) => marks(value));
const mapOfMarks = map((value) => marks(value));
/** The same of an object as a whole, which is never a list. */
const marksOfObject: Shape = (value) => (Array.isArray(value) ? '' : marks(value));

/**
 * A resource under its address: mode, type, name, module and index say the same as the address does, so that nothing is looked up under one
 * and read as the other.
 */
const resource = (shapes: Readonly<Record<string, Shape>>): Shape => {
  const whole = members({ address: text, mode: text, type: text, name: text, ...shapes });
  return (value) => {
    const below = whole(value);
    if (below !== undefined || !isObject(value)) return below ?? '';
    const { address, mode, type, name, module_address: module, index } = value;
    const own = mode === 'managed' ? `${type}.${name}` : `${mode}.${type}.${name}`;
    if (address === own)
      return module !== undefined ? '/module_address' : index !== undefined ? '/index' : undefined;
    return inOwnModule(String(address), own) ? undefined : '/address';
  };
};

/** What an outcome, a change or a state can be of; other modes (`ephemeral`) have none of these. */
const withOutcome = (shapes: Readonly<Record<string, Shape>>): Shape =>
  resource({ mode: when((value) => value === 'managed' || value === 'data'), ...shapes });

/** `type.name`, with an index or not, in the root module or in another. */
const inOwnModule = (address: string, own: string): boolean => {
  if (!address.startsWith('module.')) return address.startsWith(`${own}[`);
  // Only before brackets and at the end, each place compared once: a long name can be found nearly everywhere in a long address.
  return address.split('[').some((part) => part.endsWith(own));
};

const change = withOutcome({
  previous_address: optional(text),
  provider_name: text,
  action_reason: optional(text),
  deposed: optional(text),
  change: members({
    actions: list(action),
    before: nullable(object),
    after: nullable(object),
    after_unknown: marksOfObject,
    before_sensitive: optional(nullable(marks)),
    after_sensitive: optional(nullable(marks)),
    replace_paths: optional(nullable(list(anything))),
    importing: optional(
      nullable(exactly({ id: optional(text), identity: anything, unknown: optional(flag) })),
    ),
  }),
});

/** An object of planned values or of a state. */
const held = withOutcome({
  provider_name: text,
  values: optional(object),
  sensitive_values: optional(nullable(marks)),
  tainted: optional(flag),
  deposed_key: optional(text),
});

const values = members({
  root_module: optional(
    members({
      resources: optional(list(held)),
      child_modules: optional(list(object)),
    }),
  ),
  outputs: optional(map(object)),
});

const plan = members({
  errored: optional(flag),
  complete: optional(flag),
  planned_values: values,
  prior_state: optional(members({ values: optional(values) })),
  resource_changes: optional(list(change)),
  resource_drift: optional(list(change)),
  deferred_changes: optional(list(object)),
  output_changes: optional(map(members({ actions: list(action), after_unknown: optional(marks) }))),
  applyable: optional(flag),
  checks: optional(list(members({ address: members({ to_display: text }), status: text }))),
  configuration: members({
    provider_config: optional(
      map(
        exactly({
          name: anything,
          full_name: anything,
          alias: anything,
          module_address: anything,
          version_constraint: anything,
          expressions: optional(object),
        }),
      ),
    ),
    root_module: optional(
      members({
        resources: optional(list(resource({ provider_config_key: text, expressions: optional(object) }))),
        outputs: optional(map(object)),
        module_calls: optional(map(object)),
      }),
    ),
  }),
});

/** The JSON pointer to the first part that has another shape than a plan's; undefined when all parts have theirs. */
export const misshapenPart = (root: unknown): string | undefined => plan(root);
