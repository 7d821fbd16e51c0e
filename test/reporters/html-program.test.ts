import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { programModule } from '../../scripts/html-report-bundle.ts';

test('the program in the library is that of apps/html-report; `npm run html-report` writes it', async () => {
  expect(readFileSync('src/reporters/html-program.ts', 'utf8')).toBe(await programModule());
});
