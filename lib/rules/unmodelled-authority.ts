import { dataSourceModel, providerFacts, resourceModel } from '../genesys/authority';
import { attributeKind, type BlockModel, nestedBlock } from '../genesys/block-model';
import { providerSource } from '../genesys/provider-block';
import type { Declared } from '../proof/declared';
import { placeOf } from '../proof/declared';
import type { Finding, Place } from '../proof/finding';
import { wholeFile } from '../proof/places';
import type { Rule } from '../proof/rule';
import type { Stack } from '../proof/stack';
import { scalarOf } from '../proof/value';
import { type AssemblyStack, type Defect, readStack } from '../terraform/assembly';
import { type Argument, argumentsOf, bodiesOf, membersOf } from '../terraform/body';
import { misshapen } from './misshapen';

/** Nothing in a stack can grant authority in a way that the model does not know. */
export const unmodelledAuthority: Rule = {
  id: 'unmodelled-authority',
  waivable: false,
  about: 'assembly',
  stack: ({ org, tenant, stack, stackName, defects }) =>
    [...(stack ? inStack(stack) : []), ...defects.map(unreadable)].map((item) =>
      finding(item, stackName, org.org.id, tenant?.id),
    ),
  whole: ({ model }) => model.unclaimed.flatMap(unclaimed),
};

interface Unmodelled {
  readonly what: string;
  readonly why: string;
  readonly place: Place;
}

const finding = (
  { what, why, place }: Unmodelled,
  stack: string,
  org: Finding['org'],
  tenant: Finding['tenant'],
): Finding => ({
  rule: 'unmodelled-authority',
  org,
  tenant,
  subject: `${stack} ${what}`,
  values: { what, why, stack },
  at: [place],
  because: [],
});

const inStack = (stack: Stack): Unmodelled[] => [
  ...resources(stack),
  ...dataSources(stack),
  ...providers(stack),
  ...settings(stack),
  ...others(stack),
  ...twice(stack),
  ...misshapen(stack).map((item) => ({
    what: `file is not Terraform's JSON: ${item.message}`,
    why: 'unreadable',
    place: placeOf(item, stack.file),
  })),
];

const metaArguments: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'depends_on',
  'provider',
  'lifecycle',
  'dynamic',
  'provisioner',
  'connection',
]);
const lifecycleArguments: ReadonlySet<string> = new Set([
  'create_before_destroy',
  'prevent_destroy',
  'ignore_changes',
  'replace_triggered_by',
  'precondition',
  'postcondition',
]);

function resources(stack: Stack): Unmodelled[] {
  const found: Unmodelled[] = [];
  for (const resource of stack.claims.resources) {
    const model = resourceModel(resource.type);
    if (model.kind === 'unmodelled') {
      found.push({ what: `resource ${resource.address}`, why: model.reason, place: resource.place });
      continue;
    }
    commands(resource, stack, found);
    if (model.kind === 'placement') continue;
    const own = resource.body.filter(({ name }) => !metaArguments.has(name));
    beyond(resource, own, model.model, '', stack, found);
  }
  return found;
}

/** Provisioners run commands with the deployer's environment, whatever resource they stand in. */
function commands(resource: Declared, stack: Stack, found: Unmodelled[]): void {
  for (const item of resource.body) {
    if (item.name === 'provisioner' || item.name === 'connection') {
      const what = `${item.name} of ${resource.address}`;
      found.push({ what, why: 'runs-commands', place: placeOf(item, stack.file) });
    } else if (item.name === 'lifecycle') {
      for (const body of bodiesOf(item, []))
        for (const inner of argumentsOf(body, [])) {
          if (lifecycleArguments.has(inner.name)) continue;
          const what = `lifecycle ${inner.name} of ${resource.address}`;
          found.push({ what, why: 'unknown-argument', place: placeOf(inner, stack.file) });
        }
    }
  }
}

/** Arguments that the provider's schema, as modelled, does not have, or that only the provider may set. */
function beyond(
  resource: Declared,
  body: readonly Argument[],
  model: BlockModel,
  path: string,
  stack: Stack,
  found: Unmodelled[],
): void {
  for (const item of body) {
    const kind = attributeKind(model, item.name);
    if (kind === 'id' || kind === 'computed') {
      if (item.node.kind === 'null') continue;
      const what = `${resource.address} sets ${path}${item.name}`;
      found.push({ what, why: 'set-by-provider', place: placeOf(item, stack.file) });
    } else if (kind === undefined) {
      const block = nestedBlock(model, item.name);
      if (block === undefined) {
        const what = `${resource.address} ${path}${item.name}`;
        found.push({ what, why: 'unknown-argument', place: placeOf(item, stack.file) });
      } else {
        for (const inner of bodiesOf(item, []))
          beyond(resource, argumentsOf(inner, []), block, `${path}${item.name}.`, stack, found);
      }
    }
  }
}

