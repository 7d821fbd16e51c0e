import { readFile, writeFile } from 'node:fs/promises';
import type { Scalar } from 'yaml';
import { Document, isMap, isScalar, isSeq, parseAllDocuments, visit } from 'yaml';
import { formatRule } from '../syntax/format.ts';
import { parse } from '../syntax/parse.ts';
import { plural } from '../reporters/words.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import { ruleFiles } from './files.ts';
import { type CommandIo, printDiagnostics } from './io.ts';

/** What became of a file. */
interface Formatted {
  readonly text: string;
  readonly isBroken: boolean;
}

/** `gsl fmt`: writes rules in their canonical form. Gives the exit code. */
export async function fmt(
  paths: readonly string[],
  flags: { readonly check?: boolean },
  io: CommandIo,
): Promise<number> {
  let changed = 0;
  let broken = 0;
  let count = 0;
  for (const path of paths) {
    for (const file of await ruleFiles(path)) {
      // A CloudGuard export belongs to the portal, which knows its rules by the hash of their exact text.
      if (file.toLowerCase().endsWith('.json')) {
        if (file === path)
          throw new UsageError(`\`${file}\`: exports are left as they are; fmt writes .gsl and .yaml files`);
        continue;
      }
      const text = await readFile(file, 'utf8');
      const formatted = file.toLowerCase().endsWith('.gsl') ? formatText(text, file, io) : formatYaml(text, file, io);
      count += 1;
      if (formatted.isBroken) broken += 1;
      if (formatted.text === text) continue;
      changed += 1;
      await io.out(`${file}\n`);
      if (!flags.check) await writeFile(file, formatted.text);
    }
  }
  const verb = flags.check ? 'would change' : 'changed';
  await io.out(`${plural(count, 'file')}: ${changed} ${verb}${broken > 0 ? `, ${broken} with errors` : ''}\n`);
  if (broken > 0) return EXIT.error;
  return flags.check && changed > 0 ? EXIT.findings : EXIT.ok;
}

function formatText(text: string, file: string, io: CommandIo): Formatted {
  const { rule, diagnostics } = parse({ name: file, text });
  printDiagnostics(io, diagnostics);
  return rule === undefined ? { text, isBroken: true } : { text: `${formatRule(rule)}\n`, isBroken: false };
}

/** Only the texts of the rules change; everything else of the file, comments too, stays as it is. */
function formatYaml(text: string, file: string, io: CommandIo): Formatted {
  let isBroken = false;
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  for (const document of parseAllDocuments(text)) {
    if (!(document instanceof Document) || document.errors.length > 0) {
      io.err(`error: ${file}: not valid YAML; \`gsl check\` says where\n`);
      return { text, isBroken: true };
    }
    visit(document, {
      Pair: (_, pair) => {
        if (
          !isScalar(pair.key) ||
          pair.key.value !== 'logic' ||
          !isScalar(pair.value) ||
          typeof pair.value.value !== 'string'
        )
          return undefined;
        if (isMap(pair.value) || isSeq(pair.value)) return undefined;
        const { rule, diagnostics } = parse({ name: file, text: pair.value.value });
        if (rule === undefined) {
          printDiagnostics(io, diagnostics);
          isBroken = true;
          return visit.SKIP;
        }
        const [start, end] = pair.value.range!;
        const column = start - (text.lastIndexOf('\n', start - 1) + 1);
        const keyColumn = pair.key.range![0] - (text.lastIndexOf('\n', pair.key.range![0] - 1) + 1);
        void column;
        edits.push({
          start,
          end,
          text: scalarText(formatRule(rule), keyColumn, pair.value as Scalar<string>, text.slice(start, end)),
        });
        return visit.SKIP;
      },
    });
  }
  const formatted = edits
    .sort((a, b) => b.start - a.start)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
  return { text: formatted, isBroken };
}

/** A rule as a YAML scalar: on one line as it was quoted, over several as a folded block, which YAML joins with blanks. */
function scalarText(rule: string, keyColumn: number, scalar: Scalar<string>, written: string): string {
  const isBlock = scalar.type === 'BLOCK_FOLDED' || scalar.type === 'BLOCK_LITERAL';
  if (rule.includes('\n')) {
    const margin = ' '.repeat(keyColumn + 2);
    // Folding joins lines of one indentation only, so all lines get the same.
    const lines = rule.split('\n').map((line) => margin + line.trim());
    return `>-\n${lines.join('\n')}${isBlock && written.endsWith('\n') ? '\n' : ''}`;
  }
  const plain = /^[A-Za-z][^#:]*$/u.test(rule) && !rule.endsWith(' ');
  const flat = plain ? rule : `"${rule.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  return isBlock && written.endsWith('\n') ? `${flat}\n` : flat;
}
