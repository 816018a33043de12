import { expect, it } from 'vitest';
import { load, orgText, tenantText } from './texts';

const granted = (division: string, count: number): string =>
  tenantText.replace('[voice]', `[${Array(count).fill(division).join(', ')}]`);

const problemsOf = (texts: Readonly<Record<string, string>>): readonly string[] => {
  const result = load(texts);
  return result.ok ? [] : result.problems.map(({ message }) => message);
};

it('lists the first of hundreds of thousands of problems of a file', () => {
  const problems = problemsOf({ 'demo/org.yaml': orgText, 'demo/acme.yaml': granted('zz', 250_000) });
  expect(problems.length).toBe(101);
  expect(problems).toContain('only the first 100 problems of this file are listed');
});

it('asks of very many divisions soon whose they are, in an org of very many tenants', () => {
  const tenants = Array.from({ length: 1000 }, (_, index) => [`demo/tenant-${index}.yaml`, tenantText]);
  const wrong = Array.from({ length: 3 }, (_, index) => [`demo/wrong-${index}.yaml`, granted('zz', 250_000)]);
  const owner = tenantText.replace('voice: {}', 'voice: {}\n  zz: {}');
  const texts = Object.fromEntries([...tenants, ...wrong, ['demo/acme.yaml', owner]]);
  const problems = problemsOf({ 'demo/org.yaml': orgText, ...texts });
  expect(problems).toContain('division "zz" belongs to acme, not to wrong-0');
});
