import type { Messages } from './message';

type Ids = 'expired-waiver' | 'unused-waiver' | 'invalid-waiver';

export const waiverMessages: Messages<Ids> = {
  'expired-waiver': {
    says: 'No waiver is past its date.',
    what: ({ values: { waives, expires } }) => `The waiver of ${waives} expired on ${expires}.`,
    why: 'An exception is reviewed again after its date, or it is none.',
    fix: () =>
      'Fix what it excused and remove it, or review it again and set a new date, at most 180 days off.',
  },
  'unused-waiver': {
    says: 'Every waiver excuses something.',
    what: ({ values: { waives } }) => `The waiver of ${waives} excuses nothing.`,
    why: 'It would silently excuse the same thing when it comes back.',
    fix: () => 'Remove it.',
  },
  'invalid-waiver': {
    says: 'Every waiver names a rule that can be waived, and ends within 180 days.',
    what: ({ values: { waives, problem } }) => `The waiver of ${waives} does not hold: ${problem}.`,
    why: 'A waiver that does not hold excuses nothing.',
    fix: ({ values: { problem } }) =>
      problem.includes('can never be waived')
        ? 'Remove it, and fix what it was to excuse.'
        : problem.startsWith('it ends more than')
          ? 'Set an earlier date, at most 180 days off.'
          : 'Correct or remove it; the exact line stands under "waive with" of the finding.',
  },
};
