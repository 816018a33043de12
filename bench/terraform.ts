/**
 * Asks Terraform itself whether proven means harmless: `node --import tsx bench/terraform.ts [seconds] [seed]`. Changes the demo's synthesized
 * stacks by one to four mutations and spellings; wherever `check` says proven, deploys them with the stand-in provider, once to an org that
 * has the roles alone and once over the deployed demo, there with the plans checked too. Ends 1 when the org then has a client, grant, role
 * or division that the demo does not have. In a part of the cases the files stay, and states or the org are changed (`states.ts`): what the
 * plans are then proven to do is done. Of what is refused, a part is planned: what Terraform would do nothing about is told, since it
 * may be a false alarm, and so are plans that are refused of proven files. Needs `terraform` and Go, as `npm test` does; a case takes some seconds. The same seed gives the same cases.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { today } from '../lib/commands/day';
import { runProof } from '../lib/commands/run-proof';
import type { Proof } from '../lib/proof/prove';
import { compose } from '../test/mutations/compose';
import { placed } from '../test/mutations/corpus';
import { divisionText, nearlyOwn, spliced } from '../test/mutations/grammar';
import { Inapplicable, pick, type Random, randomOf, target, tenantStacks } from '../test/mutations/mutation';
import { harmless } from '../test/properties/rewrites';
import type { Json } from '../test/provider/terraform';
import type { AssemblyText } from '../test/support/write-assembly';
import { Deployment, type Moment } from './deployment';
import { type Lookalike, lookalikes } from './lookalikes';
import { changeStates } from './states';

const seconds = Number(process.argv[2] ?? 600);
const firstSeed = Number(process.argv[3] ?? 1);
/** Of the refused cases, one in so many is planned. */
const seldom = 4;

const grammar: readonly Lookalike[] = [
  {
    id: 'division by grammar',
    level: 'object',
    apply: (assembly, random) => {
      const t = target(assembly, random);
      t.grant.division_id = random(3) === 0 ? nearlyOwn(t) : divisionText(t);
    },
  },
  ...[
    ['member by grammar', spliced] as const,
    ['rewritten', (text: string, random: Random): string => harmless(JSON.parse(text), random)] as const,
  ].map(
    ([id, change]): Lookalike => ({
      id,
      level: 'text',
      apply: (assembly, random) => {
        const stack = pick(tenantStacks(assembly), random);
        if (assembly.raw.has(stack)) throw new Inapplicable();
        assembly.raw.set(stack, change(JSON.stringify(assembly.stacks.get(stack), undefined, 1), random));
      },
    }),
  ),
];

/** Changes an output folder; says by what. */
function change(assembly: AssemblyText, random: Random): string[] {
  const chosen = Array.from({ length: 1 + random(4) }, () =>
    pick(pick([lookalikes, lookalikes, placed, grammar], random), random),
  );
  return compose(chosen, assembly, random).map(({ id }) => id);
}

function check({ project, folder, gateway }: Deployment, ...plans: readonly string[]): Proof {
  const outcome = runProof({
    tenants: project.path('tenants'),
    assembly: join(folder, 'cdktf.out'),
    today: today(),
    gateway,
    ...(plans.length > 0 ? { plans: join(folder, 'plans') } : {}),
  });
  if (outcome.kind === 'problems') throw new Error('the demo’s manifest is refused');
  return outcome.proof;
}

/** Plans stacks of a case, and writes down what the plans say; undefined where Terraform refuses one. */
async function plan(demo: Deployment, stacks: readonly string[]): Promise<readonly Json[] | undefined> {
  const plans: Json[] = [];
  for (const stack of stacks) {
    for (const args of [['init'], ['plan', '-out=tfplan']])
      if ((await demo.terraform(stack, ...args, '-input=false')).code !== 0) return undefined;
    const { stdout } = await demo.terraform(stack, 'show', '-json', 'tfplan');
    plans.push(JSON.parse(stdout));
    writeFileSync(join(demo.folder, 'plans', `${stack}.json`), stdout);
  }
  return plans;
}

