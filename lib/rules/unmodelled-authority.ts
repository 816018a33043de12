import { dataSourceModel, resourceModel } from '../genesys/authority';
import { attributeKind, type BlockModel, nestedBlock } from '../genesys/block-model';
import { type Declared, placeOf } from '../proof/declared';
import type { Finding, Place } from '../proof/finding';
import { wholeFile } from '../proof/places';
import type { Rule } from '../proof/rule';
import type { Stack } from '../proof/stack';
import { type AssemblyStack, type Defect, readStack } from '../terraform/assembly';
import { type Argument, argumentsOf, bodiesOf, membersOf } from '../terraform/body';
import { aroundArguments, escaped, readByTerraform, type Unmodelled } from './around-arguments';
import { malformedBlocks } from './malformed-blocks';
import { settings } from './terraform-settings';

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
  ...otherBlocks(stack),
  ...twice(stack),
  ...malformedBlocks(stack).map(
    (item): Unmodelled => ({
      what: `file is not Terraform's JSON: ${item.message}`,
      why: 'unreadable',
      place: placeOf(item, stack.file),
    }),
  ),
];

function resources(stack: Stack): Unmodelled[] {
  const found: Unmodelled[] = [];
  for (const resource of stack.claims.resources) {
    const model = resourceModel(resource.type);
    if (model.kind === 'unmodelled') {
      found.push({ what: `resource ${resource.address}`, why: model.reason, place: resource.place });
      continue;
    }
    // One by one here and below: as arguments of one call, very many would exhaust the stack.
    for (const around of aroundArguments(resource, stack.file)) found.push(around);
    if (model.kind === 'placement') continue;
    const own = resource.body.filter(({ name }) => !readByTerraform.has(name));
    beyond(resource, own, model.model, '', stack, found);
  }
  return found;
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
        for (const inner of bodiesOf(item))
          beyond(resource, argumentsOf(inner), block, `${path}${item.name}.`, stack, found);
      }
    }
  }
}

function dataSources(stack: Stack): Unmodelled[] {
  const found: Unmodelled[] = [];
  for (const item of stack.claims.data) {
    const model = dataSourceModel(item.type);
    if (item.type === 'terraform_remote_state' || model.kind !== 'unmodelled')
      for (const around of aroundArguments(item, stack.file)) found.push(around);
    else found.push({ what: `data source ${item.address}`, why: model.reason, place: item.place });
  }
  return found;
}

function providers({ configuration, file }: Stack): Unmodelled[] {
  return configuration.providers.flatMap((block) => {
    const what = `provider ${block.labels[0] ?? ''}`;
    return block.labels[0] === 'genesyscloud'
      ? escaped(what, argumentsOf(block), file)
      : [{ what, why: 'other-provider', place: placeOf(block, file) }];
  });
}

function otherBlocks(stack: Stack): Unmodelled[] {
  return stack.configuration.otherBlocks.flatMap((item) => {
    // A check that only asserts grants nothing; one with a data source inside reads with the deployer's authority.
    if (item.kind === 'check') {
      const checks = bodiesOf(item).flatMap((named) => membersOf(named));
      const bodies = checks.flatMap((named) => bodiesOf(named)).flatMap((body) => argumentsOf(body));
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
  [nobodys(stack), ...readStack(stack).defects.map(unreadable)].map((item) =>
    finding(item, stack.name, undefined, undefined),
  );

const nobodys = ({ file }: AssemblyStack): Unmodelled => ({
  what: 'stack',
  why: 'unclaimed-stack',
  place: wholeFile(file),
});
