import type { Finding } from '../proof/finding';
import { distinct, inOrder } from '../proof/findings';
import type { Problem } from './body';
import { type Client, readClient } from './client';
import { clientFindings, ignoredFindings } from './findings/clients';
import { finding } from './findings/finding';
import { grantFindings } from './findings/grants';
import { roleFindings } from './findings/roles';
import { providerSecrets, readSecrets } from './findings/secrets';
import { blockFindings, callFindings, resourceFindings, secondProviders } from './findings/unmodelled';
import type { Module } from './module';
import { ModuleInstance } from './module-instance';
import type { Resource } from './resource';
import { readRole } from './role';
import { argument } from './verdict';
import { TooMany } from './world';

/** What was looked at: a verdict over nothing would be all zeros. */
export interface Examined {
  readonly files: number;
  readonly modules: number;
  readonly clients: number;
  readonly grants: number;
  readonly roles: number;
  readonly divisions: number;
}

/** Raw Terraform, judged by the rules that need no manifest. */
export interface Examination {
  readonly findings: readonly Finding[];
  readonly examined: Examined;
  readonly clients: readonly Client[];
}

/**
 * Judges a root module and all that it calls. Pure. `files` is how many files were read.
 * @returns a problem instead where the configuration makes more than can be looked at
 */
export function examine(modules: ReadonlyMap<string, Module>, files: number): Examination | Problem {
  try {
    return judge(modules, files);
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
    const message =
      'this configuration makes more than 20,000 resources and modules, too many to be looked at';
    return { spot: { file: '', offset: undefined }, position: undefined, message };
  }
}

function judge(modules: ReadonlyMap<string, Module>, files: number): Examination {
  const instances = allInstances(modules);
  const resources = instances.flatMap((instance) => instance.resources());
  const ofType = (type: string): Resource[] =>
    resources.filter((resource) => resource.mode === 'resource' && resource.type === type);
  const clients = ofType('genesyscloud_oauth_client').map(readClient);
  const roles = ofType('genesyscloud_auth_role').map(readRole);
  const divisions = ofType('genesyscloud_auth_division');
  const roleAt = new Map(roles.map((role) => [role.resource.address, role]));
  const holders = holdersByRole(clients);
  const used = new Set(instances.map(({ module }) => module));
  const grants = clients.reduce((sum, client) => sum + client.grants.length, 0);
  const found = [
    ...clients.flatMap((client) => [...grantFindings(client, roleAt), ...clientFindings(client)]),
    ...roles.flatMap((role) => roleFindings(role, [...(holders.get(role.resource) ?? [])])),
    ...homeDivisions(divisions),
    ...[...clients, ...roles].flatMap(({ resource }) => ignoredFindings(resource)),
    ...divisions.flatMap(ignoredFindings),
    ...resources.flatMap(resourceFindings),
    ...instances.flatMap((instance) => [...callFindings(instance), ...providerSecrets(instance)]),
    ...[...used].flatMap((module) => [...blockFindings(module), ...readSecrets(module)]),
    ...secondProviders(used),
    ...(clients.length === 0 ? [nothing(files)] : []),
  ];
  const examined: Examined = {
    files,
    modules: instances.length,
    clients: clients.length,
    grants,
    roles: roles.length,
    divisions: divisions.length,
  };
  return { findings: distinct(found).sort(inOrder), examined, clients };
}

/** The root and every instance that is called from it, breadth first. */
function allInstances(modules: ReadonlyMap<string, Module>): ModuleInstance[] {
  const root = modules.get('');
  if (root === undefined) return [];
  const instances = [new ModuleInstance({ modules, made: 0, depth: 0 }, root, '', undefined, false)];
  for (let index = 0; index < instances.length; index++)
    instances.push(...(instances[index]?.children() ?? []));
  return instances;
}

function holdersByRole(clients: readonly Client[]): ReadonlyMap<Resource, ReadonlySet<string>> {
  const holders = new Map<Resource, Set<string>>();
  for (const { resource, grants } of clients) {
    for (const { role } of grants) {
      if (role.kind !== 'made') continue;
      const of = holders.get(role.role) ?? new Set();
      holders.set(role.role, of.add(resource.address));
    }
  }
  return holders;
}

/** A division resource with `home` edits the home division itself, granted or not. */
function homeDivisions(divisions: readonly Resource[]): Finding[] {
  return divisions.flatMap((division) => {
    const home = argument(division, 'home');
    if (home === undefined || home.kind === 'null' || (home.kind === 'boolean' && !home.value)) return [];
    const how = `${division.address} sets home`;
    const values = { division: division.address, how, client: '', role: '' };
    return [finding('home-division', `resource ${division.address}`, values, division.block.spot)];
  });
}

function nothing(files: number): Finding {
  const what = files === 0 ? 'no Terraform file (*.tf, *.tf.json)' : 'no client (genesyscloud_oauth_client)';
  return finding('nothing-examined', what, { what });
}
