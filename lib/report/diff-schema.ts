import * as z from 'zod/mini';
import { about } from '../manifest/schema/leaf';
import { count } from './schema';

/* The shape of `diff --format json`: the source of schema/diff.schema.json. Not loaded by `diff`. */

const reach = z.strictObject({
  org: about('Id of the org', z.string()),
  tenant: about('Id of the tenant', z.string()),
  role: about('Name of the role template', z.string()),
  permission: about('domain:entity:action', z.string()),
  division: about('Key of the division', z.string()),
  source: about('Whether the division is the tenant’s own or shared by the org', z.enum(['own', 'shared'])),
});

const change = z.strictObject({
  effect: about(
    'new: more is possible than before. removed: less is. neutral: nobody’s access changes',
    z.enum(['new', 'removed', 'neutral']),
  ),
  kind: about(
    'What changed',
    z.enum(['tenant', 'role', 'shared-division', 'grant', 'division', 'client', 'waiver', 'org']),
  ),
  org: about('Id of the org', z.string()),
  tenants: about('Tenants that it reaches', z.array(z.string())),
  text: about('The change in words', z.string()),
  byHand: z.optional(about('It only comes about when somebody acts: no deployment does it', z.literal(true))),
  opened: about('Reach that it adds', z.array(reach)),
  closed: about('Reach that it takes away', z.array(reach)),
});

export const diffSchema = z.strictObject({
  schema: about('Format of the diff', z.literal('bulkhead-diff/1')),
  changes: about('New access first, from wide to narrow; empty when no access changes', z.array(change)),
  opened: about('How many pairs of permission and division came, over all tenants', count()),
  closed: about('How many went', count()),
  unchanged: about('How many stayed', count()),
});
