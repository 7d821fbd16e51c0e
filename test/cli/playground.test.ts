import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gsl } from './support.ts';

describe('gsl playground', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gsl-playground-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes the page that was built', async () => {
    const file = join(folder, 'page.html');
    expect(await gsl(['playground', '--output', file])).toEqual({ code: 0, out: `wrote ${file}\n`, err: '' });
    const page = readFileSync(file, 'utf8');
    expect(page).toMatch(/^<!doctype html>/u);
    expect(page).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src 'none';/u);
    expect(page.trimEnd()).toMatch(/<\/html>$/u);
  });

  test('says what cannot be written', async () => {
    const { code, err } = await gsl(['playground', '--output', join(folder, 'none', 'page.html')]);
    expect(code).toBe(2);
    expect(err).toContain('error: cannot write');
  });
});
