import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from '../commands/run';
import { planned, step } from './kit';

/* What the kits tell a pull request, by their own scripts. */

describe('the comment', () => {
  const none =
    /^<!-- bulkhead -->\n## ❌ Bulkhead: no verdict\n\nThe (run|job) ended before there was one\. Its log says why\.\n(\nThis is about c0ffee\.\n)?$/;

  const rejected = '<!-- bulkhead -->\n## ❌ Bulkhead: rejected, 1 finding\n';
  const proven = '<!-- bulkhead -->\n## ✅ Bulkhead: proven\n';
  /** What is told of a run with these comments, by the artifact that they lie in. */
  function told(artifacts: Readonly<Record<string, string>>): { comment: string; files: string[] } {
    const cwd = planned({});
    for (const [name, comment] of Object.entries(artifacts)) {
      mkdirSync(join(cwd, 'artifacts', name), { recursive: true });
      writeFileSync(join(cwd, 'artifacts', name, 'comment.md'), comment);
      writeFileSync(join(cwd, 'artifacts', name, 'report.sarif'), '{}');
    }
    // gh run download RUN --name NAME --dir FOLDER
    writeFileSync(join(cwd, 'bin', 'gh'), '#!/bin/sh\ncp -R "artifacts/$5/." "$7" 2> /dev/null\n');
    chmodSync(join(cwd, 'bin', 'gh'), 0o755);
    step('pull-request.yml', 'tell', 'Take the reports with plans, or those without', {
      cwd,
      path: [join(cwd, 'bin')],
      env: { RUN: '1', FILES: '1', PLANS: '2' },
    });
    const reports = join(cwd, 'reports');
    return {
      comment: readFileSync(join(reports, 'comment.md'), 'utf8'),
      files: readdirSync(reports).sort(),
    };
  }

  it('of GitHub is that of the plans, or what refused the files', () => {
    const files = ['comment.md', 'report.sarif'];
    expect(told({ 'reports-1': proven, 'reports-with-plans-2': rejected })).toEqual({
      comment: rejected,
      files,
    });
    expect(told({ 'reports-1': rejected, 'reports-with-plans-2': proven })).toEqual({
      comment: proven,
      files,
    });
    expect(told({ 'reports-1': rejected })).toEqual({ comment: rejected, files });
  });

  it.each([
    ['there are no reports', {}],
    ['the plans have no report, though the files are proven', { 'reports-1': proven }],
    ['a report is empty, as the disk was full', { 'reports-1': '' }],
    ['the report of the plans is that of an earlier attempt', { 'reports-with-plans-1': proven }],
    ['the report of the plans is empty', { 'reports-1': proven, 'reports-with-plans-2': '' }],
  ])('of GitHub says that there is no verdict when %s', (_, artifacts) => {
    const { comment, files } = told(artifacts);
    expect(comment).toMatch(none);
    // Nor are the findings of before closed by a report of half of it.
    expect(files).toEqual(['comment.md']);
  });

  const said = (id: number, login: string, body = rejected) => ({
    id,
    user: { login, type: login.endsWith('[bot]') ? 'Bot' : 'User' },
    body,
  });
  const own = 'github-actions[bot]';
  it.each([
    ['says nothing where it cannot be read which comment to update', undefined, 1, undefined],
    ['is made where there is none', [said(1, own, 'hello')], 0, 'POST repos/a/b/issues/7/comments'],
    [
      'is updated where there is one, the first of several',
      [said(3, own), said(4, own)],
      0,
      'PATCH repos/a/b/issues/comments/3',
    ],
    [
      'is not put into one of somebody else, who could change it afterwards',
      [said(3, 'mallory'), said(4, 'mallory[bot]'), said(5, own)],
      0,
      'PATCH repos/a/b/issues/comments/5',
    ],
  ])('of GitHub %s', (_, comments, ends, asked) => {
    const cwd = planned({});
    mkdirSync(join(cwd, 'reports'));
    writeFileSync(join(cwd, 'reports', 'comment.md'), rejected);
    writeFileSync(join(cwd, 'comments.json'), JSON.stringify(comments ?? ''));
    const listing = comments === undefined ? 'exit 1' : 'shift 4; exec jq --raw-output "$1" comments.json';
    const gh = ['#!/bin/sh', `case "$*" in *--paginate*) ${listing} ;; esac`, 'echo "$3 $4" >> asked'];
    writeFileSync(join(cwd, 'bin', 'gh'), [...gh, ''].join('\n'));
    chmodSync(join(cwd, 'bin', 'gh'), 0o755);
    step('pull-request.yml', 'tell', 'Write one comment, or update it', {
      cwd,
      path: [join(cwd, 'bin')],
      env: { GH_REPO: 'a/b', NUMBER: '7', COMMIT: 'c0ffee' },
      ends,
    });
    // A push that starts no run leaves the comment of before standing: it says which commit it is about.
    expect(readFileSync(join(cwd, 'reports', 'comment.md'), 'utf8')).toMatch(/\n\nThis is about c0ffee\.\n$/);
    const file = join(cwd, 'asked');
    expect(existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined).toBe(asked);
  });

  const gitlab = parse(readFileSync(join(root, 'examples', 'ci', 'gitlab-ci.yml'), 'utf8'));
  /** What is sent to GitLab from a folder with these reports, and where to, on a merge request with these notes. */
  function sent(
    prepare: (cwd: string) => void,
    notes: readonly object[] = [],
    env: Record<string, string> = {},
  ): { body: string; asked: string } {
    const cwd = planned({});
    writeFileSync(join(cwd, 'second.json'), JSON.stringify(notes));
    const others = Array.from({ length: 100 }, (_, id) => ({ id, author: { id: 9 }, body: 'hello' }));
    writeFileSync(join(cwd, 'first.json'), JSON.stringify(others));
    const curl = [
      '#!/bin/sh',
      'for one; do [ "$one" = "body=<reports/comment.md" ] && cat reports/comment.md > sent; done',
      'out=/dev/stdout; last=; for one; do [ "$last" = --output ] && out=$one; last=$one; done',
      'case "$*" in',
      `*u/user) echo '{"id":5}' ;;`,
      '*per_page*\\&page=1\\&*) cat first.json > "$out" ;;',
      '*per_page*\\&page=2\\&*) cat second.json > "$out" ;;',
      `*per_page*) echo '[]' > "$out" ;;`,
      '*) echo "${*##*--request }" > asked ;;',
      'esac',
    ];
    writeFileSync(join(cwd, 'bin', 'curl'), [...curl, ''].join('\n'));
    chmodSync(join(cwd, 'bin', 'curl'), 0o755);
    prepare(cwd);
    const { status, stderr } = spawnSync(
      'bash',
      ['-e', '-o', 'pipefail', '-c', gitlab.comment.script.join('\n')],
      {
        cwd,
        encoding: 'utf8',
        env: {
          ...process.env,
          PATH: [join(cwd, 'bin'), process.env['PATH']].join(delimiter),
          BULKHEAD_COMMENT_TOKEN: 'secret',
          CI_API_V4_URL: 'u',
          CI_PROJECT_ID: '1',
          CI_MERGE_REQUEST_IID: '1',
          CI_COMMIT_SHA: 'c0ffee',
          ...env,
        },
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return {
      body: readFileSync(join(cwd, 'sent'), 'utf8'),
      asked: readFileSync(join(cwd, 'asked'), 'utf8').trim(),
    };
  }
  const report = (cwd: string): string => {
    mkdirSync(join(cwd, 'reports'));
    return join(cwd, 'reports', 'comment.md');
  };

  it('of GitLab is the report, or says that there is none, and never what a link leads to', () => {
    const about = (commit: string): string => `proven\n\nThis is about ${commit}.\n`;
    const proves = (cwd: string): void => writeFileSync(report(cwd), 'proven\n');
    expect(sent(proves).body).toBe(about('c0ffee'));
    // What was merged is a commit of which nobody knows.
    expect(sent(proves, [], { CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: 'decade' }).body).toBe(about('decade'));
    expect(sent(() => undefined).body).toMatch(none);
    expect(sent((cwd) => writeFileSync(report(cwd), '')).body).toMatch(none);
    expect(sent((cwd) => symlinkSync('../header', report(cwd))).body).toMatch(none);
    expect(gitlab.comment.rules).toEqual([expect.objectContaining({ when: 'always' })]);
  });

  it('of GitLab updates its own note, and none that somebody else began in the same way', () => {
    const note = (id: number, author: number, body = '<!-- bulkhead -->\nproven') => ({
      id,
      author: { id: author },
      body,
    });
    const asked = (...notes: object[]) => sent((cwd) => writeFileSync(report(cwd), 'no'), notes).asked;
    const notes = 'u/projects/1/merge_requests/1/notes';
    expect(asked(note(1, 9), note(2, 5, 'hello'))).toBe(`POST ${notes}`);
    expect(asked(note(1, 9), note(3, 5), note(4, 5))).toBe(`PUT ${notes}/3`);
  });

  it.each([
    ['synth', 'a grant escapes'],
    ['check', 'a finding is of the proof only'],
    ['none', 'all is well'],
  ])('of GitLab has reports also when %s fails: %s', (fails) => {
    const cwd = planned({});
    // What the branch brings along is no report.
    writeFileSync(report(cwd), proven);
    writeFileSync(join(cwd, 'bin', 'npx'), `#!/bin/sh\necho "$1 $2" >> asked\n[ "$2" != ${fails} ]\n`);
    writeFileSync(join(cwd, 'bin', 'npm'), '#!/bin/sh\n');
    chmodSync(join(cwd, 'bin', 'npm'), 0o755);
    const { status } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', gitlab.prove.script.join('\n')], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, PATH: [join(cwd, 'bin'), process.env['PATH']].join(delimiter) },
    });
    expect(status).toBe(fails === 'none' ? 0 : 1);
    expect(readdirSync(join(cwd, 'reports'))).toEqual(['matrix.json']);
    expect(readFileSync(join(cwd, 'asked'), 'utf8').trim().split('\n')).toEqual([
      'cdktf synth',
      'bulkhead affected',
      'bulkhead check',
    ]);
  });
});
