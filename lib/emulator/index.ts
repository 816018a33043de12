import { randomUUID } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { type Answers, defaultAnswers } from './assumptions';
import { Authority } from './authority';
import type { FaultPlan } from './faults';
import type { LogEntry } from './handlers';
import { hashOf, newSecret } from './secrets';
import { plant, type Seed } from './seed';
import { serverOf } from './server';
import { inMemory, Store } from './store';
import { Usage } from './usage';

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
  /** The printed client holds what it was granted only (the role Master Admin), and not every role in every division. */
  readonly strictDeployer?: boolean;
  /** `false`: permissions and divisions are not looked at, to see that probes notice. */
  readonly enforcement?: boolean;
  readonly answers?: Partial<Answers>;
  /** Told when the database or the log cannot be written any more. Without the database every request is answered 500, and nothing is done. */
  readonly onFailure?: (error: Error) => void;
}

export interface Emulator {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Ends connections, writes what is open, and releases the database. */
  close(): Promise<void>;
}

/**
 * Starts an emulated Genesys Cloud org on 127.0.0.1. It listens when the promise resolves.
 * @throws DatabaseError, SeedError, or the system's error when the port is taken or the log cannot be written.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const now = Date.now;
  const log = openLog(options.log, now, options.onFailure ?? (() => undefined));
  const journal =
    options.db === undefined ? inMemory : await (await import('./database.js')).openDatabase(options.db);
  try {
    const store = new Store(journal);
    if (store.organization.get('org') === undefined) plant(store, options.seed ?? {}, now());
    const deployer = store.deployer.get('deployer') ?? addDeployer(store, now());
    setDeployerGrants(store, deployer.clientId, options.strictDeployer === true, now());
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

function addDeployer(store: Store, now: number) {
  const date = new Date(now).toISOString();
  const secret = newSecret();
  const client = store.clients.put({
    id: randomUUID(),
    name: 'Deployer',
    description: 'Made by the emulator',
    state: 'active',
    authorizedGrantType: 'CLIENT-CREDENTIALS',
    accessTokenValiditySeconds: 86_400,
    scope: [],
    registeredRedirectUri: [],
    secretHash: hashOf(secret),
    dateCreated: date,
    dateModified: date,
  });
  return store.deployer.put({ id: 'deployer', clientId: client.id, secret });
}

/** In strict mode the deployer begins with Master Admin everywhere: it may do everything, and hand out only that role. */
function setDeployerGrants(store: Store, id: string, strict: boolean, now: number): void {
  if (store.subjects.get(id) !== undefined) return;
  const admin = store.roles.all().find(({ isDefault, name }) => isDefault && name === 'Master Admin');
  const grants =
    strict && admin !== undefined
      ? [{ roleId: admin.id, divisionId: '*', madeAt: new Date(now).toISOString() }]
      : [];
  store.subjects.put({ id, type: 'PC_OAUTH_CLIENT', grants });
}

/** A log that cannot be written fails once, and is silent then: the work of a request is done by the time it is told. */
function openLog(file: string | undefined, now: () => number, onFailure: (error: Error) => void) {
  if (file === undefined) return { write: (_entry: LogEntry) => undefined, close: () => undefined };
  const handle = openSync(file, 'a', 0o600);
  let failed = false;
  return {
    write: (entry: LogEntry): void => {
      if (failed) return;
      try {
        writeSync(handle, `${JSON.stringify({ time: new Date(now()).toISOString(), ...entry })}\n`);
      } catch (error) {
        failed = true;
        onFailure(error instanceof Error ? error : new Error(String(error)));
      }
    },
    close: () => closeSync(handle),
  };
}
