import { expect, it } from 'vitest';
import { toDocument } from '../../lib/report/document';
import type { Json } from '../support/write-assembly';
import { acmePlan } from './fixtures/fixture';
import { prove } from './fixtures/prove';

/* What was changed outside Terraform is told in full, so that a waiver covers it alone. What stands in an object where there is none can be anything. */

const canary = 'CANARY-5e1d7';

const drift = (type: string, name: string, before: Json, after: Json) =>
  acmePlan((plan) => {
    const address = `${type}.${name}`;
    const change = { actions: ['update'], before, after, after_unknown: {} };
    const provider_name = plan.resource_changes[0].provider_name;
    plan.resource_drift = [{ address, mode: 'managed', type, name, provider_name, change }];
  });
const ofClient = (before: Json, after: Json) => drift('genesyscloud_oauth_client', 'client-1', before, after);

it.each<[string, ReturnType<typeof drift>, string]>([
  [
    'a grant',
    ofClient({ roles: [] }, { roles: [{ role_id: 5, division_id: 'd', password: canary }] }),
    'it now has the grant (a sensitive value)',
  ],
  [
    'two grants',
    ofClient({ roles: [{ role_id: [canary] }] }, { roles: [{ role_id: { x: canary } }] }),
    'it now has the grant (a sensitive value) and no longer has the grant (a sensitive value)',
  ],
  [
    'a scope',
    ofClient({}, { scopes: [{ x: canary }, 's {x}'] }),
    'it now has the scope "s {x}", the scope (a sensitive value)',
  ],
  [
    'a redirect',
    ofClient({}, { registered_redirect_uris: [[`${canary}\n`, 'x']] }),
    'it now has the redirect (a sensitive value)',
  ],
  [
    'a state',
    ofClient({ state: 'active' }, { state: { x: canary } }),
    'it now has state (a sensitive value) and no longer has state "active"',
  ],
  [
    'a name',
    drift('genesyscloud_auth_division', 'division-voice', { name: 'a [b' }, { name: [canary] }),
    'it now has name (a sensitive value) and no longer has name "a [b"',
  ],
])('tells nothing of an object or a list for %s', (_what, edit, told) => {
  const { findings } = toDocument(prove(edit));
  const found = findings.filter(({ rule }) => rule === 'drifted-grant');
  expect(found.map(({ what }) => what.replace(/^.*was changed outside Terraform: (.*)\.$/, '$1'))).toEqual([
    told,
  ]);
  expect(found.map(({ waiveWith }) => waiveWith)).toEqual([undefined]);
  expect(JSON.stringify(findings)).not.toContain('CANARY');
});

it('tells all of a grant, whatever its ids are', () => {
  const edit = ofClient({ roles: [] }, { roles: [{ role_id: 5, division_id: null }] });
  const found = toDocument(prove(edit)).findings.filter(({ rule }) => rule === 'drifted-grant');
  expect(found.map(({ subject }) => subject)).toEqual([
    'demo-acme genesyscloud_oauth_client.client-1 was changed outside Terraform: it now has the grant {"division_id":null,"role_id":5}',
  ]);
});

it('tells all of a permission, with its conditions', () => {
  const policy = { domain: 'd', entity_name: 'e', action_set: ['a'], conditions: [{ conjunction: 'AND' }] };
  const edit = drift('genesyscloud_auth_role', 'r', {}, { permission_policies: [policy], permissions: [] });
  const found = toDocument(prove(edit)).findings.filter(({ rule }) => rule === 'drifted-grant');
  expect(found.map(({ subject }) => subject)).toEqual([
    'demo-acme genesyscloud_auth_role.r was changed outside Terraform: it now has the permission {"action_set":["a"],"conditions":[{"conjunction":"AND"}],"domain":"d","entity_name":"e"}',
  ]);
  expect(found[0]?.waiveWith).toBeDefined();
});
