import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toDocument } from '../../lib/report/document';
import { manifestOf, type OrgInput } from './manifest';
import { type Json, plansOf, proofOf, writeAssembly, writePlans } from './write-assembly';

/*
 * The flagship recording (Terraform 1.11.4, provider 1.84.1, 2026-11-23): twenty clients that name their division in twenty ways, in one plan
 * before the first deploy and one after. Each client is judged by itself, by Bulkhead and by three policies that people write for plans.
 */

const folder = join(__dirname, '..', 'fixtures', 'recorded');
const read = (name: string, recording = 'spellings-json'): Json =>
  JSON.parse(readFileSync(join(folder, recording, name), 'utf8'));

export type Phase = 'first' | 'applied';
const plans: Readonly<Record<Phase, string>> = { first: 'plan.json', applied: 'plan-after-apply.json' };

export interface Spelling {
  readonly name: string;
  /** The division as written, or what stands in its place. */
  readonly written: string;
  /** What the plan shows of the division. */
  readonly planned: Readonly<Record<Phase, string>>;
  /** What each policy decides by the plan alone. */
  readonly policies: Readonly<Record<Policy, Readonly<Record<Phase, boolean>>>>;
  /** Rules about the grant's division that Bulkhead finds broken, and what it says first. */
  readonly found: Readonly<Record<Phase, { readonly rules: readonly string[]; readonly what: string }>>;
}

export type Policy = 'natural' | 'unknown-is-denied' | 'references';

/** Every spelling of the recording, in its order, and the one that only the recording in HCL has. */
export function spellings(): readonly Spelling[] {
  return [...inJson(), throughModule()];
}

const phases = <T>(of: (phase: Phase) => T): Record<Phase, T> => ({
  first: of('first'),
  applied: of('applied'),
});

function inJson(): readonly Spelling[] {
  const configuration = read('cdk.tf.json');
  const recorded = { first: read(plans.first), applied: read(plans.applied) };
  return Object.entries(configuration.resource.genesyscloud_oauth_client).map(([name, client]) => ({
    name,
    written: writtenBy(client as Json),
    planned: phases((phase) => plannedDivisions(recorded[phase], name).join(', ')),
    policies: {
      natural: phases((phase) => natural(recorded[phase], name)),
      'unknown-is-denied': phases((phase) => unknownIsDenied(recorded[phase], name)),
      references: phases((phase) => references(recorded[phase], name)),
    },
    found: phases((phase) => judged(configuration, recorded[phase], name)),
  }));
}

/** A client that a module makes, with the foreign division as its argument. */
function throughModule(): Spelling {
  const name = 'through_module';
  const recorded = phases((phase) => read(plans[phase], 'spellings-hcl'));
  return {
    name: 'module',
    written: 'module "child": "${genesyscloud_auth_division.foreign.id}"',
    planned: phases((phase) => plannedDivisions(recorded[phase], name).join(', ')),
    policies: {
      natural: phases((phase) => natural(recorded[phase], name)),
      'unknown-is-denied': phases((phase) => unknownIsDenied(recorded[phase], name)),
      references: phases((phase) => references(recorded[phase], name)),
    },
    found: phases((phase) => judgedModule(recorded[phase])),
  };
}

function writtenBy(client: Json): string {
  const roles = client.dynamic ? [client.dynamic.roles.content] : client.roles;
  const texts = roles.map((role: Json) =>
    'division_id' in role ? JSON.stringify(role.division_id) : 'omitted',
  );
  const around = client.dynamic ? 'dynamic block: ' : client.for_each ? 'for_each: ' : '';
  return around + texts.join(' and ');
}

const changesOf = (plan: Json, name: string): Json[] =>
  plan.resource_changes.filter(
    (item: Json) => item.type === 'genesyscloud_oauth_client' && item.name === name,
  );

function plannedDivisions(plan: Json, name: string): string[] {
  const texts = changesOf(plan, name).flatMap(({ change }) =>
    change.after.roles.map((role: Json, index: number) => {
      const unknown = Array.isArray(change.after_unknown.roles)
        ? change.after_unknown.roles[index]?.division_id
        : change.after_unknown.roles;
      if (unknown) return '(known after apply)';
      return role.division_id === '' ? '""' : String(role.division_id);
    }),
  );
  return [...new Set(texts as string[])];
}

const ownId = (plan: Json): string | undefined =>
  plan.planned_values.root_module.resources.find(
    ({ address }: Json) => address === 'genesyscloud_auth_division.voice',
  )?.values.id;

/** As tutorials do: look at the planned values, deny what is known to be wrong. */
const natural = (plan: Json, name: string): boolean =>
  changesOf(plan, name).every(({ change }) =>
    change.after.roles.every(
      ({ division_id: id }: Json) => id === undefined || id === null || id === ownId(plan),
    ),
  );

/** The careful reader of planned values: what is not known is denied as well. */
const unknownIsDenied = (plan: Json, name: string): boolean =>
  natural(plan, name) &&
  changesOf(plan, name).every(({ change }) =>
    change.after.roles.every(({ division_id: id }: Json) => typeof id === 'string' && id === ownId(plan)),
  );

