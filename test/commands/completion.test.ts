import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { program } from '../../lib/commands/main';
import { bulkhead } from './run';

/** What bash itself offers after these words; the last one is being typed. */
function offered(...words: readonly string[]): string[] {
  const { stdout } = bulkhead(['completion', 'bash']);
  const script = `${stdout}
COMP_WORDS=(bulkhead ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}
_bulkhead; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout: out, stderr, status } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return out.split('\n').filter((line) => line !== '');
}

describe('completion', () => {
  it('offers every command, and every option of each', () => {
    const { commands } = program();
    expect(offered('')).toEqual([...commands.map((command) => command.name()), '--help', '--version']);
    for (const command of commands) {
      const flags = command.options.map(({ long }) => long);
      expect(offered(command.name(), '--')).toEqual([...flags, '--help']);
    }
  });

  it('offers the values that an option can have, and files where it takes any', () => {
    expect(offered('che')).toEqual(['check']);
    expect(offered('check', '--format', 'j')).toContain('json');
    expect(offered('check', '--stage', '')).toEqual(['foundation']);
    expect(offered('check', '--tenants', 'tena')).toEqual(['tenants']);
    expect(offered('completion', 'z')).toEqual(['zsh']);
  });

  it('gives zsh the same, and fish a line for every command and option', () => {
    expect(bulkhead(['completion', 'zsh']).stdout).toContain(bulkhead(['completion', 'bash']).stdout);
    const fish = bulkhead(['completion', 'fish']).stdout.trim().split('\n');
    const { commands } = program();
    for (const command of commands) {
      expect(fish.some((line) => line.includes(`-a ${command.name()} -d `))).toBe(true);
      for (const { long } of command.options)
        expect(fish.filter((line) => line.includes(`-l ${long?.slice(2)}`))).not.toEqual([]);
    }
  });

  it('names the shells that it knows', () => {
    const { code, stderr } = bulkhead(['completion', 'tcsh']);
    expect(code).toBe(2);
    expect(stderr).toContain('Allowed choices are bash, zsh, fish');
  });
});
