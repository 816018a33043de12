import * as z from 'zod/mini';
import { about, date, line, uuid } from './leaf';

/** `catalog.json`: a snapshot of the live org. `permissions` maps each permission to "is it division-aware". */
export const catalogSchema = z.strictObject({
  schema: about('Format of this file', z.literal('bulkhead-catalog/1')),
  demonstration: about('Not a snapshot of a real organization', z._default(z.boolean(), false)),
  organization: about(
    'The organization that the snapshot was taken of',
    z.strictObject({
      id: about('Id of the organization in Genesys Cloud', uuid()),
      name: about('Its name', line()),
    }),
  ),
  region: about('AWS region of the organization', z.string()),
  date: about('Day of the snapshot (YYYY-MM-DD)', date()),
  homeDivisionId: about('Id of the home division', uuid()),
  permissions: about(
    'Every permission of the organization, and whether it is division-aware',
    z.record(z.string().check(z.minLength(1)), z.boolean()),
  ),
});

export type Catalog = z.infer<typeof catalogSchema>;
