import { closeSync, rmSync, statSync } from 'node:fs';
import type { Database } from 'node-sqlite3-wasm';
import { codeOf } from '../system/error-code';
import type { Journal } from './collection';
import { DatabaseError } from './database-error';
import { takeOwnership } from './ownership';
import { openPrivate } from './private-file';
import { callWasmPlainly } from './wasm-calls';

const schema = 'bulkhead-emulator/1';

/**
 * State in a SQLite file of mode 0600; one that is there with another mode is given it. Each commit is one transaction, written through to
 * the disk: after a kill at any moment the file holds whole requests only. One process at a time: a second one is refused, and the lock of
 * a process that was killed is taken over.
 *
 * @throws DatabaseError when the file is in use, cannot be opened, or is no database of this emulator.
 */
export async function openDatabase(file: string): Promise<Journal> {
  callWasmPlainly();
  // A CommonJS module whose names Node does not see: they are below `default`.
  const sqlite: typeof import('node-sqlite3-wasm') & { default?: typeof import('node-sqlite3-wasm') } =
    await import('node-sqlite3-wasm');
  const { Database } = sqlite.default ?? sqlite;
  const release = takeOwnership(file);
  let database: Database | undefined;
  try {
    // Only the owner may be in here, so a lock that lies about is of a process that is gone.
    rmSync(`${file}.lock`, { recursive: true, force: true });
    // To open a pipe is to wait for who reads it; of a folder, the system says it itself.
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isFile() === false && !found.isDirectory()) throw new DatabaseError('it is no file');
    closeSync(openPrivate(file));
    database = new Database(file);
    prepare(database);
  } catch (error) {
    database?.close();
    release();
    if (error instanceof DatabaseError) throw error;
    throw new DatabaseError(`it cannot be opened: ${causeOf(error)}`);
  }
  return journalOf(database, release);
}

/** Runs a step that only fails when the file is damaged, full or gone. @throws DatabaseError */
function guarded<T>(what: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw error instanceof DatabaseError ? error : new DatabaseError(`${what}: ${causeOf(error)}`);
  }
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
  if (!tables.includes('object')) throw new DatabaseError('it is damaged: its objects are gone');
  const check = database.get('PRAGMA quick_check(1)');
  if (check?.['quick_check'] !== 'ok')
    throw new DatabaseError('it is damaged: its pages contradict each other');
}

function journalOf(database: Database, release: () => void): Journal {
  let open = false;
  const write = (step: () => unknown): void =>
    guarded('it cannot be written', () => {
      if (!open) database.exec('BEGIN IMMEDIATE');
      open = true;
      step();
    });
  const put = database.prepare(
    'INSERT INTO object VALUES (?, ?, (SELECT coalesce(max(made), 0) + 1 FROM object), ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body',
  );
  const remove = database.prepare('DELETE FROM object WHERE kind = ? AND id = ?');
  return {
    load: () =>
      guarded('it is damaged', () =>
        database.all('SELECT kind, id, body FROM object ORDER BY made').map((row) => ({
          kind: String(row['kind']),
          id: String(row['id']),
          body: String(row['body']),
        })),
      ),
    put: (kind, id, body) => write(() => put.run([kind, id, body])),
    remove: (kind, id) => write(() => remove.run([kind, id])),
    commit: () => {
      if (open) guarded('it cannot be written', () => database.exec('COMMIT'));
      open = false;
    },
    rollback: () => {
      if (open) guarded('it cannot be written', () => database.exec('ROLLBACK'));
      open = false;
    },
    close: () => {
      put.finalize();
      remove.finalize();
      // What was begun and not committed is rolled back: nobody was told that it is done.
      database.close();
      release();
    },
  };
}

const causeOf = (error: unknown): string =>
  codeOf(error) ?? (error instanceof Error ? error.message : String(error));
