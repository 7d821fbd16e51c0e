import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { inventoryReaders, readInventory } from '../../src/inventory/index.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { collect } from './support.ts';

const FOLDER = 'examples/inventory';
const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
const [head = '', ...sections] = readme.split(/^## /mu);

interface Sample {
  readonly rule: string;
  readonly files: readonly string[];
  /** Status, name, and the reason of an error. */
  readonly lines: readonly string[];
}

/** Each rule of a section, with the files it is run on and what comes out. */
function samplesOf(section: string): readonly Sample[] {
  return [...section.matchAll(/```gsl\n([^`]*)\n```\n\nOn ([^\n]*):\n\n```text\n([^]*?)\n```/gu)].map(
    ([, rule = '', files = '', lines = '']) => ({
      rule,
      files: [...files.matchAll(/\]\(([^)]+)\)/gu)].map(([, file]) => join(FOLDER, file!)),
      lines: lines.split('\n').map((line) => line.replace(/ +/gu, ' ')),
    }),
  );
}

describe('the examples', () => {
  it('are of every format, in the order of the table', () => {
    expect(sections.map((section) => section.split('\n', 1)[0])).toEqual(inventoryReaders.map(({ name }) => name));
    for (const { name, title, summary } of inventoryReaders) {
      expect(head).toContain(`| [${title}](#${name}) | \`${name}\` | ${summary} |`);
    }
  });

  describe.each(inventoryReaders.map((reader, index) => [reader.name, reader, sections[index]!] as const))(
    '%s',
    (name, reader, section) => {
      const samples = samplesOf(section);

      it('has the command, and a sample', () => {
        expect(section).toContain(`\`\`\`sh\n${reader.command}\n\`\`\``);
        expect(samples.length).toBeGreaterThan(0);
      });

      it.each(samples.map((sample) => [sample.rule, sample] as const))('%s', async (_, { rule, files, lines }) => {
        for (const file of files) expect(existsSync(file)).toBe(true);
        // What the content tells is what the name says.
        if (files.length === 1) expect(await collect(files, { format: name })).toEqual(await collect(files));
        const rules = [{ id: 'example', name: 'example', severity: 'High', logic: rule }] as unknown as Rule[];
        const problems: unknown[] = [];
        const results = assess(rules, readInventory(files), { onProblem: (problem) => problems.push(problem) });
        const found: string[] = [];
        for await (const { status, entity, error } of results) {
          found.push([status, entity.name, error?.help].filter((part) => part !== undefined).join(' '));
        }
        expect(problems).toEqual([]);
        expect(found).toEqual(lines);
      });
    },
  );
});
