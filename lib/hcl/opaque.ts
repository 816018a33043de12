import type { OpaqueReason } from './expression';

/** What is being read cannot be evaluated, and makes all that it stands in opaque, up to where that is caught. */
export class Opaque extends Error {
  constructor(readonly reason: OpaqueReason) {
    super(reason);
  }
}
