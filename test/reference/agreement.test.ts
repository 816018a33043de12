import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { divisionText } from '../mutations/grammar';
import { randomOf, type Target } from '../mutations/mutation';
import { Configuration } from './configuration';
import type { Value } from './evaluate';
import { World } from './world';

it('shares no code with lib', () => {
  const files = readdirSync(__dirname).filter((name) => !name.endsWith('.test.ts'));
  const texts = files.map((name) => readFileSync(join(__dirname, name), 'utf8'));
  // However a module can be named: over several lines, for its types only, or when it is needed.
  const imported =
    /^(?:import|export)( type)? [\w\s{},*]*?from '([^']+)'|(?:^import |\b(?:import|require)\(\s*)'([^']+)'/gm;
  const named = texts.flatMap((text) => [...text.matchAll(imported)]);
  expect(files.length).toBeGreaterThan(5);
  expect(named.length).toBeGreaterThan(5);
  expect([
    ...new Set(
      named
        .map(([, type, from, loaded]) => `${type ?? ''} ${from ?? loaded}`.trim())
        .filter((what) => !/^(type )?\.\/[a-z]+$/.test(what)),
    ),
  ]).toEqual(['type ../support/manifest']);
});

const locals = { division: 'a-division', own: { id: 'an-id', name: 'Zo\u00eb', x: ['1', '*'] } };

/** Texts by the grammar for which the reference has a value. */
function evaluated(count: number): Map<string, Value> {
  const bytes = new TextEncoder().encode(JSON.stringify({ locals }));
  const stack = new Configuration('alone', new Map([['cdk.tf.json', bytes]]));
  const world = new World(new Map([['alone', stack]]));
  const found = new Map<string, Value>();
  for (let seed = 0; found.size < count && seed < count * 40; seed++) {
    const grant = { division_id: '${local.own.id}' };
    const text = divisionText({ grant, random: randomOf(seed) } as unknown as Target);
    try {
      const value = world.value({ is: 'scalar', value: text }, world.scope(stack));
      if (value !== null) found.set(text, value);
    } catch {
      // It cannot say.
    }
  }
  return found;
}

interface Message {
  readonly diagnostic?: { readonly snippet?: { readonly context?: string } };
  readonly outputs?: Readonly<Record<string, { readonly value?: Value }>>;
}

/** What Terraform says of outputs with these texts; nothing but outputs is applied. */
function applied(folder: string, texts: readonly string[]): readonly Message[] {
  const output = Object.fromEntries(texts.map((value, index) => [`o${index}`, { value }]));
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ locals, output }));
  const { stdout } = spawnSync(
    'terraform',
    ['apply', '-json', '-auto-approve', '-input=false', '-lock=false'],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1e8,
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, CHECKPOINT_DISABLE: '1' },
    },
  );
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Message);
}

it('says nothing of an expression but what Terraform says', () => {
  const expected = evaluated(400);
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-reference-'));
  try {
    // A whole object indexed by name is refused without saying where.
    let texts = [...expected.keys()].filter((text) => !/local\[/.test(text));
    let messages: readonly Message[] = [];
    for (let round = 0; round < 5; round++) {
      messages = applied(folder, texts);
      // What Terraform refuses it does not apply: there the reference may say anything.
      const refused = new Set(messages.flatMap(({ diagnostic }) => diagnostic?.snippet?.context ?? []));
      if (refused.size === 0) break;
      texts = texts.filter((_, index) => !refused.has(`output.o${index}`));
    }
    expect(messages.flatMap(({ diagnostic }) => (diagnostic ? [diagnostic] : []))).toEqual([]);
    const outputs = messages.findLast((message) => message.outputs)?.outputs ?? {};
    const differing = texts
      .map((text, index) => ({ text, says: expected.get(text), terraform: outputs[`o${index}`]?.value }))
      .filter(({ says, terraform }) => JSON.stringify(says) !== JSON.stringify(terraform));
    expect(differing).toEqual([]);
    expect(texts.length).toBeGreaterThan(100);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
