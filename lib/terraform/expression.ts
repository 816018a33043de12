import { known } from '../text/known';

/*
 * The template language of Terraform's JSON syntax, as far as a proof needs it: is this text a literal, exactly one reference, or
 * anything else? Anything else is never evaluated here; it is named, so that a finding can say why it proves nothing.
 * Behaviour checked with Terraform 1.11.4 (2026-11-24): white space inside `${ }` is free, a run of two or more `$` before `{` is an
 * escape that loses one `$`, JSON texts are templates wherever an argument is expected, and every text is normalized to NFC.
 */

/** `type.name.attribute…` of one pure reference, e.g. ['genesyscloud_auth_division', 'division-voice', 'id']. */
export type Traversal = readonly [string, string, ...string[]];

export const opaqueReasons = [
  'function',
  'conditional',
  'interpolation',
  'directive',
  'local',
  'variable',
  'module',
  'each',
  'index',
  'expression',
] as const;
/** Why a text is neither a literal nor a pure reference. */
export type OpaqueReason = (typeof opaqueReasons)[number];

/** What one text says; only the first two kinds can ever prove something. */
export type Expression =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'reference'; readonly to: Traversal }
  | { readonly kind: 'opaque'; readonly reason: OpaqueReason; readonly source: string };

const pureReference = /^\$\{[ \t\r\n]*([A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_][A-Za-z0-9_-]*)+)[ \t\r\n]*\}$/;
/** Longer than any reference that somebody writes: over one of millions of steps, the pattern would exhaust the call stack. */
export const longestReference = 10_000;
// A sequence opens where exactly one `$` or `%` stands before `{`; with two or more it is an escape.
const sequence = /(?<![$])\$\{|(?<![%])%\{/;

/** Reads one text as Terraform does where an argument's value is expected. Total: every text gets exactly one kind. */
export function readExpression(source: string): Expression {
  if (!sequence.test(source)) {
    const text = source.replaceAll(/\$\$\{|%%\{/g, (doubled) => doubled.slice(1)).normalize('NFC');
    return { kind: 'literal', text };
  }
  const inner = source.length > longestReference ? undefined : pureReference.exec(source)?.[1];
  if (inner === undefined) return { kind: 'opaque', reason: opaqueReason(source), source };
  const steps = inner.split('.');
  switch (steps[0]) {
    case 'local':
      return { kind: 'opaque', reason: 'local', source };
    case 'var':
      return { kind: 'opaque', reason: 'variable', source };
    case 'module':
      return { kind: 'opaque', reason: 'module', source };
    case 'each':
    case 'count':
      return { kind: 'opaque', reason: 'each', source };
    case 'path':
    case 'self':
    case 'terraform':
      return { kind: 'opaque', reason: 'expression', source };
    default:
      return { kind: 'reference', to: steps as unknown as Traversal };
  }
}

/** Nothing to evaluate, to unescape or to normalize. */
const isPlain = (source: string): boolean => !source.includes('{') && /^[\x20-\x7e]*$/.test(source);

const remembered = known(10_000, readExpression);

/** The same, read once while it is remembered: stacks repeat few expressions very often. */
export const parseExpression = (source: string): Expression =>
  isPlain(source) ? { kind: 'literal', text: source } : remembered(source);

// Only names the reason for people; nothing is proved by it, so the order is what explains best.
function opaqueReason(source: string): OpaqueReason {
  if (/%\{/.test(source)) return 'directive';
  if (!source.startsWith('${') || !source.endsWith('}')) return 'interpolation';
  if (source.lastIndexOf('${') > source.indexOf('}')) return 'interpolation';
  if (/[A-Za-z_0-9]\s*\(/.test(source)) return 'function';
  if (/\?/.test(source)) return 'conditional';
  if (/\[|\.\d|\*/.test(source)) return 'index';
  if (/\blocal\./.test(source)) return 'local';
  if (/\bvar\./.test(source)) return 'variable';
  if (/\bmodule\./.test(source)) return 'module';
  if (/\b(each|count)\./.test(source)) return 'each';
  return 'expression';
}
