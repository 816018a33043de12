/**
 * Looks for crashes, hangs and leaks for as long as it is told: `node --import tsx bench/fuzz.ts [seconds] [seed]`. Damages manifests,
 * stacks and plans by grammar, by byte and by composed mutations. Ends 1 at the first case in which the proof throws, takes longer than
 * two seconds (five for a manifest of 1 MiB, or for a client of very many grants and its report), fills the memory, or says proven where the reference interpreter sees anything else than
 * what is declared. The same seed gives the same cases.
 */
import fc from 'fast-check';
import { maxFileBytes } from '../lib/manifest/decode';
import { parseManifest } from '../lib/manifest/parse';
import { toDocument } from '../lib/report/document';
import { jsonReport } from '../lib/report/json';
import { compose } from '../test/mutations/compose';
import { corpus, placed } from '../test/mutations/corpus';
import { damaged, divisionText, nearlyOwn, spliced, tokens, value } from '../test/mutations/grammar';
import { Inapplicable, pick, type Random, randomOf, target } from '../test/mutations/mutation';
import { planCorpus } from '../test/mutations/plan-corpus';
import type { PlanTexts } from '../test/mutations/plan-mutation';
import { compliantOrgs } from '../test/properties/arbitraries';
import { Judge } from '../test/properties/judge';
import { PlanJudge } from '../test/properties/plan-judge';
import { appliedPlans } from '../test/support/applied-plans';
import { manifestOf } from '../test/support/manifest';
import {
  type AssemblyText,
  plansOf,
  proofOf,
  toFiles,
  writeAssembly,
  writePlans,
} from '../test/support/write-assembly';

const seconds = Number(process.argv[2] ?? 60);
const firstSeed = Number(process.argv[3] ?? 1);
const slowest = 2000;

const encoder = new TextEncoder();
const textOf = (assembly: AssemblyText, stack: string): string =>
  JSON.stringify(assembly.stacks.get(stack), undefined, 1);

/** One way to damage an output folder. */
const damages: Readonly<Record<string, (assembly: AssemblyText, random: Random) => void>> = {
  mutations: (assembly, random) => {
    const chosen = Array.from({ length: 1 + random(6) }, () => pick([...placed, ...corpus], random));
    compose(chosen, assembly, random);
  },
  expressions: (assembly, random) => {
    for (let count = 1 + random(3); count > 0; count--) {
      const t = target(assembly, random);
      t.grant.division_id = random(3) === 0 ? nearlyOwn(t) : divisionText(t);
    }
  },
  splices: (assembly, random) => {
    const stack = pick([...assembly.stacks.keys()], random);
    let text = textOf(assembly, stack);
    for (let count = 1 + random(4); count > 0; count--) text = spliced(text, random);
    assembly.raw.set(stack, text);
  },
  bytes: (assembly, random) => {
    const stack = pick([...assembly.stacks.keys()], random);
    let bytes: Uint8Array = encoder.encode(textOf(assembly, stack));
    for (let count = 1 + random(4); count > 0; count--) bytes = damaged(bytes, random);
    assembly.raw.set(stack, bytes);
  },
  tokens: (assembly, random) => {
    const stack = pick([...assembly.stacks.keys()], random);
    assembly.raw.set(stack, random(2) === 0 ? tokens(random, random(60)) : value(random, 8));
  },
  list: (assembly, random) => {
    const text = new TextDecoder().decode(damaged(encoder.encode(JSON.stringify(assembly.manifest)), random));
    assembly.manifest =
      random(2) === 0 ? text : spliced(JSON.stringify(assembly.manifest, undefined, 1), random);
  },
};

