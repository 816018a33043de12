import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeOfOther as judge } from '../../lib/seal/saved-plan';
import type { PlanState } from '../../lib/seal/untold';
import { acmesState, planFiles, savedPlan, type Zipped, zip } from '../support/saved-plan';

const run = promisify(execFile);
const stack = '{"resource":{"terraform_data":{"kept":{}}}}\n';
const before = '{"resource":{"terraform_data":{"gone":{},"kept":{}}}}\n';
const bytes = Buffer.from(stack);
/** Wherever its state is kept. */
const madeOfOther = (plan: Uint8Array, written: Uint8Array): string | undefined =>
  judge(plan, written, () => true);
/** Where a saved plan of the file keeps its state. */
function stateOf(plan: Uint8Array, written: Uint8Array): PlanState | undefined {
  let found: PlanState | undefined;
  judge(plan, written, (state) => {
    found = state;
    return true;
  });
  return found;
}

describe('a plan that Terraform saved', () => {
  let folder: string;
  const at = (...path: string[]): string => join(folder, ...path);
  const terraform = async (...args: string[]) => {
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, CHECKPOINT_DISABLE: '1' };
    return (await run('terraform', args, { cwd: folder, env })).stdout;
  };
  /** Plans with further files in the folder that are gone afterwards. */
  async function plan(more: Readonly<Record<string, string>> = {}): Promise<Buffer> {
    for (const [name, text] of Object.entries(more)) {
      mkdirSync(join(at(name), '..'), { recursive: true });
      writeFileSync(at(name), text);
    }
    await terraform('init', '-input=false');
    await terraform('plan', '-input=false', '-out=saved');
    for (const name of Object.keys(more)) if (name !== 'cdk.tf.json') rmSync(at(name));
    return readFileSync(at('saved'));
  }
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bulkhead-saved-'));
    writeFileSync(at('cdk.tf.json'), before);
    await terraform('init', '-input=false');
    await terraform('apply', '-input=false', '-auto-approve');
    writeFileSync(at('cdk.tf.json'), stack);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is of the file that it was made of, and of no other', async () => {
    const saved = await plan();
    expect(madeOfOther(saved, bytes)).toBeUndefined();
    expect(madeOfOther(saved, Buffer.from(before))).toBe('was made of another cdk.tf.json');
  });

  it('shows no command of a removed block, runs it, and is told apart by its files', async () => {
    await plan();
    const honest = JSON.parse(await terraform('show', '-json', 'saved'));
    const removed = `removed {
      from = terraform_data.gone
      lifecycle { destroy = true }
      provisioner "local-exec" {
        when    = destroy
        command = "touch ran"
      }
    }`;
    const saved = await plan({ 'x.tf': removed });
    const shown = JSON.parse(await terraform('show', '-json', 'saved'));
    for (const said of [honest, shown]) delete said.timestamp;
    expect(shown).toEqual(honest);
    expect(madeOfOther(saved, bytes)).toBe('was made with x.tf');
    await terraform('apply', '-input=false', 'saved');
    expect(readFileSync(at('ran'), 'utf8')).toBe('');
  });

  it('is not one of a file that was another while it was made, nor of modules', async () => {
    const changed = await plan({ 'cdk.tf.json': `${stack} ` });
    writeFileSync(at('cdk.tf.json'), stack);
    expect(madeOfOther(changed, bytes)).toBe('was made of another cdk.tf.json');
    const called = await plan({ 'm.tf': 'module "m" {\n  source = "./m"\n}\n', 'm/m.tf': '' });
    expect(madeOfOther(called, bytes)).toBe('was made with m.tf, tfconfig/m-m/m.tf');
  });
});

