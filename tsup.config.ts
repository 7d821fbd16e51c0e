import { defineConfig } from 'tsup';

export default defineConfig([
  {
    entry: {
      index: 'src/index.ts',
      inventory: 'src/inventory/index.ts',
      ruleset: 'src/rules/index.ts',
      report: 'src/reporters/index.ts',
    },
    format: ['esm', 'cjs'],
    target: 'node22',
    dts: true,
    splitting: true,
    sourcemap: true,
    // `import.meta.url` is what modules find their neighbours by; CommonJS has another name for it.
    shims: true,
    clean: true,
  },
  {
    // The thread is a file of its own: both builds start it.
    entry: { cli: 'src/cli/bin.ts', 'parquet-worker': 'src/inventory/files/parquet/parquet-worker.ts' },
    format: ['esm'],
    target: 'node22',
    splitting: true,
    clean: false,
  },
]);
