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
    clean: true,
  },
  {
    entry: { cli: 'src/cli/bin.ts' },
    format: ['esm'],
    target: 'node22',
    splitting: true,
    clean: false,
  },
]);
