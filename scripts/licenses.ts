import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Manifest = Record<'name' | 'version' | 'license', string>;

/** The licenses of the packages that a bundle holds, to go with it; packages with the same text stand together. */
export function licenseTexts(metafile: { readonly inputs: Readonly<Record<string, unknown>> } | undefined): string {
  const folders = Object.keys(metafile?.inputs ?? {}).flatMap(
    (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(file) ?? [],
  );
  const byText = new Map<string, string[]>();
  for (const folder of [...new Set(folders)].sort()) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    const file = readdirSync(folder).find((entry) => /^licen[sc]e/iu.test(entry));
    const text = file === undefined ? license : readFileSync(join(folder, file), 'utf8').trim();
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}`]);
  }
  const texts = [...byText].map(([text, names]) => `${names.join(', ')}\n\n${text}\n`);
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}
