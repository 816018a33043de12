import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../lib/emulator';
import type { Seed } from '../../lib/emulator/seed';
import { parsePermission } from '../../lib/genesys/permissions';
import type { DivisionKey, RoleKey } from '../../lib/manifest/ids';
import { loadManifest } from '../../lib/manifest/load';
import type { Org } from '../../lib/manifest/model';
import { clientName, divisionName, roleName } from '../../lib/manifest/names';

const root = join(__dirname, '..', '..');

/** The demo org of the repository. */
export function demoOrg(): Org {
  const loaded = loadManifest(join(root, 'tenants'), 'tenants');
  const org = loaded.ok ? loaded.manifest.orgs.find(({ id }) => id === 'demo') : undefined;
  if (org === undefined) throw new Error('the demo manifest has problems');
  return org;
}

/** The org with a catalogue that is of a real org, with this id. */
export function realOrg(org: Org, id: string): Org {
  if (org.catalog === undefined) throw new Error('the org has no catalogue');
  const { content } = org.catalog;
  const organization = { ...content.organization, id };
  return { ...org, catalog: { ...org.catalog, content: { ...content, demonstration: false, organization } } };
}

/** What the demo org has before the first deploy: divisions that it adopts or shares, people, conversations everywhere. */
export function demoSeed(org: Org): Seed {
  const adopted = org.tenants.flatMap(({ id, config }) =>
    Object.entries(config.divisions).flatMap(([key, division]) =>
      'id' in division && division.id !== undefined
        ? [{ id: division.id, name: division.manage === true ? division.name : `existing ${id} ${key}` }]
        : [],
    ),
  );
  const shared = Object.entries(org.config.sharedDivisions).map(([key, { id }]) => ({
    id,
    name: `shared ${key}`,
  }));
  return {
    organization: { homeDivisionId: org.catalog?.content.homeDivisionId ?? 'home' },
    awareness: org.catalog?.content.permissions ?? {},
    divisions: [...adopted, ...shared].map(({ id, name }) => ({ id, name: name ?? id })),
    users: [
      { name: 'Ada', email: 'ada@example.com' },
      { name: 'Grace', email: 'grace@example.com' },
    ],
    groups: [{ name: 'Everybody', members: ['Ada', 'Grace'] }],
    conversations: ['Home', ...adopted.map(({ id }) => id), ...shared.map(({ id }) => id)].map(
      (division, i) => ({
        start: new Date(Date.now() - (i + 1) * 3_600_000).toISOString(),
        end: new Date(Date.now() - i * 3_600_000 - 1000).toISOString(),
        divisions: [division],
      }),
    ),
  };
}

/** An emulated org in which the demo manifest is deployed, by plain API calls, and the tenants' credentials in a folder. */
export class Deployed {
  readonly folder = mkdtempSync(join(tmpdir(), 'bulkhead-live-'));
  readonly credentials = new Map<string, { clientId: string; clientSecret: string }>();
  private token = '';

  private constructor(
    readonly emulator: Emulator,
    readonly org: Org,
  ) {}

