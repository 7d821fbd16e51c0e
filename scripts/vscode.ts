import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('../editors/vscode/', import.meta.url));

/** Bundles the extension of VS Code with its client into one file: what is installed needs no packages. */
export async function buildExtension(write: boolean): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [`${folder}src/extension.ts`],
    outfile: `${folder}dist/extension.js`,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: true,
    external: ['vscode'],
    write: false,
    logLevel: 'silent',
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error('the extension has no output');
  if (write) {
    const { mkdirSync, writeFileSync } = await import('node:fs');
    mkdirSync(`${folder}dist`, { recursive: true });
    writeFileSync(output.path, output.contents);
  }
  return output.contents;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { length } = await buildExtension(true);
  console.log(`editors/vscode/dist/extension.js, ${length} bytes`);
}
