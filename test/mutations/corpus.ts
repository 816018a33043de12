import type { RuleId } from '../../lib/proof/rule-ids';
import { clientFixtures } from '../rules/fixtures/clients';
import { fileFixtures } from '../rules/fixtures/files';
import type { Edit } from '../rules/fixtures/fixture';
import { grantFixtures } from '../rules/fixtures/grants';
import { planFixtures } from '../rules/fixtures/plans';
import { waiverFixtures } from '../rules/fixtures/waivers';
import { clientMutations } from './clients';
import { divisionMutations } from './divisions';
import { encodingMutations } from './encodings';
import { folderMutations } from './folders';
import type { Mutation } from './mutation';
import { roleMutations } from './roles';
import { surroundingMutations } from './surroundings';

/** Mutations at a random place, by what they change. */
export const groups: Readonly<Record<string, readonly Mutation[]>> = {
  'The division of a grant': divisionMutations,
  'The role of a grant, and its permissions': roleMutations,
  'The client': clientMutations,
  'What stands around it': surroundingMutations,
  'The bytes of the file': encodingMutations,
  'The folder and manifest.json': folderMutations,
};

/** Every bad and every undecidable case of every rule that touches the written stacks alone: always at the same place. */
export const cases: readonly Mutation[] = Object.entries<{
  bad: Readonly<Record<string, Edit>>;
  undecidable: Readonly<Record<string, Edit>>;
}>({ ...grantFixtures, ...clientFixtures, ...fileFixtures, ...planFixtures, ...waiverFixtures }).flatMap(
  ([rule, { bad, undecidable }]) =>
    Object.entries({ ...bad, ...undecidable }).flatMap(([does, { assembly, manifest, plans }]) =>
      assembly && !manifest && !plans
        ? [{ id: `${rule}: ${does}`, does, rule: rule as RuleId, level: 'object' as const, apply: assembly }]
        : [],
    ),
);

export const placed: readonly Mutation[] = Object.values(groups).flat();
export const corpus: readonly Mutation[] = [...placed, ...cases];
