import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

/*
 * What each entry of the package exports, types too: a name that comes or goes is a decision, and shows here. To accept
 * one: `npx vitest run public-surface -u`.
 */

const src = fileURLToPath(new URL('../src', import.meta.url));
const { exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  exports: Record<string, string | { types: string }>;
};

const entries = Object.entries(exports).flatMap(([name, target]) =>
  typeof target === 'string' ? [] : [[name, target.types.replace('./dist', src).replace('.d.ts', '.ts')] as const],
);

/** The exported names of a module: `name`, or `type name`. */
function exportedNames(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, true);
  return source.statements.flatMap(namesOf).sort();
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isExportDeclaration(statement)) {
    const { exportClause, isTypeOnly } = statement;
    if (exportClause === undefined || !ts.isNamedExports(exportClause)) throw new TypeError('an entry exports by name');
    return exportClause.elements.map((one) => (isTypeOnly || one.isTypeOnly ? `type ${one.name.text}` : one.name.text));
  }
  const isExported =
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (!isExported) return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
    return [statement.name?.text ?? 'default'];
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return [`type ${statement.name.text}`];
  throw new TypeError(`an export of another kind: ${statement.getText().slice(0, 60)}`);
}

test.each(entries)('%s', (_, file) => {
  expect(exportedNames(file).join('\n')).toMatchSnapshot();
});
