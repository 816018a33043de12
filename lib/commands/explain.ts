import { type Command, Option } from 'commander';
import type { Answer, Question } from '../report/explain';
import { dayFrom } from './day';
import { assemblyOption, gatewayOption, stageOption, tenantsOption, todayOption } from './shared-options';
import { demandPlans } from './stage';
import { tellProblems } from './tell-problems';
import { UsageError } from './usage-error';

interface ExplainOptions {
  readonly tenants: string;
  readonly assembly: string;
  readonly plans?: string;
  readonly stage?: 'foundation';
  readonly today?: string;
  readonly gateway?: string;
  readonly format: 'text' | 'json';
}

/** What is asked as it was typed: the tenant may name its org. */
type Asked = Omit<Question, 'org'>;

/** `bulkhead explain`: why a grant is what the verdict says, from the manifest's line to the plan's value. */
export function explainCommand(program: Command): void {
  program
    .command('explain')
    .description('show the whole chain of a tenant’s grants: manifest, construct, file, expression, plan')
    .argument('<tenant>', 'acme, or demo/acme where several orgs have one')
    .argument('[role]', 'only this role, as reports call it')
    .argument('[division]', 'only this division, as reports call it')
    .addOption(tenantsOption())
    .addOption(assemblyOption())
    .option('--plans <dir>', 'follow the chain into the plans: <stack>.json from terraform show -json')
    .addOption(stageOption())
    .addOption(todayOption())
    .addOption(gatewayOption())
    .addOption(
      new Option('--format <format>', 'what goes to stdout').choices(['text', 'json']).default('text'),
    )
    .addHelpText(
      'after',
      '\nExit code 1 when a grant shown is not proved or a finding is shown.\n\nExample:\n  npx bulkhead explain acme queue-reader voice\n',
    )
    .action(
      async (
        tenant: string,
        role: string | undefined,
        division: string | undefined,
        options: ExplainOptions,
      ) => {
        process.exitCode = await run({ tenant, role, division }, options);
      },
    );
}

async function run(asked: Asked, options: ExplainOptions): Promise<number> {
  const { runProof } = await import('./run-proof.js');
  demandPlans(options);
  const outcome = runProof({
    ...options,
    today: dayFrom(options.today),
    dayGiven: options.today !== undefined,
  });
  if (outcome.kind === 'problems') return tellProblems(outcome.problems);
  const { explain } = await import('../report/explain.js');
  const { explanationText } = await import('../report/explain-text.js');
  const { jsonText } = await import('../text/json-text.js');
  const [first = '', ...rest] = asked.tenant.split('/');
  const name = rest.length > 0 ? { org: first, tenant: rest.join('/') } : { org: undefined, tenant: first };
  const answer = explain(outcome.proof, { ...asked, ...name });
  if (answer.kind !== 'explained') throw new UsageError(await unanswered(answer, asked));
  const { explanation } = answer;
  process.stdout.write(
    options.format === 'json' ? `${jsonText(explanation)}\n` : explanationText(explanation),
  );
  const { findings, omitted, grants } = explanation;
  const sound = findings.length + (omitted?.findings.length ?? 0) === 0;
  return sound && grants.every(({ proved }) => proved) ? 0 : 1;
}

async function unanswered(answer: Exclude<Answer, { kind: 'explained' }>, asked: Asked): Promise<string> {
  const { nearest } = await import('../text/nearest.js');
  const { quote } = await import('../manifest/quote.js');
  // As it was typed it could be empty, or move the cursor.
  const tenant = quote(asked.tenant);
  switch (answer.kind) {
    case 'ambiguous':
      return `Several orgs have a tenant ${tenant}: name one as ${answer.orgs.map((org) => `${org}/${asked.tenant}`).join(' or ')}.`;
    case 'no-tenant': {
      // Reports name stacks, and orgs where something is no single tenant's.
      const ofStack = answer.known.find((name) => name.replace('/', '-') === asked.tenant);
      if (ofStack) return `There is no tenant ${tenant}: that is the stack of ${ofStack}.`;
      const inOrg = answer.known.filter((name) =>
        [name.split('/')[0], `${name.split('/')[0]}-foundation`].includes(asked.tenant),
      );
      if (inOrg.length > 0)
        return `There is no tenant ${tenant}: what is found about an org as a whole is told with each of its tenants: ${inOrg.slice(0, 20).join(', ')}.`;
      const names = answer.known.map((name) =>
        asked.tenant.includes('/') ? name : (name.split('/')[1] ?? name),
      );
      const near = nearest(asked.tenant, names);
      if (names.length === 0) return `There is no tenant ${tenant}: the manifest has none at all.`;
      return `There is no tenant ${tenant}${near ? `: did you mean ${near}?` : `; there are ${names.slice(0, 20).join(', ')}.`}`;
    }
    case 'no-grant': {
      const wanted = [asked.role, asked.division]
        .filter((part) => part !== undefined)
        .map(quote)
        .join(' in ');
      const found = answer.isFound
        ? ' in its files, but a finding tells of it: leave the role and the division out to see its chain'
        : '';
      return `${asked.tenant} has no grant of ${wanted}${found}; it has ${answer.known.slice(0, 20).join(', ') || 'none'}.`;
    }
  }
}
