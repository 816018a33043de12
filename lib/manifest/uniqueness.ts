import { folded } from '../text/folded';
import type { Item, OrgDraft } from './draft';
import type { Fault } from './fault';
import type { DivisionKey, OrgId, TenantId } from './ids';
import { divisionName, foundationStack, tenantStack } from './names';
import { quote } from './quote';

/** Things that must exist once: division ids, division names, stacks, and the items of lists that are sets. */
export function* uniquenessFaults(orgs: readonly OrgDraft[]): Iterable<Fault> {
  yield* idFaults(orgs);
  for (const org of orgs) yield* nameFaults(org);
  yield* stackFaults(orgs);
  for (const org of orgs) yield* listFaults(org);
}

type Place = Pick<Fault, 'file' | 'path'>;

/** Reports every use of a key but the first. */
class Once<Owner> {
  private readonly first = new Map<string, Owner>();

  /** Whose the key is already, or undefined when it was free. */
  claim(key: string, owner: Owner): Owner | undefined {
    const before = this.first.get(key);
    if (before === undefined) this.first.set(key, owner);
    return before;
  }
}

function* idFaults(orgs: readonly OrgDraft[]): Iterable<Fault> {
  const once = new Once<string>();
  for (const org of orgs)
    for (const { id, owner, at } of adoptedIds(org)) {
      const before = /^[0-9a-f-]{36}$/i.test(id) ? once.claim(id.toLowerCase(), owner) : undefined;
      if (before !== undefined)
        yield {
          ...at,
          message: `division id ${quote(id)} is given twice: it is already ${before}`,
          hint: 'Keep it in one of the two: a division has one owner. One that several tenants may see stands in sharedDivisions of org.yaml, and in no file of a tenant.',
        };
    }
}

function* adoptedIds(org: OrgDraft): Iterable<{ id: string; owner: string; at: Place }> {
  for (const { key, id } of org.shared ?? [])
    if (id !== undefined)
      yield {
        id,
        owner: `the shared division ${quote(key)} of ${org.id}`,
        at: { file: org.file, path: ['sharedDivisions', key, 'id'] },
      };
  for (const tenant of org.tenants)
    for (const { key, id } of tenant.divisions?.values() ?? [])
      if (id !== undefined)
        yield {
          id,
          owner: `the division ${quote(key)} in ${tenant.file}`,
          at: { file: tenant.file, path: ['divisions', key, 'id'] },
        };
}

/** Names that the stacks will write, as Genesys Cloud compares them. */
function nameFaults(org: OrgDraft): readonly Fault[] {
  const once = new Once<{ readonly key: string; readonly file: string }>();
  const faults: Fault[] = [];
  for (const tenant of org.tenants)
    for (const { key, id, manage, name: given } of tenant.divisions?.values() ?? []) {
      if (id !== undefined && !manage) continue;
      const name =
        given ?? divisionName(org.divisionNames, org.id as OrgId, tenant.id as TenantId, key as DivisionKey);
      const before = once.claim(folded(name), { key, file: tenant.file });
      if (before === undefined) continue;
      faults.push({
        file: tenant.file,
        path: given === undefined ? ['divisions', key] : ['divisions', key, 'name'],
        message: `the division name ${quote(name)} is used twice: it is already the name of the division ${quote(before.key)} in ${before.file}`,
        hint: 'Genesys Cloud compares names without regard to case. Choose another name or key.',
      });
    }
  return faults;
}

/** `a` + `b-c` and `a-b` + `c` would both be the stack `a-b-c`, and overwrite each other. */
function* stackFaults(orgs: readonly OrgDraft[]): Iterable<Fault> {
  const stacks = new Once<string>();
  const owned = orgs.flatMap((org) => [
    { file: org.file, stack: foundationStack(org.id as OrgId), owner: `the foundation of ${org.id}` },
    ...org.tenants.map(({ id, file }) => ({
      file,
      stack: tenantStack(org.id as OrgId, id as TenantId),
      owner: `the tenant ${id} of ${org.id}`,
    })),
  ]);
  for (const { file, stack, owner } of owned) {
    const before = stacks.claim(stack, owner);
    if (before !== undefined)
      yield {
        file,
        path: [],
        message: `the stack ${quote(stack)} would be made twice: it is already that of ${before}`,
        hint: 'Rename the tenant or one of the orgs.',
      };
  }
}

function* listFaults(org: OrgDraft): Iterable<Fault> {
  for (const [role, permissions] of org.roles ?? [])
    yield* repeated(permissions, { file: org.file, path: ['roles', role, 'permissions'] }, 'permission');
  for (const { key, tenants } of org.shared ?? [])
    yield* repeated(tenants, { file: org.file, path: ['sharedDivisions', key, 'tenants'] }, 'tenant');
  for (const { file, scopes, generations } of org.tenants) {
    yield* repeated(scopes, { file, path: ['client', 'scopes'] }, 'scope');
    yield* repeated(generations, { file, path: ['client', 'credentials', 'generations'] }, 'generation');
  }
}

function* repeated(items: readonly Item<string | number>[], at: Place, what: string): Iterable<Fault> {
  const seen = new Set<string>();
  for (const { index, value } of items) {
    // Genesys Cloud compares permissions without regard to case; nothing else here can differ in case alone.
    const key = String(value).toLowerCase();
    const shown = typeof value === 'string' ? quote(value) : value;
    if (seen.has(key))
      yield {
        file: at.file,
        path: [...at.path, index],
        message: `${what} ${shown} is given twice`,
        hint: 'Remove one of them.',
      };
    seen.add(key);
  }
}
