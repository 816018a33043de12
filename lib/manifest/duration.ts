/**
 * Seconds of a duration as people write it: `3600`, `30m`, `1h`, `2d`, `90s`.
 * Undefined when the text is not one; never rounds, never guesses a unit.
 */
export function parseDuration(value: string | number): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? value : undefined;
  const match = /^(\d{1,9})(s|m|h|d)?$/.exec(value);
  if (!match) return undefined;
  const seconds = Number(match[1]) * unitSeconds[(match[2] ?? 's') as keyof typeof unitSeconds];
  return seconds > 0 && Number.isSafeInteger(seconds) ? seconds : undefined;
}

const unitSeconds = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
