import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bulkhead, copyTenants, folder } from './run';

/*
 * What a command repeats of its arguments, of files' names and of what files hold can be chosen by others: in CI, an argument is often a branch's
 * or a pull request's name. It must neither look like another line of the output nor be a command for the runner.
 */

const recording = join(__dirname, '..', 'fixtures', 'recorded', 'assembly-demo');
const hostile = 'x\n::error file=a::pwned\n\u001b[31mred\u202e##[error]y';

const expectSafe = (text: string): void =>
  expect(text.split('\n').filter((line) => /^\s*::|##\w*\[|[\p{Cc}\p{Cf}\u2028\u2029]/u.test(line))).toEqual(
    [],
  );

let work: string;
beforeAll(() => {
  work = folder();
  cpSync(recording, work, { recursive: true });
});

describe('an argument with line breaks and colours', () => {
  it.each([
    [[hostile]],
    [['check', hostile]],
    [['check', `--${hostile}`]],
    [['check', '--tenants', hostile]],
    [['check', '--assembly', hostile]],
    [['check', '--assembly', '.', '--plans', hostile]],
    [['check', '--format', hostile]],
    [['check', '--today', hostile]],
    [['check', '--stage', hostile]],
    [['check', '--output', hostile]],
    [['check', '--hcl', hostile]],
    [['check', '--assembly', '.', '--base', hostile]],
    [['diff', '--base', hostile]],
    [['explain', hostile, '--assembly', '.']],
    [['explain', 'acme', hostile, hostile, '--assembly', '.']],
    [['seal', '--assembly', '.', '--output', hostile]],
    [['unseal', hostile]],
    [['rules', hostile]],
    [['schema', hostile]],
    [['new', 'org', hostile]],
    [['new', 'tenant', hostile]],
    [['emulator', '--seed', hostile]],
    [['audit', hostile]],
  ])('of %j is repeated on one line, as text', (args) => {
    const { code, stdout, stderr } = bulkhead(args, work, { CI: '1' });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expectSafe(stderr);
  });

  it('keeps the suggestion for a misspelt word on a line of its own', () => {
    expect(bulkhead(['chekc'], work).stderr).toBe(
      "bulkhead: unknown command 'chekc'\n(Did you mean check?)\n(npx bulkhead --help lists its commands)\n",
    );
  });
});

it('says each of several lines of a usage error on a line of its own', () => {
  const made = folder();
  copyTenants(made);
  writeFileSync(join(made, 'tenants', 'demo', 'acme.yaml'), 'owner: 1\n');
  const { code, stderr } = bulkhead(['new', 'tenant', 'demo/x1'], made);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^bulkhead: The manifest has mistakes.*:\ntenants\/demo\/acme\.yaml:1:1 {2}.*\n {4}The /,
  );
});

it('tells a hostile name of a manifest’s file as text', () => {
  const made = folder();
  copyTenants(made);
  writeFileSync(join(made, 'tenants', 'demo', `${hostile.replaceAll('/', '')}.yaml`), 'owner: [\n');
  const { code, stderr } = bulkhead(['check', '--assembly', '.'], made);
  expect(code).toBe(2);
  expect(stderr).toContain('pwned');
  expectSafe(stderr);
});

it('tells what a hostile seal names as text', () => {
  const made = folder();
  cpSync(join(recording, 'tenants'), join(made, 'tenants'), { recursive: true });
  cpSync(recording, join(made, 'cdktf.out'), { recursive: true });
  const today = ['--today', '2026-11-24'];
  expect(bulkhead(['seal', ...today], made)).toMatchObject({ code: 0 });
  const file = join(made, 'seal.json');
  const envelope = JSON.parse(readFileSync(file, 'utf8'));
  const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8'));
  const unseal = (changed: unknown) => {
    const payload = Buffer.from(JSON.stringify(changed)).toString('base64');
    writeFileSync(file, JSON.stringify({ ...envelope, payload }));
    return bulkhead(['unseal', ...today], made);
  };
  const { folders } = statement.predicate;
  const elsewhere = unseal({
    ...statement,
    predicate: { ...statement.predicate, folders: { ...folders, tenants: hostile } },
  });
  const subject = statement.subject.with(-1, { ...statement.subject.at(-1), name: `tenants/~${hostile}` });
  const renamed = unseal({ ...statement, subject });
  expect([elsewhere.code, renamed.code]).toEqual([1, 1]);
  for (const { stdout, stderr } of [elsewhere, renamed]) {
    expectSafe(stdout + stderr);
    expect(stdout + stderr).toContain('refused');
  }
});

it('shows a hostile name among the stacks as text, in the report and in what explains it', () => {
  const made = folder();
  cpSync(recording, made, { recursive: true });
  mkdirSync(join(made, 'stacks', 'demo-acme'), { recursive: true });
  writeFileSync(join(made, 'stacks', 'demo-acme', `${hostile}.tf`), '');
  for (const args of [['check'], ['explain', 'acme']]) {
    const { code, stdout, stderr } = bulkhead([...args, '--assembly', '.', '--today', '2026-11-24'], made);
    expect(code).toBe(1);
    expect(stdout).toContain('x\\u000a');
    expectSafe(stdout);
    expectSafe(stderr);
  }
});
