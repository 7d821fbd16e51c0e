import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { run } from '../src/cli/main.ts';
import { inventoryReaders } from '../src/inventory/index.ts';
import { reporters } from '../src/reporters/index.ts';
import { parseRuleset } from '../src/rules/parse-text.ts';
import { tryCompile } from '../src/run/compiled-rule.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gsu'))].map((match) => match[1]!);
}

/** Splits a command line as a shell would, as far as the README needs it. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/gu)].map((match) => match[1] ?? match[2]!);
}

test.each(blocks('console').map((block) => [block.split('\n', 1)[0]!, block] as const))(
  '%s',
  async (command, block) => {
    let printed = '';
    const write = (text: string): void => void (printed += text);
    const io = {
      out: (text: string) => Promise.resolve(write(text)),
      err: write,
      stdin: (async function* () {})(),
      colorOut: false,
      colorErr: false,
      isInteractive: false,
    };
    await run(words(command).slice(2), io);
    // A line of dots stands for what is left out.
    const parts = block.slice(block.indexOf('\n') + 1).split('…\n');
    let from = 0;
    for (const part of parts) {
      const at = printed.indexOf(part, from);
      expect(at, printed).toBeGreaterThanOrEqual(0);
      from = at + part.length;
    }
    expect(printed.endsWith(parts.at(-1)!)).toBe(true);
  },
);

test('the library example prints what its comments say', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gsl-readme-'));
  try {
    const [code] = blocks('js') as [string];
    const expected = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gmu)].map((match) => match[1]!);
    const file = join(folder, 'example.mjs');
    writeFileSync(file, code.replace("'gsl-engine'", `'${pathToFileURL(join(root, 'dist/index.js')).href}'`));
    expect(execFileSync('node', [file], { encoding: 'utf8' }).trim().split('\n')).toEqual(expected);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the ruleset example loads and its rules compile', () => {
  const [text] = blocks('yaml') as [string];
  const { rulesets, diagnostics } = parseRuleset(text, 'README.md');
  expect(diagnostics).toEqual([]);
  expect(rulesets.flatMap(({ rules }) => rules).map(({ logic }) => tryCompile(logic).diagnostics)).toEqual([[]]);
});

test('the rules in it parse', () => {
  const rules = [...readme.matchAll(/^ {4}((?:IamUser|SecurityGroup|List<).*)$/gmu)].map((match) => match[1]!);
  expect(rules.length).toBeGreaterThan(2);
  expect(rules.flatMap((rule) => tryCompile(rule).diagnostics)).toEqual([]);
});

test('it names every report format', () => {
  expect(reporters.map(({ name }) => name).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

test('the formats are described with their commands', () => {
  const page = readFileSync(join(root, 'examples/inventory/README.md'), 'utf8');
  expect(inventoryReaders.map(({ name }) => name).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
