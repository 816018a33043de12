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