function dataSources(stack: Stack): Unmodelled[] {
  const found: Unmodelled[] = [];
  for (const item of stack.claims.data) {
    const model = dataSourceModel(item.type);
    if (item.type === 'terraform_remote_state' || model.kind !== 'unmodelled') commands(item, stack, found);
    else found.push({ what: `data source ${item.address}`, why: model.reason, place: item.place });
  }
  return found;
}

function providers(stack: Stack): Unmodelled[] {
  return stack.configuration.providers
    .filter(({ labels }) => labels[0] !== 'genesyscloud')
    .map((block) => ({
      what: `provider ${block.labels[0] ?? ''}`,
      why: 'other-provider',
      place: placeOf(block, stack.file),
    }));
}

const publisher = new RegExp(`^(registry\\.terraform\\.io/)?${providerSource}$`, 'i');
const knownSettings: ReadonlySet<string> = new Set([
  'backend',
  'cloud',
  'required_providers',
  'required_version',
]);

/** The `terraform` block: one provider, from the publisher and of the version that the model describes. */
function settings(stack: Stack): Unmodelled[] {
  const all = stack.configuration.terraform.flatMap((block) => argumentsOf(block, []));
  const strange = all
    .filter(({ name }) => !knownSettings.has(name))
    .map((item) => ({
      what: `terraform ${item.name}`,
      why: 'unknown-argument',
      place: placeOf(item, stack.file),
    }));
  const requirements = all
    .filter(({ name }) => name === 'required_providers')
    .flatMap((item) => bodiesOf(item, []).map((body) => ({ ...body, offset: item.offset })));
  const again = requirements.slice(1).map((body) => ({
    what: 'required_providers twice',
    why: 'declared-twice',
    place: placeOf(body, stack.file),
  }));
  const required = requirements.flatMap((body) => argumentsOf(body, []));
  const foreign = required
    .filter(({ name }) => name !== 'genesyscloud')
    .map((item) => ({
      what: `required provider ${item.name}`,
      why: 'other-provider',
      place: placeOf(item, stack.file),
    }));
  const ours = required.filter(({ name }) => name === 'genesyscloud');
  const [own] = ours;
  if (own === undefined || ours.length > 1 || own.node.kind !== 'object') {
    const place = own ? placeOf(own, stack.file) : wholeFile(stack.file);
    return [
      ...strange,
      ...again,
      ...foreign,
      { what: 'required provider genesyscloud', why: 'not-pinned', place },
    ];
  }
  const body = argumentsOf(own, []);
  const source = scalarOf(body, 'source');
  const version = scalarOf(body, 'version');
  const pinned =
    source.kind === 'text' &&
    publisher.test(source.text) &&
    version.kind === 'text' &&
    version.text.replace(/^=\s*/, '') === providerFacts.version &&
    body.every(({ name }) => name === 'source' || name === 'version');
  const place = placeOf(own, stack.file);
  return [
    ...strange,
    ...again,
    ...foreign,
    ...(pinned ? [] : [{ what: 'required provider genesyscloud', why: 'not-pinned', place }]),
  ];
}

function others(stack: Stack): Unmodelled[] {
  return stack.configuration.others.flatMap((item) => {
    // A check that only asserts grants nothing; one with a data source inside reads with the deployer's authority.
    if (item.kind === 'check') {
      const checks = bodiesOf(item, []).flatMap((named) => membersOf(named, []));
      const bodies = checks.flatMap((named) => bodiesOf(named, [])).flatMap((body) => argumentsOf(body, []));
      if (bodies.every(({ name }) => name === 'assert')) return [];
    }
    return [{ what: `block ${item.kind}`, why: 'unknown-block', place: placeOf(item, stack.file) }];
  });
}

/** One address twice: Terraform refuses such a file, and which one would count is nobody's guess. */
function twice({ claims, configuration, file }: Stack): Unmodelled[] {
  const seen = new Set<string>();
  const found: Unmodelled[] = [];
  const declare = (address: string, place: Place): void => {
    if (seen.has(address)) found.push({ what: `${address} twice`, why: 'declared-twice', place });
    seen.add(address);
  };
  for (const { address, place } of claims.resources) declare(address, place);
  for (const { address, place } of claims.data) declare(`data.${address}`, place);
  for (const { name, place } of claims.outputs) declare(`output.${name}`, place);
  for (const block of configuration.values)
    if (block.labels.length === 1) declare(`variable.${block.labels[0]}`, placeOf(block, file));
  return found;
}

/** A file that cannot be read proves nothing. */
const unreadable = ({ message, file, offset }: Defect): Unmodelled => ({
  what: `file ${message}`,
  why: 'unreadable',
  place: wholeFile(file, offset),
});

/** A stack of no org and no tenant: whatever it does, nobody declared it. */
const unclaimed = (stack: AssemblyStack): Finding[] =>
  [
    { what: 'stack', why: 'unclaimed-stack', place: wholeFile(stack.file) },
    ...readStack(stack).defects.map(unreadable),
  ].map((item) => finding(item, stack.name, undefined, undefined));
