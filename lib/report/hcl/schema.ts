import * as z from 'zod/mini';
import { about } from '../../manifest/schema/leaf';
import { count, findingSchema, locationSchema, omittedFindings } from '../schema';

/** The shape of `check --hcl --format json`: the source of schema/hcl-report.schema.json. Not loaded by `check`. */
export const hclReportSchema = z.strictObject({
  schema: about('Format of the report', z.literal('bulkhead-hcl-report/1')),
  verdict: about(
    'contained when every grant lies in a division, and has a role, that these files make, and nothing else was found; it says nothing about whose they are',
    z.enum(['contained', 'rejected']),
  ),
  examined: about(
    'How much was looked at',
    z.strictObject({
      files: about('Files that were read', count()),
      modules: about('The root and every instance of a module', count()),
      clients: about('Clients, those of count and for_each each', count()),
      grants: about('Pairs of role and division', count()),
      roles: about('Roles that these files make', count()),
      divisions: about('Divisions that these files make', count()),
    }),
  ),
  claims: about('What contained means; empty when rejected', z.array(z.string())),
  notClaimed: about('What nothing here says', z.array(z.string())),
  findings: about('What is wrong; empty when contained', z.array(findingSchema)),
  answers: about(
    'Clients that rest on what does not exist, argument by argument',
    z.array(
      z.strictObject({
        client: about('Address of the client', z.string()),
        outcome: about('What Terraform and Genesys Cloud would make of it', z.string()),
        arguments: z.array(
          z.strictObject({
            argument: about('Name of the argument or block', z.string()),
            exists: about('Whether the provider’s resource has it', z.boolean()),
            does: about('What it does, or what to write instead', z.string()),
            at: about('Where it stands', locationSchema),
          }),
        ),
        manifest: about(
          'The manifest that does what was meant; absent where that cannot be told',
          z.optional(z.array(z.strictObject({ path: z.string(), text: z.string() }))),
        ),
        needs: about('What else that manifest needs; absent where there is none', z.optional(z.string())),
      }),
    ),
  ),
  omitted: about(
    'Findings and answers that are too many to be shown: counted; absent where all are shown',
    z.optional(
      z.strictObject({
        findings: about('By rule', z.array(omittedFindings)),
        answers: about('Clients without an answer; absent where there are none', z.optional(count())),
      }),
    ),
  ),
  inputs: about(
    'SHA-256 of every file read; not of what terraform init notes in .terraform',
    z.record(z.string(), z.string().check(z.regex(/^[0-9a-f]{64}$/))),
  ),
});
