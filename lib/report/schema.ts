import * as z from 'zod/mini';
import { about } from '../manifest/schema/leaf';
import { ruleIds } from '../proof/rule-ids';
import { noticeKinds } from './notice-kinds';

/* The shape of the JSON report: the source of schema/report.schema.json. Not loaded by `check`. */

export const locationSchema = z.strictObject({
  file: about('File, relative to where bulkhead ran', z.string()),
  uri: about(
    'Percent-encoded path; only where the name holds characters that `file` shows as escapes',
    z.optional(z.string()),
  ),
  line: about('From 1; absent where the file as a whole is meant', z.optional(z.int().check(z.gte(1)))),
  column: about('From 1', z.optional(z.int().check(z.gte(1)))),
  pointer: about(
    'JSON pointer; in a manifest the path of keys, be they written or left out; in a plan the address of the resource',
    z.optional(z.string()),
  ),
});

const step = z.strictObject({
  text: about('One step, in words', z.string()),
  at: about('Where it stands', z.optional(locationSchema)),
});

export const count = () => z.int().check(z.gte(0));

export const findingSchema = z.strictObject({
  rule: about('Id of the rule', z.enum(ruleIds)),
  severity: about('How grave it is', z.literal('error')),
  org: about('Id of the org', z.optional(z.string())),
  tenant: about('Id of the tenant; absent for what concerns the whole org', z.optional(z.string())),
  subject: about('The exact tuple that a waiver must repeat', z.string()),
  what: about('What happened', z.string()),
  why: about('Why it matters', z.string()),
  fix: about('What to do', z.string()),
  waiveWith: about(
    'What waivers.yaml would have to repeat; absent for what can never be waived',
    z.optional(
      z.strictObject({
        rule: about('Id of the rule', z.string()),
        tenant: about('Id of the tenant', z.optional(z.string())),
        subject: about('The exact tuple', z.string()),
      }),
    ),
  ),
  at: about('Every place that shows it: manifest, written file, plan', z.array(locationSchema)),
  because: about('The chain that led to the finding', z.array(step)),
  omitted: about(
    'What of this finding is too much to be shown; absent where all is shown',
    z.optional(
      z.strictObject({
        at: about('How many places more', count()),
        because: about('How many steps more', count()),
      }),
    ),
  ),
});

export const omittedFindings = z.strictObject({
  rule: about('Id of the rule', z.enum(ruleIds)),
  org: about('Id of the org', z.optional(z.string())),
  tenant: about('Id of the tenant', z.optional(z.string())),
  count: about('How many more there are', count()),
});

export const waivedSchema = z.strictObject({
  finding: about('As in findings', findingSchema),
  reason: about('Why it is excused', z.string()),
  owner: about('Who answers for that', z.string()),
  expires: about('Last day of the waiver', z.iso.date()),
});

const noticeKind = z.enum(Object.keys(noticeKinds));

export const omittedSchema = about(
  'What is too much to be shown (more than 1,000 of one rule or kind): counted; absent where all is shown',
  z.optional(
    z.strictObject({
      findings: about('Findings, by rule and tenant', z.array(omittedFindings)),
      waived: about('Waived findings, by rule and tenant', z.array(omittedFindings)),
      notices: about(
        'Notices, by stack and kind',
        z.array(
          z.strictObject({
            stack: about('Name of the stack', z.string()),
            does: about('What happens', noticeKind),
            count: about('How many more there are', count()),
          }),
        ),
      ),
    }),
  ),
);

export const reportSchema = z.strictObject({
  schema: about('Format of the report', z.literal('bulkhead-report/1')),
  verdict: about('proven when no finding is open', z.enum(['proven', 'rejected'])),
  examined: about(
    'How much was looked at',
    z.strictObject({
      orgs: about('Orgs of the manifest', count()),
      tenants: about('Tenants of the manifest', count()),
      stacks: about('Stacks in the output folder', count()),
      clients: about('Client resources', count()),
      grants: about('Pairs of role and division', count()),
      roles: about('Role resources', count()),
      permissions: about('Permissions of the role templates', count()),
      plans: about('Plans; 0 without --plans', count()),
    }),
  ),
  assumptions: about('What the proof takes for granted', z.array(z.string())),
  findings: about('What is wrong; empty when proven', z.array(findingSchema)),
  waived: about('Findings that a waiver excuses', z.array(waivedSchema)),
  notices: about(
    'What plans will do that breaks no rule and that a reviewer must not miss',
    z.array(
      z.strictObject({
        stack: about('Name of the stack', z.string()),
        file: about('The plan’s file', z.string()),
        uri: about('Percent-encoded path, as in findings', z.optional(z.string())),
        address: about('Address of the resource', z.string()),
        does: about('What happens to it', noticeKind),
        text: about('The same in words, with what follows from it', z.string()),
      }),
    ),
  ),
  grants: about(
    'Every grant in the files, proved or not',
    z.array(
      z.strictObject({
        org: about('Id of the org', z.string()),
        tenant: about('Id of the tenant', z.string()),
        client: about('Name of the client’s resource', z.string()),
        role: about('Key of the role, or what stands in its place', z.string()),
        division: about('Key of the division, or what stands in its place', z.string()),
        source: about('Whose the division is; absent when not proved', z.optional(z.enum(['own', 'shared']))),
        chain: about('How role and division were followed, step by step', z.array(step)),
      }),
    ),
  ),
  omitted: omittedSchema,
  inputs: about(
    'SHA-256 of every file read; not of what terraform init notes in .terraform',
    z.record(z.string(), z.string().check(z.regex(/^[0-9a-f]{64}$/))),
  ),
});
