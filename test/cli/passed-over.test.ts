import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { gsl } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-passed-over-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), content);
}

for (const name of ['a', 'b']) write(`${name}.json`, JSON.stringify([{ type: 'A', id: name, name }]));
write('old/c.json', '[{"type":"A"}]');
write('package.json', '{}');
for (const name of ['k', 'l', 'm', 'n', 'o']) write(`notes/${name}.yaml`, 'just: notes\n');

test('what is passed over in folders is counted, with some names', async () => {
  const { code, out, err } = await gsl(['evaluate', folder, '--exclude', 'old/', '--rule', 'A should have name']);
  expect(out).toMatch(/^2 entities, 1 rule: 0 failed, 2 passed/mu);
  expect(err.replaceAll(`${folder}/`, '')).toBe(
    [
      'note: 1 passed over, excluded: old',
      'note: 1 passed over, known by name to be no inventory: package.json',
      'note: 5 passed over, of no known format: notes/k.yaml, notes/l.yaml, notes/m.yaml, and 2 more',
      '',
    ].join('\n'),
  );
  expect(code).toBe(0);
});

test('a pattern that is not given reads all', async () => {
  expect((await gsl(['evaluate', folder, '--rule', 'A should have name'])).code).toBe(1);
});
