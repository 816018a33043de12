import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { copyTenants, folder, lastDay, root, soon } from '../commands/run';

/**
 * Follows a page as its reader would, in a project of its own, and gives the page with what really happened.
 *
 * - ```sh: run. `npm ci` and `npx` are left out: the tests share the installed packages, and their commands are on the PATH.
 *   `cdktf synth` is replaced by the app that it runs; test/e2e runs it itself.
 * - ```text after it: replaced by what the commands wrote, stdout and stderr.
 * - ```yaml: becomes the file that the last line before it names in backquotes; ```diff: is applied to that file.
 */
export function walk(page: string): string {
  const home = project();
  let output: string | undefined;
  return readFileSync(join(root, page), 'utf8').replaceAll(
    /(?<before>^.*\n+)^```(?<kind>sh|text|yaml|diff)\n(?<body>(?:.*\n)*?)```$/gm,
    (whole, ...groups) => {
      const { before, kind, body } = groups.at(-1) as { before: string; kind: string; body: string };
      if (kind === 'text') {
        if (output === undefined) return whole;
        const shown = `\`\`\`text\n${output.trim()}\n\`\`\``;
        output = undefined;
        return whole.replace(`\`\`\`text\n${body}\`\`\``, () => shown);
      }
      output = undefined;
      if (kind === 'sh') output = run(home, body);
      else {
        const file = join(home, [...before.matchAll(/`([^`\s]+\.(?:yaml|json))`/g)].at(-1)?.[1] ?? '');
        const text = kind === 'yaml' ? body : patched(readFileSync(file, 'utf8'), body);
        writeFileSync(file, text.replaceAll(lastDay, soon));
      }
      return whole;
    },
  );
}

const code = ['bin', 'lib', 'dist', 'schema', 'packages'];

/** The repository as a clone has it after `npm ci`, with a manifest and an output of its own. */
function project(): string {
  const home = folder();
  for (const name of [...code, 'examples', 'node_modules', 'main.ts', 'package.json'])
    symlinkSync(join(root, name), join(home, name));
  for (const name of ['cdktf.json', 'tsconfig.json']) cpSync(join(root, name), join(home, name));
  copyTenants(home);
  return home;
}

const { app } = JSON.parse(readFileSync(join(root, 'cdktf.json'), 'utf8')) as { app: string };

function run(home: string, commands: string): string {
  const script = commands.replaceAll('npm ci && ', '').replaceAll('npx ', '').replaceAll('cdktf synth', app);
  const mayFail = commands.includes('; echo "exit code $?"');
  const { status, stdout } = spawnSync('bash', [mayFail ? '-c' : '-ec', `exec 2>&1\n${script}`], {
    cwd: home,
    encoding: 'utf8',
    env: {
      ...process.env,
      // Pages show what a reader's terminal leaves, without the lines of a CI log.
      CI: '',
      PATH: [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
      CHECKPOINT_DISABLE: '1',
      NO_COLOR: '1',
      NODE_OPTIONS: '',
      npm_config_loglevel: 'silent',
    },
  });
  if (status !== 0) throw new Error(`ended ${status}, and the page does not say so:\n${commands}${stdout}`);
  return stdout.replaceAll(soon, lastDay);
}

/** For each part (an empty line ends one), replaces the lines that begin with - by those that begin with +. */
function patched(text: string, diff: string): string {
  return diff.split('\n\n').reduce((result, part) => {
    const lines = part.split('\n');
    const side = (sign: string): string =>
      lines.flatMap((line) => (line.startsWith(sign) ? [line.slice(1)] : [])).join('\n');
    if (result.split(side('-')).length !== 2) throw new Error(`not once in the file:\n${side('-')}`);
    return result.replace(side('-'), () => side('+'));
  }, text);
}
