/** Writes the pages of docs/ that are made from the code: `npm run docs`. A test fails when they differ. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { program } from '../lib/commands/main';
import { regions } from '../lib/genesys/regions';
import type { PlanRule } from '../lib/proof/planned-grants';
import { ruleIds } from '../lib/proof/rule-ids';
import { toDocument } from '../lib/report/document';
import { most } from '../lib/report/limits';
import { noticeKinds } from '../lib/report/notice-kinds';
import { catalogue } from '../lib/report/rules';
import { textReport } from '../lib/report/text';
import { cases, groups, placed } from '../test/mutations/corpus';
import type { Mutation } from '../test/mutations/mutation';
import { planCorpus, planGroups } from '../test/mutations/plan-corpus';
import type { PlanMutation } from '../test/mutations/plan-mutation';
import { fixtures, prove } from '../test/rules/fixtures/prove';
import { shapes } from '../test/support/recorded-shape-table';
import { emulatorPage } from './emulator-page';
import { type Schema, schemaTable } from './schema-table';
import { unknownValues, unknownValuesIntro } from './unknown-values-page';

const root = join(__dirname, '..');
const generated = '<!-- Made from the code by `npm run docs`. -->';

/** Every generated page, by its path in the repository. */
export function pages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/reference/rules.md', rules()],
    ['docs/reference/manifest.md', manifest()],
    ['docs/reference/cli.md', cli()],
    ['docs/reference/report.md', report()],
    [
      'docs/reference/emulator.md',
      page(
        'Emulator',
        'What `bulkhead emulator` answers. How to use it: [Use the emulator](../how-to/use-the-emulator.md).',
        emulatorPage(),
      ),
    ],
    ['docs/reference/mutations.md', mutationTable()],
    ['docs/reference/recorded-shapes.md', recordedShapes()],
    ['docs/explanation/ten-leaks.md', leaks()],
    ['docs/explanation/unknown-values.md', page('Unknown values', unknownValuesIntro, unknownValues())],
  ]);
}

const page = (title: string, intro: string, body: string): string =>
  `${generated}\n\n# ${title}\n\n${intro}\n\n${body.trim()}\n`;

/** Rules about the assembly that plans can break as well. */
const alsoOfPlans: Readonly<Record<Exclude<PlanRule, 'plan-mismatch'>, true>> = {
  'foreign-division': true,
  'all-divisions': true,
  'home-division': true,
  'secret-exposure': true,
  'undeclared-adoption': true,
};

function rules(): string {
  const entries = catalogue();
  const table = entries.map(
    ({ id, waivable, about, says }) =>
      `| [\`${id}\`](#${id}) | ${waivable ? '' : '✗'} | ${about} | ${says} |`,
  );
  const sections = entries.map(({ id, says }) => `## \`${id}\`\n\n${says}\n\n${example(id)}`);
  return page(
    'Rules',
    [
      'Every finding is an error. ✗ marks what can never be waived. `npx bulkhead rules ID` shows one rule. Of those that look at the assembly, some look at plans, too,',
      `where they are given: ${Object.keys(alsoOfPlans)
        .map((id) => `\`${id}\``)
        .join(', ')}.`,
      'The example under each rule is one of the cases with which the tests try it: all of what they do is in [Mutations](mutations.md).',
      'What a plan does that breaks no rule, and that a reviewer must not miss, is told as a [notice](#notices).',
    ].join('\n'),
    `| rule | | looks at | says |\n|---|---|---|---|\n${table.join('\n')}\n\n${sections.join('\n\n')}\n\n${notices()}`,
  );
}

function notices(): string {
  const rows = Object.entries(noticeKinds).map(
    ([does, { id, says, why }]) => `| \`${does}\` | \`${id}\` | ${says} ${why} |`,
  );
  return `## Notices\n\nThey change neither verdict nor exit code.\n\n| in JSON | in SARIF | says |\n|---|---|---|\n${rows.join('\n')}`;
}

