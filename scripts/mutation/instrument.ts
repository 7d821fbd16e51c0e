import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import ts from 'typescript';

/*
 * The mutants are Stryker's, each behind a switch, so that all of a folder are in one program. Its runner is not used: it
 * loads the tests anew for each mutant.
 */

export interface Mutant {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  /** What was there, and what stands there instead. */
  readonly change: string;
  /** The line that it begins in. */
  readonly text: string;
}

export interface Instrumented {
  readonly mutants: readonly Mutant[];
  /** JavaScript by the path of its file. */
  readonly sources: ReadonlyMap<string, string>;
}

const quiet = new Proxy({}, { get: () => () => false });

/** The sources of a folder of `src`, with Stryker's mutants in them. */
export async function instrument(folder: string): Promise<Instrumented> {
  const files = readdirSync(`src/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('schemas/') && !name.endsWith('.d.ts'))
    .sort()
    .map((name) => join(`src/${folder}`, name))
    .map((name) => ({ name, content: readFileSync(name, 'utf8'), mutate: true }));
  const texts = new Map(files.map(({ name, content }) => [name, content.split('\n')]));
  const { files: written, mutants } = await new Instrumenter(quiet as never).instrument(files, {
    plugins: null,
    excludedMutations: [],
    noHeader: true,
    ignorers: [],
  });
  return {
    mutants: mutants
      .filter(({ status }) => status !== 'Ignored')
      .map(({ id, fileName, location: { start, end }, mutatorName, replacement }) => {
        const lines = texts.get(fileName) ?? [];
        const first = lines[start.line] ?? '';
        const old = first.slice(start.column, end.line === start.line ? end.column : undefined);
        const change = `${old} -> ${replacement}`.replaceAll(/\s+/gu, ' ');
        return { id, file: fileName, line: start.line + 1, kind: mutatorName, change, text: first };
      }),
    sources: new Map(written.map(({ name, content }) => [name, javascript(content, name)])),
  };
}

function javascript(content: string, fileName: string): string {
  const { outputText } = ts.transpileModule(content, {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
    fileName,
  });
  return `const stryMutAct_9fa48 = globalThis.$mutant, stryCov_9fa48 = globalThis.$covered;\n${outputText}`;
}
