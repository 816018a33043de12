import { expectTypeOf, it } from 'vitest';
import type { Finding, FindingOf } from '../../lib/proof/finding';
import type { PlanIssue } from '../../lib/proof/planned-grants';
import { stackIssue } from '../../lib/proof/planned-stack';
import type { RuleId } from '../../lib/proof/rule-ids';
import type { Subject } from '../../lib/proof/subject';
import { findGrants } from '../../lib/rules/grants';
import type { Message, Messages } from '../../lib/rules/messages/message';

/* Held by the compiler (npm run types), where each line without the error that it expects is one. */

type Values<Id extends RuleId> = FindingOf<Id>['values'];

it('a finding gives all that its message needs, and words that the message knows', () => {
  const of = { org: undefined, tenant: undefined, subject: '', at: [], because: [] };
  expectTypeOf({
    ...of,
    rule: 'grant-type' as const,
    values: { client: '', written: '' },
  }).toExtend<Finding>();
  expectTypeOf({ ...of, rule: 'grant-type' as const, values: { client: '' } }).not.toExtend<Finding>();
  expectTypeOf<{ stack: string; what: string; wanted: 'whole' }>().toExtend<Values<'incomplete-plan'>>();
  expectTypeOf<{ stack: string; what: string; wanted: string }>().not.toExtend<Values<'incomplete-plan'>>();
});

it('what is found in grants and plans is a finding only with the values of its rule', () => {
  const found = (subject: Subject) => findGrants(subject, 'unowned-division', () => ({}));
  expectTypeOf<ReturnType<typeof found>[number]>().not.toExtend<Finding>();
  const adopted = stackIssue('undeclared-adoption', 'demo-acme', 'moves x to y', 'x', 'take-out');
  expectTypeOf(adopted).toExtend<PlanIssue>();
  const renamed = stackIssue('undeclared-adoption', 'demo-acme', 'moves x to y', 'x', 'rename-back');
  expectTypeOf(renamed).not.toExtend<PlanIssue>();
  const owned = stackIssue('foreign-division', 'demo-acme', 'holds x', 'x', 'hand-over');
  expectTypeOf(owned).not.toExtend<PlanIssue>();
});

it('a message reads what its rule gives, and each rule has one', () => {
  const message = { says: '', why: '', fix: () => '' };
  const right: Message<'grant-type'> = { ...message, what: ({ values }) => values.written };
  // @ts-expect-error: no value of that name
  const wrong: Message<'grant-type'> = { ...message, what: ({ values }) => values.wirtten };
  expectTypeOf([right, wrong]).toExtend<readonly Message<'grant-type'>[]>();
  expectTypeOf<{ 'grant-type': Message<'grant-type'> }>().not.toExtend<Messages<RuleId>>();
});
