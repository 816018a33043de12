/**
 * A function that remembers its last few answers. What is read of a stack is large, and rules look at one stack after the other: keeping
 * all of it would need more memory than the proof is worth, reading it anew for each rule more time.
 */
export function recent<Key, Value>(size: number, make: (key: Key) => Value): (key: Key) => Value {
  const answers = new Map<Key, { readonly value: Value }>();
  return (key) => {
    const known = answers.get(key);
    const value = known === undefined ? make(key) : known.value;
    // A map keeps the order in which its keys were put in: what is asked for again is put in again.
    answers.delete(key);
    answers.set(key, { value });
    if (answers.size > size) {
      const [oldest] = answers.keys();
      if (oldest !== undefined) answers.delete(oldest);
    }
    return value;
  };
}
