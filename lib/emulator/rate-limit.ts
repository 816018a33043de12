/** So many calls in each minute and key; minutes begin with the key's first call. */
export class RateLimit {
  private readonly windows = new Map<string, { begun: number; taken: number }>();

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number,
  ) {}

  /** False when the minute is used up. */
  take(key: string): boolean {
    const now = this.now();
    const window = this.windows.get(key);
    if (window === undefined || now - window.begun >= 60_000) {
      if (this.windows.size > 10_000) this.forget(now);
      this.windows.set(key, { begun: now, taken: 1 });
      return true;
    }
    window.taken += 1;
    return window.taken <= this.perMinute;
  }

  /** Seconds until the key's next minute, at least 1. */
  retryAfter(key: string): number {
    const window = this.windows.get(key);
    return window === undefined ? 1 : Math.max(1, Math.ceil((window.begun + 60_000 - this.now()) / 1000));
  }

  private forget(now: number): void {
    for (const [key, { begun }] of this.windows) if (now - begun >= 60_000) this.windows.delete(key);
  }
}
