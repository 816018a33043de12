import { type Expression, opaque } from './expression';

/**
 * The number that a literal says, where JavaScript holds and writes it exactly as Terraform does: a whole number in plain digits. Undefined for
 * every other: Terraform's numbers have 512 bits, so two that are one here can be two keys there, and its zero below zero is the text "-0"
 * (Terraform 1.11.4, 2026-11-27).
 */
export function wholeNumber(literal: string): number | undefined {
  if (!/^(0|-?[1-9]\d*)$/.test(literal)) return undefined;
  const value = Number(literal);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** The expression that a number literal is. */
export function numberOf(literal: string): Expression {
  const value = wholeNumber(literal);
  return value === undefined ? opaque('number') : { kind: 'number', value };
}
