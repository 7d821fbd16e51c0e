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
    // The thread is a file of its own: both builds start it. The tables of schemas are large: one copy of them, which both
    // the command and their own entry load; `require` loads ES modules.
    entry: {
      cli: 'src/cli/bin.ts',
      'parquet-worker': 'src/inventory/files/parquet/parquet-worker.ts',
      schemas: 'src/check/schemas/complete/index.ts',
    },
    format: ['esm'],
    target: 'node22',
    dts: { entry: { schemas: 'src/check/schemas/complete/index.ts' } },
    splitting: true,
    clean: false,
  },
]);
