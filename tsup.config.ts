import { globSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** Every import stays an import: of a package as it is, of a file of ours by the name that it has in dist/. */
const unbundled: Plugin = {
  name: 'unbundled',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: path.replace(/^(\..*)\.ts$/u, '$1.js'), external: true },
    );
  },
};

/*
 * dist/ as users get it. One module for each source file, as ESM, so that a bundler takes what is imported and no more;
 * CommonJS requires the same files (Node 22.12 and later can), so that there is one class of each error and no second build
 * to be found at odds. scripts/declarations.ts makes the declarations beside them.
 */
export default defineConfig({
  entry: Object.fromEntries(
    globSync('src/**/*.ts')
      // The command is bundled by itself, by tsup.command.config.ts.
      .filter((file) => !/^src[\\/]cli[\\/]/u.test(file))
      .map((file) => [file.replace(/^src[\\/]|\.ts$/gu, ''), file]),
  ),
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  splitting: false,
  clean: true,
  silent: true,
  esbuildPlugins: [unbundled],
  esbuildOptions: (options) => {
    // Names and lines of thought stay, and the sources are beside it.
    options.minifyWhitespace = true;
    options.minifySyntax = true;
    options.charset = 'utf8';
  },
});
