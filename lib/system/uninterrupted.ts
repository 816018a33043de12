const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does work that ends without waiting for anything, such as what makes a folder and throws it away again. A signal that would end the
 * process ends it when the work is done: left to itself it would end at once, and the folder would stay.
 */
export function uninterrupted<T>(work: () => T): T {
  for (const signal of signals) process.on(signal, endBy);
  try {
    return work();
  } finally {
    // A signal that came meanwhile is told only when Node.js looks for what happened, which is before this.
    setImmediate(() => setImmediate(release));
  }
}

function release(): void {
  for (const signal of signals) process.off(signal, endBy);
}

function endBy(signal: NodeJS.Signals): void {
  release();
  process.kill(process.pid, signal);
}
