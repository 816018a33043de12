/** As Terraform orders texts: by their code points, which is not how JavaScript compares those beyond U+FFFF. */
export function compareTexts(one: string, other: string): number {
  const [a, b] = [one[Symbol.iterator](), other[Symbol.iterator]()];
  for (;;) {
    const [x, y] = [a.next().value, b.next().value];
    if (x === undefined || y === undefined) return x === y ? 0 : x === undefined ? -1 : 1;
    if (x !== y) return (x.codePointAt(0) ?? 0) - (y.codePointAt(0) ?? 0);
  }
}
