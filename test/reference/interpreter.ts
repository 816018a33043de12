import { argument, type Block, type Body, bodies, Configuration } from './configuration';
import { Failing, type Scope, Symbolic, Unsayable, type Value } from './evaluate';
import { type Node, plain } from './json';
import { canonical, type Instance, World } from './world';

/*
 * What Terraform would do if it applied an output folder, worked out by other means than lib: from the documented semantics of its
 * language alone. Whatever it cannot say, and whatever Terraform would refuse, is `unsayable`; the proof must reject both.
 */

/** Bytes by stack folder and file name, as they lie on disk. */
export type Folder = ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;

export type Outcome =
  | {
      readonly kind: 'sayable';
      /** `<stack> <client> <role> in <division>` */
      readonly grants: readonly string[];
      /** `<role> <permission>` */
      readonly permissions: readonly string[];
      /** `<stack> <division>` of every other object with a division. */
      readonly placements: readonly string[];
      /** Everything else that decides who may do what: clients' settings, state, provider, imports, other resources … */
      readonly circumstances: readonly string[];
    }
  | { readonly kind: 'unsayable'; readonly why: string };

/** Everything that the folder brings about, each list sorted. */
export function interpret(folder: Folder): Outcome {
  try {
    const stacks = new Map([...folder].map(([name, files]) => [name, new Configuration(name, files)]));
    const world = new World(stacks);
    const each = (find: (stack: Configuration) => string[]): string[] =>
      [...new Set([...stacks.values()].flatMap(find))].sort();
    return {
      kind: 'sayable',
      grants: each((stack) =>
        made(world, stack, 'genesyscloud_oauth_client').flatMap((item) => grantsOf(world, stack, item)),
      ),
      permissions: each((stack) =>
        made(world, stack, 'genesyscloud_auth_role').flatMap((item) => permissionsOf(world, stack, item)),
      ),
      placements: each((stack) => placementsOf(world, stack)),
      circumstances: each((stack) => circumstancesOf(world, stack)),
    };
  } catch (error) {
    if (error instanceof Unsayable || error instanceof Failing || error instanceof RangeError)
      return { kind: 'unsayable', why: error.message };
    // A template that the expression reader does not read.
    if (error instanceof Error && Object.getPrototypeOf(error) === Error.prototype)
      return { kind: 'unsayable', why: error.message };
    throw error;
  }
}

const made = (world: World, stack: Configuration, type: string): Instance[] =>
  stack
    .blocks('resource')
    .filter(({ labels }) => labels[0] === type)
    .flatMap((block) => world.instances(stack, block));

function grantsOf(world: World, stack: Configuration, { block, address, scope }: Instance): string[] {
  return world.nested(block.body, 'roles', scope).map((grant) => {
    const role = identity(world.value(argument(grant.body, 'role_id'), grant.scope));
    return `${stack.name} ${address} ${role} in ${divisionOf(world, grant.body, 'division_id', grant.scope)}`;
  });
}

/** Left out, null and empty are the home division. */
const divisionOf = (world: World, body: Body, name: string, scope: Scope): string =>
  identity(world.value(argument(body, name), scope)) || 'home';

function identity(value: Value): string {
  if (value === null) return '';
  if (value instanceof Symbolic) return value.name;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') throw new Unsayable('an id is a text');
  return /^[0-9a-f-]{36}$/i.test(value) ? value.toLowerCase() : value;
}

function permissionsOf(world: World, stack: Configuration, { block, address, scope }: Instance): string[] {
  const of = `new:${stack.name}/${address}`;
  const texts = (node: Node | undefined, inner: Scope): string[] => {
    const value = world.value(node, inner);
    if (value === null) return [];
    if (!Array.isArray(value)) throw new Unsayable('a list is expected');
    return (value as readonly Value[]).map(text);
  };
  const policies = world.nested(block.body, 'permission_policies', scope).flatMap((policy) => {
    const [domain, entity] = ['domain', 'entity_name'].map((name) =>
      text(world.value(argument(policy.body, name), policy.scope)),
    );
    const conditions = world.nested(policy.body, 'permission_conditions', policy.scope).length;
    return texts(argument(policy.body, 'action_set'), policy.scope).map(
      (action) => `${of} ${domain}:${entity}:${action}${conditions > 0 ? ' on conditions' : ''}`,
    );
  });
  const inherited = world.value(argument(block.body, 'default_role_id'), scope);
  return [
    ...policies,
    ...texts(argument(block.body, 'permissions'), scope).map((name) => `${of} ${name} (general)`),
    ...(inherited === null ? [] : [`${of} inherits`]),
  ];
}

function text(value: Value): string {
  if (typeof value !== 'string') throw new Unsayable('a text is expected');
  return value;
}

