/** The database cannot be used, and why; told to the user as bad input. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}
