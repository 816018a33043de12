/** How sure a documented behaviour is: read in a primary source, inferred from one secondary source, or weak. */
type Confidence = 'high' | 'medium' | 'low';

/** A question about Genesys Cloud that nobody outside has answered, and the answers that the emulator can give. */
interface Assumption {
  readonly question: string;
  /** The first is the default. */
  readonly answers: readonly [string, ...string[]];
  readonly confidence: Confidence;
  readonly source: string;
}

const notSeen = 'not seen on a live org';

/**
 * Every assumption, as collected on 2026-11-23 from vendor help, API description (2026-08-07), SDKs and the Terraform provider 1.84.1.
 * `bulkhead emulator --assume <id>=<answer>` gives another answer.
 */
export const assumptions = {
  'foreign-object': {
    question: 'What does reading or changing a single object of a foreign division answer?',
    answers: ['403', '404'],
    confidence: 'medium',
    source: 'the API description declares 403; some services may say 404',
  },
  'foreign-division-list': {
    question: 'What does a list answer when it asks for foreign divisions only?',
    answers: ['empty', '403'],
    confidence: 'low',
    source: notSeen,
  },
  'put-drops-api-grants': {
    question: 'Does writing a client drop the grants that the grants API gave it?',
    answers: ['yes', 'no'],
    confidence: 'medium',
    source: 'roleDivisions is a whole set; one store for both is inferred',
  },
  delegation: {
    question: 'What must a caller hold of a role that it hands out?',
    answers: ['role', 'permissions', 'nothing'],
    confidence: 'medium',
    source: 'vendor help: only roles that the caller holds; by id and per division is inferred',
  },
  'grants-api-delegation': {
    question: 'Must a caller of the grants API hold what it hands out, as a caller of the clients API must?',
    answers: ['no', 'yes'],
    confidence: 'medium',
    source: 'the API description asks for authorization:grant:add only',
  },
  'failed-delegation': {
    question: 'Which status refuses a role that the caller does not hold?',
    answers: ['400', '403'],
    confidence: 'medium',
    source: 'API description: bad.client.role',
  },
  'tokens-after-reset': {
    question: 'Do tokens live on when the secret is reset or the client becomes inactive?',
    answers: ['live', 'die'],
    confidence: 'medium',
    source: notSeen,
  },
  'tokens-after-delete': {
    question: 'Do tokens of a deleted client live on?',
    answers: ['die', 'live'],
    confidence: 'low',
    source: notSeen,
  },
  'token-shows-grants': {
    question: 'Does GET /tokens/me show the grants of the client?',
    answers: ['yes', 'no'],
    confidence: 'low',
    source: 'the model has the field',
  },
  'self-discovery': {
    question: 'Do subjects/me and divisionspermitted/me answer clients at all?',
    answers: ['yes', 'no'],
    confidence: 'medium',
    source: 'open in the API description',
  },
  'list-totals': {
    question: 'Do totals of lists count what the caller cannot see?',
    answers: ['filtered', 'leaking'],
    confidence: 'medium',
    source: notSeen,
  },
  'all-divisions': {
    question: 'Does a grant in * cover divisions made later?',
    answers: ['later-too', 'then-only'],
    confidence: 'medium',
    source: 'vendor help, for people',
  },
  'division-names': {
    question: 'Does letter case count when division names must differ?',
    answers: ['ignore-case', 'case-counts'],
    confidence: 'low',
    source: notSeen,
  },
  'division-name-reuse': {
    question: 'Can the name of a deleted division be taken again?',
    answers: ['yes', 'no'],
    confidence: 'low',
    source: notSeen,
  },
  'client-scopes': {
    question: 'What becomes of scopes of a client-credentials client?',
    answers: ['stored', 'refused'],
    confidence: 'medium',
    source: 'stored without effect; the provider’s own tests send none',
  },
  'role-wildcards': {
    question: 'Does the API keep a * in a role’s policies?',
    answers: ['kept', 'expanded'],
    confidence: 'medium',
    source: 'expansion was announced for 2026-06-01',
  },
  'rate-limits': {
    question: 'Are 300 calls a minute and token, and 300 tokens a minute and client, enforced?',
    answers: ['off', 'on'],
    confidence: 'medium',
    source: 'vendor help on rate limits',
  },
} as const satisfies Readonly<Record<string, Assumption>>;

type AssumptionId = keyof typeof assumptions;
/** One answer for each question. */
export type Answers = { readonly [Id in AssumptionId]: (typeof assumptions)[Id]['answers'][number] };

export const assumptionIds = Object.keys(assumptions) as readonly AssumptionId[];

export const defaultAnswers = Object.fromEntries(
  assumptionIds.map((id) => [id, assumptions[id].answers[0]]),
) as Answers;

/** `id=answer` texts as answers. @throws RangeError that names what exists, or what was answered twice. */
export function answersFrom(texts: readonly string[]): Partial<Answers> {
  const given = new Set<string>();
  return Object.fromEntries(
    texts.map((text) => {
      const [id = '', ...rest] = text.split('=');
      const answer = rest.join('=');
      if (given.has(id)) throw new RangeError(`${JSON.stringify(id)} is answered twice.`);
      given.add(id);
      const known = Object.hasOwn(assumptions, id) ? assumptions[id as AssumptionId] : undefined;
      if (known === undefined)
        throw new RangeError(
          `${JSON.stringify(id)} is no assumption: there are ${assumptionIds.join(', ')}.`,
        );
      if (!(known.answers as readonly string[]).includes(answer))
        throw new RangeError(`${id} can be ${known.answers.join(' or ')}, not ${JSON.stringify(answer)}.`);
      return [id, answer];
    }),
  );
}
