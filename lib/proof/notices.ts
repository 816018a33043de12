import { sameJson } from '../json/plain';
import { isKnown, type Plan, type ResourceChange } from '../terraform/plan';
import { concealed } from './conceal';
import type { OrgModel } from './model';
import { takenBy } from './planned-placements';
import { plannedPermissions } from './planned-values';
import { recent } from './recent';
import type { Subject } from './subject';

/**
 * Something that a plan will do and that breaks no rule, but that a reviewer must not miss: what is deleted, replaced or renamed, what
 * changes the access of clients that show no change themselves, and clients that are made beside what is deployed.
 */
export interface Notice {
  readonly stack: string;
  /** The plan file, by its shown name. */
  readonly file: string;
  readonly address: string;
  readonly does:
    | 'deletes'
    | 'replaces'
    | 'makes'
    | 'adopts'
    | 'changes-role'
    | 'renames'
    | 'moves'
    | 'fails-apply'
    | 'fails-check';
  readonly text: string;
}

/** The notices of one stack's plan, in the order of addresses. Pure. */
export function noticesOf({ org, plan, planned, stack, stackName }: Subject): readonly Notice[] {
  if (plan === undefined || planned === undefined || stack === undefined) return [];
  return inPlan(plan, org).map((notice) => ({ ...notice, stack: stackName, file: planned.file }));
}

type Told = Omit<Notice, 'stack' | 'file'>;

function inPlan(plan: Plan, org: OrgModel): Told[] {
  let conceal: ((text: string) => string) | undefined;
  const quoted = (name: string): string => {
    conceal ??= concealed(plan);
    return conceal(JSON.stringify(name));
  };
  // What is imported is in the state by then.
  const isDeployed = plan.changes.some(
    ({ mode, before, isImport }) => mode === 'managed' && before !== undefined && !isImport,
  );
  return [
    ...plan.changes
      .filter(({ mode }) => mode === 'managed')
      .flatMap((change) => [
        ...told(change, org, quoted),
        ...(isDeployed ? made(change) : []),
        ...refused(change),
      ]),
    ...moved(plan, quoted),
    ...plan.checks.flatMap(failing),
  ].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}

/** A value of the plan in quotes, unless it is sensitive. */
type Quoted = (name: string) => string;

function told(change: ResourceChange, org: OrgModel, quoted: Quoted): Told[] {
  const { address, type, actions } = change;
  const deletes = actions.includes('delete');
  const creates = actions.includes('create');
  if (deletes) {
    const does = creates ? 'replaces' : 'deletes';
    const text = `${does} ${address}${called(change, quoted)}${because(change)}: ${consequence(type, creates)}`;
    return [{ address, does, text }];
  }
  if (type === 'genesyscloud_auth_role' && actions.includes('update')) {
    if (keepsPermissions(change)) return [];
    const name = address.slice(address.indexOf('.') + 1);
    const holders = holdersIn(org).get(name) ?? 0;
    const clients = holders === 1 ? 'the clients of 1 tenant are' : `the clients of ${holders} tenants are`;
    return [
      {
        address,
        does: 'changes-role',
        text: `changes ${address}: ${clients} to hold it, and their own plans show no change; a client that holds it from before has the change too, until its own plan is applied`,
      },
    ];
  }
  return [...adopted(change), ...renamed(change, quoted)];
}

/** Whether a plan shows that a role opens what it opened before: another description changes nobody's access. */
function keepsPermissions({ before, after, afterUnknown }: ResourceChange): boolean {
  if (before === undefined || after === undefined || !isKnown(afterUnknown)) return false;
  const was = plannedPermissions(before);
  const keepsDefault = (before['default_role_id'] || null) === (after['default_role_id'] || null);
  return keepsDefault && was !== undefined && sameJson(was, plannedPermissions(after));
}

/** How many tenants of an org declare each role. Counted once: a foundation's plan can change many roles. */
const holdersIn = recent(1, ({ tenants }: OrgModel): ReadonlyMap<string, number> => {
  const holders = new Map<string, number>();
  for (const { declared } of tenants)
    for (const role of new Set([...declared.values()].map((grant) => grant.role)))
      holders.set(role, (holders.get(role) ?? 0) + 1);
  return holders;
});

/**
 * A generation more, or one that the state has lost: names of clients are not unique, so Genesys Cloud makes a second one. A first deploy makes all,
 * and says nothing by it.
 */
