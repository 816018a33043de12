import { type Operation, operationsOfKind } from './table';

/** The operations that every valid token can call, whatever its grants; by path, then method. */
export const openOperations = (): readonly Operation[] => operationsOfKind('open');

/** What no role, division or proof can take away from a client. */
interface ResidualExposure {
  /**
   * Operations open to every valid token. Those whose permissions the API description does not tell are not among them: it says only that
   * the backend decides.
   */
  readonly open: number;
}

let counted: ResidualExposure | undefined;

/** The residual exposure of any client, in numbers. Counted once: the table does not change, and every proof prints them. */
export function residualExposure(): ResidualExposure {
  counted ??= { open: openOperations().length };
  return counted;
}
