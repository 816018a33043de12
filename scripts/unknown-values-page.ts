import { type Phase, type Policy, type Spelling, spellings } from '../test/support/spellings';

/** What is judged, and by whom. */
export const unknownValuesIntro = [
  'Before the first deploy the id of every new division is unknown, so a plan’s values show the right division, a foreign one and none at all alike.',
  'A policy that reads them passes leaks or refuses everybody; only what is written tells them apart. The tables show it.',
  '',
  'They come from recorded plans (Terraform 1.11.4, provider 1.84.1, 2026-11-23): one has twenty clients that name their division in twenty ways, the',
  'other a client that a module makes. Each client is judged by three policies, as people write them for plans, and by Bulkhead. Nothing in the tables',
  'is written by hand: the policies are in `test/support/spellings.ts`, a few lines each, and run on the recordings.',
].join('\n');

/** The flagship recording: what a plan shows of each spelling, and who can tell them apart. */
export function unknownValues(): string {
  const all = spellings();
  return [
    '## Before the first deploy',
    table(all, 'first'),
    legend(all),
    '## After the apply',
    'Now the values tell, but the grants exist.',
    table(all, 'applied'),
    '## Why each is rejected',
    all
      .filter(({ found }) => found.first.what !== '')
      .map(({ name, found }) => `- **${name}**: ${cell(found.first.what).replaceAll('*', '\\*')}`)
      .join('\n'),
  ].join('\n\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

const decides = (spelling: Spelling, policy: Policy, phase: Phase): string =>
  spelling.policies[policy][phase] ? 'pass' : 'deny';

const table = (all: readonly Spelling[], phase: Phase): string =>
  [
    '| spelling | written | the plan shows | known values | unknown = deny | references | Bulkhead |',
    '|---|---|---|---|---|---|---|',
    ...all.map((spelling) => {
      const { rules } = spelling.found[phase];
      const verdict =
        rules.length === 0
          ? '**accepted**'
          : rules.map((id) => `[\`${id}\`](../reference/rules.md#${id})`).join(' ');
      return `| ${spelling.name} | \`${cell(spelling.written)}\` | ${cell(spelling.planned[phase])} | ${decides(spelling, 'natural', phase)} | ${decides(spelling, 'unknown-is-denied', phase)} | ${decides(spelling, 'references', phase)} | ${verdict} |`;
    }),
  ].join('\n');

function legend(all: readonly Spelling[]): string {
  const right = all.filter(({ found }) => found.first.rules.length === 0).map(({ name }) => name);
  const errors = (policy: Policy): string => {
    const missed = all.filter(({ name, policies }) => !right.includes(name) && policies[policy].first).length;
    const alarms = all.filter(({ name, policies }) => right.includes(name) && !policies[policy].first).length;
    return `it passes ${missed} of the ${all.length - right.length} that Bulkhead rejects, and refuses ${alarms} of the ${right.length} right ones`;
  };
  return [
    `- **known values** denies what is known to be wrong, as tutorials do: ${errors('natural')}.`,
    `- **unknown = deny** also denies what is not known: ${errors('unknown-is-denied')}.`,
    `- **references** wants every reference to be the own division: ${errors('references')}. References are flat: \`coalesce\`, a prefix and a condition look like the pure reference.`,
    '- **Bulkhead** reads the expression in the synthesized file, holds the plan against it, and rejects each with its own reason. `foreign` is a',
    '  division that stands in the tenant’s own stack and that the manifest gives to nobody, hence `unowned-division`; `spaces` is the pure',
    '  reference with spaces around it, which Terraform reads as the same. `module` stands beside what is compliant: what modules make is in no',
    '  list of resources that a policy looks through, and no stack of Bulkhead has one.',
    '- **accepted** means: no finding of the six rules about divisions (`foreign-division`, `all-divisions`, `home-division`, `unowned-division`,',
    '  `unproven-division`, `undeclared-client`) about that client. Own division, client and backend bear Bulkhead’s names here; values are as recorded.',
  ].join('\n');
}
