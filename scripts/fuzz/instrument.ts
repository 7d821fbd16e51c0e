import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/* Counts which branches of `src` ran: each gets a number, and a mark in a table when it is taken. */

const MAX_EDGES = 1 << 17;
const NAME = '$edges';

/** A mark for each branch that an input took. */
export const edges = new Uint8Array(MAX_EDGES);
(globalThis as unknown as Record<string, unknown>)[NAME] = edges;

let known = 0;

/** How many branches the modules loaded so far have. */
export function edgesThereAre(): number {
  return known;
}

/** From now on modules of `src` are loaded with marks in them. */
export function instrumentSources(): void {
  registerHooks({
    load: (url, context, next) => {
      if (!/\/src\/.*\.ts$/u.test(url) || url.includes('/packs/data/')) return next(url, context);
      return { format: 'module', shortCircuit: true, source: marked(readFileSync(fileURLToPath(url), 'utf8')) };
    },
  });
}

function marked(text: string): string {
  return ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
    transformers: { before: [marking] },
  }).outputText;
}

function marking(context: ts.TransformationContext): (file: ts.SourceFile) => ts.SourceFile {
  const { factory } = context;
  const mark = (): ts.Expression => {
    const at = factory.createElementAccessExpression(factory.createIdentifier(NAME), known % MAX_EDGES);
    known += 1;
    return factory.createAssignment(at, factory.createNumericLiteral(1));
  };
  const before = (expression: ts.Expression): ts.Expression =>
    factory.createParenthesizedExpression(factory.createComma(mark(), expression));
  const first = (): ts.Statement => factory.createExpressionStatement(mark());
  const within = (statement: ts.Statement): ts.Statement =>
    ts.isBlock(statement) ? statement : factory.createBlock([first(), statement], true);
  const visit = (node: ts.Node): ts.Node => {
    const inner = ts.visitEachChild(node, visit, context);
    if (ts.isBlock(inner)) return factory.updateBlock(inner, [first(), ...inner.statements]);
    if (ts.isIfStatement(inner)) {
      const otherwise = inner.elseStatement === undefined ? undefined : within(inner.elseStatement);
      return factory.updateIfStatement(inner, inner.expression, within(inner.thenStatement), otherwise);
    }
    if (ts.isCaseClause(inner))
      return factory.updateCaseClause(inner, inner.expression, [first(), ...inner.statements]);
    if (ts.isConditionalExpression(inner)) {
      const { condition, questionToken, whenTrue, colonToken, whenFalse } = inner;
      return factory.updateConditionalExpression(
        inner,
        condition,
        questionToken,
        before(whenTrue),
        colonToken,
        before(whenFalse),
      );
    }
    if (ts.isBinaryExpression(inner) && isLogical(inner.operatorToken.kind))
      return factory.updateBinaryExpression(inner, inner.left, inner.operatorToken, before(inner.right));
    if (ts.isArrowFunction(inner) && !ts.isBlock(inner.body)) {
      const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken, body } = inner;
      return factory.updateArrowFunction(
        inner,
        modifiers,
        typeParameters,
        parameters,
        type,
        equalsGreaterThanToken,
        before(body),
      );
    }
    return inner;
  };
  return (file) => ts.visitEachChild(file, visit, context);
}

function isLogical(kind: ts.SyntaxKind): boolean {
  return [
    ts.SyntaxKind.AmpersandAmpersandToken,
    ts.SyntaxKind.BarBarToken,
    ts.SyntaxKind.QuestionQuestionToken,
  ].includes(kind);
}
