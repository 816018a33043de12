import { isLocalGateway } from '../manifest/gateway';
import { loadManifest } from '../manifest/load';
import type { Problem } from '../manifest/model';
import { buildModel } from '../proof/model';
import { readPlans } from '../proof/plans';
import { Proof } from '../proof/prove';
import { allRules } from '../rules';
import { readAssembly } from '../terraform/assembly';
import { demandInputs } from './demand-inputs';
import { readAssemblyFiles } from './read-assembly';
import { readPlanFiles } from './read-plans';
import { shownPath } from './shown-path';
import { UsageError } from './usage-error';

/** What a proof reads, and as on which day. Paths as they were given; messages call them as {@link shownPath} does. */
interface ProofOptions {
  /** Folder of the manifest. */
  readonly tenants: string;
  /** Output folder of cdktf. */
  readonly assembly: string;
  /** Folder with `<stack>.json` of `terraform show -json`; undefined to prove the assembly alone. */
  readonly plans?: string | undefined;
  /** With `foundation`, only the foundations' plans are asked for. */
  readonly stage?: 'foundation' | undefined;
  /** YYYY-MM-DD: the day on which waivers are judged. */
  readonly today: string;
  /** True when `--today` named that day; reports then say which it is. */
  readonly dayGiven?: boolean | undefined;
  /** Gateway that the stacks were synthesized with in place of the manifest's; loopback only. */
  readonly gateway?: string | undefined;
  /** Called when a step begins, with what it does. */
  readonly step?: ((text: string) => void) | undefined;
}

/** A proof, or what is wrong with the manifest, which then was not proved against anything. */
type ProofOutcome =
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  | { readonly kind: 'proof'; readonly proof: Proof };

/** Reads both folders and runs the proof. Throws a {@link UsageError} for folders that are not there. */
export function runProof(options: ProofOptions): ProofOutcome {
  demandInputs(options);
  if (options.gateway !== undefined && !isLocalGateway(options.gateway)) {
    throw new UsageError(
      'A gateway can be overridden with an address of this machine only, such as http://127.0.0.1:8083; set any other in org.yaml.',
    );
  }
  const { step = () => undefined } = options;
  step(`reading the manifest in ${shownPath(options.tenants)}`);
  const loaded = loadManifest(options.tenants, shownPath(options.tenants));
  if (!loaded.ok) return { kind: 'problems', problems: loaded.problems };
  step(`reading the stacks in ${shownPath(options.assembly)}`);
  const assembly = readAssembly(readAssemblyFiles(options.assembly, shownPath(options.assembly)));
  if (options.plans !== undefined) step(`reading the plans in ${shownPath(options.plans)}`);
  const plans =
    options.plans === undefined
      ? undefined
      : readPlans(readPlanFiles(options.plans, shownPath(options.plans)), options.stage ?? 'all');
  step(`proving ${assembly.stacks.size} stacks`);
  const model = buildModel({
    plans,
    manifest: loaded.manifest,
    assembly,
    today: options.today,
    dayGiven: options.dayGiven,
    // Reports tell it, and seals hold reports against each other: one address is written in one way.
    gateway: options.gateway === undefined ? undefined : new URL(options.gateway).origin,
  });
  return { kind: 'proof', proof: Proof.of(model, allRules) };
}
