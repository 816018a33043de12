/** The app was given something that cannot become safe stacks. The message says what and what to do; no stack trace helps. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
