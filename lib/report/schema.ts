import * as z from 'zod/mini';
import { ruleIds } from '../proof/rule-ids';

/** The shape of the JSON report: the source of schema/report.schema.json. Not loaded by `check`. */
const about = <T extends z.ZodMiniType>(text: string, schema: T): T => schema.check(z.describe(text));

const location = z.strictObject({
  file: about('File, relative to where bulkhead ran', z.string()),
  line: z.optional(z.int().check(z.gte(1))),
  column: z.optional(z.int().check(z.gte(1))),
  pointer: about('JSON pointer, or the path of keys in a manifest', z.optional(z.string())),
});

const step = z.strictObject({ text: z.string(), at: z.optional(location) });

const finding = z.strictObject({
  rule: z.enum(ruleIds),
  severity: z.literal('error'),
  org: z.optional(z.string()),
  tenant: z.optional(z.string()),
  subject: about('The exact tuple that a waiver must repeat', z.string()),
  what: about('What happened', z.string()),
  why: about('Why it matters', z.string()),
  fix: about('What to do', z.string()),
  waiveWith: about(
    'What waivers.yaml would have to repeat; absent for what can never be waived',
    z.optional(z.strictObject({ rule: z.string(), tenant: z.optional(z.string()), subject: z.string() })),
  ),
  at: z.array(location),
  because: about('The chain that led to the finding', z.array(step)),
});

const count = z.int().check(z.gte(0));

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
  assumptions: about('What the proof takes for granted', z.array(z.string())),
  findings: z.array(finding),
  waived: z.array(z.strictObject({ finding, reason: z.string(), owner: z.string(), expires: z.iso.date() })),
  grants: z.array(
    z.strictObject({
      org: z.string(),
      tenant: z.string(),
      client: z.string(),
      role: z.string(),
      division: z.string(),
      source: about('Whose the division is; absent when not proved', z.optional(z.enum(['own', 'shared']))),
      chain: z.array(step),
    }),
  ),
  inputs: about(
    'SHA-256 of every file read',
    z.record(z.string(), z.string().check(z.regex(/^[0-9a-f]{64}$/))),
  ),
});
