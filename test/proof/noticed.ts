import { acmePlan, planned } from '../rules/fixtures/fixture';
import { prove } from '../rules/fixtures/prove';
import type { Json } from '../support/write-assembly';

export const set = (plan: Json, name: string, value: unknown, key: string): void => {
  planned(plan, name)[key] = value;
};

/** Without what is adopted and made: the plans of the sample do both, beside what a case is about. */
export const told = (edit: Parameters<typeof acmePlan>[0]) => {
  const proof = prove(acmePlan(edit));
  const notices = proof.notices
    .filter(({ does }) => does !== 'adopts' && does !== 'makes')
    .map(({ text }) => text);
  return { verdict: proof.verdict, notices };
};
