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
  close(): void;
}

/** Nothing outlives the process. */
export const inMemory: Journal = {
  load: () => [],
  put: () => undefined,
  remove: () => undefined,
  commit: () => undefined,
  close: () => undefined,
};

/** The objects of one kind, by id, in the order of their making. */
export class Collection<T extends { readonly id: string }> {
  private readonly byId = new Map<string, T>();

  constructor(
    private readonly kind: string,
    private readonly journal: Journal,
  ) {}

  get(id: string): T | undefined {
    return this.byId.get(id);
  }

  all(): readonly T[] {
    return [...this.byId.values()];
  }

  put(object: T): T {
    this.byId.set(object.id, object);
    this.journal.put(this.kind, object.id, JSON.stringify(object));
    return object;
  }

  remove(id: string): void {
    if (this.byId.delete(id)) this.journal.remove(this.kind, id);
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

/** Everything the org holds. Handlers check first and write last, so a refused request leaves no trace. */
export class Store {
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
    this.organization = new Collection('organization', journal);
    this.deployer = new Collection('deployer', journal);
    this.divisions = new Collection('division', journal);
    this.retiredNames = new Collection('retired-name', journal);
    this.roles = new Collection('role', journal);
    this.subjects = new Collection('subject', journal);
    this.clients = new Collection('client', journal);
    this.tokens = new Collection('token', journal);
    this.queues = new Collection('queue', journal);
    this.users = new Collection('user', journal);
    this.groups = new Collection('group', journal);
    this.conversations = new Collection('conversation', journal);
    this.credentials = new Collection('credential', journal);
    this.awareness = new Collection('awareness', journal);
    this.usage = new Collection('usage', journal);
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

  commit(): void {
    this.journal.commit();
  }

  close(): void {
    this.journal.close();
  }
}
