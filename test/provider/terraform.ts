import { type Emulator, type EmulatorOptions, startEmulator } from '../../lib/emulator';
import { type Outcome, run } from '../e2e/outcome';
import { buildStandIn } from './build.mjs';

/** A plan as `terraform show -json` tells it. */
// biome-ignore lint/suspicious/noExplicitAny: the tests look at parts of Terraform's documents
export type Json = any;

/** An emulated org, a deployer in it, and real Terraform that deploys to it with the stand-in provider. */
export class EmulatedOrg {
  private token: Promise<string> | undefined;

  private constructor(
    readonly emulator: Emulator,
    private readonly cliConfigFile: string,
  ) {}

  static async start(options: EmulatorOptions): Promise<EmulatedOrg> {
    const [org] = await Promise.all([startEmulator(options).then(EmulatedOrg.at), buildStandIn()]);
    return org;
  }

  /** An org that runs elsewhere, such as in a process of its own. */
  static async at(emulator: Emulator): Promise<EmulatedOrg> {
    const { cliConfigFile } = await buildStandIn();
    return new EmulatedOrg(emulator, cliConfigFile);
  }

  /** What the deployer's shell has: where to install providers from, and the credentials. */
  get env(): Record<string, string> {
    return {
      TF_CLI_CONFIG_FILE: this.cliConfigFile,
      // A cache shared with other projects would give them the stand-in for the real provider, which has the same name and version.
      TF_PLUGIN_CACHE_DIR: '',
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
      GENESYSCLOUD_OAUTHCLIENT_ID: this.emulator.clientId,
      GENESYSCLOUD_OAUTHCLIENT_SECRET: this.emulator.clientSecret,
    };
  }

  terraform(folder: string, ...args: string[]): Promise<Outcome> {
    return run('terraform', args, folder, this.env);
  }

  /** The same for what must succeed; its stdout. */
  async succeeds(folder: string, ...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.terraform(folder, ...args);
    if (code !== 0) throw new Error(`terraform ${args.join(' ')} ended ${code}:\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Plans, and reads the plan. */
  async plan(folder: string, ...args: string[]): Promise<Json> {
    await this.succeeds(folder, 'plan', '-input=false', '-out=tfplan', ...args);
    return JSON.parse(await this.succeeds(folder, 'show', '-json', 'tfplan'));
  }

  /** A call to the API behind Terraform's back, as the deployer. `path` follows `/api/v2`. */
  async call(method: string, path: string, body?: unknown): Promise<Json> {
    this.token ??= this.login();
    const response = await fetch(`${this.emulator.url}/api/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${await this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  private async login(): Promise<string> {
    const { url, clientId, clientSecret } = this.emulator;
    const response = await fetch(`${url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    return ((await response.json()) as Json).access_token;
  }
}
