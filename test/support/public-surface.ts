import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/* What the entries of the package export. */

/** A name that an entry exports. */
export interface Exported {
  readonly name: string;
  readonly isType: boolean;
}

const src = fileURLToPath(new URL('../../src', import.meta.url));
const { exports } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  exports: Record<string, string | { types: string }>;
};

/** The entries of the package: their names, and the files that make them. */
export const entries = Object.entries(exports).flatMap(([name, target]) =>
  typeof target === 'string' ? [] : [[name, target.types.replace('./dist', src).replace('.d.ts', '.ts')] as const],
);

/** What an entry exports, as it stands there. */
export function exportsOf(file: string): readonly Exported[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, true);
  return source.statements.flatMap(namesOf);
}

function namesOf(statement: ts.Statement): readonly Exported[] {
  const value = (name: string): Exported => ({ name, isType: false });
  if (ts.isExportDeclaration(statement)) {
    const { exportClause, isTypeOnly } = statement;
    if (exportClause === undefined || !ts.isNamedExports(exportClause)) throw new TypeError('an entry exports by name');
    return exportClause.elements.map((one) => ({ name: one.name.text, isType: isTypeOnly || one.isTypeOnly }));
  }
  const isExported =
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (!isExported) return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => value(name.getText()));
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
    return [value(statement.name?.text ?? 'default')];
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return [{ name: statement.name.text, isType: true }];
  throw new TypeError(`an export of another kind: ${statement.getText().slice(0, 60)}`);
}
