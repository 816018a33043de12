import type { FindingOf } from '../../lib/proof/finding';
import type { RuleId } from '../../lib/proof/rule-ids';
import { messages } from '../../lib/rules/messages';
import type { AssemblyText, Json } from '../support/write-assembly';

/* What only lies in divisions: where a plan puts it, and where the state behind the plan has it so far. */

export const own = 'ffffffff-0000-4000-8000-00000000000a';
export const legacy = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
export const globexHall = '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d';
export const home = '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e';
export const voice = '${genesyscloud_auth_division.division-voice.id}';

export const told = <Id extends RuleId>(finding: FindingOf<Id>): string[] => {
  const { what, fix } = messages[finding.rule];
  return [what(finding), fix(finding)];
};

export const place =
  (type: string, body: Json, stack = 'demo-acme') =>
  (assembly: AssemblyText): void => {
    assembly.stacks.get(stack).resource[type] = { desk: { name: 'Desk', ...body } };
  };

export const files = place('genesyscloud_routing_queue', { division_id: voice });
