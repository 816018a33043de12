import type { Json } from '../support/write-assembly';

/**
 * Another text of the same configuration: what Terraform reads is equal, what people see is not (seen with Terraform 1.11.4, 2026-11-28; after
 * a byte order mark it applies nothing).
 */
export function harmless(stack: Json, random: (below: number) => number): string {
  const file = structuredClone(stack);
  for (const client of Object.values(file.resource?.genesyscloud_oauth_client ?? {}) as Json[]) {
    shuffle(client.roles, random);
    for (const grant of client.roles) {
      if (random(3) === 0) grant.division_id = spaced(grant.division_id, random);
      if (random(3) === 0) grant.role_id = spaced(grant.role_id, random);
    }
    client['//'] = { note: 'a comment' };
  }
  for (const role of Object.values(file.resource?.genesyscloud_auth_role ?? {}) as Json[])
    shuffle(role.permission_policies, random);
  const space = [undefined, 1, '\t'][random(3)];
  const members = entries(file, random).flatMap(([key, value]) => {
    // Blocks may be given in several members of one name, as objects or arrays of one.
    if (key !== 'resource' || random(2) === 0) return [[key, value] as const];
    return Object.entries(value as Json).map(
      ([type, named]) =>
        ['resource', random(2) === 0 ? { [type]: apart(named, random) } : [{ [type]: [named] }]] as const,
    );
  });
  const text = members.map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(mixed(value, random), undefined, space)}`,
  );
  const end = random(2) === 0 ? '\r\n' : '';
  const object = (some: readonly string[]): string => `{${end}${some.join(`,${end}`)}}`;
  const at = random(text.length + 1);
  // A body may be an array of objects, whose members count together.
  const root = random(4) === 0 ? `[${object(text.slice(0, at))}, ${object(text.slice(at))}]` : object(text);
  return `${random(4) === 0 ? '\ufeff' : ''}${random(3) === 0 ? keysEscaped(root, random) : root}${end}`;
}

/** What stands under labels may be an array of objects too. */
function apart(named: Json, random: (below: number) => number): unknown {
  if (random(2) === 0) return named;
  return Object.entries(named).map(([name, body]) => ({ [name]: body }));
}

const keysEscaped = (text: string, random: (below: number) => number): string =>
  text.replaceAll(/"([a-z])([a-z_-]*)":/g, (key, first: string, rest: string) =>
    random(3) === 0 ? `"\\u00${first.charCodeAt(0).toString(16)}${rest}":` : key,
  );

const spaced = (text: string, random: (below: number) => number): string => {
  const gap = [' ', '  ', '\t', '\n'][random(4)] ?? ' ';
  return text.startsWith('${') ? `\${${gap}${text.slice(2, -1)}${gap}}` : text;
};

function entries(object: Json, random: (below: number) => number): [string, unknown][] {
  const list = Object.entries(object);
  shuffle(list, random);
  return list;
}

/** Keys in another order, at every level. */
function mixed(value: unknown, random: (below: number) => number): unknown {
  if (Array.isArray(value)) return value.map((item) => mixed(item, random));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(entries(value, random).map(([key, item]) => [key, mixed(item, random)]));
}

function shuffle(list: unknown[], random: (below: number) => number): void {
  for (let index = list.length - 1; index > 0; index--) {
    const other = random(index + 1);
    [list[index], list[other]] = [list[other], list[index]];
  }
}

/** Another text of the same plan: other key order, white space, escapes, resources and elements of sets in another order. */
export function harmlessPlan(plan: Json, random: (below: number) => number): string {
  const said = structuredClone(plan);
  const { resources } = said.planned_values.root_module;
  for (const list of [resources, said.resource_changes, said.configuration.root_module.resources])
    shuffle(list, random);
  for (const { address, values } of resources) {
    const { change } = said.resource_changes.find((item: Json) => item.address === address);
    const held = said.prior_state?.values?.root_module?.resources?.find(
      (item: Json) => item.address === address,
    );
    for (const name of ['roles', 'permission_policies']) {
      if (!Array.isArray(values[name])) continue;
      const order = values[name].map((_: Json, index: number) => index);
      shuffle(order, random);
      for (const set of [values, change.before, change.after, change.after_unknown, held?.values])
        if (Array.isArray(set?.[name])) set[name] = order.map((index: number) => set[name][index]);
    }
  }
  const text = JSON.stringify(mixed(said, random), undefined, [undefined, 1, '\t'][random(3)]);
  const escaped = random(2) === 0 ? text.replaceAll('genesyscloud_', '\\u0067enesyscloud_') : text;
  return random(2) === 0 ? escaped.replaceAll('\n', '\r\n') : `${escaped}\n`;
}
