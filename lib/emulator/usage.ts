import type { Collection } from './collection';
import type { UsageRow } from './model';

/**
 * Counts the calls of each client, by operation. That a client called an operation is kept at once; how often, when the emulator stops: a
 * write for each read would cost more than the number is worth.
 */
export class Usage {
  private readonly rows = new Map<string, UsageRow>();
  private readonly executions = new Map<string, string>();

  constructor(private readonly kept: Collection<UsageRow>) {
    for (const row of kept.all()) this.rows.set(row.id, row);
  }

  /** @returns Whether there is something new to commit. */
  count(clientId: string, httpMethod: string, templateUri: string, status: number): boolean {
    const id = `${clientId} ${httpMethod} ${templateUri}`;
    const known = this.rows.get(id);
    const row = counted(known ?? { ...empty, id, clientId, templateUri, httpMethod }, status);
    this.rows.set(id, row);
    if (known === undefined) this.kept.put(row);
    return known === undefined;
  }

  /** Hands over every number, to be committed. */
  keep(): void {
    for (const row of this.rows.values()) if (this.kept.get(row.id) !== row) this.kept.put(row);
  }

  of(clientId: string): readonly UsageRow[] {
    return [...this.rows.values()].filter((row) => row.clientId === clientId);
  }

  /** Remembers a query under its id; the newest thousand are kept. */
  begin(executionId: string, clientId: string): void {
    this.executions.set(executionId, clientId);
    const [oldest] = this.executions.keys();
    if (this.executions.size > 1000 && oldest !== undefined) this.executions.delete(oldest);
  }

  clientOf(executionId: string): string | undefined {
    return this.executions.get(executionId);
  }
}

const empty = { requests: 0, status200: 0, status300: 0, status400: 0, status500: 0, status429: 0 };

function counted(row: UsageRow, status: number): UsageRow {
  const kind =
    status === 429
      ? 'status429'
      : status < 300
        ? 'status200'
        : status < 400
          ? 'status300'
          : status < 500
            ? 'status400'
            : 'status500';
  return { ...row, requests: row.requests + 1, [kind]: row[kind] + 1 };
}