/** What the report says of the first case that breaks the rule. */
function example(id: string): string {
  const [name, edit] = Object.entries(fixtures[id]?.bad ?? {})[0] ?? [];
  if (name === undefined || edit === undefined) throw new Error(`the rule ${id} has no case that breaks it`);
  const document = toDocument(prove(edit), { chains: false, digests: false });
  const findings = document.findings.filter(({ rule }) => rule === id).slice(0, 1);
  const text = textReport({ ...document, findings, waived: [], grants: [] });
  return `Example: ${name}\n\n\`\`\`text\n${text.replace(/^rejected.*\n\n/, '').split('\n\nrejected')[0]}\n\`\`\``;
}

/** Real plans of single shapes, and what becomes of them. */
function recordedShapes(): string {
  const rows = shapes.map(({ name, phase, shows, rules, notices }) => {
    const verdict =
      rules.length === 0 ? '**proven**' : rules.map((id) => `[\`${id}\`](rules.md#${id})`).join(' ');
    return `| ${name} | ${phase === 'plan' ? 'plan' : 'after the apply'} | ${shows} | ${verdict} | ${[...new Set(notices)].join(', ')} |`;
  });
  return page(
    'Recorded shapes',
    [
      'Real plans (Terraform 1.11.4, provider 1.84.1, recorded 2026-11-23), each of one shape, and everything that `check --plans` says of it. The last',
      'column has the [notices](rules.md#notices): they break no rule, but a reviewer must not miss them.',
      '',
      'The recordings have role, division and client in one stack under names of their own. Their changes, values, unknowns, drift and state of the plan',
      'are carried into an otherwise compliant org under Bulkhead’s names (`test/support/recorded-shapes.ts`), with the foundation’s role id; names and',
      'scopes are those of that org.',
      '',
      'The demo org was recorded as a whole, with files and all plans, before its first deploy and after it. Both are proven:',
      '',
      '```bash',
      'R=test/fixtures/recorded/assembly-demo',
      'for plans in plans plans-after-apply; do',
      '  npx bulkhead check --tenants "$R/tenants" --assembly "$R" --plans "$R/$plans" --today 2026-11-24',
      'done',
      '```',
      '',
      'What no plan can show: `drift-refresh-off` was made with `-refresh=false` after somebody had widened the client by hand. It equals a plan',
      'without drift, which is why nobody editing the org by hand is an assumption that every report prints.',
    ].join('\n'),
    `| shape | when | the plan shows | rules | notices |\n|---|---|---|---|---|\n${rows.join('\n')}`,
  );
}

function regionsTable(): string {
  const rows = Object.entries(regions).map(
    ([region, domain]) => `| \`${region}\` | \`api.${domain}\` | \`login.${domain}\` |`,
  );
  return `## Regions\n\nThe regions that the provider knows (its source, read 2026-11-24), and where their orgs answer.\n\n| region | API | login |\n|---|---|---|\n${rows.join('\n')}`;
}

function manifest(): string {
  const sections = ['org', 'tenant', 'waivers', 'catalog'].map((kind) => {
    const schema = JSON.parse(readFileSync(join(root, 'schema', `${kind}.schema.json`), 'utf8')) as Schema;
    return `## ${schema.title}\n\n${schemaTable(schema)}`;
  });
  return page(
    'Manifest',
    [
      'The keys of the files in `tenants/<org>/`. Unknown keys are errors. `<key>` stands for an id: 2 to 40 lower-case letters, digits and inner',
      'hyphens, a letter first. What a backend of `state` takes begins with its name. An example: `tenants/demo`.',
      '',
      'A file is UTF-8 and at most 1 MiB. In YAML a key stands once; aliases are read, merge keys (`<<`) are an error. `*.md` and hidden files are passed over,',
      'hidden YAML and JSON excepted: these, any other file or folder, and links that leave `tenants` are errors.',
    ].join('\n'),
    `${sections.join('\n\n')}\n\n${regionsTable()}`,
  );
}

const count = (number: number): string => number.toLocaleString('en');