describe('a saved plan', () => {
  it('is taken as Terraform writes it', () => {
    expect(madeOfOther(savedPlan(stack), bytes)).toBeUndefined();
    expect(stateOf(savedPlan(stack), bytes)).toEqual(acmesState);
    const stored = planFiles(stack).map((file): Zipped => ({ ...file, method: 0 }));
    expect(madeOfOther(zip(stored), bytes)).toBeUndefined();
  });

  const without = (name: string): readonly Zipped[] => planFiles(stack).filter((file) => file.name !== name);
  const said = (name: string, more: Partial<Zipped>): Buffer =>
    zip(planFiles(stack).map((file) => (file.name === name ? { ...file, ...more } : file)));
  const file = 'tfconfig/m-/cdk.tf.json';
  const edited = (edit: (plan: Buffer) => void): Buffer => {
    const plan = savedPlan(stack);
    edit(plan);
    return plan;
  };
  const written = (at: number, byte: number): Buffer =>
    edited((plan) => plan.writeUInt8(byte, at < 0 ? plan.length + at : at));
  const header = Buffer.from('504b0102', 'hex');
  const noPlan = 'is no saved plan as Terraform 1.11 writes it';
  const other = 'was made of another cdk.tf.json';
  const elsewhere = 'keeps its state elsewhere than its stack does';

  it.each<readonly [string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), noPlan],
    ['a text', Buffer.from('a text that is longer than the end of a zip'), noPlan],
    ['one with something before it', Buffer.concat([Buffer.from('{}'), savedPlan(stack)]), noPlan],
    ['one with something after it', Buffer.concat([savedPlan(stack), Buffer.from(' ')]), noPlan],
    ['one with a comment', Buffer.concat([written(-2, 1), Buffer.from(' ')]), noPlan],
    ['one with a comment that is not there', written(-2, 1), noPlan],
    ['one of two disks', written(-18, 1), noPlan],
    ['one that begins on another disk', written(-16, 1), noPlan],
    ['one that counts a file more', written(-12, 7), noPlan],
    ['one that counts a file less', written(-12, 5), noPlan],
    ['one that counts a file less on this disk', written(-14, 5), noPlan],
    [
      'one with a file that it does not count',
      edited((plan) => {
        for (const at of [14, 12]) plan.writeUInt16LE(5, plan.length - at);
      }),
      noPlan,
    ],
    [
      'one whose directory is longer than it is',
      edited((plan) => plan.writeUInt32LE(plan.readUInt32LE(plan.length - 10) + 46, plan.length - 10)),
      noPlan,
    ],
    [
      'one whose directory begins otherwise',
      edited((plan) => plan.fill(0, plan.indexOf(header), plan.indexOf(header) + 1)),
      noPlan,
    ],
    [
      'one whose directory ends in the middle',
      edited((plan) => {
        header.copy(plan, plan.length - 26);
        for (const at of [14, 12]) plan.writeUInt16LE(1, plan.length - at);
        plan.writeUInt32LE(4, plan.length - 10);
        plan.writeUInt32LE(plan.length - 26, plan.length - 6);
      }),
      noPlan,
    ],
    [
      'one with a file that reaches into the directory',
      edited((plan) => plan.writeUInt32LE(100, plan.lastIndexOf(header) + 20)),
      noPlan,
    ],
    ['one with a file that begins otherwise', written(0, 0), noPlan],
    ['one with the file twice', savedPlan(stack, { name: file, content: 'x' }), noPlan],
    ['one with an encrypted file', said(file, { flags: 9 }), noPlan],
    ['one with a file of two names', said(file, { localName: 'tfconfig/m-/cdk.tf.jsom' }), noPlan],
    ['one with a size elsewhere', said(file, { size: 0xffffffff }), noPlan],
    ['one without the file', zip(without(file)), other],
    ['one with as long a file', said(file, { content: stack.replace('kept', 'gone') }), other],
    ['one with a file that is longer than it says by one', said(file, { size: stack.length - 1 }), other],
    [
      'one with a file that is longer than it says',
      said(file, { content: `${stack} `, size: stack.length }),
      other,
    ],
    [
      'one with a file that is shorter than it says',
      said(file, { content: '{}', size: stack.length }),
      other,
    ],
    ['one with a file that ends in the middle', said(file, { packed: Buffer.from([1]) }), other],
    [
      'one with a file packed in another way',
      said(file, { method: 9, packed: deflateRawSync(stack) }),
      other,
    ],
    ['one without the list of modules', zip(without('tfconfig/modules.json')), 'was made with modules'],
    [
      'one with a module',
      said('tfconfig/modules.json', { content: '[{"Key":"","Dir":"."},{"Key":"m","Dir":"m"}]' }),
      'was made with modules',
    ],
    [
      'one with a list of modules that is longer than any of one',
      said('tfconfig/modules.json', { content: `[{"Key":"","Dir":"."}]${' '.repeat(1000)}` }),
      'was made with modules',
    ],
    [
      'one whose root lies elsewhere',
      said('tfconfig/modules.json', { content: '[{"Key":"","Dir":"x"}]' }),
      'was made with modules',
    ],
    ['one that says nothing of what it does', zip(without('tfplan')), noPlan],
    ['one that says of what it does no part', said('tfplan', { content: '' }), elsewhere],
    ['one that does what is longer than it says', said('tfplan', { size: 3 }), noPlan],
    ['one that does what is no message', said('tfplan', { content: 'x' }), noPlan],
    [
      'one with an override',
      savedPlan(stack, { name: 'tfconfig/m-/override.tf', content: '' }),
      'was made with override.tf',
    ],
  ])('is not %s', (_, plan, why) => {
    expect(madeOfOther(plan, bytes)).toBe(why);
  });

  it('names no more of its files than somebody reads', () => {
    const more = Array.from(
      { length: 7 },
      (_, index): Zipped => ({ name: `${index}${'x'.repeat(200)}`, content: '' }),
    );
    const why = madeOfOther(savedPlan(stack, ...more), bytes) ?? '';
    expect(why).toMatch(/^was made with 0x+/);
    expect(why).toMatch(/, 2 more$/);
    expect(why.length).toBeLessThan(700);
  });

  it('is not one of whose directory Go could find another', () => {
    const length = (plan: Buffer): number => plan.readUInt32LE(plan.length - 10);
    const of = (directory: number): Buffer => said('tfplan', { extra: directory - length(savedPlan(stack)) });
    expect([length(of(0xfffe)), madeOfOther(of(0xfffe), bytes)]).toEqual([0xfffe, undefined]);
    expect([length(of(0xffff)), madeOfOther(of(0xffff), bytes)]).toEqual([0xffff, noPlan]);
  });

  it('is not one whose directory tells of a file twice', () => {
    // The second header leads to the first content, with the first name.
    const plan = edited((plan) => plan.writeUInt32LE(0, plan.indexOf(header, plan.indexOf(header) + 1) + 42));
    expect(madeOfOther(plan, bytes)).toBe(noPlan);
  });

  it('is not one with a file within another', () => {
    const [does, first, second, ...rest] = planFiles(stack);
    if (!does || !first || !second) throw new Error('a plan has more files');
    const inner = zip([second]);
    const plan = zip([{ ...first, content: inner, method: 0 }, second, does, ...rest]);
    const at = plan.indexOf(header, plan.readUInt32LE(plan.length - 6) + 1);
    expect(madeOfOther(plan, bytes)).toBeUndefined();
    plan.writeUInt32LE(30 + first.name.length, at + 42);
    expect(madeOfOther(plan, bytes)).toBe(noPlan);
  });

  it('can be one that HCP Terraform keeps, and then is nothing else', () => {
    const remote = '{"remote_plan_format":1,"run_id":"run-1","hostname":"app.terraform.io"}';
    expect(madeOfOther(Buffer.from(remote), bytes)).toBeUndefined();
    for (const text of ['{}', '{', '{"remote_plan_format":2}', remote.replace('{', '[')])
      expect(madeOfOther(Buffer.from(text), bytes)).toBe(noPlan);
    expect(madeOfOther(Buffer.concat([Buffer.from(remote), savedPlan(stack)]), bytes)).toBe(noPlan);
  });

  it('is looked at without a crash, whatever it is', () => {
    const plan = savedPlan(stack);
    fc.assert(
      fc.property(fc.nat(plan.length - 1), fc.nat(255), fc.nat(plan.length), (at, byte, to) => {
        const damaged = Buffer.from(plan);
        damaged[at] = byte;
        madeOfOther(damaged.subarray(0, to), bytes);
        madeOfOther(damaged.subarray(to), bytes);
        madeOfOther(damaged, bytes);
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (any) => {
        expect(madeOfOther(any, bytes)).toBe(noPlan);
      }),
    );
  });
});
