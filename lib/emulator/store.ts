import { Collection, type Journal, type Undo } from './collection';
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

/** Everything the org holds. What a refused request has changed is taken back, here and in the journal. */
export class Store {
  private readonly undo: Undo = [];
  private readonly byKind = new Map<string, { restore(id: string, body: string): void }>();
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
    this.organization = this.collection('organization');
    this.deployer = this.collection('deployer');
    this.divisions = this.collection('division');
    this.retiredNames = this.collection('retired-name');
    this.roles = this.collection('role');
    this.subjects = this.collection('subject');
    this.clients = this.collection('client');
    this.tokens = this.collection('token');
    this.queues = this.collection('queue');
    this.users = this.collection('user');
    this.groups = this.collection('group');
    this.conversations = this.collection('conversation');
    this.credentials = this.collection('credential');
    this.awareness = this.collection('awareness');
    this.usage = this.collection('usage');
    let empty = true;
    for (const { kind, id, body } of journal.load()) {
      const collection = this.byKind.get(kind);
      if (collection === undefined) throw new DatabaseError(`it is damaged: it holds a ${kind}`);
      collection.restore(id, body);
      empty = false;
    }
    if (!empty) this.demandWhole();
  }

  private collection<T extends { readonly id: string }>(kind: string): Collection<T> {
    const collection = new Collection<T>(kind, this.journal, this.undo);
    this.byKind.set(kind, collection);
    return collection;
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
