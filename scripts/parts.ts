import { createHash } from 'node:crypto';
import ts from 'typescript';

/*
 * A module of the built command made a script: a function that gives what the module exports. src/cli/kept-code.ts says why,
 * and calls it.
 */

/**
 * The script, with a hash of it in its last line, by which code is known that was kept of it: the engine compares lengths alone.
 *
 * @throws Error where the module has what such a function cannot
 */
export function asPart(code: string, file: string): string {
  const tree = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const imports: string[] = [];
  const exported: string[] = [];
  const pieces: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  const replace = (node: ts.Node, text: string): void =>
    void pieces.push({ start: node.getStart(tree), end: node.end, text });
  const refuse = (node: ts.Node): never => {
    throw new Error(`${file}: \`${node.getText(tree).slice(0, 80)}\` has no place in a part of the command`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && ts.isMetaProperty(node.expression) && node.name.text === 'url') {
      replace(node, '__url');
      return;
    }
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) refuse(node);
    if (node.kind === ts.SyntaxKind.ImportKeyword) replace(node, '__import');
    ts.forEachChild(node, visit);
  };
  for (const statement of tree.statements) {
    if (ts.isImportDeclaration(statement)) imports.push(importOf(statement) ?? refuse(statement));
    else if (ts.isExportDeclaration(statement)) exported.push(...(exportsOf(statement) ?? refuse(statement)));
    else {
      if (ts.isExportAssignment(statement)) refuse(statement);
      visit(statement);
      continue;
    }
    replace(statement, '');
  }
  let body = '';
  let end = 0;
  for (const piece of pieces) {
    body += code.slice(end, piece.start) + piece.text;
    end = piece.end;
  }
  body += code.slice(end);
  const made = ascii(`${imports.join('')}${body.trim()}\nreturn{${exported.join()}}`);
  const script = `(function(__load,__import,__url,require){"use strict";${made}})`;
  return `${script}\n//${createHash('sha256').update(script).digest('base64url').slice(0, 22)}`;
}

/** What the bundler leaves in patterns is written by its number: a script is read as Latin-1. */
function ascii(code: string): string {
  return code.replace(/[^\0-\x7f]/gu, (letter) =>
    Array.from({ length: letter.length }, (_, at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
      '',
    ),
  );
}

/** What is exported is never given another value later: the build's own modules and packages export no `let`. */
function importOf({ importClause, moduleSpecifier }: ts.ImportDeclaration): string | undefined {
  const name = (moduleSpecifier as ts.StringLiteral).text;
  const loaded = `${name.startsWith('./') ? '__load' : 'require'}(${JSON.stringify(name)})`;
  if (importClause === undefined) return `${loaded};`;
  const { namedBindings } = importClause;
  if (importClause.name !== undefined || namedBindings === undefined) return undefined;
  if (ts.isNamespaceImport(namedBindings)) return `var ${namedBindings.name.text}=${loaded};`;
  const names = namedBindings.elements.map((element) => pair(element.propertyName, element.name));
  return `var{${names.join()}}=${loaded};`;
}

function exportsOf({ exportClause, moduleSpecifier }: ts.ExportDeclaration): readonly string[] | undefined {
  if (exportClause === undefined || moduleSpecifier !== undefined || !ts.isNamedExports(exportClause)) return undefined;
  return exportClause.elements.map(({ propertyName, name }) => pair(name, propertyName ?? name));
}

/** `name:value` of an object, or its short form. */
function pair(name: ts.ModuleExportName | undefined, value: ts.ModuleExportName): string {
  return name === undefined || name.text === value.text ? value.text : `${name.text}:${value.text}`;
}
