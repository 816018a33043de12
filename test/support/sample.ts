import type { OrgInput } from './manifest';

/** Two tenants that use what matters for the proof; every test gets a fresh copy to edit. */
export const sample = (): {
  demo: OrgInput & { org: Any; tenants: Record<string, Any>; catalog: Any; waivers?: Any };
} => ({
  demo: {
    org: {
      region: 'eu-west-1',
      state: { backend: 'local' },
      roles: {
        reader: {
          description: 'Reads',
          permissions: ['routing:queue:view', 'analytics:conversationDetail:view'],
        },
        editor: { permissions: ['routing:queue:edit'] },
      },
      sharedDivisions: {
        holidays: {
          id: '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10',
          tenants: ['acme', 'globex'],
          reason: 'schedules',
        },
      },
      limits: { tokenLifetime: '4h' },
    },
    tenants: {
      acme: {
        owner: 'acme@example.com',
        divisions: {
          voice: {},
          chat: {},
          legacy: { id: '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b' },
          old: { id: '1c8f5e4b-6d30-4a1f-9b2c-8e7d6f5a4b3c', manage: true, name: 'Old hall' },
        },
        client: {
          description: 'ETL',
          scopes: ['routing', 'analytics:readonly', 'users:readonly'],
          grants: [
            { role: 'reader', divisions: ['voice', 'legacy', 'old', 'holidays'] },
            { role: 'editor', divisions: ['voice'] },
          ],
          credentials: { generations: [1, 2], current: 1 },
        },
      },
      globex: {
        owner: 'globex@example.com',
        divisions: { sales: {}, hall: { id: '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d' } },
        client: {
          scopes: ['routing:readonly', 'analytics:readonly', 'users:readonly'],
          grants: [{ role: 'reader', divisions: ['sales', 'hall', 'holidays'] }],
        },
      },
    },
    catalog: {
      schema: 'bulkhead-catalog/1',
      organization: { id: '9a8b7c6d-5e4f-4a3b-8c1d-0e9f8a7b6c5d', name: 'Sample' },
      region: 'eu-west-1',
      date: '2026-11-23',
      homeDivisionId: '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e',
      permissions: {
        'routing:queue:view': true,
        'routing:queue:edit': true,
        'analytics:conversationDetail:view': true,
      },
    },
  },
});

/** Another org that has nothing in common with the sample but the names of a tenant, of its roles and of a division. */
export const otherOrg = (): OrgInput & { tenants: Record<string, Any> } => {
  const { org, catalog } = sample().demo;
  return {
    org: { ...org, sharedDivisions: {} },
    tenants: {
      acme: {
        owner: 'acme@example.com',
        divisions: { voice: {} },
        client: {
          scopes: ['routing', 'analytics:readonly', 'users:readonly'],
          grants: [{ role: 'reader', divisions: ['voice'] }],
        },
      },
    },
    catalog: { ...catalog, homeDivisionId: '4fb28b7e-9063-4d42-ae5f-b1a0928d7e6f' },
  };
};

// biome-ignore lint/suspicious/noExplicitAny: tests edit arbitrary places of plain data
type Any = any;
