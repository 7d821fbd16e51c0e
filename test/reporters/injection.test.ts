import { parse as parseCsv } from 'csv-parse/sync';
import { marked, type Token } from 'marked';
import { parse as parseHtml } from 'parse5';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { reporters } from '../../src/reporters/index.ts';
import type { Reporter } from '../../src/reporters/reporter.ts';
import { problemRecord } from '../../src/values/record.ts';
import { ATTACKS } from './attacks.ts';
import { azureCommand, githubCommand } from './log-commands.ts';
import { render, type RenderOptions, rule, user } from './support.ts';
import { parseXml, type XmlElement } from './xml.ts';

/*
 * The table of issue texts: every format x every attack, the attack in every place that somebody else can write. What a
 * real parser makes of the report must be the same structure as with a harmless text: no more elements, cells, lines,
 * links or commands.
 */

/** A report of all kinds of results in which a text stands wherever there is a place for one. */
function reportOf(text: string): RenderOptions {
  const tags = [{ key: 'hostile', value: text }];
  const texts = {
    name: `n ${text}`,
    description: text,
    rationale: text,
    category: text,
    labels: [text],
    frameworks: [`F ${text} f`],
    cloudEntity: { name: text, description: text },
    references: [{ title: text, url: 'https://example.com/' }],
    remediation: { text, cli: `mend {{name}} ${text}`, [`way ${text}`]: text },
    severityOverride: { from: 'Low', reason: text },
  } as const;
  const rules = [
    rule({ id: text, logic: "IamUser should not have tags contain [ key = 'hostile' ]", severity: 'High', ...texts }),
    rule({ id: `E ${text}`, logic: 'IamUser should have name in ($Unknown)', ...texts }),
    rule({ id: `B ${text}`, logic: 'IamUser should', ...texts }),
    rule({ id: `N ${text}`, logic: 'S3Bucket should have encryption', ...texts }),
    rule({ id: `V ${text}`, logic: "IamUser should not have tags contain [ value like '%' ]", ...texts }),
  ];
  const fields = { tags, region: text, namespace: text, arn: `arn:${text}` };
  const named = user(text, `id ${text}`, fields);
  const record = { ...named, provenance: { file: text, line: 3, address: text } };
  return {
    rulesets: [{ name: text, rules }],
    entities: [record, problemRecord('broken', `found ${text}`, { file: text, line: 1 }, text)],
    explain: true,
    repositoryPath: (file) => `data/${file}`,
    sarif: { include: ['undecided'], category: text },
  };
}

/** The structure of what a format says, by a parser of it; texts themselves are left out. */
const STRUCTURES: Readonly<Record<string, (text: string) => unknown>> = {
  json: (text) => shapeOf(JSON.parse(text)),
  sarif: (text) => shapeOf(JSON.parse(text)),
  asff: (text) => shapeOf(JSON.parse(text)),
  'cloudguard-json': (text) => shapeOf(JSON.parse(text)),
  gitlab: (text) => shapeOf(JSON.parse(text)),
  ndjson: (text) => linesOf(text).map((line) => shapeOf(JSON.parse(line))),
  ocsf: (text) => linesOf(text).map((line) => shapeOf(JSON.parse(line))),
  'asff-batches': (text) => linesOf(text).map((line) => shapeOf(JSON.parse(line))),
  junit: (text) => elementsOf(parseXml(text)),
  csv: (text) => {
    const rows = parseCsv(text, { record_delimiter: '\r\n' }) as string[][];
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^\s*[=+\-@\t\r\n]/u);
    return rows.map(({ length }) => length);
  },
  markdown: (text) => tokensOf(marked.lexer(text, { gfm: true })),
  html: (text) => nodesOf(parseHtml(text)),
  github: (text) => linesOf(text).map((line) => commandOf(githubCommand(line))),
  azuredevops: (text) => linesOf(text).map((line) => commandOf(azureCommand(line))),
  // Lines for people: each is text, or in a script a comment.
  pretty: (text) =>
    linesOf(text).every((line) => githubCommand(line) === undefined && azureCommand(line) === undefined),
  fix: (text) => linesOf(text).every((line) => line === '' || line === 'set -eu' || line.startsWith('#')),
};

describe.each(reporters)('$name', (reporter) => {
  test.each(Object.entries(ATTACKS))('%s', async (_, text) => {
    const attacked = await render(reporter, reportOf(text));
    expect(unseen(reporter, attacked)).toEqual([]);
    const structure = STRUCTURES[reporter.name];
    expect(structure, 'a format without a parser in this table').toBeDefined();
    expect(structure?.(attacked)).toEqual(structure?.(await harmless(reporter)));
  });
});

/** Of these patterns looked at each place again for each, so that a name of 100,000 characters took a minute. */
const REPEATED = [
  '\u2028',
  '\r',
  ' ',
  '\u00a0',
  '\n ',
  ':',
  '::a\u2028',
  '#',
  '##a',
  '`',
  'www.',
  '://a',
  'eyJ-',
  '{{a.',
  '-----BEGIN A',
];

