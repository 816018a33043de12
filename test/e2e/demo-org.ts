import type { Seed } from '../../lib/emulator/seed';

/** Divisions that the demo's manifest names by their ids, as `tenants/demo` has them. */
export const legacy = '0b7e84c3-5d19-4f62-a8b0-71c39e2d6f45';
export const support = 'd41f6a07-3c8e-4b95-92d6-e5a08f17b3c2';
const holidays = '6f0c2e51-94a7-4d3b-8c1e-0b7d5a92f3e4';

/** The org that the demo is made for, before its first deploy: the home division of its catalogue, and what it adopts or shares. */
export const undeployedDemo: Seed = {
  organization: { homeDivisionId: 'c5e1b940-7f36-4a8d-9e02-61d8f4a3b75c' },
  divisions: [
    { id: legacy, name: 'Acme Legacy', description: 'From before' },
    { id: support, name: 'Globex support' },
    { id: holidays, name: 'Holidays' },
  ],
};

/** The clients of the org once the demo is deployed, by name. */
export const demoClients = [
  'Deployer',
  'demo-acme-1',
  'demo-globex-1',
  'demo-globex-2',
  'demo-initech-1',
  'demo-umbrella-3',
];
