import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A real PostgreSQL server of one's own: a folder, a socket in it, and no port. */
export class Postgres {
  private constructor(
    private readonly folder: string,
    private readonly stopped: Promise<void>,
    private readonly server: { kill(signal: NodeJS.Signals): boolean },
  ) {}

  static async start(): Promise<Postgres> {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-pg-'));
    const user = owner();
    if (user !== undefined) chownSync(folder, user.uid, user.gid);
    const data = join(folder, 'data');
    const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' };
    const initdb = ['--pgdata', data, '--username', 'deployer', '--auth', 'trust', '--no-sync'];
    execFileSync(program('initdb'), initdb, { cwd: folder, env, stdio: 'pipe', ...user });
    const settings = { listen_addresses: '', unix_socket_directories: folder, fsync: 'off' };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = spawn(program('postgres'), ['-D', data, ...args], {
      cwd: folder,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...user,
    });
    const stopped = new Promise<void>((done) => server.on('close', () => done()));
    let said = '';
    await new Promise<void>((ready, fail) => {
      server.stderr.on('data', (chunk) => {
        said += chunk;
        if (said.includes('ready to accept connections')) ready();
      });
      server.on('error', fail);
      server.on('close', () => fail(new Error(`PostgreSQL did not start:\n${said}`)));
    });
    return new Postgres(folder, stopped, server);
  }

  /** For `PG_CONN_STR`. */
  get connection(): string {
    return `postgres://deployer@/postgres?host=${this.folder}&sslmode=disable`;
  }

  async stop(): Promise<void> {
    this.server.kill('SIGINT');
    await this.stopped;
    rmSync(this.folder, { recursive: true });
  }
}

/** PostgreSQL refuses to run as root; Debian's package makes a user for it. */
function owner(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Debian keeps the server's programs off the PATH. */
function program(name: string): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin'))];
  folders.push(...(process.env['PATH'] ?? '').split(delimiter));
  const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`${name} is not installed: this test needs PostgreSQL.`);
  return found;
}
