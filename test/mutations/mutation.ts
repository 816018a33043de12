import type { RuleId } from '../../lib/proof/rule-ids';
import type { Entry } from '../../lib/terraform/assembly';
import type { AssemblyText, Json } from '../support/write-assembly';

/** One way to tamper with an output folder, at a place that chance picks. */
export interface Mutation {
  readonly id: string;
  /** What is done, for the table in the documentation. */
  readonly does: string;
  /** The rule that names it, if it is all that was done. */
  readonly rule: RuleId;
  /** Edits of texts come after edits of objects: they start from what the objects have become. */
  readonly level: 'object' | 'text';
  readonly apply: (assembly: AssemblyText, random: Random) => void;
}

/** A whole number below the bound. */
export type Random = (below: number) => number;

/** The same numbers for the same seed. */
export function randomOf(seed: number): Random {
  let state = (seed + 1) * 2654435761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
}

/** The folder has nothing that this mutation could change. */
export class Inapplicable extends Error {}

export function pick<T>(list: readonly T[], random: Random): T {
  const item = list[random(Math.max(1, list.length))];
  if (item === undefined) throw new Inapplicable();
  return item;
}

/** One grant of one client of one tenant's stack. */
export interface Target {
  readonly assembly: AssemblyText;
  readonly stack: string;
  /** The tenant's file as an object. */
  readonly file: Json;
  readonly foundation: Json;
  readonly foundationName: string;
  readonly client: Json;
  readonly clientName: string;
  readonly grant: Json;
  readonly random: Random;
}

export function target(assembly: AssemblyText, random: Random): Target {
  const stack = pick(tenantStacks(assembly), random);
  const file = assembly.stacks.get(stack);
  const clientName = pick(Object.keys(file.resource.genesyscloud_oauth_client), random);
  const client = file.resource.genesyscloud_oauth_client[clientName];
  const foundationName = foundationOf(file);
  const foundation = assembly.stacks.get(foundationName);
  if (!Array.isArray(client.roles) || !foundation?.resource?.genesyscloud_auth_role) throw new Inapplicable();
  const grant = pick(client.roles as Json[], random);
  return { assembly, stack, file, foundation, foundationName, client, clientName, grant, random };
}

export const tenantStacks = (assembly: AssemblyText): string[] =>
  [...assembly.stacks].flatMap(([name, file]) =>
    file.resource?.genesyscloud_oauth_client && !name.endsWith('-foundation') ? [name] : [],
  );

const foundationOf = (file: Json): string =>
  (Object.keys(file.data?.terraform_remote_state ?? {})[0] ?? '').replace('cross-stack-reference-input-', '');

/** Another tenant's stack, of any org. */
export function otherStack({ assembly, stack, random }: Target): { name: string; file: Json } {
  const name = pick(
    tenantStacks(assembly).filter((item) => item !== stack),
    random,
  );
  return { name, file: assembly.stacks.get(name) };
}

/** A division resource of a stack. */
export function madeDivision(file: Json, random: Random): string {
  return pick(Object.keys(file.resource.genesyscloud_auth_division ?? {}), random);
}

/** The id of a division that another tenant adopted and this one does not use. */
export function foreignId(t: Target): string {
  const mine = JSON.stringify(t.file);
  const ids = [...t.assembly.stacks]
    .filter(([name]) => name !== t.stack)
    .flatMap(([, file]) => [
      ...(file.import ?? []).map(({ id }: Json) => id),
      ...Object.values(file.resource?.genesyscloud_oauth_client ?? {}).flatMap((client: Json) =>
        (client.roles ?? []).map(({ division_id }: Json) => division_id),
      ),
    ])
    .filter((id): id is string => /^[0-9a-f-]{36}$/.test(String(id)) && !mine.includes(id));
  return pick(ids, t.random);
}

/** An edit of the objects, at one grant. */
export const edit = (id: string, does: string, rule: RuleId, change: (target: Target) => void): Mutation => ({
  id,
  does,
  rule,
  level: 'object',
  apply: (assembly, random) => change(target(assembly, random)),
});

/** An edit of the text of one tenant's file. */
export const rewrite = (
  id: string,
  does: string,
  rule: RuleId,
  change: (text: string, random: Random) => string | Uint8Array,
): Mutation => ({
  id,
  does,
  rule,
  level: 'text',
  apply: (assembly, random) => {
    const stack = pick(tenantStacks(assembly), random);
    const written = assembly.raw.get(stack) ?? JSON.stringify(assembly.stacks.get(stack), undefined, 2);
    if (typeof written !== 'string') throw new Inapplicable();
    const changed = change(written, random);
    if (changed === written) throw new Inapplicable();
    assembly.raw.set(stack, changed);
  },
});

/** Puts an entry into one tenant's folder. */
export const entry = (id: string, does: string, rule: RuleId, make: (target: Target) => Entry): Mutation =>
  edit(id, does, rule, (t) => {
    t.assembly.extra.set(t.stack, [...(t.assembly.extra.get(t.stack) ?? []), make(t)]);
  });

/** Merges into an object, making what is missing. */
export function merge(into: Json, body: Json): void {
  for (const [key, value] of Object.entries(body as Record<string, Json>)) {
    const here = into[key];
    const both = [here, value].every(
      (item) => typeof item === 'object' && item !== null && !Array.isArray(item),
    );
    if (both) merge(here, value);
    else into[key] = value;
  }
}
