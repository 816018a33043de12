import { resourceModel } from '../../genesys/authority';
import { attributeKind, type BlockModel, nestedBlock } from '../../genesys/block-model';
import { providerSource } from '../../genesys/provider-block';
import { metaArguments, metaBlocks } from '../../terraform/meta-arguments';
import { type Attribute, attributeOf, type Block, type Body, blocksOf, type Spot } from '../body';
import { type Module, sourceOf } from '../module';
import type { ModuleInstance } from '../module-instance';
import { localNameOf } from '../provider-config';
import type { Resource } from '../resource';
import { shown, written } from '../shown';
import { finding, type HclFinding, type HclValues } from './finding';

const unmodelled = (what: string, why: HclValues['unmodelled-authority']['why'], spot: Spot): HclFinding =>
  finding('unmodelled-authority', what, { what, why, stack: spot.file }, spot);

/** Resources and data sources that can grant, or do anything, in a way that the model does not know. */
export function resourceFindings(resource: Resource): HclFinding[] {
  const { type, block, address } = resource;
  const commands = ['provisioner', 'connection']
    .flatMap((name) => blocksOf(block.body, name))
    .map((inner) => unmodelled(`${inner.type} of ${address}`, 'runs-commands', inner.spot));
  // Other providers are told by module. A data source of this one reads; what it finds is judged where it is used.
  if (!type.startsWith('genesyscloud_') || resource.mode === 'data') return commands;
  const model = resourceModel(type);
  switch (model.kind) {
    case 'unmodelled':
      return [...commands, unmodelled(`resource ${address}`, model.reason, block.spot)];
    case 'placement':
      return commands;
    default:
      return [...commands, ...unknownArguments(address, model.model, block.body, [])];
  }
}

/** An object of which nobody can say how many there are. */
export const uncertainFindings = ({ address, block, uncertain }: Resource): HclFinding[] =>
  uncertain === undefined ? [] : [unmodelled(`resource ${address}`, uncertain, block.spot)];

const otherProvider = (provider: string, spot: Spot): HclFinding =>
  unmodelled(`provider ${shown(provider)}`, 'other-provider', spot);

/** Each module has names of its own for providers, and only this one is followed from module to module. */
const anotherProviderName = (name: string, spot: Spot): HclFinding =>
  unmodelled(`provider ${shown(name)}`, anotherName, spot);
export const anotherName =
  'it is the Genesys Cloud provider by another name than genesyscloud, which is not followed here';

/** Whoever publishes it: it only bears the name. */
export const anotherSource = `its source is not ${providerSource}, and no other provider is modelled`;

/** Arguments and blocks that the provider's schema, as modelled, does not have, or that only the provider may set. */
function unknownArguments(
  address: string,
  model: BlockModel,
  body: Body,
  path: readonly string[],
): HclFinding[] {
  const outermost = path.length === 0;
  const attributes = body.attributes.flatMap(({ name, value, spot }) => {
    if (outermost && metaArguments.includes(name)) return [];
    const kind = attributeKind(model, name);
    const at = shown([...path, name].join('.'));
    if (kind === undefined) return [unmodelled(`${address} ${at}`, 'unknown-argument', spot)];
    if ((kind !== 'id' && kind !== 'computed') || value.kind === 'null') return [];
    return [unmodelled(`${address} sets ${at}`, 'set-by-provider', spot)];
  });
  const blocks = body.blocks.flatMap((block) => {
    if (outermost && metaBlocks.includes(block.type)) return [];
    const isDynamic = block.type === 'dynamic';
    const name = isDynamic ? (block.labels[0] ?? '') : block.type;
    const inner = nestedBlock(model, name);
    const here = [...path, name];
    if (inner === undefined || block.labels.length > (isDynamic ? 1 : 0)) {
      return [unmodelled(`${address} ${shown(here.join('.'))}`, 'unknown-argument', block.spot)];
    }
    const bodies = isDynamic ? blocksOf(block.body, 'content').map((content) => content.body) : [block.body];
    return bodies.flatMap((content) => unknownArguments(address, inner, content, here));
  });
  return [...attributes, ...blocks];
}

