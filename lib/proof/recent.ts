/**
 * A function that remembers its last few answers. What is read of a stack is large, and rules look at one stack after the other: keeping
 * all of it would need more memory than the proof is worth, reading it anew for each rule more time.
 *
 * A list, since a Map that is written to for ever leaves its outgrown tables behind, each pointing to the next and to what it held: minor
 * collections then free nothing that was ever remembered (seen with Node 20.20, 2026-11-27).
 */
export function recent<Key, Value>(size: number, make: (key: Key) => Value): (key: Key) => Value {
  const answers: { readonly key: Key; readonly value: Value }[] = [];
  return (key) => {
    const index = answers.findIndex((answer) => answer.key === key);
    const answer = answers[index] ?? { key, value: make(key) };
    // What was asked for last comes first.
    if (index !== -1) answers.splice(index, 1);
    answers.unshift(answer);
    if (answers.length > size) answers.pop();
    return answer.value;
  };
}
