/**
 * A function of texts that remembers up to so many answers and then starts anew. For texts that files repeat very often, where equal texts
 * mean the same.
 */
export function known<Value extends object>(
  most: number,
  read: (text: string) => Value,
): (text: string) => Value {
  const answers = new Map<string, Value>();
  return (text) => {
    const before = answers.get(text);
    if (before !== undefined) return before;
    const value = read(text);
    if (answers.size >= most) answers.clear();
    answers.set(text, value);
    return value;
  };
}
