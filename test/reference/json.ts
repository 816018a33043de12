/* JSON for the reference interpreter only: members in order, duplicates kept. Shares no code with lib. Throws on what is not JSON. */

export type Node =
  | { readonly is: 'scalar'; readonly value: string | number | boolean | null }
  | { readonly is: 'array'; readonly items: readonly Node[] }
  | { readonly is: 'object'; readonly members: readonly (readonly [string, Node])[] };

const token =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;

/** Reads a whole text. */
export function read(text: string): Node {
  const tokens: string[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let end = text.length;
  while (end > 0 && ' \t\r\n'.includes(text.charAt(end - 1))) end--;
  while (at < end) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (!match) throw new Error('not JSON');
    tokens.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
    at = token.lastIndex;
  }
  let next = 0;
  const take = (): string => tokens[next++] ?? '';
  const value = (): Node => {
    const first = take();
    if (first === '{') {
      const members: (readonly [string, Node])[] = [];
      if (tokens[next] === '}') next++;
      else
        do {
          const key = take();
          if (!key.startsWith('"') || take() !== ':') throw new Error('not JSON');
          members.push([JSON.parse(key) as string, value()]);
        } while (more('}'));
      return { is: 'object', members };
    }
    if (first === '[') {
      const items: Node[] = [];
      if (tokens[next] === ']') next++;
      else
        do items.push(value());
        while (more(']'));
      return { is: 'array', items };
    }
    if (/^[}\],:]?$/.test(first)) throw new Error('not JSON');
    return { is: 'scalar', value: JSON.parse(first) as string | number | boolean | null };
  };
  const more = (close: string): boolean => {
    const separator = take();
    if (separator === close) return false;
    if (separator === ',') return true;
    throw new Error('not JSON');
  };
  const root = value();
  if (next !== tokens.length) throw new Error('not JSON');
  return root;
}

/** The plain value, keys sorted, for comparison; comments stay. */
export function plain(node: Node): unknown {
  if (node.is === 'scalar') return node.value;
  if (node.is === 'array') return node.items.map(plain);
  return Object.fromEntries(
    [...node.members].map(([key, item]) => [key, plain(item)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
