import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { folder, root } from '../commands/run';

/**
 * Follows a page as its reader would, in a project of its own, and gives the page with what really happened.
 *
 * - ```sh: run. `npm ci` and `npx` are left out: the tests share the installed packages, and their commands are on the PATH.
 * - ```text after it: replaced by what the commands wrote, stdout and stderr. A line `…` stands for lines that the
 *   page leaves out: as many lines before and after it are kept as the page has.
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
        const shown = abridged(output, body);
        output = undefined;
        return whole.replace(`\`\`\`text\n${body}\`\`\``, () => `\`\`\`text\n${shown}\`\`\``);
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

/** The repository as a clone has it after `npm ci`, with a manifest and an output of its own. */
function project(): string {
  const home = folder();
  for (const name of ['bin', 'lib', 'dist', 'schema', 'packages', 'node_modules', 'main.ts', 'package.json'])
    symlinkSync(join(root, name), join(home, name));
  for (const name of ['cdktf.json', 'tsconfig.json', 'tenants'])
    cpSync(join(root, name), join(home, name), { recursive: true });
  // The demo's waiver ends one day, as every waiver does. Pages are about anything else.
  const waivers = join(home, 'tenants', 'demo', 'waivers.yaml');
  writeFileSync(waivers, readFileSync(waivers, 'utf8').replace(lastDay, soon));
  return home;
}

const lastDay = '2027-04-30';
const soon = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);

function run(home: string, commands: string): string {
  const script = commands.replaceAll('npm ci && ', '').replaceAll('npx ', '');
  const mayFail = commands.includes('; echo "exit code $?"');
  const { status, stdout } = spawnSync('bash', [mayFail ? '-c' : '-ec', `exec 2>&1\n${script}`], {
    cwd: home,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
      CHECKPOINT_DISABLE: '1',
      CI: '1',
      NO_COLOR: '1',
      NODE_OPTIONS: '',
      npm_config_loglevel: 'silent',
    },
  });
  if (status !== 0) throw new Error(`ended ${status}, and the page does not say so:\n${commands}${stdout}`);
  return stdout.replaceAll(soon, lastDay);
}

function abridged(output: string, page: string): string {
  const lines = output.trim().split('\n');
  const shown = page.trimEnd().split('\n');
  const gap = shown.indexOf('…');
  if (gap === -1) return `${lines.join('\n')}\n`;
  const after = shown.length - gap - 1;
  return `${[...lines.slice(0, gap), '…', ...(after > 0 ? lines.slice(-after) : [])].join('\n')}\n`;
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
