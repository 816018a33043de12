/** The system's code of an error, such as ENOENT: its own message can hold absolute paths. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
