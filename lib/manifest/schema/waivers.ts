import * as z from 'zod/mini';
import { about, date, id, line, linePattern } from './leaf';

const longestSubject = 1000;

/** Whether a waiver could repeat this subject at all: no expression, no invisible character, not too long. */
export const canBeWaived = (subject: string): boolean =>
  subject.length <= longestSubject && linePattern.test(subject);

/** `waivers.yaml`: reviewed exceptions, each bound to the exact tuple that a finding shows in its "waive with" line. */
export const waiversSchema = z.array(
  z.strictObject({
    rule: about('Id of the rule whose finding is waived', line()),
    tenant: about('The tenant it is about; absent for findings about the org', z.optional(id())),
    subject: about('The subject exactly as the finding\'s "waive with" line shows it', line(longestSubject)),
    reason: about('Why this exception is acceptable', line()),
    owner: about('Who answers for it', line()),
    expires: about('Last day on which it holds (YYYY-MM-DD), at most 180 days ahead', date()),
  }),
);

export type Waiver = z.infer<typeof waiversSchema>[number];