const core = ['genesyscloud_oauth_client', 'genesyscloud_auth_role', 'genesyscloud_auth_division'];

const isPlaced = ({ labels: [type = ''], body }: Block): boolean =>
  /^genesyscloud_(routing_queue|architect_schedules|telephony_providers_edges_site)$/.test(type) &&
  body.some(([key]) => key === 'division_id');

function placementsOf(world: World, stack: Configuration): string[] {
  return stack
    .blocks('resource')
    .filter(isPlaced)
    .flatMap((block) => world.instances(stack, block))
    .map(({ block, scope }) => `${stack.name} ${divisionOf(world, block.body, 'division_id', scope)}`);
}

function circumstancesOf(world: World, stack: Configuration): string[] {
  const say = (what: string): string => `${stack.name} ${what}`;
  const resources = stack.blocks('resource');
  const settings = stack.blocks('terraform').flatMap(({ body }) => body);
  const required = settings
    .filter(([key]) => key === 'required_providers')
    .flatMap(([, node]) => bodies(node));
  if (required.length > 1) throw new Unsayable('required_providers twice');
  return [
    ...settings
      .filter(([key]) => key !== 'required_providers' && key !== 'required_version')
      .map(([key, node]) => say(`terraform ${key} ${canonical(plain(node))}`)),
    ...required.flat().map(([name, node]) => say(`requires ${name} ${canonical(plain(node))}`)),
    ...stack
      .blocks('provider')
      .map(({ labels, body }) =>
        say(`provider ${labels.join()} ${canonical(plain({ is: 'object', members: body }))}`),
      ),
    ...['import', 'moved', 'removed', 'module'].flatMap((type) =>
      stack
        .blocks(type)
        .map(({ labels, body }) =>
          say(`${type} ${labels.join()} ${canonical(plain({ is: 'object', members: body }))}`.toLowerCase()),
        ),
    ),
    ...stack
      .blocks('data')
      .filter(({ labels: [type = ''] }) => !/^genesyscloud_auth_(division|role|division_home)$/.test(type))
      .map(({ labels, body }) => {
        // Whose state is read; its workspace counts where something is read from it.
        const members = body.filter(([key]) => key !== 'workspace');
        return say(`data ${labels.join('.')} ${canonical(plain({ is: 'object', members }))}`);
      }),
    ...resources
      .filter((block) => !core.includes(block.labels[0] ?? '') && !isPlaced(block))
      .map(({ labels }) => say(`resource ${labels.join('.')}`)),
    ...resources.flatMap((block) => conductOf(block).map((what) => say(`${block.labels.join('.')} ${what}`))),
    ...made(world, stack, 'genesyscloud_oauth_client').map((item) => say(clientOf(world, item))),
    ...made(world, stack, 'genesyscloud_auth_role').map(({ block, address, scope }) =>
      say(`${address} is called ${identity(world.value(argument(block.body, 'name'), scope))}`),
    ),
    ...secretsIn(stack).map(say),
  ];
}

/** What beside its arguments decides how a resource comes about. */
function conductOf({ body }: Block): string[] {
  return body.flatMap(([key, node]) => {
    if (key === 'provisioner' || key === 'connection') return ['runs commands'];
    if (key === '_') return [`has more arguments: ${canonical(plain(node))}`];
    if (key === 'provider') return plain(node) === 'genesyscloud' ? [] : ['has another provider'];
    if (key !== 'lifecycle') return [];
    return bodies(node)
      .flatMap((inner) => inner.filter(([name]) => name === 'ignore_changes'))
      .flatMap(([, ignored]) => [plain(ignored)].flat())
      .filter((name) => name !== 'name' && name !== 'description' && name !== null)
      .map((name) => `ignores ${JSON.stringify(name)}`);
  });
}

function clientOf(world: World, { block, address, scope }: Instance): string {
  const value = (name: string): Value => world.value(argument(block.body, name), scope);
  const scopes = value('scopes');
  const exposed = ['expose_client_secret', 'directory_client_secret', 'integration_credential_name'].filter(
    (name) => value(name) !== null && value(name) !== false,
  );
  return JSON.stringify([
    address,
    value('name'),
    value('authorized_grant_type'),
    Number(value('access_token_validity_seconds') ?? 86_400),
    value('state') ?? 'active',
    Array.isArray(scopes) ? [...new Set(scopes as string[])].sort() : (scopes ?? []),
    exposed,
  ]);
}

function secretsIn(stack: Configuration): string[] {
  return ['output', 'locals'].flatMap((type) =>
    stack
      .blocks(type)
      .filter(({ body }) => /client_secret/.test(JSON.stringify(body)))
      .map(({ labels }) => `${type} ${labels.join()} reads a secret`),
  );
}
