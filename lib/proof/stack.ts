import { canonicalJson, isObject, sameJson, toPlain } from '../json/plain';
import type { StackName } from '../manifest/ids';
import type { Org } from '../manifest/model';
import { foundationStack, tenantStack } from '../manifest/names';
import { type StateLocation, stateLocation } from '../manifest/state';
import type { AssemblyStack } from '../terraform/assembly';
import { type Argument, argumentsOf } from '../terraform/body';
import type { Configuration } from '../terraform/configuration';
import type { WorkingDirectory } from '../terraform/working-directory';
import { type Claims, readClaims } from './claim';
import type { Declared } from './declared';
import type { Place } from './finding';
import { signInSettings } from './sign-in';
import { scalarOf } from './value';

/** A `terraform_remote_state` data source. `producer` is the stack whose state location it names, exactly. */
export interface RemoteState {
  readonly name: string;
  readonly place: Place;
  readonly producer: StackName | undefined;
  readonly repeated: boolean;
}

/** One stack of an org with its claims. */
export interface Stack {
  readonly name: StackName;
  readonly file: string;
  readonly dependencies: readonly string[];
  readonly configuration: Configuration;
  readonly directory: WorkingDirectory;
  readonly claims: Claims;
  readonly remoteStates: readonly RemoteState[];
  /** Where the manifest says that this stack keeps its state. */
  readonly location: StateLocation;
}

/** A stack of `org` from what was read. `configuration` must be there: unreadable files are defects, not stacks. */
export function toStack(
  assembled: AssemblyStack,
  configuration: Configuration,
  org: Org,
  locations: StateLocations,
): Stack {
  const name = assembled.name as StackName;
  const claims = readClaims(configuration, assembled.file);
  return {
    name,
    file: assembled.file,
    dependencies: assembled.dependencies,
    configuration,
    directory: assembled.directory,
    claims,
    remoteStates: claims.data
      .filter((item) => item.type === 'terraform_remote_state')
      .map((item) => remoteState(item, locations)),
    location: stateLocation(org.config.state, name),
  };
}

/** Canonical `{backend, config}` of each stack's state → the stack's name. */
export type StateLocations = ReadonlyMap<string, StackName>;

/** The state locations of all stacks that an org's manifest asks for. */
export function stateLocations(org: Org): StateLocations {
  const names = [foundationStack(org.id), ...org.tenants.map((tenant) => tenantStack(org.id, tenant.id))];
  return new Map(names.map((name) => [canonicalJson(stateLocation(org.config.state, name).remote), name]));
}

function remoteState(item: Declared, locations: StateLocations): RemoteState {
  return {
    name: item.name,
    place: item.place,
    repeated: item.repeated,
    producer: item.repeated ? undefined : producerOf(item, locations),
  };
}

const ownWorkspaceText = '${terraform.workspace}';

// The workspace must be this run's own, and nothing may stand in for a missing output (`defaults`).
function producerOf(item: Declared, locations: StateLocations): StackName | undefined {
  const allowed = ['backend', 'config', 'workspace'];
  if (!item.body.every(({ name }) => allowed.includes(name))) return undefined;
  const backend = scalarOf(item.body, 'backend');
  const config = item.body.filter(({ name }) => name === 'config');
  const workspace = item.body.filter(({ name }) => name === 'workspace');
  const [only] = config;
  if (backend.kind !== 'text' || only === undefined || config.length > 1 || workspace.length > 1)
    return undefined;
  const stated = workspace[0]?.node;
  // Backends that keep one state in the place they name have no other workspace to read from.
  const isOwnWorkspace =
    stated === undefined
      ? backend.text === 'http' || backend.text === 'remote'
      : stated.kind === 'string' && stated.value === ownWorkspaceText;
  if (!isOwnWorkspace) return undefined;
  const plain = toPlain(only.node);
  return plain === undefined
    ? undefined
    : locations.get(canonicalJson({ backend: backend.text, config: plain }));
}

/** True when what `terraform init` noted, if it ran, is this location and no more; how it signs in may come on top. */
export function isInitializedAt({ backend }: WorkingDirectory, { block, settings }: StateLocation): boolean {
  if (backend === undefined) return true;
  const type = block.kind === 'cloud' ? 'cloud' : block.type;
  if (backend.type !== type) return false;
  const signIn = signInSettings(type);
  const noted = Object.fromEntries(Object.entries(backend.config).filter(([key]) => !signIn.has(key)));
  const stated = Object.fromEntries(Object.entries(settings).filter(([key]) => !signIn.has(key)));
  return agrees(noted, stated);
}

type Settings = StateLocation['settings'];

/** Equal, where unset settings may be noted as null, and a block as an array of one. */
function agrees(noted: unknown, stated: Settings[string] | undefined): boolean {
  if (isUnset(noted)) return isUnset(stated);
  if (typeof noted !== 'object' || noted === null) return noted === stated;
  if (Array.isArray(noted)) return noted.length === 1 && agrees(noted[0], stated);
  if (typeof stated !== 'object') return false;
  const keys = new Set([...Object.keys(noted), ...Object.keys(stated)]);
  return [...keys].every((key) => agrees(own(noted as Record<string, unknown>, key), own(stated, key)));
}

const own = <Value>(value: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(value, key) ? value[key] : undefined;

const isUnset = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'object' && Object.values(value).every((item) => isUnset(item)));

/**
 * The workspace that was chosen for a stack. That its `cloud` block names one is no choice: `terraform init` notes that by itself, and with
 * another one Terraform does nothing (seen with Terraform 1.11.4 and a server of its API, 2026-11-27).
 */
export const chosenWorkspace = ({ name, directory, location }: Stack): string =>
  location.block.kind === 'cloud' && directory.workspace === name ? 'default' : directory.workspace;

/** Only the default workspace of a local backend lies where the manifest says; others lie in the stack's folder. */
export const isInManifestsWorkspace = ({ workspace }: WorkingDirectory, { remote }: StateLocation): boolean =>
  workspace === 'default' || remote.backend !== 'local';

/** True when the file's `terraform` blocks name exactly this state location, once, and nothing else. */
export function keepsStateAt(configuration: Configuration, location: StateLocation): boolean {
  const [only, ...more] = stateSettings(configuration);
  if (only === undefined || more.length > 0 || only.name !== location.block.kind) return false;
  const expected =
    location.block.kind === 'cloud' ? location.settings : { [location.block.type]: location.settings };
  const written = toPlain(only.node);
  return written !== undefined && same(written, expected);
}

/** What says where the state is kept. */
export const stateSettings = ({ terraform }: Configuration): readonly Argument[] =>
  terraform
    .flatMap((block) => argumentsOf(block))
    .filter(({ name }) => name === 'backend' || name === 'cloud');

/** Equal but for comments and for a block being written as an object or as an array of one object. */
function same(written: unknown, expected: unknown): boolean {
  const [left, right] = [unwrapped(written), unwrapped(expected)];
  if (!isObject(left) || !isObject(right)) return sameJson(left, right);
  const names = Object.keys(left).filter(isNoComment);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && same(left[name], right[name]))
  );
}

const unwrapped = (value: unknown): unknown =>
  Array.isArray(value) && value.length === 1 ? unwrapped(value[0]) : value;

const isNoComment = (name: string): boolean => name !== '//';
