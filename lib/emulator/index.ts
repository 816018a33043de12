import { type Answers, defaultAnswers } from './assumptions';
import { Authority } from './authority';
import { inMemory } from './collection';
import { DatabaseError } from './database-error';
import { deployerOf } from './deployer';
import type { FaultPlan } from './faults';
import { openLog } from './log-file';
import { plant, type Seed } from './seed';
import { serverOf } from './server';
import { Store } from './store';
import { Usage } from './usage';

/** How an emulated org behaves; without any, it is a new one in memory that enforces grants. */
export interface EmulatorOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Fills a new org; an org that the database already has is left as it is. */
  readonly seed?: Seed;
  /** SQLite file that keeps the org across restarts; without it everything is in memory. */
  readonly db?: string;
  /** File to which a JSON line for each request is appended. No headers, bodies, queries or tokens. */
  readonly log?: string;
  readonly faults?: FaultPlan;
  /** Milliseconds until a change of grants or roles takes effect. */
  readonly delayPropagation?: number;
  /**
   * The printed client holds what it was granted only, and not every role in every division. Without any grant it is given the role Master
   * Admin at the start.
   */
  readonly strictDeployer?: boolean;
  /** `false`: permissions and divisions are not looked at, to see that probes notice. */
  readonly enforcement?: boolean;
  /** Other answers than the usual ones to what nobody outside Genesys knows. */
  readonly answers?: Partial<Answers>;
  /** What time it is, in milliseconds since 1970; the machine's own time by default. */
  readonly now?: () => number;
  /** Told when the database or the log cannot be written any more. Without the database every request is answered 500, and nothing is done. */
  readonly onFailure?: (error: Error) => void;
}

/** A running org, and the client that administers it. */
export interface Emulator {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The org was made at this start. One that the database had already is as it was, whatever the seed says. */
  readonly isNew: boolean;
  /** Ends connections, writes what is open, and releases the database. */
  close(): Promise<void>;
}

/**
 * Starts an emulated Genesys Cloud org on 127.0.0.1. It listens when the promise resolves.
 * @throws DatabaseError, SeedError, or the system's error when the port is taken or the log cannot be written.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const now = options.now ?? Date.now;
  const log = openLog(options.log, now, options.onFailure ?? (() => undefined));
  let journal = inMemory;
  try {
    if (options.db !== undefined) {
      if (log.isAt(options.db)) throw new DatabaseError('it is the file of the log, too');
      journal = await (await import('./database.js')).openDatabase(options.db);
    }
    const store = new Store(journal);
    const isNew = store.organization.get('org') === undefined;
    if (isNew) plant(store, options.seed ?? {}, now());
    const deployer = deployerOf(store, options.strictDeployer === true, now());
    store.commit();
    const answers: Answers = { ...defaultAnswers, ...options.answers };
    const authority = new Authority(store, {
      answers,
      enforcement: options.enforcement ?? true,
      delay: options.delayPropagation ?? 0,
      now,
      omnipotent: options.strictDeployer === true ? undefined : deployer.clientId,
    });
    const usage = new Usage(store.usage);
    let failed = false;
    const server = serverOf({
      store,
      authority,
      answers,
      usage,
      faults: options.faults,
      now,
      log: log.write,
      onFailure: (error) => {
        failed = true;
        options.onFailure?.(error);
      },
    });
    const url = await server.listen({ host: '127.0.0.1', port: options.port ?? 0 });
    return {
      url,
      clientId: deployer.clientId,
      clientSecret: deployer.secret,
      isNew,
      close: async () => {
        await server.close();
        if (!failed) {
          usage.keep();
          store.commit();
        }
        store.close();
        log.close();
      },
    };
  } catch (error) {
    journal.close();
    log.close();
    throw error;
  }
}
