import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret or token: 43 characters that are safe in URLs and headers. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret or a token. */
export const hashOf = (secret: string): string => hash('sha256', secret, 'hex');

/** Compares without telling by its duration how much agrees. */
export const isSecret = (secret: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(secret), 'hex'), Buffer.from(hash, 'hex'));
