import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { copyTenants, root } from '../commands/run';

const require_ = createRequire(join(root, 'package.json'));
const tsx = pathToFileURL(require_.resolve('tsx')).href;
const cli = join(dirname(require_.resolve('cdktf-cli/package.json')), 'bundle', 'bin', 'cdktf.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project folder with the demo's manifest and an app, in which the real commands run. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'bulkhead-project-'));

  /** `app` is relative to the repository. */
  constructor(private readonly app: string) {
    copyTenants(this.folder);
    const command = ['node', '--import', tsx, join(root, app)].map((word) => JSON.stringify(word)).join(' ');
    writeFileSync(
      this.path('cdktf.json'),
      JSON.stringify({ ...JSON.parse(readFileSync(join(root, 'cdktf.json'), 'utf8')), app: command }),
    );
  }

  path(relative: string): string {
    return join(this.folder, relative);
  }

  edit(file: string, change: (text: string) => string): void {
    writeFileSync(this.path(file), change(readFileSync(this.path(file), 'utf8')));
  }

  /** `cdktf synth`, `cdktf diff …`. */
  cdktf(...args: string[]): Promise<Outcome> {
    return this.run([cli, ...args], {});
  }

  /** The app by itself, as `cdktf` would run it. */
  main(env: Record<string, string> = {}): Promise<Outcome> {
    return this.run(['--import', tsx, join(root, this.app)], env);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private run(args: string[], env: Record<string, string>): Promise<Outcome> {
    return new Promise((done, fail) => {
      const child = spawn(process.execPath, args, {
        cwd: this.folder,
        env: { ...process.env, CHECKPOINT_DISABLE: '1', CI: '1', NODE_OPTIONS: '', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let stdout = '';
      let stderr = '';
      child.stdout.on('data', (chunk) => {
        stdout += chunk;
      });
      child.stderr.on('data', (chunk) => {
        stderr += chunk;
      });
      child.on('error', fail);
      child.on('close', (code) => done({ code, stdout, stderr }));
    });
  }
}
