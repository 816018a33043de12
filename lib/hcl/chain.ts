import type { Expression } from './expression';

export type Step =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'index'; readonly key: Expression };

/** A reference from its first name on: `a.b[0]` is `a`, then `.b`, then `[0]`. */
export function chain(expression: Expression): [root: Expression, steps: Step[]] {
  const steps: Step[] = [];
  let root = expression;
  while (root.kind === 'attribute' || root.kind === 'index') {
    steps.push(
      root.kind === 'attribute' ? { kind: 'attribute', name: root.name } : { kind: 'index', key: root.key },
    );
    root = root.of;
  }
  return [root, steps.reverse()];
}
