import { type Node, plain, read } from './json';

/*
 * What Terraform would grant if it applied an output folder, worked out by other means than lib: from the documented semantics of its
 * JSON syntax alone. Objects that do not exist yet are symbols (`new:<stack>/<address>`). Whatever it cannot say is `?`, and whatever
 * Terraform would refuse is an error; the proof must reject both.
 */

/** Bytes by stack folder and file name, as they lie on disk. */
export type Folder = ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;

export type Outcome =
  | { readonly kind: 'grants'; readonly grants: readonly string[]; readonly permissions: readonly string[] }
  | { readonly kind: 'unsayable'; readonly why: string };

type Body = readonly (readonly [string, Node])[];
interface Block {
  readonly labels: readonly string[];
  readonly body: Body;
}
interface Stack {
  readonly name: string;
  readonly blocks: (type: string, labels: number) => Block[];
}

class Unsayable extends Error {}

/** Everything that the folder grants, sorted. */
export function interpret(folder: Folder): Outcome {
  try {
    const stacks = new Map([...folder].map(([name, files]) => [name, load(name, files)]));
    const grants: string[] = [];
    const permissions: string[] = [];
    for (const stack of stacks.values()) {
      for (const { labels, body } of stack.blocks('resource', 2)) {
        const address = labels.join('.');
        if (labels[0] === 'genesyscloud_oauth_client')
          grants.push(...clientGrants(stack, address, body, stacks));
        if (labels[0] === 'genesyscloud_auth_role')
          permissions.push(...rolePermissions(stack, address, body));
      }
    }
    return {
      kind: 'grants',
      grants: [...new Set(grants)].sort(),
      permissions: [...new Set(permissions)].sort(),
    };
  } catch (error) {
    if (error instanceof Unsayable) return { kind: 'unsayable', why: error.message };
    throw error;
  }
}

