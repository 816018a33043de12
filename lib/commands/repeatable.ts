import { Option } from 'commander';

/** An option that can be given several times: its value is the list of all that was given. */
export const repeatable = (flags: string, about: string): Option =>
  new Option(flags, `${about}; repeatable`)
    .argParser((text: string, before: readonly string[]) => [...before, text])
    .default([], 'none');