  static async start(options: EmulatorOptions = {}): Promise<Deployed> {
    const org = demoOrg();
    const emulator = await startEmulator({ seed: demoSeed(org), ...options });
    const deployed = new Deployed(emulator, org);
    await deployed.deploy();
    return deployed;
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  /** A call as the deployer. @throws Error for an answer other than 2xx */
  async api(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const token = await this.deployerToken();
    const response = await fetch(this.emulator.url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  }

  async deployerToken(): Promise<string> {
    if (this.token === '') this.token = await this.login(this.emulator.clientId, this.emulator.clientSecret);
    return this.token;
  }

  async idOf(path: string, name: string): Promise<string> {
    const { entities } = await this.api('GET', `${path}?pageSize=500`);
    const found = (entities as { id: string; name: string }[]).find((one) => one.name === name);
    if (found === undefined) throw new Error(`${path} has no ${name}`);
    return found.id;
  }

  /** A grant made, or taken away, by hand through the grants API. */
  async grant(
    tenant: string,
    role: string,
    division: string,
    method: 'POST' | 'DELETE' = 'POST',
  ): Promise<void> {
    const roleId = await this.idOf('/api/v2/authorization/roles', role);
    const divisionId = division === '*' ? '*' : await this.idOf('/api/v2/authorization/divisions', division);
    const { clientId } = this.credentials.get(tenant) ?? { clientId: '' };
    const path = `/api/v2/authorization/subjects/${clientId}/divisions/${divisionId}/roles/${roleId}`;
    await this.api(method, `${path}?subjectType=PC_OAUTH_CLIENT`);
  }

  /** Every tenant's worker logs in and asks who it is, so that its client counts as used. */
  async use(): Promise<void> {
    for (const { clientId, clientSecret } of this.credentials.values()) {
      const token = await this.login(clientId, clientSecret);
      const headers = { Authorization: `Bearer ${token}` };
      await fetch(`${this.emulator.url}/api/v2/tokens/me`, { headers });
    }
  }

  async close(): Promise<void> {
    await this.emulator.close();
    rmSync(this.folder, { recursive: true });
  }

  private async login(id: string, secret: string): Promise<string> {
    const response = await fetch(`${this.emulator.url}/oauth/token`, {
      method: 'POST',
      headers: {
        Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  private async deploy(): Promise<void> {
    const { org } = this;
    const roles = new Map<string, string>();
    for (const [key, template] of Object.entries(org.config.roles)) {
      const permissionPolicies = template.permissions.flatMap((permission) => {
        const parts = parsePermission(permission);
        return parts?.kind === 'policy'
          ? [{ domain: parts.domain, entityName: parts.entity, actionSet: [parts.action] }]
          : [];
      });
      const role = await this.api('POST', '/api/v2/authorization/roles', {
        name: roleName(org.id, key as RoleKey),
        permissionPolicies,
      });
      roles.set(key, String(role['id']));
    }
    for (const tenant of org.tenants) {
      const divisions = new Map(
        Object.entries(org.config.sharedDivisions).map(([key, { id }]) => [key, id as string]),
      );
      for (const [key, division] of Object.entries(tenant.config.divisions)) {
        if ('id' in division && division.id !== undefined) divisions.set(key, division.id);
        else {
          const name = divisionName(org.config.divisionNames, org.id, tenant.id, key as DivisionKey);
          const made = await this.api('POST', '/api/v2/authorization/divisions', { name, description: '' });
          divisions.set(key, String(made['id']));
        }
      }
      const { client } = tenant.config;
      for (const generation of client.credentials.generations) {
        const body = {
          name: clientName(org.id, tenant.id, generation),
          authorizedGrantType: 'CLIENT-CREDENTIALS',
          accessTokenValiditySeconds: client.tokenLifetime,
          roleDivisions: client.grants.flatMap((grant) =>
            grant.divisions.map((key) => ({ roleId: roles.get(grant.role), divisionId: divisions.get(key) })),
          ),
        };
        const made = await this.api('POST', '/api/v2/oauth/clients', { ...body, state: 'active' });
        if (client.state === 'inactive')
          await this.api('PUT', `/api/v2/oauth/clients/${made['id']}`, { ...body, state: 'inactive' });
        if (generation !== client.credentials.current) continue;
        const pair = { clientId: String(made['id']), clientSecret: String(made['secret']) };
        this.credentials.set(tenant.id, pair);
        writeFileSync(this.file(`${org.id}-${tenant.id}.json`), JSON.stringify(pair), { mode: 0o600 });
      }
    }
    const { clientId, clientSecret } = this.emulator;
    writeFileSync(this.file('deployer.json'), JSON.stringify({ clientId, clientSecret }), { mode: 0o600 });
  }
}
