import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { reasonOf } from '../system/error-code';
import { visible } from '../text/visible';
import { affectedCommand } from './affected';
import { auditCommand } from './audit';
import { checkCommand } from './check';
import { completionCommand } from './completion';
import { diffCommand } from './diff';
import { emulatorCommand } from './emulator';
import { explainCommand } from './explain';
import { newCommand } from './new';
import { rulesCommand } from './rules';
import { schemaCommand } from './schema';
import { sealCommand } from './seal';
import { unsealCommand } from './unseal';
import { bugText, UsageError, usageText } from './usage-error';
import { verifyCommand } from './verify';

/**
 * Runs one command. Sets `process.exitCode`: 0 proven or done, 1 findings, 2 bad input or usage, 3 internal error. Each command loads
 * only what it needs, when it runs.
 */
export async function main(argv: readonly string[] = process.argv): Promise<void> {
  process.stdout.on('error', stdoutFailed);
  // Whoever closed it wants to hear no more. What was found is no other for that: the exit code says it.
  process.stderr.on('error', () => undefined);
  // Left to Node.js it would end with 1, which means findings, and show where this is installed.
  process.on('uncaughtException', (error) => process.exit(report(error)));
  try {
    await program().parseAsync([...argv]);
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** The whole command line, as the reference shows it. */
export function program(): Command {
  const command = new Command('bulkhead')
    .description(
      'One Genesys Cloud OAuth client per tenant, and a proof that none can be granted another tenant’s division.',
    )
    .version(version)
    .exitOverride()
    .hook('preAction', demandWhere)
    .configureOutput({
      outputError: (text, write) => write(complaint(withoutValue(text)).replace(/^error: /, 'bulkhead: ')),
    });
  for (const register of [
    checkCommand,
    diffCommand,
    affectedCommand,
    explainCommand,
    sealCommand,
    unsealCommand,
    rulesCommand,
    schemaCommand,
    newCommand,
    emulatorCommand,
    verifyCommand,
    auditCommand,
    completionCommand,
  ])
    register(command);
  pointToHelp(command, 'npx bulkhead');
  return command;
}

/** After a complaint each command names its own help: that of another does not have its options. */
function pointToHelp(command: Command, called: string): void {
  command.showHelpAfterError(
    `(${called} --help lists its ${command.commands.length > 0 ? 'commands' : 'options'})`,
  );
  for (const inner of command.commands) pointToHelp(inner, `${called} ${inner.name()}`);
}

/** Every path is meant from the folder that a command runs in; Node.js can wait for ever where that is gone. @throws UsageError */
function demandWhere(): void {
  try {
    process.cwd();
  } catch (error) {
    throw new UsageError(
      `The folder that bulkhead runs in cannot be found (${reasonOf(error)}): change to the project’s root, then run it again.`,
    );
  }
}

/** An unknown option can be a secret that went astray (`--client-secret=…`): what it was given is not said again. */
const withoutValue = (text: string): string =>
  text.replace(/^(error: unknown option '[^=\n]*)=[\s\S]*?'(\n\(Did you mean [^\n]*\?\))?\n?$/, "$1=…'$2\n");

/** What commander complains of, on one line but for its suggestion: the argument that it repeats can hold line breaks and colours. */
const complaint = (text: string): string => {
  const [, said = '', suggestion = ''] = /^([\s\S]*?)(\n\(Did you mean [^\n]*\?\))?\n?$/.exec(text) ?? [];
  return `${visible(said)}${suggestion && `\n${visible(suggestion.slice(1))}`}\n`;
};

/** A full disk, and the like: what is on stdout is not the whole, and must not pass for it. */
function stdoutFailed(error: NodeJS.ErrnoException): void {
  // `bulkhead check | head` closes the pipe early: that is no error of ours.
  if (error.code === 'EPIPE') return;
  process.stderr.write(
    `bulkhead: stdout cannot be written (${error.code ?? 'unknown reason'}): what it holds is incomplete. Make room, then run it again.\n`,
  );
  // After what the command still writes into files; one that goes on for ever, as the emulator does, ends here.
  setImmediate(() => process.exit(2));
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError) {
    process.stderr.write(usageText(error));
    return 2;
  }
  process.stderr.write(`${bugText(error)}This is a bug in bulkhead; please report it with the input.\n`);
  return 3;
}
