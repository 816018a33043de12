import { argument, type Block, type Body, bodies, type Configuration } from './configuration';
import { evaluate, Failing, isObject, Lazy, type Scope, Symbolic, Unsayable, type Value } from './evaluate';
import { template } from './expression';
import { type Node, plain } from './json';

/*
 * All stacks of an output folder together. An object that does not exist yet has the id `new:<stack>/<address>`; an imported one the id of
 * its import block; the home division the id `home`.
 */

/** One object that a resource block makes, with the values of `each` and `count` in it. */
export interface Instance {
  readonly block: Block;
  readonly address: string;
  readonly scope: Scope;
}

export class World {
  private depth = 0;
  private readonly remotes = new Map<Block, Lazy>();
  private readonly places = new Map<Configuration, readonly string[]>();
  constructor(readonly stacks: ReadonlyMap<string, Configuration>) {}

  /** The value of an argument: a JSON text is a template, everything else is itself. */
  value(node: Node | undefined, scope: Scope): Value {
    if (node === undefined) return null;
    if (node.is === 'array') return node.items.map((item) => this.value(item, scope));
    if (node.is === 'object') {
      const keys = node.members.map(([key]) => key);
      if (new Set(keys).size !== keys.length) throw new Unsayable('a key twice');
      return Object.fromEntries(node.members.map(([key, item]) => [key, this.value(item, scope)]));
    }
    if (typeof node.value !== 'string') return node.value;
    if (++this.depth > 100) throw new Unsayable('a value that needs itself');
    try {
      return evaluate(template(node.value.normalize('NFC')), scope);
    } finally {
      this.depth--;
    }
  }

  scope(stack: Configuration): Scope {
    return (root) => {
      switch (root) {
        case 'local':
          return new Lazy((name) => {
            const locals = stack.blocks('locals').flatMap(({ body }) => body);
            const node = argument(locals, name);
            if (node === undefined) throw new Unsayable(`local.${name}`);
            return this.value(node, this.scope(stack));
          });
        case 'var':
          return new Lazy((name) => {
            const block = stack.block('variable', name);
            if (block === undefined) throw new Unsayable(`var.${name}`);
            const node = stack.variables.get(name) ?? argument(block.body, 'default');
            if (node === undefined) throw new Unsayable(`var.${name} is asked for`);
            return literal(node);
          });
        case 'data':
          return new Lazy((type) => new Lazy((name) => this.data(stack, type, name)));
        default:
          return new Lazy((name) => this.resource(stack, root, name));
      }
    };
  }

  /** What a resource block makes. */
  instances(stack: Configuration, block: Block): Instance[] {
    const address = block.labels.join('.');
    const outer = this.scope(stack);
    const count = argument(block.body, 'count');
    const each = argument(block.body, 'for_each');
    if (count !== undefined && count.is === 'scalar' && count.value !== null) {
      const number = Number(this.value(count, outer));
      if (!Number.isInteger(number) || number < 0 || number > 100) throw new Unsayable('count');
      return Array.from({ length: number }, (_, index) => ({
        block,
        address: `${address}[${index}]`,
        scope: (root) => (root === 'count' ? { index } : outer(root)),
      }));
    }
    if (each !== undefined)
      return eachOf(this.value(each, outer)).map(([key, value]) => ({
        block,
        address: `${address}["${key}"]`,
        scope: (root) => (root === 'each' ? { key, value } : outer(root)),
      }));
    return [{ block, address, scope: outer }];
  }

  /** The nested blocks of this name, those of `dynamic` blocks too. */
  nested(body: Body, name: string, scope: Scope): { body: Body; scope: Scope }[] {
    const written = body
      .filter(([key]) => key === name)
      .flatMap(([, node]) => bodies(node).map((inner) => ({ body: inner, scope })));
    const made = body
      .filter(([key]) => key === 'dynamic')
      .flatMap(([, node]) => bodies(node).flat())
      .filter(([label]) => label === name)
      .flatMap(([, node]) => bodies(node))
      .flatMap((dynamic) => {
        const iterator = argument(dynamic, 'iterator');
        const root = iterator === undefined ? name : String(plain(iterator));
        const content = argument(dynamic, 'content');
        return eachOf(this.value(argument(dynamic, 'for_each'), scope)).flatMap(([key, value]) =>
          bodies(content ?? { is: 'object', members: [] }).map((inner) => ({
            body: inner,
            scope: (asked: string) => (asked === root ? { key, value } : scope(asked)),
          })),
        );
      });
    return [...written, ...made];
  }

  private resource(stack: Configuration, type: string, name: string): Value | Lazy {
    const block = stack.block('resource', type, name);
    if (block === undefined) throw new Unsayable(`${type}.${name}`);
    const instances = this.instances(stack, block);
    const [only] = instances;
    if (only?.address === `${type}.${name}`) return this.attributes(stack, only);
    const list = instances.map((item) => this.attributes(stack, item));
    if (argument(block.body, 'count') === undefined) {
      return new Lazy((key) => {
        const at = instances.findIndex(({ address }) => address === `${type}.${name}["${key}"]`);
        const found = list[at];
        if (found === undefined) throw new Failing('no such instance');
        return found;
      });
    }
    return list as unknown as Value;
  }

