import { type Node, plain, read } from './json';

/*
 * What applying plans would bring about, read from their values by other means than lib: known ids are objects, and an object is one thing
 * whoever's plan names it. Shares no code with lib. Whatever is said twice in two ways, or by nobody's rules, is `unsayable`.
 */

// biome-ignore lint/suspicious/noExplicitAny: a document of another program
type Json = any;

export type PlanOutcome =
  | {
      readonly kind: 'sayable';
      /** `<stack> <client> new:<foundation>/<role> in <division>`, as the interpreter of files words it. */
      readonly grants: readonly string[];
      /** Everything else that decides who may do what. */
      readonly circumstances: readonly string[];
    }
  | { readonly kind: 'unsayable'; readonly why: string };

class Unsayable extends Error {}
const refuse = (why: string): never => {
  throw new Unsayable(why);
};

/** What the manifest gives out by id: all such ids, and those that a stack's own address is to be bound to, by `<stack>/<address>`. */
export interface Given {
  readonly ids: ReadonlySet<string>;
  readonly bound: ReadonlyMap<string, string>;
}

/** What these plans together would bring about. */
export function planned(texts: ReadonlyMap<string, string>, given: Given): PlanOutcome {
  try {
    const plans = new Map([...texts].map(([stack, text]) => [stack, document(text)] as const));
    const names = bindings(plans, given);
    readAlike(plans);
    const grants = new Set<string>();
    const circumstances: string[] = [];
    for (const [stack, plan] of plans) {
      for (const grant of grantsOf(stack, plan, names)) grants.add(grant);
      circumstances.push(...circumstancesOf(plan).map((line) => `${stack} ${line}`));
    }
    return { kind: 'sayable', grants: [...grants].sort(), circumstances: circumstances.sort() };
  } catch (error) {
    if (error instanceof Unsayable) return { kind: 'unsayable', why: error.message };
    // A plan of another shape than Terraform's says nothing.
    return { kind: 'unsayable', why: 'of another shape' };
  }
}

function document(text: string): Json {
  if (text.startsWith('\ufeff')) refuse('begins with a byte order mark');
  let node: Node;
  try {
    node = read(text);
  } catch {
    return refuse('is not JSON');
  }
  if (repeats(node)) refuse('has a key twice');
  const plan = plain(node) as Json;
  if (plan.errored !== false || plan.complete !== true || plan.deferred_changes?.length > 0)
    refuse('is not complete');
  if (!/^1\.\d+$/.test(plan.format_version)) refuse('is of another format');
  if (!plan.planned_values || !Array.isArray(plan.resource_changes ?? [])) refuse('is no plan');
  return plan;
}

const repeats = (node: Node): boolean =>
  node.is === 'array'
    ? node.items.some(repeats)
    : node.is === 'object' &&
      (new Set(node.members.map(([key]) => key)).size < node.members.length ||
        node.members.some(([, inner]) => repeats(inner)));

const resources = (values: Json): Json[] => {
  if (values?.root_module?.child_modules?.length > 0) refuse('has modules');
  return values?.root_module?.resources ?? [];
};
const managed = (list: Json[]): Json[] => list.filter(({ mode }) => mode === 'managed');

/** The object that each known id is: `new:<stack>/<address>`, or the id itself where the manifest gives it out. */
function bindings(plans: ReadonlyMap<string, Json>, given: Given): ReadonlyMap<string, string> {
  const holders = new Map<string, string>();
  const names = new Map<string, string>();
  for (const [stack, plan] of plans) {
    const held = [
      ...managed(resources(plan.planned_values)),
      ...managed(resources(plan.prior_state?.values)),
      ...managed(plan.resource_changes ?? []).map((item) => ({ ...item, values: item.change.before })),
    ];
    for (const { address, type, values } of held) {
      const id = values?.id;
      if (typeof id !== 'string' || id === '') continue;
      const [key, holder] = [`${type} ${id}`, `${stack}/${address}`];
      const before = holders.get(key);
      if (before !== undefined && before !== holder) refuse(`one object is ${holder} and ${before}`);
      holders.set(key, holder);
      const expected = given.bound.get(holder);
      if (
        expected === undefined ? type === 'genesyscloud_auth_division' && given.ids.has(id) : expected !== id
      )
        refuse(`${holder} is bound to ${id}`);
      names.set(key, expected ?? `new:${holder}`);
    }
  }
  return names;
}

/**
 * All plans of one org read the same of its foundation, where their own grants go through it. Which roles these ids are, only a plan of the foundation
 * that knows them can say.
 */
