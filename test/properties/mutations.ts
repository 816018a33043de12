import { clientFixtures } from '../rules/fixtures/clients';
import { fileFixtures } from '../rules/fixtures/files';
import type { Edit } from '../rules/fixtures/fixture';
import { grantFixtures } from '../rules/fixtures/grants';
import { planFixtures } from '../rules/fixtures/plans';
import { waiverFixtures } from '../rules/fixtures/waivers';
import type { AssemblyText, Json } from '../support/write-assembly';

/** One way to tamper with written stacks. */
export interface Mutation {
  readonly id: string;
  /** The rule that names it. */
  readonly rule: string;
  readonly apply: (assembly: AssemblyText) => void;
}

/** Every bad and every undecidable case of every rule that touches the written stacks alone. */
function fromFixtures(): Mutation[] {
  const all: Record<string, { bad: Record<string, Edit>; undecidable: Record<string, Edit> }> = {
    ...grantFixtures,
    ...clientFixtures,
    ...fileFixtures,
    ...planFixtures,
    ...waiverFixtures,
  };
  return Object.entries(all).flatMap(([rule, { bad, undecidable }]) =>
    Object.entries({ ...bad, ...undecidable }).flatMap(([name, { assembly, manifest, plans }]) =>
      assembly && !manifest && !plans ? [{ id: `${rule}: ${name}`, rule, apply: assembly }] : [],
    ),
  );
}

/** Tampering below the level of plain objects: spellings of JSON that other readers overlook. */
const encodings: Mutation[] = [
  {
    id: 'a second "roles" key in one client',
    rule: 'undeclared-grant',
    apply: raw((text) =>
      text.replace(
        '"roles": [',
        `"roles": [${grant('${genesyscloud_auth_division.division-chat.id}', 'editor')}], "roles": [`,
      ),
    ),
  },
  {
    id: 'a second "roles" key with every division',
    rule: 'all-divisions',
    apply: raw((text) =>
      text.replace('"roles": [', `"roles": {"division_id": "*", "role_id": "x"}, "roles": [`),
    ),
  },
  {
    id: 'division_id twice in one block',
    rule: 'unproven-division',
    apply: raw((text) => text.replace('"division_id":', '"division_id": "*", "division_id":')),
  },
  {
    id: 'division_id behind a JSON escape',
    rule: 'all-divisions',
    apply: raw((text) => text.replace(/"division_id": "[^"]*"/, '"division\\u005fid": "\\u002a"')),
  },
  {
    id: 'a second "resource" key at the top',
    rule: 'undeclared-client',
    apply: raw((text) =>
      text.replace(
        /^\{/,
        `{"resource": {"genesyscloud_oauth_client": {"hidden": {"roles": {"division_id": "*"}}}},`,
      ),
    ),
  },
  {
    id: 'resources in an array',
    rule: 'undeclared-client',
    apply: raw((text) =>
      text.replace(
        /^\{/,
        `{"resource": [{"genesyscloud_oauth_client": [{"hidden": [{"roles": [[{"division_id": "*"}]]}]}]}],`,
      ),
    ),
  },
  {
    id: 'the file is an array of objects',
    rule: 'undeclared-client',
    apply: raw((text) => `[${text}, {"resource": {"genesyscloud_oauth_client": {"hidden": {}}}}]`),
  },
  {
    id: 'the same client twice',
    rule: 'unmodelled-authority',
    apply: raw((text) =>
      text.replace(/^\{/, `{"resource": {"genesyscloud_oauth_client": {"client-1": {"name": "x"}}},`),
    ),
  },
  {
    id: 'a "//" where a label belongs',
    rule: 'unmodelled-authority',
    apply: raw((text) => text.replace(/^\{/, `{"resource": {"//": {"x": {}}},`)),
  },
  {
    id: 'UTF-16',
    rule: 'unmodelled-authority',
    apply: bytes((text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
  },
  {
    id: 'a byte that is not UTF-8',
    rule: 'unmodelled-authority',
    apply: bytes((text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff])])),
  },
  {
    id: 'cut in the middle',
    rule: 'unmodelled-authority',
    apply: raw((text) => text.slice(0, text.length / 2)),
  },
  { id: 'empty', rule: 'unmodelled-authority', apply: raw(() => '') },
  { id: 'something after the end', rule: 'unmodelled-authority', apply: raw((text) => `${text} {}`) },
  {
    id: 'nested beyond reason',
    rule: 'unmodelled-authority',
    apply: raw((text) => text.replace(/^\{/, `{"locals": {"x": ${'['.repeat(5000)}${']'.repeat(5000)}},`)),
  },
  {
    id: 'half of a surrogate pair',
    rule: 'unmodelled-authority',
    apply: raw((text) => text.replace(/^\{/, '{"locals": {"x": "\\ud800"},')),
  },
  {
    id: 'a comment that JSON does not have',
    rule: 'unmodelled-authority',
    apply: raw((text) => `/* x */ ${text}`),
  },
];

export const mutations: readonly Mutation[] = [...fromFixtures(), ...encodings];

const grant = (division: string, role: string): string =>
  JSON.stringify({
    division_id: division,
    role_id: `\${data.terraform_remote_state.cross-stack-reference-input-demo-foundation.outputs.cross-stack-output-genesyscloud_auth_role${role}id}`,
  });

function current(assembly: AssemblyText): string {
  const written = assembly.raw.get('demo-acme');
  if (typeof written === 'string') return written;
  return JSON.stringify(assembly.stacks.get('demo-acme') as Json, undefined, 2);
}

function raw(edit: (text: string) => string): (assembly: AssemblyText) => void {
  return (assembly) => void assembly.raw.set('demo-acme', edit(current(assembly)));
}

function bytes(edit: (text: string) => Uint8Array): (assembly: AssemblyText) => void {
  return (assembly) => void assembly.raw.set('demo-acme', edit(current(assembly)));
}
