/** What can go wrong with a call, each with the share of calls that it hits. */
export const faultKinds = {
  429: 'refused with Retry-After: 1, before anything is done',
  500: 'answered 500, before anything is done',
  503: 'answered 503, before anything is done',
  slow: 'answered 200 to 700 ms late',
  drop: 'connection closed, before anything is done',
  lost: 'connection closed after the work is done: the answer is lost',
} as const;

export type FaultKind = `${keyof typeof faultKinds}`;

/** Rates from 0 to 1, whose sum is at most 1, and the seed of the dice. */
export interface FaultPlan {
  readonly rates: Readonly<Partial<Record<FaultKind, number>>>;
  readonly seed: number;
}

/** Reads `429=0.1,slow=0.05,seed=7`. @throws RangeError that says what is expected */
export function faultPlanFrom(text: string): FaultPlan {
  let seed = 1;
  const rates: Partial<Record<FaultKind, number>> = {};
  const given = new Set<string>();
  for (const part of text.split(',')) {
    const [, name = '', value = ''] = /^\s*(\w+)=(\d+(?:\.\d+)?)\s*$/.exec(part) ?? [];
    const number = Number(value);
    if (given.has(name)) throw new RangeError(`${JSON.stringify(part)}: ${name} is given twice.`);
    given.add(name);
    if (name === 'seed' && Number.isSafeInteger(number)) seed = number;
    else if (Object.hasOwn(faultKinds, name) && number <= 1) rates[name as FaultKind] = number;
    else
      throw new RangeError(
        `${JSON.stringify(part)} is no fault: write ${Object.keys(faultKinds).join(', ')} with a rate from 0 to 1, or seed, e.g. 429=0.1,slow=0.05,seed=7.`,
      );
  }
  if (Object.values(rates).reduce((sum, rate) => sum + rate, 0) > 1)
    throw new RangeError('The rates of all faults together are more than 1.');
  return { rates, seed };
}

/** Decides for each call which fault hits it. The same seed gives the same row of faults. */
export function dice({ rates, seed }: FaultPlan): () => FaultKind | undefined {
  const random = generator(seed);
  return () => {
    let left = random();
    for (const kind of Object.keys(faultKinds) as FaultKind[]) {
      left -= rates[kind] ?? 0;
      if (left < 0) return kind;
    }
    return undefined;
  };
}

/** Numbers in [0, 1): the generator mulberry32 (public domain, T. Ettinger 2017), good enough for dice. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
