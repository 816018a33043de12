import { isObject, saysSame } from '../json/plain';
import { type Argument, argumentsOf, type Block, bodiesOf, type Malformed } from './body';
import type { Configuration } from './configuration';
import { metaArguments, metaBlocks } from './meta-arguments';
import type { ConfiguredResource, JsonObject, Plan } from './plan';
import { faultOf, faultOfPlan, type PlanFault } from './plan-fault';

/*
 * Is a plan's `configuration` the one of these files? Blocks stand there in source order, and for JSON input every expression keeps its
 * raw text as `constant_value` (`references` are flat and prove nothing), so equality can be decided; locals and dynamic blocks, which
 * a plan does not show, are findings of the assembly.
 */

/** What a plan shows beside the expressions of a resource, or not at all. */
const besideExpressions: ReadonlySet<string> = new Set([...metaArguments, ...metaBlocks, 'dynamic']);
/** In any other body the same names are arguments. */
const dynamicAlone: ReadonlySet<string> = new Set(['dynamic']);

/** What differs. Empty when it is a plan of exactly this configuration. */
export function differences(configuration: Configuration, plan: Plan): PlanFault[] {
  return [
    ...(plan.hasModules ? [faultOfPlan('has a module, which these files do not have')] : []),
    ...variableDifferences(configuration, plan).map(faultOfPlan),
    ...resourceDifferences(configuration, plan),
    ...outputDifferences(configuration, plan).map(faultOfPlan),
    ...providerDifferences(configuration, plan).map(faultOfPlan),
  ];
}

function resourceDifferences(configuration: Configuration, plan: Plan): PlanFault[] {
  const written = new Map<string, Block>();
  for (const block of configuration.resources) written.set(block.labels.join('.'), block);
  for (const block of configuration.data) written.set(`data.${block.labels.join('.')}`, block);
  const seen = new Set<string>();
  const found: PlanFault[] = [];
  for (const resource of plan.configured) {
    const { address } = resource;
    const fault = (what: string): void => void found.push(faultOf(address, what));
    const block = written.get(address);
    if (block === undefined || seen.has(address)) {
      fault(`configures ${address}, which these files do not have`);
      continue;
    }
    seen.add(address);
    const body = argumentsOf(block);
    const allowed = body.some(({ name }) => name === 'depends_on') ? ['depends_on'] : [];
    const repeated = body.some(({ name }) => name === 'count' || name === 'for_each');
    const others = resource.otherKeys.filter(
      (key) => !allowed.includes(key) && !(repeated && /^(count|for_each)_expression$/.test(key)),
    );
    const provider = resource.type === 'terraform_remote_state' ? 'terraform' : 'genesyscloud';
    if (others.length > 0) fault(`configures ${address} with ${others.sort().join(', ')}`);
    else if (resource.providerKey !== provider) fault(`makes ${address} with another provider`);
    else if (!sameBody(body, resource.expressions, besideExpressions) || !makesAsMany(body, resource))
      fault(`configures ${address} otherwise than these files`);
  }
  for (const address of written.keys()) {
    if (!seen.has(address)) found.push(faultOf(address, `does not configure ${address}`));
  }
  return found;
}

/** `count` and `for_each` stand beside the expressions in a plan. What the files do not have was told before. */
function makesAsMany(body: readonly Argument[], { count, forEach }: ConfiguredResource): boolean {
  const same = (name: string, expression: unknown): boolean => {
    const written = body.filter((item) => item.name === name);
    return written.length === 0 ? expression === undefined : sameArgument(written, expression);
  };
  return same('count', count) && same('for_each', forEach);
}

function outputDifferences(configuration: Configuration, plan: Plan): string[] {
  const names = new Set<string>();
  const found: string[] = [];
  for (const block of configuration.outputs) {
    const name = block.labels[0] ?? '';
    names.add(name);
    const value = argumentsOf(block).filter((item) => item.name === 'value');
    if (!sameArgument(value, plan.configuredOutputs.get(name))) found.push(`has another output ${name}`);
  }
  for (const name of plan.configuredOutputs.keys()) {
    if (!names.has(name)) found.push(`has an output ${name}, which these files do not have`);
  }
  return found;
}