function readAlike(plans: ReadonlyMap<string, Json>): void {
  const first = new Map<string, unknown>();
  for (const plan of plans.values()) {
    const configured = JSON.stringify(plan.configuration);
    for (const { mode, address, values } of resources(plan.prior_state?.values))
      for (const [name, value] of mode === 'data' ? Object.entries(values.outputs ?? {}) : []) {
        if (!configured.includes(`${address}.outputs.${name}}`)) continue;
        const key = `${address} ${name}`;
        if (first.has(key) && first.get(key) !== value) refuse(`${key} is read in two ways`);
        first.set(key, value);
      }
  }
}

function grantsOf(stack: string, plan: Json, names: ReadonlyMap<string, string>): string[] {
  const org = stack.split('-')[0];
  const outputs: Json = Object.assign(
    {},
    ...resources(plan.prior_state?.values)
      .filter(({ mode, type }) => mode === 'data' && type === 'terraform_remote_state')
      .map(({ values }) => values.outputs),
  );
  const roleNamed = (id: string): string => {
    const read = Object.keys(outputs).filter((name) => outputs[name] === id);
    if (read.length !== 1) return refuse(`the role ${id} is that of ${read.length} outputs`);
    const role = /^cross-stack-output-(genesyscloud_auth_role)(.*)id$/.exec(read[0] ?? '');
    const named = `new:${org}-foundation/${role?.[1]}.${role?.[2]}`;
    const known = names.get(`genesyscloud_auth_role ${id}`);
    if (known !== undefined && known !== named) refuse(`the output ${read[0]} is ${known}`);
    return named;
  };
  const divisionNamed = (id: string): string => names.get(`genesyscloud_auth_division ${id}`) ?? id;
  return managed(resources(plan.planned_values))
    .filter(({ type }) => type === 'genesyscloud_oauth_client')
    .flatMap(({ address, values }) => {
      const marks = plan.resource_changes.find((item: Json) => item.address === address).change.after_unknown;
      if (marks === true || marks.roles === true) refuse('grants are unknown');
      const configured = plan.configuration.root_module.resources.find(
        (item: Json) => item.address === address,
      );
      const later = laterDivisions(stack, plan, configured.expressions.roles ?? [], outputs);
      return (values.roles ?? []).map((grant: Json, index: number) => {
        const mark = marks.roles?.[index] ?? {};
        if (mark === true || mark.role_id || typeof grant.role_id !== 'string') refuse('a role is unknown');
        const division = mark.division_id
          ? (later.get(grant.role_id)?.pop() ?? refuse('a division is unknown, and no expression says which'))
          : divisionNamed(grant.division_id || 'home');
        return `${stack} ${address} ${roleNamed(grant.role_id)} in ${division}`;
      });
    });
}

/** The divisions that expressions give each role and that are unknown until apply: as many as are planned so, whichever is which. */
function laterDivisions(stack: string, plan: Json, blocks: Json[], outputs: Json): Map<string, string[]> {
  const later = new Map<string, string[]>();
  for (const { role_id: role, division_id: division } of blocks) {
    const output = /^\$\{\s*data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)\s*\}$/.exec(
      role?.constant_value,
    )?.[1];
    const address = /^\$\{\s*(genesyscloud_auth_division\.[\w-]+)\.id\s*\}$/.exec(
      division?.constant_value,
    )?.[1];
    if (output === undefined || address === undefined) continue;
    const item = managed(resources(plan.planned_values)).find((one) => one.address === address);
    if (item === undefined || item.values.id !== undefined) continue;
    const id = outputs[output];
    later.set(id, [...(later.get(id) ?? []), `new:${stack}/${address}`]);
  }
  return later;
}

const settings = [
  'state',
  'authorized_grant_type',
  'access_token_validity_seconds',
  'expose_client_secret',
  'directory_client_secret',
  'integration_credential_name',
  'permission_policies',
  'permissions',
  'default_role_id',
  'home',
  'name',
] as const;

