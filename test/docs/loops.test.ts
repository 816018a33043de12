import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { folder, root } from '../commands/run';

/* Scripts of the how-tos that go through all stacks: what fails for one must not be lost among the others. */

const guides = join(root, 'docs', 'how-to');
const loops = readdirSync(guides).flatMap((page) =>
  [...readFileSync(join(guides, page), 'utf8').matchAll(/^```(?:sh|bash)\n((?:.*\n)*?)```$/gm)]
    .map(([, script = ''], index): [string, string] => [`${page} ${index}`, script])
    .filter(([, script]) => script.includes('for ') && script.includes('terraform ')),
);

it('are these', () => {
  expect(loops.map(([name]) => name.replace(/ \d+$/, ''))).toEqual([
    'apply-the-reviewed-plan.md',
    'apply-the-reviewed-plan.md',
    'check-in-ci.md',
    'move-the-state.md',
    'move-the-state.md',
    'move-the-state.md',
  ]);
});

it('say that they are for bash where sh refuses their first line', () => {
  const ofSh = readdirSync(guides).flatMap((page) =>
    [...readFileSync(join(guides, page), 'utf8').matchAll(/^```sh\n((?:.*\n)*?)```$/gm)]
      .filter(([, script = '']) => script.includes('pipefail'))
      .map(() => page),
  );
  expect(ofSh).toEqual([]);
});

it.each(
  loops.flatMap(([name, script]) =>
    ['init', 'plan', 'show', 'apply']
      .filter((command) => new RegExp(`terraform \\S+ ${command}\\b`).test(script))
      .map((command) => [name, command, script] as const),
  ),
)('%s stops where terraform %s fails, and takes no plan of before', (_, command, script) => {
  const cwd = folder();
  const stacks = ['demo-foundation', 'demo-acme', 'demo-globex'];
  for (const name of ['bin', 'plans', ...stacks.map((stack) => `cdktf.out/stacks/${stack}`)])
    mkdirSync(join(cwd, name), { recursive: true });
  for (const stack of stacks) {
    writeFileSync(join(cwd, 'plans', `${stack}.json`), '');
    writeFileSync(join(cwd, 'plans', `${stack}.tfplan`), 'of before');
  }
  const write = (name: string, line: string): void => {
    writeFileSync(join(cwd, 'bin', name), `#!/bin/sh\n${line}\n`);
    chmodSync(join(cwd, 'bin', name), 0o755);
  };
  write('terraform', `echo "$2" >> '${join(cwd, 'asked')}'; [ "$2" != ${command} ]`);
  write('npx', `echo "$*" >> '${join(cwd, 'asked')}'`);
  write('npm', '');
  spawnSync('bash', ['-c', script], {
    cwd,
    env: { ...process.env, PATH: [join(cwd, 'bin'), process.env['PATH']].join(delimiter) },
  });
  const asked = readFileSync(join(cwd, 'asked'), 'utf8').trim().split('\n');
  expect(asked.at(-1)).toBe(command);
  expect(asked.filter((one) => one === command)).toHaveLength(1);
  if (command === 'plan' && script.includes('mkdir'))
    expect(existsSync(join(cwd, 'plans/demo-acme.json'))).toBe(false);
});
