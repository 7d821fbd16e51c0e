import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** MB of the young generation of a process that made objects, a batch after the other, some of which live for a while. */
function megabytes(onBatch: string): number {
  const code = `
    import v8 from 'node:v8';
    import { keepYoungSmall, letYoungGrow } from './src/cli/young-generation.ts';
    let living = [];
    for (let batch = 0; batch < 400; batch += 1) {
      if (batch % 20 === 0) living = [];
      for (let index = 0; index < 5_000; index += 1) living.push({ index, text: 'x' + index });
      ${onBatch};
    }
    letYoungGrow(false);
    console.log(v8.getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size / 1024 / 1024);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' }));
}

it('stays small where it is kept so', () => {
  expect(megabytes('')).toBeGreaterThan(16);
  expect(megabytes('keepYoungSmall()')).toBeLessThanOrEqual(16);
});
