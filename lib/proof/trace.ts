import type { OrgId, StackName, TenantId } from '../manifest/ids';
import type { Plan } from '../terraform/plan';
import type { Place } from './finding';
import { type HeldName, type HeldObject, heldNames, heldObjects, heldRoles } from './held-objects';
import { type OutputsRead, outputsRead } from './outputs-read';
import { takenBy } from './planned-placements';
import { type PlannedText, plannedId } from './plans';
import type { Subject } from './subject';
import { showScalar } from './value';

/** A division resource as others must know it. */
export interface TracedDivision {
  readonly address: string;
  readonly place: Place;
  /** The name as written out; undefined when it is not. */
  readonly label: string | undefined;
  readonly shownLabel: string;
  /** Ids that import blocks bind to it, in lower case. */
  readonly imports: readonly string[];
}

/** A place of a plan where a division's id stands. */
export type TracedId =
  | { readonly kind: 'division'; readonly id: string; readonly address: string }
  /** Where an object lies so far that the plan moves or ends. */
  | { readonly kind: 'taken'; readonly id: string; readonly address: string }
  | {
      readonly kind: 'grant';
      readonly id: string;
      readonly address: string;
      readonly client: string;
      readonly role: PlannedText;
    };

/** What one stack tells the others: small, and kept when the stack is not. */
export interface Trace {
  readonly org: OrgId;
  readonly tenant: TenantId | undefined;
  readonly stackName: StackName;
  readonly clients: number;
  readonly grants: number;
  readonly hasStack: boolean;
  readonly hasPlan: boolean;
  /** Whether that is another stack's; of it, only what it holds is told here then, apart from all others. */
  readonly isAnothersPlan: boolean;
  /** The objects that another stack's plan holds under this stack's name. */
  readonly heldAstray: readonly HeldObject[];
  readonly divisions: readonly TracedDivision[];
  /** The objects that its plan holds. */
  readonly held: readonly HeldObject[];
  /** The ids of the roles that its state knows its clients to hold, in lower case. */
  readonly heldRoles: readonly string[];
  /** The names by which its state knows its divisions. */
  readonly heldNames: readonly HeldName[];
  /** The ids of the divisions that its plan deletes, in lower case. */
  readonly ended: readonly string[];
  /** Where its plan uses ids of divisions. */
  readonly used: readonly TracedId[];
  /** The outputs of the foundation that its plan read, each with what it read. */
  readonly read: OutputsRead;
}

/** What the others must know of a stack; nothing in it holds on to the stack itself. */
export function traceOf(subject: Subject): Trace {
  const { org, tenant, stackName, stack, clients } = subject;
  const plan = subject.isAnothersPlan ? undefined : subject.plan;
  return {
    org: org.org.id,
    tenant: tenant?.id,
    stackName,
    clients: clients.length,
    grants: clients.reduce((sum, client) => sum + client.grants.length, 0),
    hasStack: stack !== undefined,
    hasPlan: subject.plan !== undefined,
    isAnothersPlan: subject.isAnothersPlan,
    heldAstray: subject.isAnothersPlan && subject.plan ? heldObjects(subject.plan) : [],
    divisions: (stack?.claims.divisions ?? []).map(({ address, place, label, imports }) => ({
      address,
      place,
      label: label.kind === 'text' ? label.text : undefined,
      shownLabel: showScalar(label),
      imports: imports.flatMap((id) => (id.kind === 'text' ? [id.text.toLowerCase()] : [])),
    })),
    held: plan ? heldObjects(plan) : [],
    heldRoles: plan ? heldRoles(plan) : [],
    heldNames: plan ? heldNames(plan) : [],
    ended: plan ? endedDivisions(plan) : [],
    used: usedBy(subject, plan),
    read:
      stack && plan
        ? outputsRead(stack, plan, org.foundationName)
        : { granted: new Map(), beside: new Map() },
  };
}

const endedDivisions = ({ changes }: Plan): readonly string[] =>
  changes.flatMap(({ type, actions, before }) => {
    const id = before?.['id'];
    return type === 'genesyscloud_auth_division' && actions.includes('delete') && typeof id === 'string'
      ? [id.toLowerCase()]
      : [];
  });

function usedBy({ stack, clients, plannedGrants }: Subject, plan: Plan | undefined): readonly TracedId[] {
  if (plan === undefined || stack === undefined) return [];
  const divisions = stack.claims.divisions.flatMap(({ address }): TracedId[] => {
    const id = plannedId(plan, address);
    return id.kind === 'known' ? [{ kind: 'division', id: id.text, address }] : [];
  });
  // Names by address: one that stands in the file twice is planned once.
  const names = new Map(clients.map(({ claim }) => [claim.address, claim.name]));
  const grants = [...names].flatMap(([address, name]) =>
    (plannedGrants.get(address) ?? []).flatMap(({ role, division }): TracedId[] =>
      division.kind === 'known' ? [{ kind: 'grant', id: division.text, address, client: name, role }] : [],
    ),
  );
  const taken = takenBy(plan).map(({ address, from }): TracedId => ({ kind: 'taken', id: from, address }));
  return [...divisions, ...grants, ...taken];
}
