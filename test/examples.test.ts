import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { entries, exportsOf } from './support/public-surface.ts';

/*
 * Every function, class and table that an entry of the package exports has an example in its doc comment, and each
 * example runs. A line `expression // value` is compared with the value, which may also stand on a line of its own below;
 * other comments are prose. What examples may use without saying where it is from: all exports, `readFile`, a silent console.
 */

interface Exported {
  readonly name: string;
  readonly isType: boolean;
  readonly examples: readonly string[];
}

const modules = await Promise.all(entries.map(([, file]) => import(file) as Promise<Record<string, unknown>>));
const silent = { log: () => undefined, error: () => undefined };
const given: Readonly<Record<string, unknown>> = Object.assign({ readFile, console: silent }, ...modules);

const exported = [
  ...new Map(
    entries.flatMap(([, file]) =>
      exportsOf(file).map(({ name }) => {
        const [at, node] = declarationOf(file, name);
        return [`${at}:${name}`, documented(name, node)] as const;
      }),
    ),
  ).values(),
];

test.each(exported.filter(({ isType }) => !isType))('$name has an example', ({ examples }) => {
  expect(examples).not.toEqual([]);
});

describe('examples run', () => {
  const examples = exported.flatMap(({ name, examples }) => examples.map((code) => ({ name, code })));

  // What needs a server is run by the tests of its room.
  const isAlone = ({ code }: { readonly code: string }): boolean => !code.includes('// Needs Redis.');

  test.each(examples.filter(isAlone))('$name', async ({ code }) => {
    const { code: script } = await transform(withChecks(code), { loader: 'ts', target: 'es2023' });
    const names = Object.keys(given).filter((name) => !new RegExp(`\\b(?:const|let) ${name}\\b`, 'u').test(script));
    const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
    // The code stands in our own comments.
    const run = AsyncFunction(...names, 'same', script) as (...values: unknown[]) => Promise<void>;
    await run(...names.map((name) => given[name]), (actual: unknown, wanted: unknown) => {
      expect(actual).toEqual(wanted);
    });
  });
});

test('an example that says what is not so fails', () => {
  expect(withChecks("f('a') // 'b'")).toBe("same((f('a')), ('b'));");
  expect(withChecks("f('a')\n// ['b']")).toBe("same((f('a')), (['b']));");
  expect(withChecks('const a = 1; // one')).toBe('const a = 1; // one');
});

/** The lines of an example, with a call of `same` where a value is told. */
function withChecks(code: string): string {
  return code
    .replaceAll(/\n(?=\/\/ )/gu, ' ')
    .split('\n')
    .map((line) => {
      const [, expression = '', value = ''] = /^(.+?);? \/\/ (.+)$/u.exec(line) ?? [];
      return isExpression(expression) && isExpression(value) ? `same((${expression}), (${value}));` : line;
    })
    .join('\n');
}

function isExpression(text: string): boolean {
  if (text === '') return false;
  const { diagnostics } = ts.transpileModule(`(${text});`, { reportDiagnostics: true });
  return diagnostics?.length === 0;
}

/** Where a name that a module exports is declared. */
function declarationOf(file: string, name: string): readonly [string, ts.Node] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, true);
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause, moduleSpecifier } = statement;
      if (moduleSpecifier === undefined || exportClause === undefined || !ts.isNamedExports(exportClause)) continue;
      const found = exportClause.elements.find((element) => element.name.text === name);
      if (found === undefined) continue;
      const from = resolve(dirname(file), (moduleSpecifier as ts.StringLiteral).text);
      return declarationOf(from, (found.propertyName ?? found.name).text);
    }
    if (namesOf(statement).includes(name)) return [file, statement];
  }
  throw new Error(`${name} is not declared in ${fileURLToPath(`file://${file}`)}`);
}

function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  // The implementation below an overloaded function's signatures has no comment.
  const named = statement as ts.Statement & { readonly name?: ts.Identifier };
  return named.name === undefined ? [] : [named.name.text];
}

function documented(name: string, node: ts.Node): Exported {
  const examples = ts
    .getJSDocTags(node)
    .filter(({ tagName }) => tagName.text === 'example')
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '');
  const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
  return { name, isType: isType || isFunctionOfTheLanguage(node), examples };
}

/** The functions of the language have examples of their own, as data, which run too. */
function isFunctionOfTheLanguage(node: ts.Node): boolean {
  if (!ts.isVariableStatement(node)) return false;
  const [declaration] = node.declarationList.declarations;
  const made = declaration?.initializer;
  return made !== undefined && ts.isCallExpression(made) && made.expression.getText() === 'defineFunction';
}
