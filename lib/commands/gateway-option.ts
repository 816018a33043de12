import { Option } from 'commander';

const variable = 'BULKHEAD_GATEWAY';

/** `--gateway`, which the environment can give, too. A variable that is empty is none: CI sets so what is not there. */
export function gatewayOption(about = 'loopback gateway that the stacks were synthesized with'): Option {
  if (process.env[variable] === '') delete process.env[variable];
  return new Option('--gateway <url>', about).env(variable);
}