test.each(REPEATED)('%j again and again is written in time', async (part) => {
  const text = `::${part.repeat(100_000 / part.length)}`;
  const report = {
    rulesets: [
      { name: text, rules: [rule({ id: 'r', logic: "IamUser should not have name like '%'", description: text })] },
    ],
    entities: [user(text, 'id', { tags: [{ key: text, value: text }] })],
    explain: true,
  };
  for (const reporter of reporters) expect((await render(reporter, report)).length, reporter.name).toBeGreaterThan(0);
});

test('the parsers see what they should: a report that does not escape differs', () => {
  const raw = (name: string, text: string): unknown => STRUCTURES[name]?.(text);
  const page = (text: string): string => `<p>${text}</p>`;
  expect(raw('html', page(ATTACKS['HTML element'] ?? ''))).not.toEqual(raw('html', page('x')));
  for (const attack of ['Markdown link', 'Markdown block', 'Markdown names', 'HTML element'])
    expect(raw('markdown', `a ${ATTACKS[attack] ?? ''} b`), attack).not.toEqual(raw('markdown', 'a x b'));
  expect(raw('github', ATTACKS['GitHub command'] ?? '')).not.toEqual(raw('github', 'a\nb\nc'));
  expect(raw('azuredevops', ATTACKS['Azure command'] ?? '')).not.toEqual(raw('azuredevops', 'a\nb'));
  expect(() =>
    raw('junit', `<?xml version="1.0" encoding="UTF-8"?>\n<a>${ATTACKS['XML controls'] ?? ''}</a>`),
  ).toThrow();
});

test('JUnit is well-formed for libxml2 too', async () => {
  const junit = reporters.find(({ name }) => name === 'junit');
  const files = await Promise.all(
    Object.values(ATTACKS).map(async (text, index) => ({
      fileName: `report-${index}.xml`,
      contents: junit === undefined ? '' : (await render(junit, reportOf(text))).replace(/\p{Cs}/gu, '\ufffd'),
    })),
  );
  const anything = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="testsuites"/></xs:schema>`;
  const { errors } = await validateXML({ xml: files, schema: anything });
  expect(errors.map(({ message }) => message)).toEqual([]);
});

const known = new Map<string, string>();

async function harmless(reporter: Reporter): Promise<string> {
  const text = known.get(reporter.name) ?? (await render(reporter, reportOf('harmless')));
  known.set(reporter.name, text);
  return text;
}

/** What a terminal or an editor would act on, or not show, that stands in the text of a report. */
function unseen({ name }: Reporter, text: string): readonly string[] {
  // Lines of JUnit and CSV may end in \r\n, and a tab is no harm; JSON says all of them in escapes.
  const controls =
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\ufff9-\ufffb]|(?![\u200c\u200d\ufe0e\ufe0f])\p{DI}/gu;
  // XML holds marks of direction as they are: they are data, and its readers show them.
  const isData = name === 'junit';
  return [...text.matchAll(controls)].map(([found]) => found).filter((found) => !isData || found < '\u00a0');
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** Keys and kinds of JSON: names that are texts of the report themselves are left out. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.entries(value).map(([key, item]) => [
    /^[\w%$/]+$/u.test(key) && key !== '__proto__' ? key : 'text',
    shapeOf(item),
  ]);
}

function elementsOf({ name, attributes, children }: XmlElement): unknown {
  return [name, Object.keys(attributes), children.map(elementsOf)];
}

function commandOf(command: ReturnType<typeof githubCommand>): unknown {
  return command === undefined ? 'text' : [command.command, Object.keys(command.properties)];
}

/** Kinds of tokens, with what of HTML is in them; runs of text are one. */
function tokensOf(tokens: readonly Token[]): unknown[] {
  const kinds = tokens.flatMap((token): unknown[] => {
    const { type } = token;
    // A code span with entities in it is written as an element.
    if (type === 'html' && /^<\/?code>$/u.test(token.raw)) return token.raw === '<code>' ? ['codespan'] : [];
    // Lines of a remedy stay lines.
    if (type === 'html') return token.raw.trim() === '<br>' ? [] : [token.raw.trim()];
    if (type === 'table') {
      const rows = [token['header'], ...(token['rows'] as unknown[])] as { tokens: Token[] }[][];
      return [['table', rows.map((cells) => cells.map(({ tokens: own }) => tokensOf(own)))]];
    }
    if ('tokens' in token && token.tokens !== undefined) return [[type, tokensOf(token.tokens)]];
    return type === 'text' || type === 'escape' || type === 'space' ? [] : [type];
  });
  return kinds;
}

interface Node {
  readonly nodeName: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly Node[];
}

/** Elements with the names of their attributes; scripts by what they are. */
function nodesOf(node: unknown): unknown {
  const { nodeName, attrs = [], childNodes = [] } = node as Node;
  const children = childNodes.filter((child) => child.nodeName !== '#text').map(nodesOf);
  return [nodeName, attrs.map(({ name }) => name), children];
}
