import type { LiteralNode, OperandNode } from '../syntax/ast.ts';
import { literalValue } from '../syntax/literals.ts';
import { type Fold, fold, isNullish, numberOf } from '../values/equality.ts';

/**
 * Names for what `= literal` holds of: some value equals two literals when they share a name. Text has up to three, since
 * it also stands for the number or boolean that it is written like.
 */
export function namesOf(literal: LiteralNode, folding: Fold = fold): readonly string[] {
  const value = literalValue(literal);
  if (isNullish(value)) return ['null'];
  if (typeof value === 'boolean') return [`boolean ${value}`];
  if (typeof value !== 'string') return [`number ${value}`];
  const folded = fold(value);
  if (folded === 'true' || folded === 'false') return [`boolean ${folded}`];
  const number = numberOf(value);
  const text = `text ${folding(value)}`;
  return number === undefined ? [text] : [text, `number ${number}`];
}

/** A name that two literals share only when they are equal to the same values, whether or not case counts. */
export function spelt(literal: LiteralNode): string {
  const [name = ''] = namesOf(literal);
  const isText = literal.kind === 'String' && literal.value !== fold(literal.value);
  return isText ? `text ${literal.value}` : name;
}

/** The number that an operand is or that its text is written like. Nothing but a literal has a value. */
export function numberIn(node: OperandNode): number | bigint | undefined {
  return numberOf((node as Partial<LiteralNode & { readonly value: unknown }>).value);
}
