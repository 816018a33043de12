import { UsageError } from './usage-error';

/** Today as YYYY-MM-DD in UTC, so that a run gives the same verdict in every time zone. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** The day on which waivers are judged: that of `--today`, or today. @throws UsageError for what is no day */
export function dayFrom(given: string | undefined): string {
  if (given === undefined) return today();
  if (!isDate(given)) throw new UsageError(`--today ${given} is not a date: write it as YYYY-MM-DD.`);
  return given;
}

/** True for a day that exists, written YYYY-MM-DD. */
export const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);
