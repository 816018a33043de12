import { field } from '../json/plain';
import { DatabaseError } from './database-error';

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
export type Undo = (() => void)[];

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
    if (field(object, 'id') !== id) throw new DatabaseError(`it is damaged: a ${this.kind} cannot be read`);
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
