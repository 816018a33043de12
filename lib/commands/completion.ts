import { Argument, type Command } from 'commander';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

/** One command as completion sees it: its words and what may follow. */
interface Completed {
  readonly name: string;
  readonly description: string;
  readonly options: readonly {
    readonly flag: string;
    readonly description: string;
    /** Words that its value is one of; empty for free text or files. */
    readonly choices: readonly string[];
    readonly takesValue: boolean;
  }[];
  /** Words that an argument is one of, or that call a command of its own. */
  readonly words: readonly string[];
}

/** `bulkhead completion SHELL`: a script for the shell, made from the command line itself, so that it names every option there is. */
export function completionCommand(program: Command): void {
  program
    .command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'for which shell').choices([...shells]))
    .addHelpText(
      'after',
      '\nIt completes bulkhead, not npx bulkhead: put node_modules/.bin on the PATH.\n\nExample:\n  export PATH="$PWD/node_modules/.bin:$PATH"\n  eval "$(bulkhead completion bash)"\n',
    )
    .action((shell: Shell) => {
      process.stdout.write(completionScript(shell, completed(program)));
    });
}

function completed(program: Command): readonly Completed[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: command.options.flatMap(({ long, description, argChoices, required, optional }) =>
      long ? [{ flag: long, description, choices: argChoices ?? [], takesValue: required || optional }] : [],
    ),
    words: [
      ...command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
      ...command.commands.map((inner) => inner.name()),
    ],
  }));
}

/** The script of one shell. Pure; ends with a newline. */
function completionScript(shell: Shell, commands: readonly Completed[]): string {
  switch (shell) {
    case 'bash':
      return bash(commands);
    case 'zsh':
      return `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`;
    case 'fish':
      return fish(commands);
  }
}

function bash(commands: readonly Completed[]): string {
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap(({ flag, choices }) =>
      choices.length > 0
        ? [`    ${name}\\ ${flag}) COMPREPLY=($(compgen -W "${choices.join(' ')}" -- "$word")); return ;;`]
        : [],
    ),
  );
  const taking = commands.flatMap(({ name, options }) =>
    options.flatMap(({ flag, choices, takesValue }) =>
      takesValue && choices.length === 0 ? [`${name}\\ ${flag}`] : [],
    ),
  );
  const words = commands.map(
    ({ name, options, words }) =>
      `    ${name}) COMPREPLY=($(compgen -W "${[...words, ...options.map(({ flag }) => flag), '--help'].join(' ')}" -- "$word")) ;;`,
  );
  return `_bulkhead() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="" item
  COMPREPLY=()
  for item in "\${COMP_WORDS[@]:1:$((COMP_CWORD-1))}"; do
    case "$item" in -*) ;; *) command="$item"; break ;; esac
  done
  case "$command $before" in
${values.join('\n')}
    ${taking.join('|')}) COMPREPLY=($(compgen -f -- "$word")); return ;;
  esac
  case "$command" in
    "") COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')} --help --version" -- "$word")) ;;
${words.join('\n')}
  esac
}
complete -F _bulkhead bulkhead
`;
}

function fish(commands: readonly Completed[]): string {
  const quoted = (text: string): string => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
  const lines = commands.flatMap(({ name, description, options, words }) => [
    `complete -c bulkhead -f -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
    ...(words.length > 0
      ? [`complete -c bulkhead -f -n '__fish_seen_subcommand_from ${name}' -a ${quoted(words.join(' '))}`]
      : []),
    ...options.map(({ flag, description: about, choices, takesValue }) => {
      const value = choices.length > 0 ? ` -x -a ${quoted(choices.join(' '))}` : takesValue ? ' -r' : '';
      return `complete -c bulkhead -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}${value} -d ${quoted(about)}`;
    }),
  ]);
  return `${lines.join('\n')}\n`;
}
