import { writeFileSync } from 'node:fs';
import { generatedFiles } from './generated.ts';
import { writePacks } from './packs/write.ts';

for (const [path, text] of generatedFiles()) {
  writeFileSync(new URL(`../${path}`, import.meta.url), text);
  console.log(path);
}
for (const path of writePacks()) console.log(path);
