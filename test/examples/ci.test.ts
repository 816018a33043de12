import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { program } from '../../lib/commands/main';
import { root } from '../commands/run';

const text = readFileSync(join(root, 'examples', 'ci', 'pull-request.yml'), 'utf8');
const workflow = parse(text);

describe('the workflow for pull requests', () => {
  it('pins every action by its commit', () => {
    const uses = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
    expect(uses.length).toBeGreaterThan(2);
    for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  it('has no permission but those of its jobs, and no secret', () => {
    expect(workflow.permissions).toEqual({});
    expect(workflow.jobs.prove.permissions).toEqual({ contents: 'read' });
    expect(workflow.jobs.comment.permissions).toEqual({ actions: 'read', 'pull-requests': 'write' });
    expect(text).not.toMatch(/secrets\.|pull_request_target/);
  });

  it('puts no text of the pull request into a shell', () => {
    const scripts: string[] = Object.values(workflow.jobs).flatMap((job) =>
      (job as { steps: { run?: string }[] }).steps.flatMap(({ run }) => (run === undefined ? [] : [run])),
    );
    for (const script of scripts) expect(script).not.toContain('${{');
  });

  it('calls commands and options that there are', () => {
    const commands = new Map(
      program().commands.map((command) => [command.name(), command.options.map(({ long }) => long)]),
    );
    const calls = [...text.replaceAll('\\\n', ' ').matchAll(/npx bulkhead (\S+)([^\n>]*)/g)];
    expect(calls.length).toBe(2);
    for (const [, name = '', rest = ''] of calls) {
      expect([...commands.keys()]).toContain(name);
      for (const [option] of rest.matchAll(/--[\w-]+/g)) expect(commands.get(name)).toContain(option);
    }
  });
});
