import { expect, it } from 'vitest';
import { stateOutput } from '../../lib/proof/state-output';

it.each([
  [['data', 'terraform_remote_state', 's', 'outputs', 'o'], { state: 's', output: 'o' }],
  [['data', 'terraform_remote_state', 's', 'outputs', 'o', 'x'], undefined],
  [['data', 'terraform_remote_state', 's', 'outputs'], undefined],
  [['data', 'terraform_remote_state', 's', 'backend', 'o'], undefined],
  [['data', 'genesyscloud_auth_role', 's', 'outputs', 'o'], undefined],
  [['genesyscloud_auth_role', 'terraform_remote_state', 's', 'outputs', 'o'], undefined],
] as const)('of %j is %j', (to, expected) => {
  expect(stateOutput(to)).toEqual(expected);
});