function circumstancesOf(plan: Json): string[] {
  const lines: string[] = [];
  const outcomes = managed(resources(plan.planned_values));
  const changes = managed(plan.resource_changes ?? []);
  for (const item of [...resources(plan.planned_values), ...(plan.resource_changes ?? [])]) {
    if (!['managed', 'data'].includes(item.mode)) refuse('a mode that nothing is planned in');
    const own = `${item.mode === 'data' ? 'data.' : ''}${item.type}.${item.name}`;
    if (item.address !== own || item.index !== undefined || item.module_address !== undefined)
      refuse('an address that is not of its resource');
    if (item.mode === 'data' && item.change === undefined) refuse('something is read later');
  }
  for (const { address, values } of outcomes) {
    const [change, twice] = changes.filter((item) => item.address === address && item.deposed === undefined);
    if (change === undefined || twice !== undefined) refuse(`${address} is planned and does not change once`);
    const { actions, before, after, after_unknown: unknown, importing } = change.change;
    if (text(after) !== text(values)) refuse(`${address} has two outcomes`);
    if (contradicts(after, unknown)) refuse(`${address} is known and unknown`);
    if (actions.join() === 'no-op' && text(before) !== text(after)) refuse(`${address} changes by nothing`);
    if (actions.join() === 'create' && typeof values.id === 'string') refuse(`${address} is known too soon`);
    if (importing || change.previous_address)
      lines.push(`${address} ${text(importing)} ${change.previous_address}`);
    const said = settings.filter(
      (name) => values[name] !== undefined && values[name] !== null && values[name] !== '',
    );
    const known = (value: Json): string =>
      text(Array.isArray(value) ? value.map((item) => text(emptied(item))).sort() : value);
    lines.push(
      `${address} ${said.filter((name) => !(values[name] === false) && values[name].length !== 0).map((name) => `${name} ${known(values[name])}`)}`,
      `${address} unknown ${settings.filter((name) => isUnknown(unknown === true ? true : unknown[name]))}`,
      `${address} lists ${text([...(values.scopes ?? [])].sort())} ${text(values.registered_redirect_uris ?? [])}`,
      `${address} made by ${change.provider_name ?? 'whom its configuration names'}`,
    );
    if (values.client_secret) lines.push(`${address} has its secret in the state`);
  }
  for (const { address, change, deposed } of changes) {
    const actions = change.actions.join();
    if (outcomes.some((item) => item.address === address) && deposed === undefined) {
      if (!['no-op', 'create', 'update', 'delete,create', 'create,delete'].includes(actions)) refuse(actions);
      const held = managed(resources(plan.prior_state?.values)).find((item) => item.address === address);
      if (change.before && held?.values.id !== change.before.id) refuse(`${address} is another in the state`);
    } else if (change.after !== null) refuse(`${address} changes and is not planned`);
    else lines.push(`${address} ends`);
  }
  for (const { address } of managed(resources(plan.prior_state?.values)))
    if (!changes.some((item) => item.address === address)) refuse(`nothing becomes of ${address}`);
  for (const { mode, address, values } of resources(plan.prior_state?.values))
    if (mode === 'data') {
      const { backend, config, workspace, defaults } = values;
      const where = ['http', 'remote'].includes(backend)
        ? { backend, config }
        : { backend, config, workspace };
      lines.push(`read ${address} ${text({ ...where, defaults: defaults ?? null })}`);
    }
  for (const [name, { value }] of Object.entries(plan.planned_values.outputs ?? {}) as [string, Json][]) {
    const said = plan.output_changes?.[name];
    if (said === undefined || text(said.after) !== text(value)) refuse(`the output ${name} is two`);
    lines.push(`output ${name}`, ...(value === undefined ? [] : [handsOn(plan, name, value)]));
  }
  for (const name of Object.keys(plan.output_changes ?? {}))
    if (!(name in (plan.planned_values.outputs ?? {}))) refuse(`the output ${name} is not planned`);
  for (const { address, status } of plan.checks ?? [])
    if (!address.to_display.startsWith('check.') && /fail|error/.test(status))
      refuse('a condition does not hold');
  for (const part of ['variables', 'action_invocations'])
    if (plan[part]) lines.push(`${part} ${text(plan[part])}`);
  return [...lines, ...configurationOf(plan)];
}

/** The resource whose id an output hands on. */
function handsOn(plan: Json, name: string, value: string): string {
  const item = managed(resources(plan.planned_values)).find(({ values }) => values.id === value);
  return `output ${name} is ${item?.address ?? value}`;
}

/** The configuration as far as it decides anything; source order is the files’. */
function configurationOf({ configuration }: Json): string[] {
  const { root_module: module, provider_config: providers } = configuration;
  return [
    ...module.resources.map(
      (item: Json) => `configures ${item.address} ${text({ ...item, address: '', schema_version: 0 })}`,
    ),
    ...Object.entries(providers).map(([key, provider]) => `provider ${key} ${text(provider)}`),
    ...(Object.keys(module.module_calls ?? {}).length > 0 ? ['calls modules'] : []),
  ];
}

const text = (value: Json): string =>
  JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? 'nothing';

/** Null and empty lists are not there. */
const emptied = (value: Json): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).filter(
          ([, inner]) => inner !== null && !(Array.isArray(inner) && inner.length === 0),
        ),
      )
    : value;

const isUnknown = (mark: Json): boolean =>
  mark === true || (typeof mark === 'object' && mark !== null && Object.values(mark).some(isUnknown));

const contradicts = (value: Json, mark: Json): boolean =>
  mark === true
    ? value !== undefined && value !== null
    : typeof mark === 'object' &&
      mark !== null &&
      Object.keys(mark).some((key) => contradicts(value?.[key], mark[key]));