/** `variable` blocks have a label, `locals` have none. */
function variableDifferences({ values }: Configuration, plan: Plan): string[] {
  const written = new Set(values.flatMap(({ labels }) => labels));
  return [
    ...[...plan.variables]
      .filter((name) => !written.has(name))
      .map((name) => `has a variable ${name}, which these files do not have`),
    ...[...written]
      .filter((name) => !plan.variables.has(name))
      .map((name) => `does not have the variable ${name}`),
  ];
}

/** The provider's address in the registries of Terraform and of OpenTofu, which a source without a host stands for. */
const fullName = /^registry\.(terraform\.io|opentofu\.org)\/mypurecloud\/genesyscloud$/;

function providerDifferences(configuration: Configuration, plan: Plan): string[] {
  const found: string[] = [];
  if (configuration.providers.length > 0 && !plan.providers.has('genesyscloud'))
    found.push('does not configure the provider genesyscloud');
  for (const [key, provider] of plan.providers) {
    const { name = key } = provider;
    if (key === 'terraform' && name === key && provider['full_name'] === 'terraform.io/builtin/terraform')
      continue;
    const full = typeof provider['full_name'] === 'string' ? provider['full_name'] : '';
    if (
      key !== 'genesyscloud' ||
      name !== key ||
      !fullName.test(full) ||
      provider['alias'] !== undefined ||
      provider['module_address'] !== undefined
    ) {
      found.push(`uses the provider ${key}, which these files do not have`);
      continue;
    }
    const version = requiredVersion(configuration);
    if (version !== undefined && version !== provider['version_constraint'])
      found.push('requires another version of the provider than these files');
    const blocks = configuration.providers.filter(({ labels }) => labels[0] === 'genesyscloud');
    const body = blocks.flatMap((block) => argumentsOf(block));
    if (!sameBody(body, isObject(provider['expressions']) ? provider['expressions'] : {})) {
      found.push('configures the provider otherwise than these files');
    }
  }
  return found;
}

/** The one version that the files require, as a plan shows it: `= 1.84.1` is `1.84.1`. */
function requiredVersion(configuration: Configuration): string | undefined {
  const providers = configuration.terraform
    .flatMap((block) => argumentsOf(block))
    .filter(({ name }) => name === 'required_providers')
    .flatMap((item) => bodiesOf(item))
    .flatMap((body) => argumentsOf(body))
    .filter(({ name }) => name === 'genesyscloud');
  const versions = providers.flatMap((item) => argumentsOf(item)).filter(({ name }) => name === 'version');
  const node = versions[0]?.node;
  return node?.kind === 'string' ? node.value.replace(/^=\s*/, '') : undefined;
}

function sameBody(
  body: readonly Argument[],
  expressions: JsonObject,
  unshown: ReadonlySet<string> = dynamicAlone,
): boolean {
  const written = new Map<string, Argument[]>();
  for (const item of body) {
    if (unshown.has(item.name)) continue;
    const before = written.get(item.name);
    if (before === undefined) written.set(item.name, [item]);
    else before.push(item);
  }
  if (!Object.keys(expressions).every((name) => written.has(name))) return false;
  for (const [name, found] of written) {
    const expression = expressions[name];
    if (!(expression === undefined ? hasNoBlocks(found) : sameArgument(found, expression))) return false;
  }
  return true;
}

// `roles: []` and `roles: null` make no block, and a plan then says nothing. A text is no block either, but a plan shows it.
const hasNoBlocks = (found: readonly Argument[]): boolean =>
  found.every(({ node }) => node.kind === 'null' || (node.kind === 'array' && node.items.length === 0));

function sameArgument(found: readonly Argument[], expression: unknown): boolean {
  if (Array.isArray(expression)) return sameBlocks(found, expression);
  const [only] = found;
  if (only === undefined || found.length > 1 || !isObject(expression)) return false;
  // References say no more than the text; what else stands here, Terraform does not write.
  for (const key in expression) if (key !== 'constant_value' && key !== 'references') return false;
  return 'constant_value' in expression && saysSame(only.node, expression['constant_value']);
}

function sameBlocks(found: readonly Argument[], blocks: readonly unknown[]): boolean {
  const malformed: Malformed[] = [];
  const bodies = found.flatMap((item) => bodiesOf(item, malformed));
  if (bodies.length !== blocks.length) return false;
  const same = bodies.every((body, index) => {
    const block = blocks[index];
    return isObject(block) && sameBody(argumentsOf(body, malformed), block);
  });
  // Looked at last: only the arguments show that a text stands where a body is expected, and it has none.
  return same && malformed.length === 0;
}