  private attributes(stack: Configuration, { block, address, scope }: Instance): Lazy {
    return new Lazy((name) => {
      if (name === 'id') return this.id(stack, { block, address, scope });
      if (['client_id', 'client_secret'].includes(name)) throw new Unsayable(name);
      return this.value(argument(block.body, name), scope);
    });
  }

  private id(stack: Configuration, { block, address, scope }: Instance): Value {
    const home = this.value(argument(block.body, 'home'), scope);
    if (home !== null && home !== false && home !== 'false') return new Symbolic('home');
    const imports = stack.blocks('import').filter(({ body }) => {
      const to = plain(argument(body, 'to') ?? { is: 'scalar', value: null });
      if (typeof to !== 'string' || !/^[\w-]+\.[\w-]+$/.test(to)) throw new Unsayable('import');
      return to === address;
    });
    const [first] = imports;
    if (first === undefined) return new Symbolic(`new:${stack.name}/${address}`);
    if (imports.length > 1 || first.body.length !== 2) throw new Unsayable('import');
    return this.value(argument(first.body, 'id'), this.scope(stack));
  }

  private data(stack: Configuration, type: string, name: string): Value | Lazy {
    const block = stack.block('data', type, name);
    if (block === undefined) throw new Unsayable(`data.${type}.${name}`);
    if (argument(block.body, 'count') || argument(block.body, 'for_each')) throw new Unsayable('many data');
    if (type === 'terraform_remote_state') {
      const remote = this.remotes.get(block) ?? this.remote(stack, block);
      this.remotes.set(block, remote);
      return remote;
    }
    if (type === 'genesyscloud_auth_division_home')
      return new Lazy((attribute) => {
        if (attribute !== 'id') throw new Unsayable(attribute);
        return new Symbolic('home');
      });
    return new Lazy((attribute) => {
      const label = this.value(argument(block.body, 'name'), this.scope(stack));
      const found = [...this.stacks.values()].flatMap((other) =>
        other
          .blocks('resource')
          .filter(({ labels }) => labels[0] === type)
          .flatMap((candidate) => this.instances(other, candidate).map((item) => ({ other, item })))
          .filter(({ item }) => this.value(argument(item.block.body, 'name'), item.scope) === label),
      );
      const [only] = found;
      if (attribute !== 'id' || only === undefined || found.length > 1) throw new Unsayable('a look-up');
      return this.id(only.other, only.item);
    });
  }

  private locations(stack: Configuration): readonly string[] {
    const known = this.places.get(stack) ?? locations(stack);
    this.places.set(stack, known);
    return known;
  }

  private remote(stack: Configuration, { body }: Block): Lazy {
    const workspace = argument(body, 'workspace');
    if (workspace && plain(workspace) !== '${terraform.workspace}') throw new Unsayable('workspace');
    const wanted = canonical([
      plain(argument(body, 'backend') ?? { is: 'scalar', value: null }),
      plain(argument(body, 'config') ?? { is: 'scalar', value: null }),
    ]);
    const producers = [...this.stacks.values()].filter((item) => this.locations(item).includes(wanted));
    const [producer] = producers;
    if (producer === undefined || producers.length > 1) throw new Unsayable('nobody’s state');
    const defaults = argument(body, 'defaults');
    return new Lazy((outputs) => {
      if (outputs !== 'outputs') throw new Unsayable(outputs);
      return new Lazy((name) => {
        const output = producer.block('output', name);
        if (output !== undefined) return this.value(argument(output.body, 'value'), this.scope(producer));
        const fallback = this.value(defaults, this.scope(stack));
        if (isObject(fallback) && Object.hasOwn(fallback, name)) return fallback[name] as Value;
        throw new Failing(`output ${name}`);
      });
    });
  }
}

function eachOf(value: Value): [string, Value][] {
  if (Array.isArray(value)) return (value as readonly Value[]).map((item, index) => [String(index), item]);
  if (isObject(value)) return Object.entries(value);
  throw new Unsayable('for_each');
}

/** Defaults of variables and their files hold values, not templates. */
function literal(node: Node): Value {
  if (node.is === 'array') return node.items.map(literal);
  if (node.is === 'object')
    return Object.fromEntries(node.members.map(([key, item]) => [key, literal(item)]));
  return node.value;
}

/** How others would have to name this stack's state. */
function locations(stack: Configuration): string[] {
  return stack.blocks('terraform').flatMap(({ body }) =>
    body.flatMap(([key, node]) => {
      if (key === 'backend')
        return bodies(node)
          .flat()
          .map(([type, settings]) => canonical([type, plain(settings)]));
      if (key !== 'cloud') return [];
      const settings = unwrapped(plain(node));
      // A block that is none names no state.
      if (typeof settings !== 'object' || settings === null) return [];
      const { project: _, ...cloud } = settings as Record<string, unknown>;
      const { workspaces } = cloud as { workspaces?: { name?: string } };
      return [canonical(['remote', { ...cloud, workspaces: { name: workspaces?.name } }])];
    }),
  );
}

/** One text for all spellings: blocks of one as objects, comments dropped, keys sorted. */
export const canonical = (value: unknown): string => JSON.stringify(unwrapped(value));

function unwrapped(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? unwrapped(value[0]) : value.map(unwrapped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '//')
      .map(([key, item]) => [key, unwrapped(item)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
