import fc from 'fast-check';
import { expect, it } from 'vitest';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { plansOf, proofOf, toFiles, writeAssembly, writePlans } from '../support/write-assembly';
import { Judge } from './judge';

const runs = 1000;
const input = sample();
const manifest = manifestOf(input);
const judge = new Judge(input, writeAssembly(manifest));
const encoder = new TextEncoder();

const garbage = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.json().map((text) => encoder.encode(text)),
  fc.string({ unit: 'binary' }).map((text) => encoder.encode(text)),
);

it('gives findings for any bytes in place of a file, and never throws', () => {
  fc.assert(
    fc.property(garbage, fc.constantFrom('manifest.json', 'demo-acme', 'demo-foundation'), (bytes, where) => {
      const assembly = writeAssembly(manifest);
      const files = toFiles(assembly);
      const tampered =
        where === 'manifest.json'
          ? { ...files, manifest: bytes }
          : {
              ...files,
              stacks: files.stacks.map((stack) =>
                stack.name === where
                  ? { ...stack, entries: [{ name: 'cdk.tf.json', kind: 'file' as const, bytes }] }
                  : stack,
              ),
            };
      expect(proofOf(manifest, tampered).verdict).toBe('rejected');
    }),
    { numRuns: runs },
  );
});

it('rejects every damaged file that grants something else, and never throws', () => {
  const text = JSON.stringify(writeAssembly(manifest).stacks.get('demo-acme'));
  fc.assert(
    fc.property(
      fc.nat(text.length - 1),
      fc.constantFrom('flip', 'cut', 'insert', 'repeat'),
      fc.constantFrom('"', '{', '}', '[', ']', ',', ':', '*', '0', 'a', '$', '\\', ' '),
      (at, how, character) => {
        const assembly = writeAssembly(manifest);
        const damaged = {
          flip: text.slice(0, at) + character + text.slice(at + 1),
          cut: text.slice(0, at),
          insert: text.slice(0, at) + character + text.slice(at),
          repeat: text.slice(0, at) + text.slice(Math.max(0, at - 40)),
        }[how];
        assembly.raw.set('demo-acme', damaged);
        const { verdict } = proofOf(manifest, assembly);
        if (judge.of(assembly) !== 'as declared') expect(verdict).toBe('rejected');
      },
    ),
    { numRuns: runs },
  );
});

it('gives findings for any text in place of a plan, and never throws', () => {
  const assembly = writeAssembly(manifest);
  const plans = writePlans(assembly);
  const whole = JSON.stringify(plans.get('demo-acme'));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.nat(whole.length - 1).map((at) => whole.slice(0, at)),
      ),
      (text) => {
        const tampered = new Map<string, unknown>(plans);
        tampered.set('demo-acme', text);
        const proof = proofOf(manifest, assembly, { plans: plansOf(tampered as Map<string, string>) });
        expect(proof.verdict).toBe('rejected');
      },
    ),
    { numRuns: runs },
  );
});

it('rejects a plan in which any value or mark of authority was replaced', () => {
  const assembly = writeAssembly(manifest);
  fc.assert(
    fc.property(
      fc.nat(),
      fc.constantFrom<unknown>(undefined, null, true, [], {}, '*', 'x', 7),
      (pick, replacement) => {
        const plans = writePlans(assembly);
        const plan = plans.get('demo-acme');
        const places: [Record<string, unknown>, string][] = [];
        const collect = (value: unknown): void => {
          if (typeof value !== 'object' || value === null) return;
          for (const key of Object.keys(value)) {
            places.push([value as Record<string, unknown>, key]);
            collect((value as Record<string, unknown>)[key]);
          }
        };
        const clients = plan.planned_values.root_module.resources.filter(({ type }: { type: string }) =>
          /client/.test(type),
        );
        for (const { values } of clients) collect(values.roles);
        for (const { expressions } of plan.configuration.root_module.resources) collect(expressions);
        const [holder, key] = places[pick % places.length] ?? [{}, ''];
        if (JSON.stringify(holder[key]) === JSON.stringify(replacement)) return;
        holder[key] = replacement;
        expect(proofOf(manifest, assembly, { plans: plansOf(plans) }).verdict).toBe('rejected');
      },
    ),
    { numRuns: runs },
  );
});
