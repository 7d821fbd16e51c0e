import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/*
 * All mutants of some folders in one program, each behind a switch: `$m(17) ? a !== b : a === b`. So nothing is loaded again
 * for the next one. What runs while modules load is not switched, and never counts.
 */

export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly change: string;
}

export const mutants: Mutant[] = [];

/** The mutant that is on, and those that were asked for while none was. */
export const state = { active: -1, reached: new Set<number>(), isWatching: false };

(globalThis as unknown as Record<string, unknown>)['$m'] = (index: number): boolean => {
  if (state.isWatching) state.reached.add(index);
  return state.active === index;
};

const INSTEAD = new Map<ts.SyntaxKind, ts.BinaryOperator>([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ts.SyntaxKind.EqualsEqualsEqualsToken],
  [ts.SyntaxKind.LessThanToken, ts.SyntaxKind.LessThanEqualsToken],
  [ts.SyntaxKind.LessThanEqualsToken, ts.SyntaxKind.LessThanToken],
  [ts.SyntaxKind.GreaterThanToken, ts.SyntaxKind.GreaterThanEqualsToken],
  [ts.SyntaxKind.GreaterThanEqualsToken, ts.SyntaxKind.GreaterThanToken],
  [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken],
  [ts.SyntaxKind.BarBarToken, ts.SyntaxKind.AmpersandAmpersandToken],
  [ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.AmpersandAmpersandToken],
  [ts.SyntaxKind.PlusToken, ts.SyntaxKind.MinusToken],
  [ts.SyntaxKind.MinusToken, ts.SyntaxKind.PlusToken],
  [ts.SyntaxKind.AsteriskToken, ts.SyntaxKind.SlashToken],
]);

/** From now on modules of these folders of `src` are loaded with their mutants. */
export function mutateSources(folders: readonly string[]): void {
  registerHooks({
    load: (url, context, next) => {
      const file = /\/src\/([a-z]+)\/.*\.ts$/u.exec(url);
      if (file === null || !folders.includes(file[1] ?? '')) return next(url, context);
      const path = fileURLToPath(url);
      return { format: 'module', shortCircuit: true, source: mutated(readFileSync(path, 'utf8'), path) };
    },
  });
}

function mutated(text: string, path: string): string {
  return ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
    fileName: path,
    transformers: { before: [(context) => (file) => mutating(file, context, path.replace(/^.*\/src\//u, 'src/'))] },
  }).outputText;
}

function mutating(file: ts.SourceFile, context: ts.TransformationContext, path: string): ts.SourceFile {
  const { factory } = context;
  const either = (at: ts.Node, change: string, instead: ts.Expression, plain: ts.Expression): ts.Expression => {
    const { line } = file.getLineAndCharacterOfPosition(at.getStart(file));
    mutants.push({ file: path, line: line + 1, change });
    const isOn = factory.createCallExpression(factory.createIdentifier('$m'), undefined, [
      factory.createNumericLiteral(mutants.length - 1),
    ]);
    return factory.createParenthesizedExpression(
      factory.createConditionalExpression(isOn, undefined, instead, undefined, plain),
    );
  };
  const not = (expression: ts.Expression): ts.Expression =>
    factory.createLogicalNot(factory.createParenthesizedExpression(expression));
  const visit = (node: ts.Node): ts.Node => {
    const inner = ts.visitEachChild(node, visit, context);
    if (ts.isBinaryExpression(inner)) {
      const instead = INSTEAD.get(inner.operatorToken.kind);
      if (instead === undefined) return inner;
      const [left, right] = [inner.left, inner.right].map((side) => factory.createParenthesizedExpression(side));
      if (left === undefined || right === undefined) return inner;
      const change = `${inner.operatorToken.getText(file)} -> ${ts.tokenToString(instead)}`;
      return either(node, change, factory.createBinaryExpression(left, instead, right), inner);
    }
    if (ts.isIfStatement(inner)) {
      const condition = either(node, 'if -> if not', not(inner.expression), inner.expression);
      return factory.updateIfStatement(inner, condition, inner.thenStatement, inner.elseStatement);
    }
    if (ts.isConditionalExpression(inner)) {
      const condition = either(node, '? -> not ?', not(inner.condition), inner.condition);
      const { questionToken, whenTrue, colonToken, whenFalse } = inner;
      return factory.updateConditionalExpression(inner, condition, questionToken, whenTrue, colonToken, whenFalse);
    }
    if (ts.isReturnStatement(inner) && inner.expression !== undefined) {
      const { kind } = inner.expression;
      if (kind !== ts.SyntaxKind.TrueKeyword && kind !== ts.SyntaxKind.FalseKeyword) return inner;
      const change = kind === ts.SyntaxKind.TrueKeyword ? 'true -> false' : 'false -> true';
      return factory.updateReturnStatement(inner, either(node, change, not(inner.expression), inner.expression));
    }
    return inner;
  };
  return ts.visitEachChild(file, visit, context);
}
