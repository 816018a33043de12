import { dataSourceModel, providerFacts, resourceModel } from '../genesys/authority';
import { attributeKind, type BlockModel } from '../genesys/block-model';
import { clientModel, divisionModel, roleModel } from '../genesys/core-resources';
import { providerSource } from '../genesys/provider-block';
import type { Declared } from '../proof/claim';
import { placeOf } from '../proof/claim';
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
  return stack.claims.resources.flatMap((resource) => {
    const model = resourceModel(resource.type);
    if (model.kind === 'unmodelled') {
      return [{ what: `resource ${resource.address}`, why: model.reason, place: resource.place }];
    }
    const block =
      model.kind === 'division'
        ? divisionModel
        : model.kind === 'role'
          ? roleModel
          : model.kind === 'client'
            ? clientModel
            : undefined;
    return [...commands(resource, stack), ...(block ? beyond(resource, block, stack) : [])];
  });
}

/** Provisioners run commands with the deployer's environment, whatever resource they stand in. */
function commands(resource: Declared, stack: Stack): Unmodelled[] {
  const found = resource.body
    .filter(({ name }) => name === 'provisioner' || name === 'connection')
    .map((item) => ({
      what: `${item.name} of ${resource.address}`,
      why: 'runs-commands',
      place: placeOf(item, stack.file),
    }));
  const lifecycle = resource.body
    .filter(({ name }) => name === 'lifecycle')
    .flatMap((item) => bodiesOf(item, []))
    .flatMap((body) => argumentsOf(body, []))
    .filter(({ name }) => !lifecycleArguments.has(name))
    .map((item) => ({
      what: `lifecycle ${item.name} of ${resource.address}`,
      why: 'unknown-argument',
      place: placeOf(item, stack.file),
    }));
  return [...found, ...lifecycle];
}

/** Arguments that the provider's schema, as modelled, does not have, or that only the provider may set. */
function beyond(resource: Declared, model: BlockModel, stack: Stack): Unmodelled[] {
  const unknown = (body: readonly Argument[], path: readonly string[]): Unmodelled[] =>
    body.flatMap((item) => {
      const here = [...path, item.name];
      if (
        path.length === 0 &&
        (metaArguments.has(item.name) || item.name === 'provisioner' || item.name === 'connection')
      ) {
        return [];
      }
      const kind = attributeKind(model, here);
      if (kind === 'id' || kind === 'computed') {
        if (item.node.kind === 'null') return [];
        const what = `${resource.address} sets ${here.join('.')}`;
        return [{ what, why: 'set-by-provider', place: placeOf(item, stack.file) }];
      }
      if (kind !== undefined) return [];
      if (blockAt(model, here))
        return bodiesOf(item, []).flatMap((inner) => unknown(argumentsOf(inner, []), here));
      return [
        {
          what: `${resource.address} ${here.join('.')}`,
          why: 'unknown-argument',
          place: placeOf(item, stack.file),
        },
      ];
    });
  return unknown(resource.body, []);
}

function blockAt(model: BlockModel, path: readonly string[]): boolean {
  let here: BlockModel | undefined = model;
  for (const step of path) here = here && Object.hasOwn(here.blocks, step) ? here.blocks[step] : undefined;
  return here !== undefined;
}

function dataSources(stack: Stack): Unmodelled[] {
  return stack.claims.data.flatMap((item) => {
    if (item.type === 'terraform_remote_state') return commands(item, stack);
    const model = dataSourceModel(item.type);
    if (model.kind !== 'unmodelled') return commands(item, stack);
    return [{ what: `data source ${item.address}`, why: model.reason, place: item.place }];
  });
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

/** The `terraform` block: one provider, from the publisher and of the version that the model describes. */
function settings(stack: Stack): Unmodelled[] {
  const all = stack.configuration.terraform.flatMap((block) => argumentsOf(block, []));
  const known = new Set(['backend', 'cloud', 'required_providers', 'required_version']);
  const strange = all
    .filter(({ name }) => !known.has(name))
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
    new RegExp(`^(registry\\.terraform\\.io/)?${providerSource}$`, 'i').test(source.text) &&
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
function twice(stack: Stack): Unmodelled[] {
  const seen = new Set<string>();
  const all = [
    ...stack.claims.resources,
    ...stack.claims.data.map((item) => ({ ...item, address: `data.${item.address}` })),
    ...stack.claims.outputs.map((item) => ({ address: `output.${item.name}`, place: item.place })),
    ...stack.configuration.values
      .filter(({ labels }) => labels.length === 1)
      .map((block) => ({ address: `variable.${block.labels[0]}`, place: placeOf(block, stack.file) })),
  ];
  return all.flatMap(({ address, place }) => {
    if (!seen.has(address)) {
      seen.add(address);
      return [];
    }
    return [{ what: `${address} twice`, why: 'declared-twice', place }];
  });
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
