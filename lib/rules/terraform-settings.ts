import { providerFacts } from '../genesys/authority';
import { providerSource } from '../genesys/provider-block';
import { placeOf } from '../proof/declared';
import { wholeFile } from '../proof/places';
import type { Stack } from '../proof/stack';
import { scalarOf } from '../proof/value';
import { type Argument, argumentsOf, bodiesOf } from '../terraform/body';
import type { Unmodelled } from './around-arguments';

const publisher = new RegExp(`^(registry\\.terraform\\.io/)?${providerSource}$`, 'i');
const knownSettings: ReadonlySet<string> = new Set([
  'backend',
  'cloud',
  'required_providers',
  'required_version',
]);

/** The `terraform` block: one provider, from the publisher and of the version that the model describes. */
export function settings(stack: Stack): Unmodelled[] {
  const all = stack.configuration.terraform.flatMap((block) => argumentsOf(block));
  const unknown = all
    .filter(({ name }) => !knownSettings.has(name))
    .map(
      (item): Unmodelled => ({
        what: `terraform ${item.name}`,
        why: 'unknown-setting',
        place: placeOf(item, stack.file),
      }),
    );
  const requirements = all
    .filter(({ name }) => name === 'required_providers')
    .flatMap((item) => bodiesOf(item).map((body) => ({ ...body, offset: item.offset })));
  const again = requirements.slice(1).map(
    (body): Unmodelled => ({
      what: 'required_providers twice',
      why: 'declared-twice',
      place: placeOf(body, stack.file),
    }),
  );
  const required = requirements.flatMap((body) => argumentsOf(body));
  const foreign = required
    .filter(({ name }) => name !== 'genesyscloud')
    .map(
      (item): Unmodelled => ({
        what: `required provider ${item.name}`,
        why: 'other-provider',
        place: placeOf(item, stack.file),
      }),
    );
  const ours = required.filter(({ name }) => name === 'genesyscloud');
  const [own] = ours;
  const unpinned: Unmodelled = {
    what: 'required provider genesyscloud',
    why: 'not-pinned',
    place: own ? placeOf(own, stack.file) : wholeFile(stack.file),
  };
  const isPinned = ours.length === 1 && ours.every(pins);
  return [...unknown, ...again, ...foreign, ...(isPinned ? [] : [unpinned])];
}

/** Whether a requirement names the publisher's provider and the version that the model describes, and nothing else. */
function pins(required: Argument): boolean {
  if (required.node.kind !== 'object') return false;
  const body = argumentsOf(required);
  const source = scalarOf(body, 'source');
  const version = scalarOf(body, 'version');
  return (
    source.kind === 'text' &&
    publisher.test(source.text) &&
    version.kind === 'text' &&
    version.text.replace(/^=\s*/, '') === providerFacts.version &&
    body.every(({ name }) => name === 'source' || name === 'version')
  );
}
