import { answersOf, type ClientAnswers } from './answers';
import type { Problem } from './body';
import { type Client, readClient } from './client';
import { clientFindings, ignoredFindings } from './findings/clients';
import { Collected } from './findings/collected';
import { finding, type HclFinding } from './findings/finding';
import { grantFindings } from './findings/grants';
import { providerSecrets } from './findings/provider-secrets';
import { roleFindings } from './findings/roles';
import { readSecrets } from './findings/secrets';
import { Suggestions } from './findings/suggestions';
import {
  blockFindings,
  callFindings,
  resourceFindings,
  uncertainFindings,
  unusedCallFindings,
} from './findings/unmodelled';
import { otherProviderConfigs, secondProviders } from './findings/wrong-org';
import type { Module } from './module';
import { ModuleInstance } from './module-instance';
import type { Resource } from './resource';
import { readRole } from './role';
import { argument, isOff } from './verdict';
import { TooMany, World } from './world';

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
  readonly findings: readonly HclFinding[];
  readonly examined: Examined;
  readonly clients: readonly Client[];
  /** What clients that rest on things that do not exist really say. */
  readonly answers: readonly ClientAnswers[];
  /** How many more such clients there are. */
  readonly unanswered: number;
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
    const message = `this configuration ${error.message}, too many to be looked at`;
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
  const suggestions = new Suggestions();
  const roleAt = new Map(roles.map((role) => [role.resource.address, role]));
  const holders = holdersByRole(clients);
  const used = new Set(instances.map(({ module }) => module));
  const grants = clients.reduce((sum, client) => sum + client.grants.length, 0);
  const found = new Collected();
  for (const client of clients) {
    found.add(grantFindings(client, roleAt));
    found.add(clientFindings(client));
  }
  for (const role of roles)
    found.add(roleFindings(role, holders.get(role.resource) ?? new Set(), suggestions));
  found.add(homeDivisions(divisions));
  for (const { resource } of [...clients, ...roles]) found.add(ignoredFindings(resource));
  for (const division of divisions) found.add(ignoredFindings(division));
  // Grants say it of their client.
  const bare = clients.filter((client) => client.grants.length === 0);
  for (const { resource } of [...bare, ...roles]) found.add(uncertainFindings(resource));
  for (const division of divisions) found.add(uncertainFindings(division));
  for (const resource of resources) found.add(resourceFindings(resource));
  for (const instance of instances) {
    found.add(callFindings(instance));
    found.add(providerSecrets(instance));
  }
  for (const module of modules.values()) {
    found.add(blockFindings(module));
    found.add(used.has(module) ? readSecrets(module) : unusedCallFindings(module));
  }
  found.add(secondProviders(used));
  found.add(otherProviderConfigs(resources));
  if (clients.length === 0) found.add([nothing(files)]);
  const examined: Examined = {
    files,
    modules: instances.length,
    clients: clients.length,
    grants,
    roles: roles.length,
    divisions: divisions.length,
  };
  return { findings: found.report(), examined, clients, ...answersOf(clients) };
}

/** The root and every instance that is called from it, breadth first. */
function allInstances(modules: ReadonlyMap<string, Module>): ModuleInstance[] {
  const root = modules.get('');
  if (root === undefined) return [];
  const instances = [new ModuleInstance(new World(modules), root, '', undefined, undefined)];
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
function homeDivisions(divisions: readonly Resource[]): HclFinding[] {
  return divisions.flatMap((division) => {
    const home = argument(division, 'home');
    if (home === undefined || isOff(home)) return [];
    const how = `${division.address} sets home`;
    const certain = home.kind === 'boolean' ? 'yes' : 'no';
    const values = { division: division.address, how, certain } as const;
    return [finding('home-division', `resource ${division.address}`, values, division.block.spot)];
  });
}

function nothing(files: number): HclFinding {
  const what = files === 0 ? 'no Terraform file (*.tf, *.tf.json)' : 'no client (genesyscloud_oauth_client)';
  return finding('nothing-examined', what, { what });
}
