interface Row {
  readonly clientId: string;
  readonly templateUri: string;
  readonly httpMethod: string;
  requests: number;
  status200: number;
  status300: number;
  status400: number;
  status500: number;
  status429: number;
}

/** Counts the calls of each client, by operation. Lives as long as the process. */
export class Usage {
  private readonly rows = new Map<string, Row>();
  private readonly executions = new Map<string, string>();

  count(clientId: string, httpMethod: string, templateUri: string, status: number): void {
    const key = `${clientId} ${httpMethod} ${templateUri}`;
    const row = this.rows.get(key) ?? {
      clientId,
      templateUri,
      httpMethod,
      requests: 0,
      status200: 0,
      status300: 0,
      status400: 0,
      status500: 0,
      status429: 0,
    };
    row.requests += 1;
    if (status === 429) row.status429 += 1;
    else if (status < 300) row.status200 += 1;
    else if (status < 400) row.status300 += 1;
    else if (status < 500) row.status400 += 1;
    else row.status500 += 1;
    this.rows.set(key, row);
  }

  of(clientId: string): readonly Readonly<Row>[] {
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
