import { join } from 'node:path';
import { App, type TerraformStack } from 'cdktf';
import { buildManifest, guard, loadManifest, type OrgFoundation, type TenantStack } from '../../lib';

/** The stacks of the two tenants, as an app's author has them in hand. */
export interface Stacks {
  readonly foundation: OrgFoundation;
  readonly acme: TenantStack;
  readonly globex: TenantStack;
}

/**
 * A small app with one leak: the manifest's stacks, the leak, the written files, the guard. `afterSynth` stands for whoever can write to
 * the output folder later. With LEAK=off the same app runs without it.
 */
export function app(
  leak: (stacks: Stacks) => void,
  afterSynth: (outdir: string) => void = () => undefined,
): void {
  const tenants = join(__dirname, 'tenants');
  const loaded = loadManifest(tenants, 'tenants');
  if (!loaded.ok) throw new Error('the manifest of the examples is not valid');
  const outdir = process.env['CDKTF_OUTDIR'] ?? 'cdktf.out';
  const cdktf = new App({ outdir });
  buildManifest(cdktf, loaded.manifest);
  const stack = <T extends TerraformStack>(name: string): T => cdktf.node.findChild(name) as T;
  const leaking = process.env['LEAK'] !== 'off';
  if (leaking)
    leak({ foundation: stack('demo-foundation'), acme: stack('demo-acme'), globex: stack('demo-globex') });
  cdktf.synth();
  if (leaking) afterSynth(outdir);
  process.exitCode = guard({ tenants, assembly: outdir });
}
