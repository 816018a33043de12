/** The system's code of an error, such as ENOENT; undefined for any other error. What the system says itself can hold absolute paths. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

/** The code for a message. */
export const reasonOf = (error: unknown): string => codeOf(error) ?? 'unknown reason';
