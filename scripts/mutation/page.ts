/**
 * Writes docs/reference/mutation-score.md from Stryker's report and the reasons in survivors.json: `npm run mutation:page`, after `npm run
 * mutation`. Fails when a survivor has no reason, or a reason no survivor.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { explain, type Mutant, type Reasons, type Report, survivorsOf } from './survivors';

const root = join(__dirname, '..', '..');
const reasonsFile = 'scripts/mutation/survivors.json';
const pageFile = 'docs/reference/mutation-score.md';
const folders = ['lib/proof', 'lib/rules', 'lib/terraform'];

interface Tally {
  readonly name: string;
  readonly mutants: readonly Mutant[];
}

const count = ({ mutants }: Tally, ...statuses: string[]): number =>
  mutants.filter(({ status }) => statuses.includes(status)).length;

/** Stryker's own formula: noticed ones (killed, or never ending) of all that were not ignored. */
function score(tally: Tally): number {
  const noticed = count(tally, 'Killed', 'Timeout');
  const all = noticed + count(tally, 'Survived', 'NoCoverage');
  return all === 0 ? 100 : (100 * noticed) / all;
}

const row = (tally: Tally): string => {
  const cells = [
    tally.name,
    `${score(tally).toFixed(1)} %`,
    ...[['Killed'], ['Timeout'], ['Survived', 'NoCoverage']].map((statuses) => count(tally, ...statuses)),
    tally.mutants.filter((mutant) => mutant.static).length,
  ];
  return `| ${cells.join(' | ')} |`;
};

/** The page, or what keeps it from being written. */
function page(
  report: Report,
  reasons: Reasons,
  date: string,
): { readonly text: string } | { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const files = Object.entries(report.files).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [file, { mutants }] of files) {
    for (const { status, testsCompleted } of mutants) {
      if (!['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status))
        problems.push(`${file}: a mutant is ${status}, which counts for nothing`);
      if (status === 'Survived' && testsCompleted === 0) problems.push(`${file}: a mutant met no test`);
    }
  }
  const { explained, unexplained, stale } = explain(survivorsOf(report), reasons);
  for (const { file, ...survivor } of unexplained)
    problems.push(`${file}: no reason for ${JSON.stringify({ ...survivor, why: '' })}`);
  for (const { file, ...reason } of stale)
    problems.push(`${file}: no survivor for ${JSON.stringify(reason)}`);
  if (problems.length > 0) return { problems };

  const all: Tally = { name: '**all**', mutants: files.flatMap(([, { mutants }]) => mutants) };
  const tallies = folders.flatMap((folder) => {
    const own = files.filter(([file]) => file.startsWith(`${folder}/`));
    return [
      { name: `**${folder}**`, mutants: own.flatMap(([, { mutants }]) => mutants) },
      ...own.map(([file, { mutants }]): Tally => ({ name: `\`${file}\``, mutants })),
    ];
  });
  const lists = files.flatMap(([file]) => {
    const own = explained.filter((survivor) => survivor.file === file);
    if (own.length === 0) return [];
    const lines = own.map(
      ({ mutator, original, replacement, count: times, why }) =>
        `- ${mutator}: ${code(original)} → ${code(replacement)}${times > 1 ? ` (${times} of them)` : ''}. ${why}`,
    );
    return [`### \`${file}\`\n\n${lines.join('\n')}`];
  });
  return {
    text: `<!-- Made from Stryker's report by \`npm run mutation:page\`. -->

# Mutation score

How many small changes of the code a test notices: \`npm run mutation\` changes \`lib/proof\`, \`lib/rules\` (without the texts of chains and
messages) and \`lib/terraform\` in ${all.mutants.length.toLocaleString('en')} ways, one at a time, and runs the tests of \`test/rules\`, \`test/proof\`, \`test/terraform\`
and \`test/mutations\` that meet the change ([Stryker](https://stryker-mutator.io), configured in \`stryker.config.mjs\`, which says which tests are left
out). The properties of \`test/properties\` take no part: they are slow, and would only kill more.

Score: **${score(all).toFixed(1)} %**, on ${date}. Killed and timed out ones of all; nothing is ignored. *Static* ones are in values that are made once, when a
module is loaded; they are tested too.

| | score | killed | timed out | survived | static |
|---|---|---|---|---|---|
${[all, ...tallies].map(row).join('\n')}

## Survivors

${explained.reduce((sum, survivor) => sum + survivor.count, 0)} changes that no test of these notices, and why each may live. The reasons are kept in \`${reasonsFile}\`, and a survivor without a
reason fails \`npm run mutation:page\`.

${lists.join('\n\n')}
`,
  };
}

/** A text as inline code, whatever quotes it holds. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 || text === '' ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

async function main(): Promise<void> {
  const report = JSON.parse(readFileSync(join(root, 'reports', 'mutation.json'), 'utf8')) as Report;
  const reasons = JSON.parse(readFileSync(join(root, reasonsFile), 'utf8')) as Reasons;
  const { default: options } = (await import(join(root, 'stryker.config.mjs'))) as {
    default: { readonly mutate: readonly string[] };
  };
  const lacking = isDeepStrictEqual(report.config.mutate, options.mutate)
    ? []
    : ['the report is of a part only: run npm run mutation without --mutate'];
  const result = page(report, reasons, new Date().toISOString().slice(0, 10));
  const problems = [...lacking, ...('problems' in result ? result.problems : [])];
  if (problems.length > 0 || !('text' in result)) {
    process.stderr.write(`${problems.join('\n')}\n`);
    process.exitCode = 1;
    return;
  }
  writeFileSync(join(root, pageFile), result.text);
}

if (require.main === module) void main();
