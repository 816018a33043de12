/**
 * Takes Stryker's report of a run, whole or of some files, into scores.json, and writes docs/reference/mutation-score.md from the scores and
 * the reasons in survivors.json: `npm run mutation:page`, after `npm run mutation`. Fails, and writes nothing, when a survivor has no reason,
 * or a reason no survivor.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonsFile, renewed, type Score, type Scores, scoresFile } from './scores';
import type { Reasons, Report } from './survivors';

const root = join(__dirname, '..', '..');
export const pageFile = 'docs/reference/mutation-score.md';
const folders = ['lib/proof', 'lib/rules', 'lib/terraform'];

const sum = (scores: readonly Score[], part: Exclude<keyof Score, 'on'>): number =>
  scores.reduce((total, score) => total + score[part], 0);
const all = (scores: readonly Score[]): number =>
  sum(scores, 'killed') + sum(scores, 'timedOut') + sum(scores, 'survived');

/** Stryker's own formula: noticed ones (killed, or never ending) of all, in per cent. */
const percent = (scores: readonly Score[]): string =>
  `${(all(scores) === 0 ? 100 : (100 * (all(scores) - sum(scores, 'survived'))) / all(scores)).toFixed(1)} %`;

const row = (name: string, scores: readonly Score[], on: string): string =>
  `| ${[name, percent(scores), ...(['killed', 'timedOut', 'survived', 'static'] as const).map((part) => sum(scores, part)), on].join(' | ')} |`;

/** The page. */
export function page(scores: Scores, reasons: Reasons): string {
  const files = Object.entries(scores).sort(([a], [b]) => (a < b ? -1 : 1));
  const every = Object.values(scores);
  const days = [...new Set(every.map(({ on }) => on))].sort();
  const rows = folders.flatMap((folder) => {
    const own = files.filter(([file]) => file.startsWith(`${folder}/`));
    return [
      row(
        `**${folder}**`,
        own.map(([, score]) => score),
        '',
      ),
      ...own.map(([file, score]) => row(`\`${file}\``, [score], score.on)),
    ];
  });
  const lists = Object.entries(reasons)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, list]) => {
      const lines = list.map(
        ({ mutator, original, replacement, count = 1, why }) =>
          `- ${mutator}: ${code(original)} → ${code(replacement)}${count > 1 ? ` (${count} of them)` : ''}. ${why}`,
      );
      return `### \`${file}\`\n\n${lines.join('\n')}`;
    });
  return `<!-- Made from Stryker's reports by \`npm run mutation:page\`. -->

# Mutation score

How many small changes of the code a test notices: \`npm run mutation\` changes \`lib/proof\`, \`lib/rules\` (without the texts of chains and
messages) and \`lib/terraform\` in ${all(every).toLocaleString('en')} ways, one at a time, and runs the tests of \`test/rules\`, \`test/proof\`, \`test/terraform\`
and \`test/mutations\` that meet the change ([Stryker](https://stryker-mutator.io), configured in \`stryker.config.mjs\`, which says which tests are left
out). The properties of \`test/properties\` take no part: they are slow, and would only kill more.

Score: **${percent(every)}**, measured ${days.length === 1 ? `on ${days[0]}` : `from ${days[0]} to ${days.at(-1)}`}, each file on the day of its row. Killed and timed out ones of all; nothing is ignored. *Static*
ones are in values that are made once, when a module is loaded; they are tested too.

| | score | killed | timed out | survived | static | on |
|---|---|---|---|---|---|---|
${row('**all**', every, '')}
${rows.join('\n')}

## Survivors

${sum(every, 'survived')} changes that no test of these notices, and why each may live. The reasons are kept in \`${reasonsFile}\`, and a survivor without a
reason fails \`npm run mutation:page\`.

${lists.join('\n\n')}
`;
}

/** A text as inline code, whatever quotes it holds. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 || text === '' ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

function main(): void {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const reasons = read(reasonsFile) as Reasons;
  const result = renewed(
    read(scoresFile) as Scores,
    read('reports/mutation.json') as Report,
    reasons,
    (file) => existsSync(join(root, file)),
    new Date().toISOString().slice(0, 10),
  );
  if ('problems' in result) {
    process.stderr.write(`${result.problems.join('\n')}\n`);
    process.exitCode = 1;
    return;
  }
  writeFileSync(join(root, scoresFile), `${JSON.stringify(result.scores, null, 2)}\n`);
  writeFileSync(join(root, pageFile), page(result.scores, reasons));
}

if (require.main === module) main();
