import { Option } from 'commander';

/* Options that several commands have, each with one name, one meaning and one default. */

export const tenantsOption = (): Option =>
  new Option('--tenants <dir>', 'folder of the manifest').default('tenants');

export const assemblyOption = (): Option =>
  new Option('--assembly <dir>', 'output folder of cdktf').default('cdktf.out');

export const stageOption = (): Option =>
  new Option('--stage <stage>', 'with --plans: ask for those of this stage only').choices(['foundation']);

export const todayOption = (): Option =>
  new Option('--today <date>', 'judge waivers on this day (YYYY-MM-DD) instead of today');

/** An option that can be given several times: its value is the list of all that was given. */
export const repeatable = (flags: string, about: string): Option =>
  new Option(flags, `${about}; repeatable`)
    .argParser((text: string, before: readonly string[]) => [...before, text])
    .default([], 'none');

/** `--output`. @param endings The format that each ending of a file's name asks for. */
export const outputOption = (endings: Readonly<Record<string, string>>): Option =>
  repeatable(
    '--output <file>',
    `also write a report; its ending says in which format (${Object.keys(endings).join(', ')})`,
  );

const gatewayVariable = 'BULKHEAD_GATEWAY';

/** `--gateway`, which the environment can give, too. A variable that is empty is none: CI sets so what is not there. */
export function gatewayOption(about = 'loopback gateway that the stacks were synthesized with'): Option {
  if (process.env[gatewayVariable] === '') delete process.env[gatewayVariable];
  return new Option('--gateway <url>', about).env(gatewayVariable);
}
