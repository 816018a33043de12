/** The seed cannot be used; the message says where and why. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
}