/** The expert: every reference that the expression has must be the own division. */
function references(plan: Json, name: string): boolean {
  const resource = plan.configuration.root_module.resources.find(
    (item: Json) => item.type === 'genesyscloud_oauth_client' && item.name === name,
  );
  // What a module configures stands elsewhere in a plan: a policy for resources has nothing to refuse.
  if (resource === undefined) return true;
  const blocks: Json[] = [resource.expressions.roles ?? []].flat();
  return (
    blocks.length > 0 &&
    blocks.every(({ division_id: expression }) => {
      const list: string[] = expression?.references ?? [];
      return list.length > 0 && list.every((item) => item.startsWith('genesyscloud_auth_division.voice'));
    })
  );
}

const aboutDivisions = new Set([
  'foreign-division',
  'all-divisions',
  'home-division',
  'unowned-division',
  'unproven-division',
  'undeclared-client',
]);

/** One client of the recording as a tenant's only one: the names of division and client become those that Bulkhead writes. */
function judged(
  configuration: Json,
  plan: Json,
  name: string,
): { readonly rules: readonly string[]; readonly what: string } {
  const manifest = manifestOf({ demo: recordedOrg });
  const assembly = writeAssembly(manifest);
  const own = ownNamed(configuration.resource.genesyscloud_oauth_client[name].name);
  const stack = own(configuration);
  stack.resource.genesyscloud_oauth_client = { 'client-1': stack.resource.genesyscloud_oauth_client[name] };
  stack.terraform.backend = assembly.stacks.get('demo-acme').terraform.backend;
  assembly.stacks.set('demo-acme', stack);
  const only = own(plan);
  const one = (list: Json[]): Json[] =>
    list
      .filter(({ type, name: label }) => type !== 'genesyscloud_oauth_client' || label === name)
      .map((item) =>
        item.type === 'genesyscloud_oauth_client'
          ? { ...item, name: 'client-1', address: item.address.replace(`.${name}`, '.client-1') }
          : item,
      );
  for (const module of [only.planned_values.root_module, only.configuration.root_module])
    module.resources = one(module.resources);
  only.resource_changes = one(only.resource_changes);
  const read = plansOf(new Map([['demo-acme', only]]));
  const { findings } = toDocument(proofOf(manifest, assembly, { plans: read }), {
    chains: false,
    digests: false,
  });
  const mine = findings.filter(
    ({ rule, tenant, subject }) => tenant === 'acme' && aboutDivisions.has(rule) && isOfClient(subject),
  );
  // What its expression says comes before what the plan happens to know of it.
  const [first] = [...mine.filter(({ rule }) => rule === 'unproven-division'), ...mine];
  return { rules: [...new Set(mine.map(({ rule }) => rule))].sort(), what: first?.what ?? '' };
}

/** The module beside what is compliant: in the tenant's file, and in its plan as it was recorded. */
function judgedModule(recorded: Json): { readonly rules: readonly string[]; readonly what: string } {
  const manifest = manifestOf({ demo: recordedOrg });
  const assembly = writeAssembly(manifest);
  const files = writePlans(assembly);
  const plan = files.get('demo-acme');
  assembly.stacks.get('demo-acme').module = {
    child: { source: './child', division_id: '${genesyscloud_auth_division.foreign.id}' },
  };
  plan.resource_changes.push(
    ...recorded.resource_changes.filter(({ module_address }: Json) => module_address === 'module.child'),
  );
  plan.planned_values.root_module.child_modules = recorded.planned_values.root_module.child_modules;
  plan.configuration.root_module.module_calls = recorded.configuration.root_module.module_calls;
  const { findings } = toDocument(proofOf(manifest, assembly, { plans: plansOf(files) }), {
    chains: false,
    digests: false,
  });
  const [first] = findings.filter(({ rule }) => rule === 'unmodelled-authority');
  return { rules: [...new Set(findings.map(({ rule }) => rule))].sort(), what: first?.what ?? '' };
}

const isOfClient = (subject: string): boolean => /^(plan of demo-acme )?client-1( |$)/.test(subject);

/** With the own division and the client of this name called as Bulkhead calls them. */
const ownNamed =
  (client: string) =>
  (value: Json): Json =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll(JSON.stringify(client), '"demo-acme-1"')
        .replaceAll('genesyscloud_auth_division.voice', 'genesyscloud_auth_division.division-voice')
        .replaceAll('"voice":', '"division-voice":')
        .replaceAll('"name":"voice"', '"name":"division-voice"'),
    );

/** Two tenants; acme has the division and the grant of the recordings. */
export const recordedOrg: OrgInput = {
  org: {
    region: 'eu-west-1',
    state: { backend: 'local' },
    gateway: { url: 'http://127.0.0.1:8083' },
    roles: { reader: { permissions: ['routing:queue:view'] } },
  },
  tenants: {
    acme: {
      owner: 'acme@example.com',
      divisions: { voice: {} },
      client: {
        scopes: ['routing:readonly', 'users:readonly'],
        grants: [{ role: 'reader', divisions: ['voice'] }],
      },
    },
    globex: {
      owner: 'globex@example.com',
      divisions: { hall: { id: '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b' } },
      client: {
        scopes: ['routing:readonly', 'users:readonly'],
        grants: [{ role: 'reader', divisions: ['hall'] }],
      },
    },
  },
  catalog: {
    schema: 'bulkhead-catalog/1',
    organization: { id: '9a8b7c6d-5e4f-4a3b-8c1d-0e9f8a7b6c5d', name: 'Recording' },
    region: 'eu-west-1',
    date: '2026-11-23',
    homeDivisionId: 'afe0d343-1b4e-4b93-b71a-ac21a700beb2',
    permissions: { 'routing:queue:view': true },
  },
};