/** Calls of modules that are not among the files that were read. */
export function* callFindings(instance: ModuleInstance): Generator<HclFinding> {
  for (const { block, address, why } of instance.unread()) yield unmodelled(shown(address), why, block.spot);
}

/** Calls within a module that is made no times. What they lead to is made no times either, but Terraform starts the providers that it requires. */
export function* unusedCallFindings({ calls, folder }: Module): Generator<HclFinding> {
  for (const [name, block] of calls) {
    const source = sourceOf(block, folder);
    if (source.kind === 'elsewhere')
      yield unmodelled(`module.${shown(name)} in ${shown(folder)}`, source.why, block.spot);
  }
}

/**
 * What a module has beside objects of this provider, values and module calls. However often it is made: Terraform installs and starts every provider that it
 * finds in any module, also for objects of which there are none (1.11.4, 2026-11-27).
 */
export function* blockFindings(module: Module): Generator<HclFinding> {
  const required = module.otherBlocks
    .filter(({ type }) => type === 'terraform')
    .flatMap(({ body }) => blocksOf(body, 'required_providers'))
    .flatMap(({ body }) => body.attributes);
  const ours = new Set(required.filter(isOurs).map(({ name }) => name));
  const known = new Set(['genesyscloud', 'terraform', ...required.map(({ name }) => name)]);
  for (const attribute of required) yield* requiredProvider(attribute);
  for (const block of module.otherBlocks) yield* otherBlock(block, ours);
  for (const block of [...module.resources.values(), ...module.data.values()]) {
    const [type = ''] = block.labels;
    const [provider = type] = type.split('_');
    // Terraform's own terraform_data and terraform_remote_state; one finding for each other provider, not for each of its objects.
    const isOther = provider !== 'terraform' && !type.startsWith('genesyscloud_');
    if (isOther) yield otherProvider(provider, block.spot);
    const picked = attributeOf(block.body, 'provider');
    const name = picked && localNameOf(picked.value);
    // What is required is told above. Any other name Terraform takes for a provider of HashiCorp's (1.11.4, 2026-11-28).
    if (picked && name !== undefined && !known.has(name)) yield otherProvider(name, picked.spot);
  }
}

function otherBlock(block: Block, ours: ReadonlySet<string>): HclFinding[] {
  const { type, body, spot } = block;
  switch (type) {
    case 'terraform':
      return [];
    case 'provider': {
      const [name = ''] = block.labels;
      if (name === 'genesyscloud') return [];
      return [ours.has(name) ? anotherProviderName(name, spot) : otherProvider(name, spot)];
    }
    case 'import':
    case 'moved':
    case 'removed': {
      const id = written(attributeOf(body, type === 'import' ? 'to' : 'from')?.source ?? '');
      const what = `has ${type === 'import' ? 'an import' : `a ${type}`} block for ${id || 'nothing'}`;
      return [finding('undeclared-adoption', what, { what, stack: spot.file }, spot)];
    }
    case 'check':
      return blocksOf(body, 'data').map((data) =>
        unmodelled('data source in a check', 'unknown-block', data.spot),
      );
    default:
      return [unmodelled(`block ${shown(type)}`, 'unknown-block', spot)];
  }
}

/** A provider of another name than `genesyscloud`, or one of that name that is another publisher's. */
function requiredProvider(attribute: Attribute): HclFinding[] {
  const { name, spot } = attribute;
  if (name === 'genesyscloud')
    return isOurs(attribute) ? [] : [unmodelled('required provider genesyscloud', anotherSource, spot)];
  return [isOurs(attribute) ? anotherProviderName(name, spot) : otherProvider(name, spot)];
}

const ourSource = new RegExp(`^(registry\\.terraform\\.io/)?${providerSource}$`, 'i');

/** Whether what is required is the provider that is modelled, whatever it is called. */
function isOurs({ value }: Attribute): boolean {
  const entries = value.kind === 'object' ? value.entries : [];
  // In JSON syntax a name can stand twice, and the last one counts.
  const sources = entries.filter(([key]) => key.kind !== 'text' || key.text === 'source');
  const source = sources.length === 1 ? sources[0]?.[1] : undefined;
  return source?.kind === 'text' && ourSource.test(source.text);
}