function made({ type, address, actions }: ResourceChange): Told[] {
  if (type !== 'genesyscloud_oauth_client' || actions.join() !== 'create') return [];
  const text = `makes ${address} in a stack that is deployed: should a client of its name exist already, that one keeps its access, and no state knows it`;
  return [{ address, does: 'makes', text }];
}

/** Genesys Cloud makes clients active only (docs/reference/manifest.md): the plan is right, and applying it fails. */
function refused({ type, address, actions, after }: ResourceChange): Told[] {
  if (type !== 'genesyscloud_oauth_client' || !actions.includes('create') || after?.['state'] !== 'inactive')
    return [];
  const text = `makes ${address} inactive, which Genesys Cloud refuses: deploy it as active first`;
  return [{ address, does: 'fails-apply', text }];
}

/** Whether the manifest declares it is not said here: where it does not, that is a finding. */
function adopted({ isImport, address }: ResourceChange): Told[] {
  const text = `adopts an existing object as ${address}`;
  return isImport ? [{ address, does: 'adopts', text }] : [];
}

function renamed({ type, address, actions, before, after }: ResourceChange, quoted: Quoted): Told[] {
  const [from, to] = [before?.['name'], after?.['name']];
  if (type !== 'genesyscloud_auth_division' || !actions.includes('update') || from === to) return [];
  const text = `renames ${address} from ${named(from, quoted)} to ${named(to, quoted)}, as the files call it`;
  return [{ address, does: 'renames', text }];
}

/** What ends or is replaced is told as that. */
function moved(plan: Plan, quoted: Quoted): Told[] {
  return takenBy(plan).flatMap(({ address, from, to }): Told[] => {
    if (plan.changeAt.get(address)?.actions.join() !== 'update') return [];
    const where = to === undefined ? 'one that is yet to be made' : quoted(to);
    const text = `moves ${address} from the division ${quoted(from)} to ${where}: whoever may see that one sees all that is in it`;
    return [{ address, does: 'moves', text }];
  });
}

const failing = ({ address, status }: Plan['checks'][number]): Told[] => {
  if (status === 'pass' || status === 'unknown') return [];
  const warning = address.startsWith('check.') ? ': Terraform only warns of it, and applies the plan' : '';
  return [{ address, does: 'fails-check', text: `breaks a condition of ${address} (${status})${warning}` }];
};

/** The reasons that Terraform 1.11 gives for what it ends (documentation of its JSON output, 2026-11). */
const reasons: Readonly<Record<string, string>> = {
  replace_because_tainted: 'an earlier run left it unfinished, or somebody tainted it',
  replace_because_cannot_update: 'a change cannot be made in place',
  replace_by_request: 'the plan was made with -replace',
  replace_by_triggers: 'replace_triggered_by says so',
  delete_because_no_resource_config: 'the files do not have it any more',
  delete_because_wrong_repetition: 'count or for_each came or went',
  delete_because_count_index: 'count is smaller',
  delete_because_each_key: 'for_each lacks its key',
  delete_because_no_module: 'its module is gone',
  delete_because_no_move_target: 'it was moved to an address that the files do not have',
};

/** Which division it is: its address says whose it should be, its name what people know it by. */
const called = ({ type, before }: ResourceChange, quoted: Quoted): string =>
  type === 'genesyscloud_auth_division' && typeof before?.['name'] === 'string'
    ? `, called ${quoted(before['name'])}`
    : '';

const named = (name: unknown, quoted: Quoted): string =>
  typeof name === 'string' ? quoted(name) : 'something that is no name';

const because = ({ reason, deposed }: ResourceChange): string => {
  if (deposed) return ' (an old object that an earlier run left behind)';
  if (reason === undefined) return '';
  return `, because ${Object.hasOwn(reasons, reason) ? reasons[reason] : `Terraform says ${reason}`}`;
};

function consequence(type: string, replaced: boolean): string {
  switch (type) {
    case 'genesyscloud_oauth_client':
      return replaced
        ? 'a new client id and a new secret; workers that hold the old ones are refused at once'
        : 'workers that hold its credentials are refused at once';
    case 'genesyscloud_auth_division':
      return replaced
        ? 'a new, empty division under another id; what lies in the old one must be moved out first'
        : 'Genesys Cloud refuses while anything lies in it; history stays bound to its id';
    case 'genesyscloud_auth_role':
      return replaced ? 'a new role id in every grant' : 'every grant of it ends, hand-made ones too';
    default:
      return 'what used it loses it';
  }
}
