import { z } from 'zod';
import { ruleIds } from '../proof/rule-ids';

/** The shape of the JSON report: the source of schema/report.schema.json. Not loaded by `check`. */
const location = z.strictObject({
  file: z.string().describe('File, relative to where bulkhead ran'),
  line: z.int().min(1).optional(),
  column: z.int().min(1).optional(),
  pointer: z.string().optional().describe('JSON pointer, or the path of keys in a manifest'),
});

const step = z.strictObject({ text: z.string(), at: location.optional() });

const finding = z.strictObject({
  rule: z.enum(ruleIds),
  severity: z.literal('error'),
  org: z.string().optional(),
  tenant: z.string().optional(),
  subject: z.string().describe('The exact tuple that a waiver must repeat'),
  what: z.string().describe('What happened'),
  why: z.string().describe('Why it matters'),
  fix: z.string().describe('What to do'),
  waiveWith: z
    .strictObject({ rule: z.string(), tenant: z.string().optional(), subject: z.string() })
    .optional()
    .describe('What waivers.yaml would have to repeat; absent for what can never be waived'),
  at: z.array(location),
  because: z.array(step).describe('The chain that led to the finding'),
});

const count = z.int().min(0);

export const reportSchema = z.strictObject({
  schema: z.literal('bulkhead-report/1'),
  verdict: z.enum(['proven', 'rejected']),
  examined: z.strictObject({
    orgs: count,
    tenants: count,
    stacks: count,
    clients: count,
    grants: count,
    roles: count,
    permissions: count,
    plans: count,
  }),
  assumptions: z.array(z.string()).describe('What the proof takes for granted'),
  findings: z.array(finding),
  waived: z.array(z.strictObject({ finding, reason: z.string(), owner: z.string(), expires: z.iso.date() })),
  grants: z.array(
    z.strictObject({
      org: z.string(),
      tenant: z.string(),
      client: z.string(),
      role: z.string(),
      division: z.string(),
      source: z.enum(['own', 'shared']).optional().describe('Whose the division is; absent when not proved'),
      chain: z.array(step),
    }),
  ),
  inputs: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)).describe('SHA-256 of every file read'),
});
