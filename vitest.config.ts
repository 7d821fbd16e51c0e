import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Where commands keep what was compiled of them, and not in the folder of whoever runs the tests. */
const cache = join(tmpdir(), 'gsl-tests-cache');

export default defineConfig({
  test: {
    env: { XDG_CACHE_HOME: cache },
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    // One less by default, which on two cores is one.
    maxWorkers: availableParallelism(),
    globalSetup: ['test/support/build.ts'],
    setupFiles: ['test/support/fast-check.ts'],
    // No test changes a module's state, so files can share what they have loaded.
    isolate: false,
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text-summary', 'html'] },
  },
});
