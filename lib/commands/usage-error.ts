/** Bad input or usage: the message is one sentence for people, the exit code is 2. */
export class UsageError extends Error {}
