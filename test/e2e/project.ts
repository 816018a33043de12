import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { copyTenants, root } from '../support/demo-tenants';
import { quoted } from '../support/quoted';
import { type Outcome, run } from './outcome';

const require_ = createRequire(join(root, 'package.json'));
const tsx = pathToFileURL(require_.resolve('tsx')).href;
/**
 * Most of what the CLI loads runs once: optimizing it would be a quarter of the work of `cdktf synth`, as in bin/bulkhead.js. Later versions of
 * Node do not start with these.
 */
const unhurried = process.versions.v8.startsWith('11.')
  ? ['--interrupt-budget=300000', '--wasm-tiering-budget=50000000']
  : [];
const cli = [
  ...unhurried,
  join(dirname(require_.resolve('cdktf-cli/package.json')), 'bundle', 'bin', 'cdktf.js'),
];

/** A project folder with the demo's manifest and an app, in which the real commands run. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'bulkhead-project-'));

  /** Node's arguments that run the app. */
  private readonly app: readonly string[];

  /**
   * `app` is relative to the repository: in TypeScript, as `cdktf.json` names it, or built. tsx takes longer than the app itself, and where the
   * deploy is what is tried, nothing is learnt from it.
   */
  constructor(app: string) {
    this.app = [...(app.endsWith('.ts') ? ['--import', tsx] : []), join(root, app)];
    copyTenants(this.folder);
    const command = [process.execPath, ...this.app].map(quoted).join(' ');
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
    return this.cdktfWith({}, ...args);
  }

  /** The same with variables of one's own, such as the deployer's credentials. */
  cdktfWith(env: Record<string, string>, ...args: string[]): Promise<Outcome> {
    return run(process.execPath, [...cli, ...args], this.folder, env);
  }

  /** The app by itself, as `cdktf` would run it. */
  main(env: Record<string, string> = {}, ...args: readonly string[]): Promise<Outcome> {
    return run(process.execPath, [...this.app, ...args], this.folder, env);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
