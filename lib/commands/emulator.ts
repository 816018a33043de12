import { type Command, Option } from 'commander';
import { visible } from '../text/visible';
import { type GivenOptions, optionsFrom, startError, stopError } from './emulator-options';
import { repeatable } from './shared-options';
import { givenPath } from './shown-path';

/** `bulkhead emulator`: an emulated Genesys Cloud org on this machine, until it is told to stop. */
export function emulatorCommand(program: Command): void {
  program
    .command('emulator')
    .description('run an emulated Genesys Cloud org on this machine that enforces grants')
    .option('--port <n>', 'port on 127.0.0.1; 0 takes a free one', '8083')
    .option('--json', 'print {"url","clientId","clientSecret"} as one line when it listens')
    .option('--seed <file>', 'fill a new org with what this YAML or JSON file says')
    .option('--db <file>', 'keep the org in this SQLite file (mode 0600) across restarts')
    .option('--log <file>', 'append a JSON line for each request; no secrets, no tokens')
    .option(
      '--fault <rates>',
      'hit calls with faults, e.g. 429=0.1,503=0.02,slow=0.1,drop=0.01,lost=0.01,seed=7',
    )
    .option(
      '--delay-propagation <seconds>',
      'changes of grants and roles take effect only after so long',
      '0',
    )
    .option('--strict-deployer', 'the printed client holds only what it was granted')
    .addOption(
      new Option('--enforcement <mode>', 'off: refuse nothing, to see that probes notice')
        .choices(['on', 'off'])
        .default('on'),
    )
    .addOption(
      repeatable(
        '--assume <id=answer>',
        'another answer to a question that nobody outside Genesys has answered',
      ),
    )
    .addHelpText(
      'after',
      '\nIt stops on SIGTERM or SIGINT. The printed client administers this org only; keep the line away from logs all the same.\n\nExample:\n  npx bulkhead emulator --port 0 --json --db org.db\n',
    )
    .action(async (options: GivenOptions) => {
      process.exitCode = await run(options);
    });
}

async function run(options: GivenOptions): Promise<number> {
  const { startEmulator } = await import('../emulator/index.js');
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<Error>((done) => {
    fail = done;
  });
  const emulator = await startEmulator({ ...(await optionsFrom(options)), onFailure: fail }).catch(
    (error: unknown) => {
      throw startError(options, error);
    },
  );
  if (options.enforcement === 'off')
    process.stderr.write('bulkhead: enforcement is off: every token may do everything.\n');
  if (options.seed !== undefined && !emulator.isNew)
    process.stderr.write(
      `${visible(`bulkhead: ${givenPath(options.db ?? '')} has an org already: the seed ${givenPath(options.seed)} is not used.`)}\n`,
    );
  const { url, clientId, clientSecret } = emulator;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ url, clientId, clientSecret })}\n`
      : `Emulated Genesys Cloud org at ${url}\nclient id      ${clientId}\nclient secret  ${clientSecret}\n`,
  );
  const stopped = new Promise<undefined>((stop) => {
    process.once('SIGTERM', () => stop(undefined));
    process.once('SIGINT', () => stop(undefined));
  });
  const failure = await Promise.race([stopped, failed]);
  await emulator.close();
  if (failure !== undefined) throw stopError(options, failure);
  return 0;
}
