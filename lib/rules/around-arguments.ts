import { type Declared, placeOf } from '../proof/declared';
import type { Place } from '../proof/finding';
import type { WhyUnmodelled } from '../proof/finding-values';
import { type Argument, argumentsOf, bodiesOf } from '../terraform/body';
import { metaArguments, metaBlocks } from '../terraform/meta-arguments';

/** Something that can grant in a way that the model does not know. */
export interface Unmodelled {
  readonly what: string;
  readonly why: WhyUnmodelled;
  readonly place: Place;
}

/** What Terraform itself reads in a resource, whatever its type: it never reaches the provider. */
export const readByTerraform: ReadonlySet<string> = new Set([
  ...metaArguments,
  ...metaBlocks,
  'dynamic',
  '_',
]);

const lifecycleArguments: ReadonlySet<string> = new Set([
  'create_before_destroy',
  'prevent_destroy',
  'ignore_changes',
  'replace_triggered_by',
  'precondition',
  'postcondition',
]);

/** What Terraform does beside and after what the arguments of a resource or data source say. */
export function aroundArguments({ address, body }: Declared, file: string): Unmodelled[] {
  return [...commands(address, body, file), ...escaped(address, body, file)];
}

/** Provisioners run commands with the deployer's environment, whatever resource they stand in. */
function commands(address: string, body: readonly Argument[], file: string): Unmodelled[] {
  return body.flatMap((item): Unmodelled[] => {
    if (item.name === 'provisioner' || item.name === 'connection')
      return [{ what: `${item.name} of ${address}`, why: 'runs-commands', place: placeOf(item, file) }];
    if (item.name !== 'lifecycle') return [];
    return bodiesOf(item)
      .flatMap((inner) => argumentsOf(inner))
      .filter(({ name }) => !lifecycleArguments.has(name))
      .map((inner) => ({
        what: `lifecycle ${inner.name} of ${address}`,
        why: 'unknown-setting',
        place: placeOf(inner, file),
      }));
  });
}

/**
 * The block `_`, whose members Terraform takes for arguments of the body around it: a division in it is none that the claims read. Terraform
 * knows it in resources, data sources, providers, modules and provisioners (1.11.4, internal/configs, "meta-argument escaping block",
 * 2026-11-27); the last two are findings as a whole.
 */
export const escaped = (what: string, body: readonly Argument[], file: string): Unmodelled[] =>
  body
    .filter(({ name }) => name === '_')
    .map((item) => ({ what: `${what} has arguments in _`, why: 'escaped', place: placeOf(item, file) }));
