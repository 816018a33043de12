import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { program } from '../../lib/commands/main';
import { bulkhead, folder } from './run';

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
    expect(offered('new', '')).toEqual(['org', 'tenant', '--help']);
  });

  it('is read by zsh itself', () => {
    // What zsh's own completion would insert, asked for in a terminal of its own: `zpty` of zsh, a Tab, and what came, however long it
    // takes. `ready` is not what was typed, which the terminal repeats at once.
    const cwd = folder();
    writeFileSync(join(cwd, 'completion.zsh'), bulkhead(['completion', 'zsh']).stdout);
    const drive = `zmodload zsh/zpty; zpty z zsh -f
zpty -w z 'PS1=; autoload -U compinit; compinit -u -D; source ./completion.zsh; print rea""dy'
zpty -r z out '*ready*'
zpty -w -n z $'bulkhead check --form\tj\t'
repeat 600 { zpty -r -t z more && rest+=$more; [[ $rest == *junit* ]] && break; sleep 0.05 }; print -r -- "$rest"`;
    // Where the script cannot be read, `ready` never comes.
    const limit = { timeout: 120_000, killSignal: 'SIGKILL' } as const;
    const { stdout, error } = spawnSync('zsh', ['-f', '-c', drive], { cwd, encoding: 'utf8', ...limit });
    expect(error).toBeUndefined();
    expect(stripVTControlCharacters(stdout)).toMatch(/bulkhead check --format[\s\b]+j[^a-z]*json +junit/);
  });

  it('is read by fish itself', () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'completion.fish'), bulkhead(['completion', 'fish']).stdout);
    const ask = (line: string): string[] => {
      const { stdout, stderr, error } = spawnSync(
        'fish',
        ['--no-config', '-c', `source ./completion.fish; complete -C ${JSON.stringify(line)}`],
        { cwd, encoding: 'utf8' },
      );
      expect({ error, stderr }).toEqual({ error: undefined, stderr: '' });
      return stdout.split('\n').flatMap((row) => (row === '' ? [] : [row.split('\t')[0] ?? '']));
    };
    expect(ask('bulkhead ').sort()).toEqual(
      program()
        .commands.map((command) => command.name())
        .sort(),
    );
    expect(ask('bulkhead check --for')).toEqual(['--format']);
    expect(ask('bulkhead check --format j').sort()).toEqual(['json', 'junit']);
    expect(ask('bulkhead completion z')).toEqual(['zsh']);
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
