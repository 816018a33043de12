import { clientModel, roleModel } from '../genesys/core-resources';
import { providerModel } from '../genesys/provider-block';
import type { Stack } from '../proof/stack';
import { argumentsOf, type Block, bodiesOf, type Malformed } from '../terraform/body';

/**
 * Where a block is expected inside another and something else stands. Terraform refuses such a file; the claims pass over it, so it is
 * said here: what is passed over must never look as if it were not there. (Top-level blocks are checked when a file is read.)
 */
export function malformedBlocks({ configuration }: Stack): Malformed[] {
  const found: Malformed[] = [];
  const { terraform, providers, resources, data, outputs, imports, values, rebindings } = configuration;
  const look = (blocks: readonly Block[], nested: (block: Block) => readonly string[]): void => {
    for (const block of blocks) {
      const names = nested(block);
      for (const item of argumentsOf(block, found)) {
        if (!names.includes(item.name)) continue;
        for (const inner of bodiesOf(item, found)) argumentsOf(inner, found);
      }
    }
  };
  look(resources, ({ labels: [type = ''] }) => nestedBlocks.get(type) ?? anywhere);
  look(data, () => ['lifecycle']);
  look(terraform, () => ['required_providers']);
  look(providers, () => Object.keys(providerModel.blocks));
  look([...outputs, ...imports, ...values, ...rebindings], () => []);
  return found;
}

/** Blocks that any resource can have. */
const anywhere: readonly string[] = ['lifecycle', 'dynamic'];
const nestedBlocks: ReadonlyMap<string, readonly string[]> = new Map([
  ['genesyscloud_auth_role', [...anywhere, ...Object.keys(roleModel.blocks)]],
  ['genesyscloud_oauth_client', [...anywhere, ...Object.keys(clientModel.blocks)]],
]);