/** One way to damage plans. */
const harms: Readonly<Record<string, (plans: PlanTexts, random: Random) => void>> = {
  mutations: (plans, random) => {
    const chosen = Array.from({ length: 1 + random(4) }, () => pick(planCorpus, random));
    compose(chosen, plans, random);
  },
  splices: (plans, random) => {
    const stack = pick([...plans.keys()], random);
    let text = JSON.stringify(plans.get(stack), undefined, 1);
    for (let count = 1 + random(3); count > 0; count--) text = spliced(text, random);
    plans.set(stack, text);
  },
  bytes: (plans, random) => {
    const stack = pick([...plans.keys()], random);
    let bytes: Uint8Array = encoder.encode(JSON.stringify(plans.get(stack), undefined, 1));
    for (let count = 1 + random(3); count > 0; count--) bytes = damaged(bytes, random);
    plans.set(stack, new TextDecoder().decode(bytes));
  },
  tokens: (plans, random) => {
    plans.set(
      pick([...plans.keys()], random),
      random(2) === 0 ? tokens(random, random(60)) : value(random, 8),
    );
  },
};

/** What YAML has beyond JSON, among the words of a manifest. */
const words = [
  ...[
    '&a ',
    '*a',
    '<<: ',
    '<<: *a',
    '<<: [*a, *a]',
    '!!str ',
    '!!binary ',
    '!x ',
    '? ',
    ': ',
    '- ',
    '| ',
    '>-\n',
    '---\n',
    '...\n',
  ],
  ...[
    '%YAML 1.1\n',
    '# x\n',
    '\t',
    '\n',
    '\n  ',
    '\n    ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '\\x',
    '\ufeff',
    '\u2028',
    '~',
    'yes',
    '0x1f',
    '1e999',
  ],
  ...[
    'owner: ',
    'divisions:',
    'client:',
    'grants:',
    'role: ',
    'roles:',
    'voice: {}',
    'x@y.z',
    'id: ',
    '__proto__: ',
    'constructor: ',
    'sharedDivisions:',
  ],
] as const;
const yaml = (random: Random): string =>
  Array.from({ length: random(80) }, () => pick(words, random)).join('');

/** A few words over and over, up to what a file may hold: what a parser keeps of each must not fill the memory. */
const repeatedYaml = (random: Random): string => {
  const some = (): string => Array.from({ length: 1 + random(3) }, () => pick(words, random)).join('');
  const start = random(2) === 0 ? '' : some();
  const over = some();
  return start + over.repeat(Math.floor((maxFileBytes - Buffer.byteLength(start)) / Buffer.byteLength(over)));
};
/** Repeated texts are rare among the cases, since each takes as long as a hundred others, and may take longer than they. */
const seldom = 20;
const slowestRepeated = 5000;
const mostMemory = 1_000_000_000;

const counts = new Map<string, number>();
const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
const started = performance.now();
let most = 0;

