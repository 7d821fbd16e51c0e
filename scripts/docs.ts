import { mkdirSync, writeFileSync } from 'node:fs';
import { generatedFiles } from './generated.ts';
import { writePacks } from './packs/write.ts';

for (const [path, text] of generatedFiles()) {
  const file = new URL(`../${path}`, import.meta.url);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, text);
  console.log(path);
}
for (const path of writePacks()) console.log(path);
