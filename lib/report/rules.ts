import { allRules } from '../rules';
import { messages } from '../rules/messages';

/** One rule as `bulkhead rules` and the reference show it. */
interface CatalogueEntry {
  readonly id: string;
  readonly severity: 'error';
  readonly waivable: boolean;
  readonly about: string;
  readonly says: string;
  readonly why: string;
}

/** Whether findings of a rule can be waived, as a sentence. */
export const waivability = ({ waivable }: Pick<CatalogueEntry, 'waivable'>): string =>
  waivable ? 'Can be waived, for one tenant and at most 180 days.' : 'Can never be waived.';

/** All rules in the order of the reference. */
export const catalogue = (): readonly CatalogueEntry[] =>
  allRules.map(({ id, waivable, about }) => ({
    id,
    severity: 'error',
    waivable,
    about,
    says: messages[id].says,
    why: messages[id].why,
  }));
