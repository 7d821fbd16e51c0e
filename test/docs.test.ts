import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const documents = [
  'SECURITY.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** What stands in backticks and is a file or folder of ours; `<name>` in a recipe is the reader's to fill in. */
function pathsIn(text: string): readonly string[] {
  return [...text.matchAll(/`((?:src|test)\/[^`\s]*)`/gu)].flatMap(([, path = '']) =>
    path.includes('<') ? [] : [path],
  );
}

describe.each(documents)('%s', (document) => {
  test('names files that are there', () => {
    expect(pathsIn(read(document)).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('links to files that are there', () => {
    const links = [...read(document).matchAll(/\]\((?!https?:)([^)#]+)/gu)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(root, document, '..', link)))).toEqual([]);
  });
});

test('paths are found at all', () => {
  expect(pathsIn(read('docs/architecture.md')).length).toBeGreaterThan(20);
});

test('the architecture names every room', () => {
  const text = read('docs/architecture.md');
  const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(rooms.map(({ name }) => name).filter((name) => !text.includes(`\`src/${name}\``))).toEqual([]);
});

test('every decision is listed', () => {
  const list = read('docs/decisions/README.md');
  const records = readdirSync(join(root, 'docs/decisions')).filter((name) => name !== 'README.md');
  expect(records.filter((name) => !list.includes(`](${name})`))).toEqual([]);
});
