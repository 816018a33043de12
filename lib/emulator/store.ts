import { DatabaseError } from './database-error';
import type {
  Awareness,
  Client,
  Conversation,
  Credential,
  Deployer,
  Division,
  Grant,
  Group,
  Organization,
  Queue,
  RetiredName,
  Role,
  Subject,
  Token,
  UsageRow,
  User,
} from './model';

/** Where changes are kept beside memory. A request's changes are committed together, before its answer is sent. */
export interface Journal {
  load(): Iterable<{ readonly kind: string; readonly id: string; readonly body: string }>;
  put(kind: string, id: string, body: string): void;
  remove(kind: string, id: string): void;
  commit(): void;
  /** Drops what was changed since the last commit. */
  rollback(): void;
  close(): void;
}

/** Nothing outlives the process. */
export const inMemory: Journal = {
  load: () => [],
  put: () => undefined,
  remove: () => undefined,
  commit: () => undefined,
  rollback: () => undefined,
  close: () => undefined,
};

/** How to take back what was changed since the last commit, the newest first. */
type Undo = (() => void)[];

/** The objects of one kind, by id, in the order of their making. */
export class Collection<T extends { readonly id: string }> {
  private readonly byId = new Map<string, T>();

  constructor(
    private readonly kind: string,
    private readonly journal: Journal,
    private readonly undo: Undo,
  ) {}

  get(id: string): T | undefined {
    return this.byId.get(id);
  }

  all(): readonly T[] {
    return [...this.byId.values()];
  }

  put(object: T): T {
    const { id } = object;
    // First, because it can fail: what cannot be written is not held either.
    const text = JSON.stringify(object);
    const old = this.byId.get(id);
    this.undo.push(() => (old === undefined ? this.byId.delete(id) : this.byId.set(id, old)));
    this.byId.set(id, object);
    this.journal.put(this.kind, id, text);
    return object;
  }

  remove(id: string): void {
    const old = this.byId.get(id);
    if (old === undefined) return;
    let place = 0;
    for (const other of this.byId.keys()) {
      if (other === id) break;
      place += 1;
    }
    this.undo.push(() => this.insert(place, old));
    this.byId.delete(id);
    this.journal.remove(this.kind, id);
  }

  private insert(place: number, object: T): void {
    const objects = [...this.byId.values()];
    this.byId.clear();
    for (const one of [...objects.slice(0, place), object, ...objects.slice(place)])
      this.byId.set(one.id, one);
  }

  /** Takes over what the journal already has. @throws DatabaseError for what is none of these objects */
  restore(id: string, body: string): void {
    const object = parsed(body);
    if (typeof object !== 'object' || object === null || (object as { id?: unknown }).id !== id)
      throw new DatabaseError(`it is damaged: a ${this.kind} cannot be read`);
    this.byId.set(id, object as T);
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Everything the org holds. What a refused request has changed is taken back, here and in the journal. */
export class Store {
  private readonly undo: Undo = [];
  readonly organization: Collection<Organization>;
  readonly deployer: Collection<Deployer>;
  readonly divisions: Collection<Division>;
  readonly retiredNames: Collection<RetiredName>;
  readonly roles: Collection<Role>;
  readonly subjects: Collection<Subject>;
  readonly clients: Collection<Client>;
  readonly tokens: Collection<Token>;
  readonly queues: Collection<Queue>;
  readonly users: Collection<User>;
  readonly groups: Collection<Group>;
  readonly conversations: Collection<Conversation>;
  readonly credentials: Collection<Credential>;
  readonly awareness: Collection<Awareness>;
  readonly usage: Collection<UsageRow>;

  /** @throws DatabaseError when the journal holds something else than a whole org, or none */
  constructor(private readonly journal: Journal) {
    this.organization = new Collection('organization', journal, this.undo);
    this.deployer = new Collection('deployer', journal, this.undo);
    this.divisions = new Collection('division', journal, this.undo);
    this.retiredNames = new Collection('retired-name', journal, this.undo);
    this.roles = new Collection('role', journal, this.undo);
    this.subjects = new Collection('subject', journal, this.undo);
    this.clients = new Collection('client', journal, this.undo);
    this.tokens = new Collection('token', journal, this.undo);
    this.queues = new Collection('queue', journal, this.undo);
    this.users = new Collection('user', journal, this.undo);
    this.groups = new Collection('group', journal, this.undo);
    this.conversations = new Collection('conversation', journal, this.undo);
    this.credentials = new Collection('credential', journal, this.undo);
    this.awareness = new Collection('awareness', journal, this.undo);
    this.usage = new Collection('usage', journal, this.undo);
    const byKind: Readonly<Record<string, { restore(id: string, body: string): void }>> = {
      organization: this.organization,
      deployer: this.deployer,
      division: this.divisions,
      'retired-name': this.retiredNames,
      role: this.roles,
      subject: this.subjects,
      client: this.clients,
      token: this.tokens,
      queue: this.queues,
      user: this.users,
      group: this.groups,
      conversation: this.conversations,
      credential: this.credentials,
      awareness: this.awareness,
      usage: this.usage,
    };
    let empty = true;
    for (const { kind, id, body } of journal.load()) {
      const collection = Object.hasOwn(byKind, kind) ? byKind[kind] : undefined;
      if (collection === undefined) throw new DatabaseError(`it is damaged: it holds a ${kind}`);
      collection.restore(id, body);
      empty = false;
    }
    if (!empty) this.demandWhole();
  }

  /** An org is planted in one transaction, so all of this is there, or nothing at all. */
  private demandWhole(): void {
    const gone =
      this.organization.get('org') === undefined
        ? 'the organization'
        : !this.divisions.all().some(({ home }) => home)
          ? 'the home division'
          : this.deployer.get('deployer') === undefined
            ? 'the deployer'
            : undefined;
    if (gone !== undefined) throw new DatabaseError(`it is damaged: ${gone} is gone`);
  }

  get org(): Organization {
    const org = this.organization.get('org');
    if (org === undefined) throw new Error('the store has no organization');
    return org;
  }

  get home(): Division {
    const home = this.divisions.all().find((division) => division.home);
    if (home === undefined) throw new Error('the store has no home division');
    return home;
  }

  grantsOf(subjectId: string): readonly Grant[] {
    return this.subjects.get(subjectId)?.grants ?? [];
  }

  /** Whether anything that a path can name has this id. */
  hasId(id: string): boolean {
    return [
      this.divisions,
      this.roles,
      this.clients,
      this.queues,
      this.users,
      this.groups,
      this.conversations,
      this.credentials,
    ].some((objects) => objects.get(id) !== undefined);
  }

  commit(): void {
    this.journal.commit();
    this.undo.length = 0;
  }

  /** Takes back everything since the last commit. */
  rollback(): void {
    for (const step of this.undo.splice(0).reverse()) step();
    this.journal.rollback();
  }

  /** Adds what has to be done as well when the changes made now are taken back. */
  onRollback(step: () => void): void {
    this.undo.push(step);
  }

  close(): void {
    this.journal.close();
  }
}
