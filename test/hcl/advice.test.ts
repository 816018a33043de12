import { describe, expect, it } from 'vitest';
import { around, client, judge } from './judge';

const own = 'genesyscloud_auth_division.voice.id';

/** All that findings say on a text, and the lines that they stand at. */
async function told(text: string, more: Readonly<Record<string, string>> = {}) {
  const { problems, document } = await judge({ 'main.tf': text, ...more });
  expect(problems).toEqual([]);
  return document.findings.map(({ rule, what, why, fix, at }) => ({
    rule,
    what,
    why,
    fix,
    at: at.map(({ line }) => line),
  }));
}


const role = (body: string): string =>
  `resource "genesyscloud_auth_role" "other" {\n name = "other"\n${body}\n}${client(own).replace('auth_role.reader', 'auth_role.other')}${around}`;
const policy = (domain: string, entity: string, actions: string) =>
  `permission_policies {\n domain = "${domain}"\n entity_name = "${entity}"\n action_set = ${actions}\n}`;

describe('permissions that are not all written out', () => {
  const notAll = 'not all of its permissions are written out';
  it.each([
    [
      policy('routing', 'queue', 'split(",", "view,edit")'),
      'the function split makes it, which is not followed here',
    ],
    [
      policy('routing', '${var.entity}', '["view"]'),
      'it goes through a variable, which the environment can set',
    ],
    [
      policy('routing', 'queue', '["view", var.entity]'),
      'it goes through a variable, which the environment can set',
    ],
    ['permissions = concat(var.entity, ["x"])', 'it goes through a variable, which the environment can set'],
    [
      'dynamic "permission_policies" {\n for_each = csvdecode(file("roles.csv"))\n content {\n }\n}',
      'the function csvdecode makes it, which is not followed here',
    ],
    [policy('routing', 'queue', '[]'), undefined],
    ['default_role_id = "employee"', undefined],
  ])('are told where they stand, and why: %s', async (body, why) => {
    const found = await told(`${role(body)}\nvariable "entity" {\n}\n`);
    const [{ rule, what, at } = { rule: '', what: '', at: [] }, ...others] = found;
    expect(others).toEqual([]);
    expect(rule).toBe('unproven-role');
    if (why !== undefined)
      expect(what).toMatch(new RegExp(`; ${notAll}: ${why.replaceAll(/[()]/g, '.')}\\.$`));
    // The roles block, and what stands in the role.
    expect(at[1]).toBe(3);
    expect(at).toHaveLength(2);
  });
});
