import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { terminalPicture } from '../scripts/pictures/terminal.ts';

const readme = readFileSync('README.md', 'utf8');

test('the picture of a terminal is what the command prints; `npm run pictures` after a change', async () => {
  expect(readFileSync('docs/pictures/terminal.svg', 'utf8')).toBe(await terminalPicture());
});

test('the badges say what the package does', () => {
  const { engines, license } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    engines: { node: string };
    license: string;
  };
  const badges = [...readme.matchAll(/img\.shields\.io\/badge\/([^)]*?)-(?:blue|green)\)/gu)].map(([, text = '']) =>
    decodeURIComponent(text),
  );
  expect(badges).toEqual([`node-${engines.node}`, `licence-${license}`]);
});

test('pictures are named by their paths, which GitHub, npm and an editor show', () => {
  const pictures = [...readme.matchAll(/!\[[^\]]+\]\((docs\/[^)]+)\)/gu)].map(([, path = '']) => path);
  expect(pictures).toHaveLength(2);
  for (const path of pictures) expect(readFileSync(path).length).toBeLessThan(250_000);
});
