import { closeSync, fchmodSync, fstatSync, openSync } from 'node:fs';

/**
 * Opens a file to append to, which from now on only its owner can read or write, also when it was there with another mode. Devices and
 * pipes keep theirs.
 *
 * @throws The system's error when it cannot be opened, or belongs to somebody else and is open to others
 */
export function openPrivate(file: string): number {
  const handle = openSync(file, 'a', 0o600);
  try {
    const found = fstatSync(handle);
    if (found.isFile() && (found.mode & 0o077) !== 0) fchmodSync(handle, 0o600);
    return handle;
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}
