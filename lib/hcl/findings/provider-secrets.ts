import { attributeKind, type BlockModel, nestedBlock } from '../../genesys/block-model';
import { providerModel } from '../../genesys/provider-block';
import { type Attribute, type Body, sizeOf } from '../body';
import type { Expression } from '../expression';
import type { ModuleInstance } from '../module-instance';
import { shown } from '../shown';
import type { HclFinding } from './finding';
import { exposure } from './secrets';

/** Credentials of the deployer in provider blocks, and in the blocks within these. One that the caller of Terraform sets is not in the files. */
export function providerSecrets(instance: ModuleInstance): HclFinding[] {
  return instance.module.otherBlocks
    .filter(({ type, labels }) => type === 'provider' && labels[0] === 'genesyscloud')
    .flatMap(({ body }) => {
      instance.world.walk(sizeOf(body));
      return secretsIn(body, providerModel, [], instance);
    });
}

/** What every provider block may have, of any provider. */
const ofAnyProvider: ReadonlySet<string> = new Set(['alias', 'version']);

/** What the model does not know may be a secret. */
const nothing: BlockModel = { attributes: {}, blocks: {} };

function secretsIn(
  body: Body,
  model: BlockModel,
  path: readonly string[],
  instance: ModuleInstance,
): HclFinding[] {
  const own = body.attributes
    .filter(({ name }) => path.length > 0 || !ofAnyProvider.has(name))
    .filter((attribute) => isExposed(attribute, model, instance))
    .map((attribute) => {
      const strange = attributeKind(model, attribute.name) === undefined;
      const what = `provider genesyscloud sets ${shown([...path, attribute.name].join('.'))}`;
      return exposure(strange ? `${what}, which does not exist there and may be a secret` : what, attribute);
    });
  const inner = body.blocks.flatMap((block) => {
    const isDynamic = block.type === 'dynamic';
    const name = isDynamic ? (block.labels[0] ?? '') : block.type;
    // What a dynamic block goes over is told where its content uses it.
    const bodies = isDynamic ? block.body.blocks.map((content) => content.body) : [block.body];
    const known = nestedBlock(model, name) ?? nothing;
    return bodies.flatMap((content) => secretsIn(content, known, [...path, name], instance));
  });
  return [...own, ...inner];
}

function isExposed(attribute: Attribute, model: BlockModel, instance: ModuleInstance): boolean {
  const { name, value } = attribute;
  if (isOff(value)) return false;
  const kind = attributeKind(model, name);
  if (kind === 'secret-logging') return true;
  const secret = kind === undefined || (kind === 'credential' && name !== 'oauthclient_id');
  return secret && isWritten(attribute, instance, 0);
}

const isOff = (value: Expression): boolean =>
  value.kind === 'null' ||
  (value.kind === 'boolean' && !value.value) ||
  (value.kind === 'text' && value.text === '');

/** Calls within each other that only hand a variable on. */
const deepest = 50;

/** Whether a value stands in the files: it does not where it is a variable, and no call and no default gives that a value. */
function isWritten({ value, source }: Attribute, scope: ModuleInstance, depth: number): boolean {
  if (isOff(value)) return false;
  const name = /^(?:"?\$\{)?\s*var\.([\w-]+)\s*(?:\}"?)?$/.exec(source)?.[1];
  if (name === undefined || depth > deepest) return true;
  const origin = scope.argumentFor(name);
  return origin !== undefined && isWritten(origin.attribute, origin.scope, depth + 1);
}
