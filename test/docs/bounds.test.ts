import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mostTold } from '../../lib/access/diff';
import * as assemblies from '../../lib/commands/read-assembly';
import * as planFiles from '../../lib/commands/read-plans';
import { maxDepth, maxItems, maxValues } from '../../lib/json/limits';
import { mostOfARule } from '../../lib/proof/collected';
import { mostGrants, mostOthers } from '../../lib/proof/model';
import { mostStates } from '../../lib/proof/resolve-division';
import { most } from '../../lib/report/limits';
import { mostFields } from '../../lib/seal/protobuf';
import { mostBlocks, mostRepeated, mostValues } from '../../lib/terraform/assembly';
import * as labels from '../../lib/terraform/body';
import { longestReference } from '../../lib/terraform/expression';
import * as plans from '../../lib/terraform/plan-size';
import { root } from '../commands/run';

const number = (value: number): string => value.toLocaleString('en');
const mebibytes = (bytes: number): string => `${bytes / 1024 / 1024} MiB`;

it('the bounds of docs/explanation/soundness.md are those of the code', () => {
  const page = readFileSync(join(root, 'docs/explanation/soundness.md'), 'utf8');
  const rows = page.split('## What is too large')[1]?.match(/^\|.*\|$/gm) ?? [];
  const told = rows
    .slice(2)
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .map(([, what, atMost = '']) => [what, atMost.match(/[\d,]*\d(?: MiB)?|eight/g)]);
  expect(Object.fromEntries(told)).toEqual({
    '`cdk.tf.json`': [
      mebibytes(assemblies.largestStack),
      number(mostValues),
      number(mostBlocks),
      number(mostGrants),
    ],
    'a plan': [mebibytes(planFiles.largestPlan), number(maxValues), number(maxItems), number(plans.most)],
    'a saved plan': [mebibytes(planFiles.largestPlan), number(mostFields)],
    'nesting of either': [number(maxDepth)],
    'labels of blocks': [number(labels.longestName), number(mostRepeated)],
    'addresses and names in a plan': [number(plans.longestName)],
    references: [
      number(longestReference),
      mostStates === 8 ? 'eight' : number(mostStates),
      number(mostOthers),
    ],
    'chains that a report or `explain` shows': [
      number(most.chains / 1_000_000),
      number(most.unprovedChains / 1_000_000),
    ],
    'access that comes and goes between two manifests': [number(mostTold / 1_000_000), '2'],
    'findings of one rule that are kept': [number(mostOfARule)],
  });
});
