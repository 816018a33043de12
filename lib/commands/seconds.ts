import { UsageError } from './usage-error';

/** A number of seconds up to an hour, as digits with or without a fraction. @throws UsageError */
export function secondsFrom(option: string, text: string): number {
  const seconds = /^\d{1,4}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
  if (!(seconds <= 3600))
    throw new UsageError(`${option} ${JSON.stringify(text)} must be a number of seconds from 0 to 3600.`);
  return seconds;
}
