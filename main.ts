import { parseArgs } from 'node:util';
import { App } from 'cdktf';
import { guard } from './lib/commands/guard';
import { InputError } from './lib/constructs/input-error';
import { gatewayRefusal } from './lib/constructs/provider';
import { removeStaleStacks } from './lib/constructs/stale-stacks';
import { buildManifest } from './lib/constructs/synthesize';
import { isLocalGateway } from './lib/manifest/gateway';
import { loadManifest } from './lib/manifest/load';
import { formatProblem } from './lib/manifest/problems';

const tenants = 'tenants';
/** An emulator on this machine, in place of the gateway that the manifest names: `--gateway URL`, or the variable. */
const given = parseArgs({ strict: false, options: { gateway: { type: 'string' } } }).values.gateway;
const gateway = given === undefined ? process.env['BULKHEAD_GATEWAY'] || undefined : String(given);

/** manifest → stacks → files → proof of the files. An exit code other than 0 stops `cdktf synth`, `diff` and `deploy`. */
function main(): number {
  if (gateway !== undefined && !isLocalGateway(gateway)) return refuse(gatewayRefusal(gateway));
  const loaded = loadManifest(tenants, tenants);
  if (!loaded.ok) return refuse(loaded.problems.map(formatProblem).join('\n'));

  const app = new App();
  buildManifest(app, loaded.manifest, { gateway });
  for (const stack of removeStaleStacks(app)) {
    console.error(
      `${stack} is no longer in the manifest: its files are removed, what it created still exists.`,
    );
  }
  app.synth();
  return guard({ tenants, assembly: app.outdir, gateway });
}

function refuse(message: string): 2 {
  console.error(message);
  return 2;
}

/** As in the command line: an error that nobody foresaw is no verdict about the input. */
function fail(message: string): 3 {
  console.error(`bulkhead: internal error: ${message}`);
  return 3;
}

try {
  process.exitCode = main();
} catch (error) {
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(
    `${process.cwd()}/`,
    '',
  );
  // A system call that failed says what is wrong with the folder, e.g. that it cannot be written.
  const foreseen = error instanceof InputError || (error instanceof Error && 'syscall' in error);
  process.exitCode = foreseen ? refuse(message) : fail(message);
}
