/** Genesys Cloud's own bounds for the life of an access token, in seconds (OAuth client API, seen in provider 1.84.1, 2026-07-01). */
export const fewestTokenSeconds = 300;
/** The upper one. */
export const mostTokenSeconds = 172_800;
/** What a client has that does not say (planned by provider 1.84.1 where the files have none, recorded 2026-11-23). */
export const unsaidTokenSeconds = 86_400;

/** What is wrong with a number of seconds for Genesys Cloud, in words that follow the number; undefined where nothing is. */
export function beyondTokenBounds(seconds: number): string | undefined {
  if (seconds < fewestTokenSeconds) return `is shorter than ${fewestTokenSeconds} s`;
  return seconds > mostTokenSeconds ? `is longer than ${mostTokenSeconds} s (48 h)` : undefined;
}