function fail(seed: number, what: string, error: unknown): never {
  process.stderr.write(
    `seed ${seed}, ${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
}

/** Runs one case and holds it to its time. */
function within<Result>(seed: number, what: string, run: () => Result, longest = slowest): Result {
  const start = performance.now();
  let result: Result;
  try {
    result = run();
  } catch (error) {
    return fail(seed, what, error);
  }
  const took = performance.now() - start;
  most = Math.max(most, took);
  if (took > longest) fail(seed, what, `took ${took.toFixed(0)} ms`);
  return result;
}

function examine(seed: number): void {
  const random = randomOf(seed);
  const [input] = fc.sample(compliantOrgs, { numRuns: 1, seed });
  if (input === undefined) return;
  const manifest = manifestOf(input);
  const assembly = writeAssembly(manifest);
  const judge = new Judge(input, assembly);

  const what = pick(Object.keys(damages), random);
  try {
    damages[what]?.(assembly, random);
  } catch (error) {
    if (!(error instanceof Inapplicable)) throw error;
  }
  const { verdict } = within(seed, what, () => proofOf(manifest, toFiles(assembly)));
  const judgement = judge.of(assembly);
  count(`${what}: ${judgement}, ${verdict}`);
  if (judgement !== 'as declared' && verdict === 'proven') fail(seed, what, `${judgement}, but proven`);

  // Plans: any damage gives a verdict, and none that brings about something else is proven.
  const whole = writeAssembly(manifest);
  const plans: PlanTexts = random(2) === 0 ? writePlans(whole) : appliedPlans(whole);
  const planJudge = new PlanJudge(input, plans);
  const harm = pick(Object.keys(harms), random);
  try {
    harms[harm]?.(plans, random);
  } catch (error) {
    if (!(error instanceof Inapplicable)) throw error;
  }
  const proof = within(seed, `plans, ${harm}`, () => proofOf(manifest, whole, { plans: plansOf(plans) }));
  const planned = planJudge.of(plans);
  count(`plans, ${harm}: ${planned}, ${proof.verdict}`);
  if (planned !== 'as declared' && proof.verdict === 'proven')
    fail(seed, `plans, ${harm}`, `${planned}, but proven`);

  // Manifests: any bytes give a manifest or problems.
  const { org, tenants } = input['demo'] ?? { org: {}, tenants: {} };
  const texts = [['org', org] as const, ...Object.entries(tenants)].map(
    ([name, content]) => [`${name}.yaml`, encoder.encode(JSON.stringify(content, undefined, 1))] as const,
  );
  const hit = random(texts.length + 1);
  const files = texts.map(([name, bytes], index) => ({
    name,
    file: `tenants/demo/${name}`,
    bytes: index !== hit ? bytes : random(2) === 0 ? damaged(bytes, random) : encoder.encode(yaml(random)),
  }));
  const loaded = within(seed, 'manifest', () =>
    parseManifest({ orgs: [{ id: 'demo', folder: 'tenants/demo', files }], faults: [] }),
  );
  if (!loaded.ok && loaded.problems.length === 0) fail(seed, 'manifest', 'refused without a problem');
  count(`manifest: ${loaded.ok ? 'accepted' : 'refused'}`);
  if (random(seldom) === 0) examineRepeated(seed, random);
  if (random(seldom) === 0) examineGrants(seed, random, manifest);
}

/** A grant of a few bytes over and over, in one client or in several: what is judged and told of each must not fill the memory. */
function examineGrants(seed: number, random: Random, manifest: ReturnType<typeof manifestOf>): void {
  const assembly = writeAssembly(manifest);
  const { client, file } = target(assembly, random);
  const grant = pick([{}, null, 1, '', [], { division_id: '*' }, { role_id: [] }, { x: 1 }], random);
  const clients = pick([1, 10, 1000], random);
  const roles = Array(Math.floor((1 + random(200_000)) / clients)).fill(grant);
  for (let index = 1; index < clients; index++)
    file.resource.genesyscloud_oauth_client[`more-${index}`] = { roles };
  client.roles = roles;
  const run = (): string => {
    const proof = proofOf(manifest, toFiles(assembly));
    if (proof.verdict === 'proven') throw new Error('proven, with grants of nothing');
    return jsonReport(toDocument(proof));
  };
  within(seed, 'repeated grants', run, slowestRepeated);
  demandMemory(seed, 'repeated grants');
  count('repeated grants');
}

function examineRepeated(seed: number, random: Random): void {
  const file = {
    name: 'acme.yaml',
    file: 'tenants/demo/acme.yaml',
    bytes: encoder.encode(repeatedYaml(random)),
  };
  const run = () =>
    parseManifest({ orgs: [{ id: 'demo', folder: 'tenants/demo', files: [file] }], faults: [] });
  within(seed, 'repeated manifest', run, slowestRepeated);
  demandMemory(seed, 'repeated manifest');
  count('repeated manifest');
}

function demandMemory(seed: number, what: string): void {
  // The most that the process ever held: in kilobytes, whatever the system.
  const held = process.resourceUsage().maxRSS * 1024;
  if (held > mostMemory) fail(seed, what, `the process held ${(held / 1e6).toFixed(0)} MB`);
}

let cases = 0;
for (; performance.now() - started < seconds * 1000; cases++) examine(firstSeed + cases);

for (const [what, number] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
  process.stdout.write(`${String(number).padStart(8)}  ${what}\n`);
process.stdout.write(
  `${cases} cases from seed ${firstSeed}, the slowest ${most.toFixed(0)} ms, memory ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB\n`,
);
