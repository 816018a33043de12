import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { Database } from 'node-sqlite3-wasm';
import type { Journal } from './store';

/** The database cannot be used, and why; told to the user as bad input. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

const schema = 'bulkhead-emulator/1';

/**
 * State in a SQLite file of mode 0600. Each commit is one transaction, written through to the disk: after a kill at any moment the file
 * holds whole requests only. One process at a time: a second one is refused, and the lock of a process that was killed is taken over.
 *
 * @throws DatabaseError when the file is in use, cannot be opened, or is no database of this emulator.
 */
export async function openDatabase(file: string): Promise<Journal> {
  // A CommonJS module whose names Node does not see: they are below `default`.
  const sqlite: typeof import('node-sqlite3-wasm') & { default?: typeof import('node-sqlite3-wasm') } =
    await import('node-sqlite3-wasm');
  const { Database } = sqlite.default ?? sqlite;
  const release = takeOwnership(file);
  let database: Database | undefined;
  try {
    // Only the owner may be in here, so a lock that lies about is of a process that is gone.
    rmSync(`${file}.lock`, { recursive: true, force: true });
    closeSync(openSync(file, 'a', 0o600));
    database = new Database(file);
    prepare(database);
  } catch (error) {
    database?.close();
    release();
    if (error instanceof DatabaseError) throw error;
    throw new DatabaseError(`it cannot be opened: ${reasonOf(error)}`);
  }
  return journalOf(database, release);
}

function prepare(database: Database): void {
  database.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;');
  const tables = database
    .all("SELECT name FROM sqlite_master WHERE type = 'table'")
    .map((row) => String(row['name']));
  if (tables.length === 0) {
    database.exec(
      'BEGIN; CREATE TABLE meta (schema TEXT NOT NULL); CREATE TABLE object (kind TEXT, id TEXT, made INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id));',
    );
    database.run('INSERT INTO meta VALUES (?)', [schema]);
    database.exec('COMMIT');
    return;
  }
  const found = tables.includes('meta') ? database.get('SELECT schema FROM meta') : null;
  if (found?.['schema'] !== schema) throw new DatabaseError('it is a database, but not one of this emulator');
}

function journalOf(database: Database, release: () => void): Journal {
  let open = false;
  const begin = (): void => {
    if (!open) database.exec('BEGIN IMMEDIATE');
    open = true;
  };
  const put = database.prepare(
    'INSERT INTO object VALUES (?, ?, (SELECT coalesce(max(made), 0) + 1 FROM object), ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body',
  );
  const remove = database.prepare('DELETE FROM object WHERE kind = ? AND id = ?');
  return {
    load: () =>
      database.all('SELECT kind, id, body FROM object ORDER BY made').map((row) => ({
        kind: String(row['kind']),
        id: String(row['id']),
        body: String(row['body']),
      })),
    put: (kind, id, body) => {
      begin();
      put.run([kind, id, body]);
    },
    remove: (kind, id) => {
      begin();
      remove.run([kind, id]);
    },
    commit: () => {
      if (open) database.exec('COMMIT');
      open = false;
    },
    close: () => {
      if (open) database.exec('ROLLBACK');
      put.finalize();
      remove.finalize();
      database.close();
      release();
    },
  };
}

/** A file beside the database says which process has it. Left behind by a kill, it names a process that is gone. */
function takeOwnership(file: string): () => void {
  const owner = `${file}.owner`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = openSync(owner, 'wx', 0o600);
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return () => rmSync(owner, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST')
        throw new DatabaseError(`its folder cannot be written: ${reasonOf(error)}`);
      const pid = Number(readFileSync(owner, 'utf8'));
      if (isAlive(pid)) throw new DatabaseError(`process ${pid} has it open: stop that emulator first`);
      rmSync(owner, { force: true });
    }
  }
  throw new DatabaseError('another emulator is opening it at this moment');
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

const reasonOf = (error: unknown): string =>
  codeOf(error) ?? (error instanceof Error ? error.message : String(error));