const doesNothing = ({ resource_changes: changes = [], output_changes: outputs = {} }: Json): boolean =>
  [...changes.map((item: Json) => item.change), ...Object.values(outputs)].every(({ actions }) =>
    ['no-op', 'read'].includes(actions.join()),
  );

/** Deploys the changed stacks of a proven case, and says what the org has that it should not have. */
async function deploy(
  demo: Deployment,
  moment: Moment,
  stages: readonly (readonly string[])[],
  isTold: boolean,
): Promise<string[]> {
  for (const stage of stages) {
    if ((await plan(demo, stage)) === undefined) return count('refused by Terraform');
    // Before the last stage tenants' plans are those of other files.
    if (moment === 'whole' && stage === stages.at(-1)) {
      const { verdict, findings } = check(demo, 'plans');
      for (const { subject } of isTold ? findings : [])
        process.stdout.write(`files proven, plans refused: ${subject}\n`);
      if (verdict !== 'proven') return count('plans refused');
    }
    for (const stack of stage) {
      const { code } = await demo.terraform(stack, 'apply', '-input=false', 'tfplan');
      rmSync(join(demo.in(stack), 'tfplan'));
      if (code !== 0) count('not applied');
    }
  }
  count('deployed');
  return demo.beyond();
}

const counts = new Map<string, number>();
const count = (what: string): [] => {
  counts.set(what, (counts.get(what) ?? 0) + 1);
  return [];
};

/** A foundation that changes is applied before tenants are planned, as CI does. */
const stagesOf = (stacks: readonly string[]): readonly (readonly string[])[] =>
  stacks.includes('demo-foundation')
    ? [['demo-foundation'], stacks.filter((name) => name !== 'demo-foundation')]
    : [stacks];

async function examineStates(demo: Deployment, seed: number, random: Random): Promise<void> {
  await demo.restore('whole', demo.written());
  const { done, stacks } = await changeStates(demo, random);
  // Refused plans are what is wanted mostly: they are counted, not told.
  const wrong = stacks.length === 0 ? [] : await deploy(demo, 'whole', [stacks], false);
  if (wrong.length > 0)
    throw new Error(
      `seed ${seed} (${done.join(', ')}): proven, and then the org has\n  ${wrong.join('\n  ')}`,
    );
}

async function examine(demo: Deployment, seed: number): Promise<void> {
  const random = randomOf(seed);
  if (random(3) === 0) return examineStates(demo, seed, random);
  const assembly = demo.written();
  const done = change(assembly, random);
  const before = demo.written();
  const stacks = demo.stacks.filter(
    (name) =>
      assembly.raw.has(name) ||
      assembly.extra.has(name) ||
      JSON.stringify(assembly.stacks.get(name)) !== JSON.stringify(before.stacks.get(name)),
  );
  if (stacks.length === 0) return;
  await demo.restore('whole', assembly);
  const { verdict, findings } = check(demo);
  count(verdict);
  const name = `seed ${seed} (${done.join(', ')})`;
  if (verdict === 'proven') {
    for (const moment of ['whole', 'roles'] as const) {
      if (moment === 'roles') await demo.restore(moment, assembly);
      const wrong = await deploy(demo, moment, stagesOf(stacks), true);
      if (wrong.length > 0) throw new Error(`${name}: proven, and then the org has\n  ${wrong.join('\n  ')}`);
    }
  } else if (random(seldom) === 0 && (await plan(demo, stacks))?.every(doesNothing)) {
    const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
    process.stdout.write(`${name}: nothing to Terraform, refused by ${rules.join(', ')}\n`);
  }
}

async function main(): Promise<void> {
  const demo = new Deployment();
  const started = performance.now();
  try {
    await demo.start();
    for (let seed = firstSeed; performance.now() - started < seconds * 1000; seed++)
      await examine(demo, seed);
  } finally {
    await demo.end();
  }
  for (const [what, number] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
    process.stdout.write(`${String(number).padStart(8)}  ${what}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
