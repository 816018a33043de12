import { type EntityJson, preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { manifestOf, type OrgInput } from '../support/manifest';
import { proofOf, roleReference, writeAssembly } from '../support/write-assembly';

/*
 * A second judge: Cedar, a policy engine with a proof of its own, is told the same grants and asked the same question. The translation
 * below shares no code with lib: it knows tenants, divisions and grants as random data, before any manifest or file is made of them.
 */

const policies = `
@id("a tenant's own division")
permit (principal is Tenant, action == Action::"hold", resource is Division)
when { context.role.template && resource has owner && resource.owner == principal
       && principal.declared.contains({ role: context.role, division: resource }) };

@id("a division shared with it")
permit (principal is Tenant, action == Action::"hold", resource is Division)
when { context.role.template && resource.sharedWith.contains(principal)
       && principal.declared.contains({ role: context.role, division: resource }) };

@id("home and all divisions are nobody's")
forbid (principal, action == Action::"hold", resource)
when { resource == Division::"home" || resource == Division::"*" };

@id("nothing declared may be missing")
permit (principal is Tenant, action == Action::"deploy", resource)
when { context.written.containsAll(principal.declared) };
`;

const tenants = ['t0', 't1', 't2', 't3', 't4', 't5', 't6', 't7', 't8', 't9'];
const sharing = tenants.filter((_, index) => index % 2 === 0);
const homeId = '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e';
const hallId = '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10';
const adoptedId = (tenant: string): string => `0b7e4d3a-5c2f-4f0e-8a1b-0000000000${tenant.replace('t', '0')}`;
const nobodysId = 'ffffffff-5c2f-4f0e-8a1b-7d6c5e4f3a2b';

/** A grant as it is meant: a role, and a division by name; `home`, `*` and `nobodys` are names too. */
interface Meant {
  readonly role: string;
  readonly division: string;
  /** Which of the spellings of that division to write. */
  readonly spelling: number;
}

interface Case {
  readonly declared: readonly Meant[];
  readonly written: readonly Meant[];
}

const same = (a: Meant, b: Meant): boolean => a.role === b.role && a.division === b.division;
const own = (tenant: string): string[] => [
  `${tenant}-voice`,
  `${tenant}-old`,
  ...(sharing.includes(tenant) ? ['hall'] : []),
];

const meant = (roles: readonly string[], divisions: readonly string[]): fc.Arbitrary<Meant> =>
  fc.record({
    role: fc.constantFrom(...roles),
    division: fc.constantFrom(...divisions),
    spelling: fc.nat(3),
  });

function caseOf(tenant: string): fc.Arbitrary<Case> {
  const other = fc.constantFrom(...tenants.filter((name) => name !== tenant));
  const anywhere = other.chain((foreign) =>
    meant(
      ['reader', 'editor', 'ghost'],
      [...own(tenant), 'hall', `${foreign}-voice`, `${foreign}-old`, 'home', '*', 'nobodys'],
    ),
  );
  const unique = { minLength: 1, maxLength: 4, comparator: same } as const;
  return fc.uniqueArray(meant(['reader', 'editor'], own(tenant)), unique).chain((declared) =>
    fc.record({
      declared: fc.constant(declared),
      written: fc.oneof(
        // As declared, in any order: what a compliant app writes.
        fc.shuffledSubarray(declared, { minLength: declared.length }),
        fc.shuffledSubarray(declared),
        fc
          .tuple(fc.shuffledSubarray(declared, { minLength: declared.length }), anywhere)
          .map(([all, more]) => (all.some((item) => same(item, more)) ? all : [...all, more])),
        fc.uniqueArray(anywhere, { minLength: 0, maxLength: 4, comparator: same }),
      ),
    }),
  );
}

const uid = (type: string, id: string) => ({ type, id });
const pair = ({ role, division }: Meant) => ({
  role: { __entity: uid('Role', role) },
  division: { __entity: uid('Division', division) },
});

const fixed = [
  ...['reader', 'editor', 'ghost'].map((role) => ({
    uid: uid('Role', role),
    attrs: { template: role !== 'ghost' },
    parents: [],
  })),
  ...tenants.flatMap((tenant) =>
    ['voice', 'old'].map((name) => ({
      uid: uid('Division', `${tenant}-${name}`),
      attrs: { owner: { __entity: uid('Tenant', tenant) }, sharedWith: [] },
      parents: [],
    })),
  ),
  {
    uid: uid('Division', 'hall'),
    attrs: { sharedWith: sharing.map((tenant) => ({ __entity: uid('Tenant', tenant) })) },
    parents: [],
  },
  ...['home', '*', 'nobodys'].map((name) => ({
    uid: uid('Division', name),
    attrs: { sharedWith: [] },
    parents: [],
  })),
].map((entity) => [`${entity.uid.type}::${entity.uid.id}`, entity as EntityJson] as const);
const known = new Map(fixed);
const entity = (type: string, id: string): EntityJson => {
  const found = known.get(`${type}::${id}`);
  if (found === undefined) throw new Error(`no entity ${type} ${id}`);
  return found;
};

/** Cedar's verdict on one tenant: each written grant may be held, and every declared one is written. */
function cedarAllows(tenant: string, { declared, written }: Case): boolean {
  const principal = {
    uid: uid('Tenant', tenant),
    attrs: { declared: declared.map(pair) },
    parents: [],
  } as unknown as EntityJson;
  const ask = (
    action: string,
    resource: string,
    context: Record<string, unknown>,
    entities: EntityJson[],
  ): boolean => {
    const answer = statefulIsAuthorized({
      principal: uid('Tenant', tenant),
      action: uid('Action', action),
      resource: uid('Division', resource),
      context: context as never,
      preparsedPolicySetId: 'bulkhead',
      entities,
    });
    if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
    const { decision, diagnostics } = answer.response;
    if (diagnostics.errors.length > 0) throw new Error(JSON.stringify(diagnostics.errors));
    return decision === 'allow';
  };
  const allHeld = written.every(({ role, division }) =>
    ask('hold', division, { role: { __entity: uid('Role', role) } }, [
      principal,
      entity('Role', role),
      entity('Division', division),
    ]),
  );
  return allHeld && ask('deploy', 'nobodys', { written: written.map(pair) }, [principal]);
}

const input = (cases: readonly Case[]): OrgInput => ({
  org: {
    region: 'eu-west-1',
    state: { backend: 'local' },
    roles: {
      reader: { permissions: ['routing:queue:view'] },
      editor: { permissions: ['routing:queue:edit'] },
    },
    sharedDivisions: { hall: { id: hallId, tenants: sharing, reason: 'schedules' } },
  },
  tenants: Object.fromEntries(
    tenants.map((tenant, index) => [
      tenant,
      {
        owner: 'a@example.com',
        divisions: { [`${tenant}-voice`]: {}, [`${tenant}-old`]: { id: adoptedId(tenant) } },
        client: {
          scopes: ['routing', 'users:readonly'],
          grants: (cases[index]?.declared ?? []).map(({ role, division }) => ({
            role,
            divisions: [division],
          })),
        },
      },
    ]),
  ),
  catalog: {
    schema: 'bulkhead-catalog/1',
    organization: { id: '9a8b7c6d-5e4f-4a3b-8c1d-0e9f8a7b6c5d', name: 'Judge' },
    region: 'eu-west-1',
    date: '2026-11-23',
    homeDivisionId: homeId,
    permissions: { 'routing:queue:view': true, 'routing:queue:edit': true },
  },
});

/** How Terraform's JSON can name a division; omitted for home is one of them. */
function spelt({ division, spelling }: Meant): { division_id?: string | null } {
  const choose = (...ways: { division_id?: string | null }[]) => ways[spelling % ways.length] ?? {};
  if (division === 'home')
    return choose({}, { division_id: null }, { division_id: '' }, { division_id: homeId });
  if (division === 'hall') return { division_id: hallId };
  if (division === 'nobodys') return { division_id: nobodysId };
  if (division === '*') return { division_id: '*' };
  const [owner = '', name] = division.split('-');
  if (name === 'old')
    return choose({ division_id: adoptedId(owner) }, { division_id: adoptedId(owner).toUpperCase() });
  return { division_id: `\${genesyscloud_auth_division.division-${division}.id}` };
}

/** Which tenants Bulkhead proves, from the files in which the grants are written. */
function bulkheadProves(cases: readonly Case[]): ReadonlySet<string> {
  const manifest = manifestOf({ judge: input(cases) });
  const [org] = manifest.orgs;
  if (org === undefined) throw new Error('the manifest has no org');
  const assembly = writeAssembly(manifest);
  for (const [index, tenant] of tenants.entries()) {
    assembly.stacks.get(`judge-${tenant}`).resource.genesyscloud_oauth_client['client-1'].roles = (
      cases[index]?.written ?? []
    ).map((item) => ({
      ...spelt(item),
      role_id: item.role === 'ghost' ? nobodysId : roleReference(org, item.role),
    }));
  }
  const { findings } = proofOf(manifest, assembly);
  const rejected = new Set(findings.map(({ tenant }) => tenant as string | undefined));
  if (rejected.has(undefined)) throw new Error('a finding about no tenant');
  return new Set(tenants.filter((tenant) => !rejected.has(tenant)));
}

describe('the second judge', () => {
  beforeAll(() => {
    expect(preparsePolicySet('bulkhead', { staticPolicies: policies })).toEqual({ type: 'success' });
  });

  // In parts, so that none of them keeps its worker silent for long.
  const parts = [1, 2, 3, 4, 5];
  const runs = 200;
  let allowed = 0;
  let denied = 0;
  it.each(parts)(`agrees on ${runs * tenants.length} random grant sets (part %i)`, () => {
    fc.assert(
      fc.property(fc.tuple(...tenants.map(caseOf)), (cases) => {
        const proved = bulkheadProves(cases);
        for (const [index, tenant] of tenants.entries()) {
          const verdict = cedarAllows(tenant, cases[index] as Case);
          if (verdict) allowed += 1;
          else denied += 1;
          expect({ tenant, proved: proved.has(tenant) }).toEqual({ tenant, proved: verdict });
        }
      }),
      { numRuns: runs },
    );
  });

  it('has seen 10,000, and had something to say on both sides', () => {
    process.stdout.write(`second judge: ${allowed} allowed and proven, ${denied} denied and rejected\n`);
    expect(allowed + denied).toBeGreaterThanOrEqual(10_000);
    expect(allowed).toBeGreaterThan(2000);
    expect(denied).toBeGreaterThan(2000);
  });
});
