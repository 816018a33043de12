/**
 * The demo, deployed to an emulated org and kept at two moments for `bench/terraform.ts`: with the roles alone, and whole. Each case starts
 * from a copy of one of them, at the same address, since the stacks name it.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../lib/emulator';
import type { Entry } from '../lib/terraform/assembly';
import { undeployedDemo } from '../test/e2e/demo-org';
import type { Outcome } from '../test/e2e/outcome';
import { Project } from '../test/e2e/project';
import { EmulatedOrg, type Json } from '../test/provider/terraform';
import type { AssemblyText } from '../test/support/write-assembly';

export type Moment = 'roles' | 'whole';
const foundation = 'demo-foundation';

export class Deployment {
  readonly project = new Project('main.ts');
  /** The stacks, the foundation first, as it must be deployed. */
  stacks: readonly string[] = [];
  /** What the org has once the demo is deployed, see {@link held}. */
  expected: ReadonlyMap<string, string> = new Map();
  gateway = '';
  private port = 0;
  private emulator: Emulator | undefined;
  private org: EmulatedOrg | undefined;

  /** Where a case lies. */
  readonly folder = this.project.path('case');

  async start(): Promise<void> {
    await this.open('new.db', true);
    const { code, stderr } = await this.project.main({ BULKHEAD_GATEWAY: this.gateway });
    if (code !== 0) throw new Error(stderr);
    const names = readdirSync(this.project.path('cdktf.out/stacks'));
    this.stacks = [foundation, ...names.filter((name) => name !== foundation).sort()];
    for (const stack of this.stacks) {
      const folder = this.project.path(`cdktf.out/stacks/${stack}`);
      await this.running.succeeds(folder, 'init', '-input=false');
      await this.running.succeeds(folder, 'apply', '-auto-approve', '-input=false');
      if (stack === foundation) await this.keep('roles');
    }
    this.expected = await this.held();
    await this.keep('whole');
    mkdirSync(this.project.path('plans'));
    for (const stack of this.stacks) {
      const plan = await this.running.plan(this.project.path(`cdktf.out/stacks/${stack}`));
      writeFileSync(this.project.path(`plans/${stack}.json`), JSON.stringify(plan));
    }
  }

  /** What cdktf wrote. */
  written(): AssemblyText {
    const read = (file: string): Json => JSON.parse(readFileSync(this.project.path(file), 'utf8'));
    const stacks = new Map(
      this.stacks.map((name) => [name, read(`cdktf.out/stacks/${name}/cdk.tf.json`)] as const),
    );
    return { manifest: read('cdktf.out/manifest.json'), stacks, raw: new Map(), extra: new Map() };
  }

  /** Puts org, states and folders back to a moment, with these files. */
  async restore(moment: Moment, assembly: AssemblyText): Promise<void> {
    await this.emulator?.close();
    for (const name of ['case', 'case.db']) rmSync(this.project.path(name), { recursive: true, force: true });
    cpSync(this.project.path(moment), this.folder, { recursive: true, verbatimSymlinks: true });
    cpSync(this.project.path(`${moment}.db`), this.project.path('case.db'));
    await this.open('case.db');
    const { manifest } = assembly;
    writeFileSync(
      join(this.folder, 'cdktf.out/manifest.json'),
      typeof manifest === 'string' ? manifest : JSON.stringify(manifest ?? null),
    );
    for (const stack of this.stacks) {
      const file = join(this.in(stack), 'cdk.tf.json');
      const text = assembly.raw.get(stack) ?? JSON.stringify(assembly.stacks.get(stack), undefined, 1);
      if (text === undefined) rmSync(file);
      else writeFileSync(file, text);
      for (const entry of assembly.extra.get(stack) ?? []) put(this.in(stack), entry);
    }
    cpSync(this.project.path('plans'), join(this.folder, 'plans'), { recursive: true });
  }

  in(stack: string): string {
    return join(this.folder, 'cdktf.out/stacks', stack);
  }

  terraform(stack: string, ...args: string[]): Promise<Outcome> {
    return this.running.terraform(this.in(stack), ...args);
  }

  /** A call to the API of a case's org, behind Terraform's back. */
  readonly call: EmulatedOrg['call'] = (...args) => this.running.call(...args);

  /** The state of a stack of a case. */
  state(stack: string): Json {
    return JSON.parse(readFileSync(this.stateOf(stack), 'utf8'));
  }

  /** Keeps another state for a stack of a case. */
  keepState(stack: string, state: Json): void {
    writeFileSync(this.stateOf(stack), JSON.stringify({ ...state, serial: state.serial + 1 }));
  }

  private stateOf(stack: string): string {
    return join(this.folder, `terraform.${stack}.tfstate`);
  }

  /** Clients with their grants, roles with their permissions, divisions: all by their names, since ids differ between deploys. */
  async held(): Promise<ReadonlyMap<string, string>> {
    const [clients, roles, divisions] = await Promise.all(
      ['/oauth/clients', '/authorization/roles', '/authorization/divisions'].map(
        async (path): Promise<Json[]> =>
          (await this.running.call('GET', `${path}?pageSize=500`)).entities as Json[],
      ),
    );
    const names = new Map([...(roles ?? []), ...(divisions ?? [])].map(({ id, name }) => [id, name]));
    const held = new Map<string, string>();
    const add = (kind: string, name: string, said: unknown): void => {
      const key = `${kind} ${name}`;
      held.set(key, `${held.get(key) ?? ''}${JSON.stringify(said)}`);
    };
    for (const { name, roleDivisions, state, authorizedGrantType, scope } of clients ?? []) {
      const grants = (roleDivisions as Json[]).map(
        ({ roleId, divisionId }) => `${names.get(roleId)} in ${names.get(divisionId) ?? divisionId}`,
      );
      add('client', name, [grants.sort(), state, authorizedGrantType, scope ?? []]);
    }
    for (const { name, permissions, permissionPolicies } of roles ?? []) {
      const policies = ((permissionPolicies ?? []) as Json[]).flatMap(({ domain, entityName, actionSet }) =>
        (actionSet as string[]).map((action) => `${domain}:${entityName}:${action}`),
      );
      add('role', name, [...new Set([...(permissions ?? []), ...policies])].sort());
    }
    for (const { name, homeDivision } of divisions ?? []) add('division', name, homeDivision);
    return held;
  }

  /** What the org of a case has and the demo does not have. A client that has lost grants, as by an apply that failed half-way, has nothing more. */
  async beyond(): Promise<string[]> {
    const held = [...(await this.held())];
    return held
      .filter(([key, said]) => !isWithin(said, this.expected.get(key)))
      .map(([key, said]) => `${key} ${said}`);
  }

  async end(): Promise<void> {
    await this.emulator?.close();
    this.project.remove();
  }

  private get running(): EmulatedOrg {
    if (this.org === undefined) throw new Error('the emulator does not run');
    return this.org;
  }

  private async open(db: string, fresh = false): Promise<void> {
    const path = this.project.path(db);
    this.emulator = await startEmulator({
      port: this.port,
      db: path,
      ...(fresh ? { seed: undeployedDemo } : {}),
    });
    this.gateway = this.emulator.url;
    this.port = Number(new URL(this.gateway).port);
    this.org = await EmulatedOrg.at(this.emulator);
  }

  /** Keeps org, states and folders. The database is whole when the emulator has ended. */
  private async keep(moment: Moment): Promise<void> {
    await this.emulator?.close();
    cpSync(this.project.path('new.db'), this.project.path(`${moment}.db`));
    const kept = this.project.path(moment);
    mkdirSync(kept);
    for (const name of readdirSync(this.project.folder))
      if (name === 'cdktf.out' || name.endsWith('.tfstate'))
        cpSync(this.project.path(name), join(kept, name), { recursive: true, verbatimSymlinks: true });
    await this.open('new.db');
  }
}

function isWithin(said: string, expected: string | undefined): boolean {
  if (said === expected || expected === undefined) return said === expected;
  if (!said.startsWith('[[')) return false;
  const [[allowed, ...settings], another] = several(expected);
  const clients: Json[] = several(said);
  return (
    another === undefined &&
    clients.filter(([grants]) => grants.length > 0).length <= 1 &&
    clients.every(
      ([grants, ...said]) =>
        JSON.stringify(said) === JSON.stringify(settings) &&
        (grants as string[]).every((grant) => allowed.includes(grant)),
    )
  );
}

/** The clients of one name. */
const several = (said: string): Json => JSON.parse(`[${said.replaceAll('][', '],[')}]`);

/** Puts a further entry into a stack's folder. */
function put(folder: string, { name, kind, bytes, entries = [] }: Entry): void {
  const path = join(folder, name);
  rmSync(path, { recursive: true, force: true });
  if (kind === 'folder') {
    mkdirSync(path);
    for (const entry of entries) put(path, entry);
  } else if (kind === 'link') symlinkSync(join(folder, 'cdk.tf.json'), path);
  else writeFileSync(path, bytes ?? '');
}