function load(name: string, files: ReadonlyMap<string, Uint8Array>): Stack {
  const roots: Node[] = [];
  for (const [file, bytes] of files) {
    if (!/\.(tf|tf\.json|tfvars|tfvars\.json)$/.test(file)) continue;
    if (!file.endsWith('.tf.json') || /(^|_)override\.tf\.json$/.test(file))
      throw new Unsayable(`${file} is read too`);
    try {
      roots.push(read(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    } catch {
      throw new Unsayable(`${file} is no JSON text`);
    }
  }
  if (roots.length === 0) throw new Unsayable(`${name} has no configuration`);
  const top = roots.flatMap(membersOf);
  for (const [type] of top)
    if (type === 'module' || type === 'moved' || type === 'removed') throw new Unsayable(type);
  return {
    name,
    blocks: (type, labels) =>
      top.filter(([key]) => key === type).flatMap(([, node]) => peel(node, labels, [])),
  };
}

/** An object, or the objects of an array, count as one list of members. */
function membersOf(node: Node): Body {
  if (node.is === 'object') return node.members;
  if (node.is === 'scalar' && node.value === null) return [];
  if (node.is === 'array')
    return node.items.flatMap((item) => {
      if (item.is !== 'object') throw new Unsayable('an object is expected');
      return item.members;
    });
  throw new Unsayable('an object is expected');
}

function peel(node: Node, labels: number, used: readonly string[]): Block[] {
  if (labels > 0) return membersOf(node).flatMap(([key, inner]) => peel(inner, labels - 1, [...used, key]));
  return bodies(node).map((body) => ({ labels: used, body }));
}

/** The bodies that one block argument makes. */
function bodies(node: Node): Body[] {
  if (node.is === 'scalar' && node.value === null) return [];
  const list = node.is === 'array' ? node.items : [node];
  return list.map((item) => membersOf(item).filter(([key]) => key !== '//'));
}

function argument(body: Body, name: string): Node | undefined {
  const found = body.filter(([key]) => key === name);
  if (found.length > 1) throw new Unsayable(`${name} is given twice`);
  return found[0]?.[1];
}

/** The blocks `name` of a body. A dynamic block of that name makes a number that only a run knows. */
function nested(body: Body, name: string): Body[] {
  for (const [key, node] of body) {
    if (key === 'dynamic' && bodies(node).some((inner) => inner.some(([label]) => label === name))) {
      throw new Unsayable(`dynamic ${name}`);
    }
  }
  return body.filter(([key]) => key === name).flatMap(([, node]) => bodies(node));
}

function refuseRepetition(body: Body): void {
  if (body.some(([key]) => key === 'count' || key === 'for_each')) throw new Unsayable('count or for_each');
}

function clientGrants(
  stack: Stack,
  address: string,
  body: Body,
  stacks: ReadonlyMap<string, Stack>,
): string[] {
  refuseRepetition(body);
  return nested(body, 'roles').map((grant) => {
    const role = evaluate(argument(grant, 'role_id'), stack, stacks);
    const division = evaluate(argument(grant, 'division_id'), stack, stacks);
    return `${stack.name} ${address} ${role ?? '?'} in ${division === null || division === '' ? 'home' : division}`;
  });
}

function rolePermissions(stack: Stack, address: string, body: Body): string[] {
  refuseRepetition(body);
  const of = `new:${stack.name}/${address}`;
  const text = (node: Node | undefined): string => {
    if (node?.is !== 'scalar' || typeof node.value !== 'string' || /[$%]\{/.test(node.value))
      throw new Unsayable('a policy');
    return node.value;
  };
  const list = (node: Node | undefined): string[] => {
    if (node === undefined || (node.is === 'scalar' && node.value === null)) return [];
    if (node.is !== 'array') throw new Unsayable('a policy');
    return node.items.map(text);
  };
  const policies = nested(body, 'permission_policies').flatMap((policy) =>
    list(argument(policy, 'action_set')).map(
      (action) =>
        `${of} ${text(argument(policy, 'domain'))}:${text(argument(policy, 'entity_name'))}:${action}`,
    ),
  );
  const inherited = argument(body, 'default_role_id');
  return [
    ...policies,
    ...list(argument(body, 'permissions')).map((name) => `${of} ${name}`),
    ...(inherited === undefined ? [] : [`${of} inherits`]),
  ];
}

/** The value of an argument: a text, a symbol, or null. Throws for what depends on more than these files. */
function evaluate(node: Node | undefined, stack: Stack, stacks: ReadonlyMap<string, Stack>): string | null {
  if (node === undefined) return null;
  if (node.is !== 'scalar') throw new Unsayable('a text is expected');
  if (node.value === null) return null;
  if (typeof node.value !== 'string') throw new Unsayable('a text is expected');
  const opened = node.value.replace(/\${2,}\{|%{2,}\{/g, '');
  if (!/[$%]\{/.test(opened)) return node.value.replace(/\$(\$+\{)|%(%+\{)/g, '$1$2');
  const only = /^\$\{\s*([\w-]+(?:\.[\w-]+)+)\s*\}$/.exec(node.value)?.[1];
  if (only === undefined) throw new Unsayable(node.value);
  return follow(only.split('.'), stack, stacks);
}

function follow(path: readonly string[], stack: Stack, stacks: ReadonlyMap<string, Stack>): string | null {
  if (path[0] === 'data')
    return path[1] === 'terraform_remote_state' ? throughState(path, stack, stacks) : lookUp(path, stack);
  const [type = '', name = '', attribute, ...rest] = path;
  if (attribute !== 'id' || rest.length > 0) throw new Unsayable(path.join('.'));
  const found = stack.blocks('resource', 2).filter(({ labels }) => labels[0] === type && labels[1] === name);
  const [block] = found;
  if (block === undefined || found.length > 1) throw new Unsayable(path.join('.'));
  refuseRepetition(block.body);
  const home = argument(block.body, 'home');
  if (home !== undefined) {
    if (home.is !== 'scalar' || (home.value !== null && typeof home.value !== 'boolean'))
      throw new Unsayable('home');
    if (home.value === true) return 'home';
  }
  const imports = stack
    .blocks('import', 0)
    .map(({ body }) => ({
      to: plain(argument(body, 'to') ?? nothing),
      id: plain(argument(body, 'id') ?? nothing),
      size: body.length,
    }))
    .filter(({ to }) => to === `${type}.${name}`);
  const [first] = imports;
  if (first === undefined) return `new:${stack.name}/${type}.${name}`;
  if (imports.length > 1 || first.size !== 2 || typeof first.id !== 'string' || /[$%]\{/.test(first.id)) {
    throw new Unsayable('import');
  }
  return first.id;
}

const nothing: Node = { is: 'scalar', value: null };

function lookUp(path: readonly string[], stack: Stack): string {
  if (path[1] === 'genesyscloud_auth_division_home' && path[3] === 'id') {
    if (stack.blocks('data', 2).some(({ labels }) => labels[1] === path[2])) return 'home';
  }
  throw new Unsayable(path.join('.'));
}

function throughState(
  path: readonly string[],
  stack: Stack,
  stacks: ReadonlyMap<string, Stack>,
): string | null {
  const [, type, name, outputs, output = '', ...rest] = path;
  const found = stack.blocks('data', 2).filter(({ labels }) => labels[0] === type && labels[1] === name);
  const [state] = found;
  if (state === undefined || found.length > 1 || outputs !== 'outputs' || rest.length > 0)
    throw new Unsayable('remote state');
  refuseRepetition(state.body);
  if (argument(state.body, 'defaults')) throw new Unsayable('defaults');
  const workspace = argument(state.body, 'workspace');
  if (workspace && plain(workspace) !== '${terraform.workspace}') throw new Unsayable('workspace');
  const wanted = JSON.stringify([
    plain(argument(state.body, 'backend') ?? nothing),
    plain(argument(state.body, 'config') ?? nothing),
  ]);
  const producers = [...stacks.values()].filter((item) => locations(item).includes(wanted));
  const [producer] = producers;
  if (producer === undefined || producers.length > 1) throw new Unsayable('nobody’s state');
  const values = producer.blocks('output', 1).filter(({ labels }) => labels[0] === output);
  const [value] = values;
  if (value === undefined || values.length > 1) throw new Unsayable(`output ${output}`);
  return evaluate(argument(value.body, 'value'), producer, stacks);
}

/** How others would have to name this stack's state. */
function locations(stack: Stack): string[] {
  return stack.blocks('terraform', 0).flatMap(({ body }) =>
    body.flatMap(([key, node]) => {
      if (key === 'backend')
        return membersOf(node).map(([type, settings]) => JSON.stringify([type, plain(settings)]));
      if (key !== 'cloud') return [];
      const { project: _, ...cloud } = plain(node) as Record<string, unknown>;
      const { workspaces } = cloud as { workspaces?: { name?: string } };
      return [JSON.stringify(['remote', { ...cloud, workspaces: { name: workspaces?.name } }])];
    }),
  );
}