function report(): string {
  const schema = JSON.parse(readFileSync(join(root, 'schema', 'report.schema.json'), 'utf8')) as Schema;
  return page(
    'JSON report',
    [
      '`npx bulkhead check --format json` prints it, `--output report.json` writes it. Equal input gives equal bytes: no time, no absolute path.',
      'Its JSON Schema is `schema/report.schema.json`, printed by `npx bulkhead schema report`. A key without a value is absent.',
      '',
      `Verdict and exit code are of everything that was found. Of one rule a report shows the first ${count(most.ofAKind)} findings at most, of one kind as many`,
      `notices, of a finding ${most.places} places and ${most.steps} steps, of a text ${count(most.text)} characters, and of all that is shown of one rule`,
      `${count(most.characters)} characters. \`omitted\` counts the rest, as every format does.`,
      '',
      'In every text, control and bidirectional characters stand as escapes, and so does what a CI runner would take for a command: `::` at the start of',
      'a word, and the bracket of `##[`. `uri` holds the exact path of a file whose name has any of that.',
    ].join('\n'),
    // What a finding or a place looks like is told once.
    schemaTable(schema, /^waived\[\]\.finding\.|^(?:.*because|.*chain)\[\]\.at\./),
  );
}

function cli(): string {
  const sections = (command: Command, path: string): string[] => [
    ...(command.commands.length === 0 || path === 'bulkhead'
      ? [`## \`${path}\`\n\n\`\`\`text\n${help(command).trim()}\n\`\`\``]
      : []),
    ...command.commands
      .filter((inner) => inner.name() !== 'help')
      .flatMap((inner) => sections(inner, `${path} ${inner.name()}`)),
  ];
  return page(
    'Command line',
    [
      'Exit codes: **0** proven or done, **1** findings, **2** bad input or usage, **3** internal error (a bug). Only the chosen format goes to stdout,',
      'everything else to stderr. Colours are for terminals only, and `NO_COLOR` turns them off.',
    ].join('\n'),
    sections(program(), 'bulkhead').join('\n\n'),
  );
}

/** The help as at 100 columns, with the texts that stand around it. */
function help(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 100 });
  command.outputHelp();
  return text.replaceAll(/[ \t]+$/gm, '');
}

function mutationTable(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('*', '\\*');
  const tableOf = (mutations: readonly (Mutation | PlanMutation)[]): string =>
    `| what is done | rule |\n|---|---|\n${mutations.map(({ does, rule }) => `| ${cell(does)} | [\`${rule}\`](rules.md#${rule}) |`).join('\n')}`;
  const ordered = ruleIds.flatMap((rule) => cases.filter((mutation) => mutation.rule === rule));
  return page(
    'Mutations',
    [
      'What the tests do to written stacks, to plans and to the states behind them, alone and in random compositions, and the rule that catches each.',
      `${placed.length} change files and ${planCorpus.length} change plans, at a place that chance picks: any tenant, client, grant or byte. ${cases.length} more are the cases of the rules.`,
      '[Soundness](../explanation/soundness.md) says who judges.',
    ].join('\n'),
    [
      ...[...Object.entries(groups), ...Object.entries(planGroups)].map(
        ([title, mutations]) => `## ${title}\n\n${tableOf(mutations)}`,
      ),
      `## Cases of the rules\n\n${tableOf(ordered)}`,
    ].join('\n\n'),
  );
}

function leaks(): string {
  const folder = join(root, 'examples', 'leaks');
  const rows = readdirSync(folder)
    .filter((name) => /^\d\d-/.test(name))
    .map((name) => {
      const { title, rule, tenant, missed } = JSON.parse(
        readFileSync(join(folder, name, 'leak.json'), 'utf8'),
      ) as Record<string, string | null>;
      return `| [${title}](../../examples/leaks/${name}/README.md) | ${missed} | ${tenant ?? 'all that hold the role'} | [\`${rule}\`](../reference/rules.md#${rule}) |`;
    });
  return page(
    'Ten leaks',
    [
      'Each is a small app in `examples/leaks`: code that looks harmless in a diff, and gives a client more than its tenant’s file declares.',
      'The tests run every one: it is refused by exactly this rule, and proven without its leak. The links lead to the code and to what',
      'Bulkhead says.',
    ].join('\n'),
    `| leak | why a reviewer misses it | whose client | refused by |\n|---|---|---|---|\n${rows.join('\n')}`,
  );
}

if (require.main === module) {
  for (const [path, text] of pages()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
