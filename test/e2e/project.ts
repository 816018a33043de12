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
const cli = join(dirname(require_.resolve('cdktf-cli/package.json')), 'bundle', 'bin', 'cdktf.js');

/** A project folder with the demo's manifest and an app, in which the real commands run. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'bulkhead-project-'));

  /** `app` is relative to the repository. */
  constructor(private readonly app: string) {
    copyTenants(this.folder);
    const command = [process.execPath, '--import', tsx, join(root, app)].map(quoted).join(' ');
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
    return run(process.execPath, [cli, ...args], this.folder, env);
  }

  /** The app by itself, as `cdktf` would run it. */
  main(env: Record<string, string> = {}, ...args: readonly string[]): Promise<Outcome> {
    return run(process.execPath, ['--import', tsx, join(root, this.app), ...args], this.folder, env);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
