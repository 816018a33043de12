/** Whether a permission (or one part of it) holds a `*`. Genesys policies accept it as entity and as action. */
export const isWildcard = (permission: string): boolean => permission.includes('*');

/**
 * The spelling under which two permissions are compared when the question is what somebody *could* do: without regard to letter case
 * and surrounding space. Whether Genesys Cloud distinguishes case is not documented; if it does, this sees too much, never too little.
 */
export const fold = (permission: string): string => permission.trim().toLowerCase();

/**
 * Whether some permission matches both patterns. Both sides may hold wildcards: `authorization:*:add` overlaps `authorization:grant:*`.
 * Between two patterns of three parts, `*` stands for any text within its part; otherwise for any text, colons included, so that a
 * malformed `a:*` covers all of `a`. Compares as {@link fold} does. Time is proportional to the product of the lengths, and short for
 * patterns that begin differently.
 */
export function overlaps(left: string, right: string): boolean {
  const a = fold(left);
  const b = fold(right);
  if (!isWildcard(a) && !isWildcard(b)) return a === b;
  const [aParts, bParts] = [a.split(':'), b.split(':')];
  if (aParts.length !== 3 || bParts.length !== 3) return textsOverlap(a, b);
  return aParts.every((part, i) => textsOverlap(part, bParts[i] ?? ''));
}

function textsOverlap(a: string, b: string): boolean {
  if (!agreeUpToFirstStar(a, b)) return false;
  // row[j]: a.slice(i) and b.slice(j) have a common match. Rows are filled from the end of `a` to its start.
  let row = onlyStarsFrom(b);
  for (let i = a.length - 1; i >= 0; i--) {
    const next: boolean[] = new Array<boolean>(b.length + 1).fill(false);
    next[b.length] = a[i] === '*' && row[b.length] === true;
    for (let j = b.length - 1; j >= 0; j--) {
      if (a[i] === '*') next[j] = row[j] === true || next[j + 1] === true;
      else if (b[j] === '*') next[j] = next[j + 1] === true || row[j] === true;
      else next[j] = a[i] === b[j] && row[j + 1] === true;
    }
    row = next;
  }
  return row[0] === true;
}

/** What nothing matches: the empty rest of the other pattern meets a rest of stars only. */
function onlyStarsFrom(pattern: string): boolean[] {
  const row = new Array<boolean>(pattern.length + 1).fill(false);
  row[pattern.length] = true;
  for (let j = pattern.length - 1; j >= 0 && pattern[j] === '*'; j--) row[j] = true;
  return row;
}

function agreeUpToFirstStar(a: string, b: string): boolean {
  for (let i = 0; ; i++) {
    const [x, y] = [a[i], b[i]];
    if (x === '*' || y === '*') return true;
    if (x !== y) return false;
    if (x === undefined) return true;
  }
}
