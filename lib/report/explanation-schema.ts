import * as z from 'zod/mini';
import { about } from '../manifest/schema/leaf';
import { count, findingSchema, locationSchema, omittedSchema, waivedSchema } from './schema';

/* The shape of `explain --format json`: the source of schema/explanation.schema.json. Not loaded by `explain`. */

const chain = about(
  'From the manifest’s line to the value, or to why it is not known',
  z.array(
    z.strictObject({
      kind: about(
        'What the link is about',
        z.enum(['manifest', 'construct', 'file', 'expression', 'producer', 'plan', 'value']),
      ),
      text: about('The link in words', z.string()),
      at: about('Where it stands', z.optional(locationSchema)),
    }),
  ),
);

const explainedFinding = z.extend(findingSchema, {
  chain,
  omittedChain: about('How many links of the chain are not shown; absent where all are', z.optional(count())),
});

export const explanationSchema = z.strictObject({
  schema: about('Format of the explanation', z.literal('bulkhead-explanation/1')),
  org: about('Id of the org', z.string()),
  tenant: about('Id of the tenant', z.string()),
  verdict: about('That of the whole proof', z.enum(['proven', 'rejected'])),
  today: about(
    'Day on which waivers are judged; absent where it is that of the run',
    z.optional(z.iso.date()),
  ),
  grants: about(
    'The grants asked for, written or only declared',
    z.array(
      z.strictObject({
        client: about(
          'Name of the client’s resource; absent where no file has the grant',
          z.optional(z.string()),
        ),
        role: about('Key of the role, or what stands in its place', z.string()),
        division: about('Key of the division, or what stands in its place', z.string()),
        agrees: about('It is declared, and written and planned as declared', z.boolean()),
        proved: about('It agrees, and no open finding concerns its tenant, org, or everything', z.boolean()),
        chain,
      }),
    ),
  ),
  findings: about(
    'What is wrong with this tenant, with its org as a whole, or with no org alone',
    z.array(explainedFinding),
  ),
  waived: about(
    'Those of them that a waiver excuses',
    z.array(z.extend(waivedSchema, { finding: about('As in findings, with its chain', explainedFinding) })),
  ),
  omitted: omittedSchema,
});
