import { resourceModel } from '../genesys/authority';
import { canonicalJson } from '../json/plain';
import type { Tenant } from '../manifest/model';
import type { JsonObject, Plan, PlannedResource, ResourceChange } from '../terraform/plan';
import { faultOf, type PlanFault } from '../terraform/plan-fault';
import type { PlacementClaim } from './claim';
import { heldAt } from './held-objects';
import type { OrgModel } from './model';
import { type Owner, tenantSeenFrom } from './ownership';
import type { PlanIssue } from './planned-grants';
import type { Issue } from './planned-stack';
import { unknownOf } from './planned-values';
import { type PlannedText, plannedId, textOf } from './plans';
import { recent } from './recent';

/*
 * Where a plan puts what only lies in divisions, and where the state says that it has been so far. Whoever may see a division sees what lies
 * in it: an object that a state binds to a tenant's address is moved into that tenant's division with all that is in it.
 */

/**
 * Every attribute that places an object, planned other than its file says. What the file does not prove, such as a division that is left out, is a
 * finding of its own.
 */
export function placementValues({ type, name, divisions }: PlacementClaim, plan: Plan): PlanFault[] {
  const model = resourceModel(type);
  if (model.kind !== 'placement') return [];
  const objects = plannedBlocks(plan).get(`${type}.${name}`) ?? [];
  return model.divisions.flatMap(({ attribute, holds }) => {
    const written = divisions.filter(({ argument }) => argument === attribute);
    const expected = written.flatMap(({ value }): PlannedText[] => {
      if (value.kind === 'known') return [textOf(value.text, undefined)];
      return value.kind === 'reference' ? [plannedId(plan, value.to.slice(0, 2).join('.'))] : [];
    });
    if (expected.length < written.length) return [];
    // Once for all objects of the block: there can be very many of them, and of what it writes.
    const isOpen = expected.some(({ kind }) => kind === 'unknown');
    const texts = spelt(expected);
    return objects.flatMap((planned) => {
      const found = textsAt(planned, attribute, holds, plan);
      const same = found === 'unknown' ? isOpen : spelt(found) === texts;
      const { address } = planned;
      return same ? [] : [faultOf(address, `plans another ${attribute} for ${address}`)];
    });
  });
}

/** As JSON: a text can hold what stands between others, or be what messages call one that is not known. */
const spelt = (texts: readonly PlannedText[]): string => texts.map(canonicalJson).sort().join();

/**
 * What is planned for an attribute. A list with one unknown in it is unknown as a whole, as the provider's SDK plans it (seen with Terraform 1.11.4
 * and the SDK's 2.x, 2026-11-27).
 */
function textsAt(
  { address, values }: PlannedResource,
  attribute: string,
  holds: 'one' | 'many',
  plan: Plan,
): readonly PlannedText[] | 'unknown' {
  const value = values[attribute];
  const mark = unknownOf(plan, address)(attribute);
  if (holds === 'one') return [textOf(value, mark)];
  if (value === undefined || value === null) return mark === true ? 'unknown' : [];
  if (!Array.isArray(value)) return [textOf(value, mark)];
  return value.map((item, index) => textOf(item, Array.isArray(mark) ? mark[index] : mark));
}

/** The planned objects of each block: several where it has count or for_each. */
const plannedBlocks = recent(1, ({ planned }: Plan): ReadonlyMap<string, readonly PlannedResource[]> => {
  const blocks = new Map<string, PlannedResource[]>();
  for (const item of planned) {
    if (item.mode !== 'managed') continue;
    const block = `${item.type}.${item.name}`;
    const before = blocks.get(block);
    if (before) before.push(item);
    else blocks.set(block, [item]);
  }
  return blocks;
});

/**
 * Whether count or for_each came or went, which moves the first object of a block without a `moved` block (seen with Terraform 1.11.4, 2026-11-27). Of
 * what carries authority neither may be there.
 */
export function isRenumbered({ type, name, address, previousAddress = '' }: ResourceChange): boolean {
  const block = `${type}.${name}`;
  const isOfBlock = (one: string): boolean => one === block || one.startsWith(`${block}[`);
  return resourceModel(type).kind === 'placement' && isOfBlock(address) && isOfBlock(previousAddress);
}

/** An object that lies in another division so far than a plan puts it in. */
export interface Taken {
  readonly address: string;
  /** The division where the state has it. */
  readonly from: string;
  /** That of the plan; undefined where it is not known yet, or the object ends. */
  readonly to: string | undefined;
}

/**
 * Everything that a plan takes out of a division, whatever it does to it. Of any type: what no file may have, a state can hold all the same, and
 * its plan ends it. Where something was moved outside Terraform before it ends, its change does not say so; the state does.
 */
export const takenBy = recent(1, (plan: Plan): readonly Taken[] =>
  plan.changes.flatMap(({ mode, address, deposed, before, after }) => {
    if (mode !== 'managed' || before === undefined) return [];
    const to = after && divisionOf(after);
    const held = after || deposed ? [before] : [before, heldAt(plan).get(address) ?? before];
    const from = new Map(
      held.flatMap((values) => divisionOf(values) ?? []).map((id) => [id.toLowerCase(), id]),
    );
    return [...from].flatMap(([key, id]) => (key === to?.toLowerCase() ? [] : [{ address, from: id, to }]));
  }),
);

/** The one division in which an object lies; a list of them only says whose members are shown. */
function divisionOf({ division_id: id }: JsonObject): string | undefined {
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** What a plan takes out of a division that, by the manifest, is not the tenant's. */
export function takenFromOthers(
  tenant: Tenant | undefined,
  plan: Plan,
  { org, around }: OrgModel,
  issue: Issue,
): PlanIssue[] {
  const isOwn = (owner: Owner): boolean =>
    owner.kind === 'tenant' && owner.tenant === tenant?.id && owner.org === org.id;
  return takenBy(plan).flatMap(({ address, from }) =>
    around.ownership.ownersOf(from).flatMap((owner): PlanIssue[] => {
      if (isOwn(owner)) return [];
      if (owner.kind === 'home')
        return [issue('home-division', liesIn(address, 'the home division'), address, 'move-back')];
      const whose = owner.kind === 'tenant' ? tenantSeenFrom(org, owner) : 'shared';
      const where = owner.kind === 'tenant' ? `a division of ${whose}` : 'a shared division';
      const found = issue('foreign-division', liesIn(address, where), address, 'move-back');
      return [{ ...found, values: { ...found.values, owner: whose, key: owner.division } }];
    }),
  );
}

/** The same in words, for all that find it out. */
export const liesIn = (address: string, where: string): string =>
  `holds as ${address} what so far lies in ${where}`;
