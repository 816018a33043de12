import * as z from 'zod/mini';
import { toJSONSchema } from 'zod/v4/core';
import { about } from '../manifest/schema/leaf';
import { count } from '../report/schema';
import { outcomes } from './check';

/* The shape of `verify --format json` and `audit --format json`: the source of schema/live.schema.json. Loaded by neither. */

const check = z.strictObject({
  id: about('Which question was asked', z.string()),
  subject: about('About what: a division, a role, a permission, an operation', z.string()),
  outcome: about('What it came to: only match is fine', z.enum(outcomes)),
  expected: about('What the manifest leads to', z.string()),
  seen: about('What the org showed', z.string()),
});

const liveSchema = z.strictObject({
  schema: about('Format of the report', z.literal('bulkhead-live/1')),
  command: about('Who asked: a tenant (verify) or the deployer (audit)', z.enum(['verify', 'audit'])),
  org: about('Id of the org', z.string()),
  verdict: about('confirmed when every check is a match', z.enum(['confirmed', 'refuted'])),
  counts: about(
    'How many checks came to each outcome',
    z.strictObject({
      match: about('As expected', count()),
      extra: about('More than the manifest declares', count()),
      missing: about('Declared, and not there', count()),
      foreign: about('Of somebody else', count()),
      unreadable: about('Could not be asked, or the answer is not what the API describes', count()),
    }),
  ),
  sections: about(
    'One of the org, and one of each tenant that was asked about',
    z
      .array(
        z.strictObject({
          owner: about('org, or org/tenant', z.string()),
          checks: about('At least one', z.array(check).check(z.minLength(1))),
          residual: about(
            'What no role and no division takes away',
            z.array(
              z.strictObject({
                what: about('What it is', z.string()),
                count: about('How many there are', count()),
              }),
            ),
          ),
        }),
      )
      .check(z.minLength(1)),
  ),
  resumed: about(
    'Only where answers of an interrupted run were used',
    z.optional(
      z.strictObject({
        begun: about('When that run began', z.string()),
        remembered: about('How many of its answers the report rests on', count()),
      }),
    ),
  ),
});

/** The JSON Schema of the report of `verify` and `audit`, as committed in schema/live.schema.json. */
export const liveJsonSchema = (): object => ({
  title: 'Bulkhead report on a live org',
  ...toJSONSchema(liveSchema),
});
