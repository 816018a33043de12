import { suggestPermission } from '../../genesys/suggest';

/** Each is looked for among all permissions that are known, for some milliseconds; who misspells more has another problem. */
const most = 200;

/** What misspelt permissions were meant to be: each looked for once, and no more of them than a report is read for. */
export class Suggestions {
  private readonly known = new Map<string, string>();

  /** The permission that was probably meant; `` for none. */
  for(permission: string): string {
    const before = this.known.get(permission);
    if (before !== undefined || this.known.size >= most) return before ?? '';
    const found = suggestPermission(permission) ?? '';
    this.known.set(permission, found);
    return found;
  }
}
