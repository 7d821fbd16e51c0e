import { writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import type { Pack, PackRule, PackSummary } from '../../src/rules/packs/pack.ts';
import { expandPack } from './expand.ts';
import { intentsByRule, readIntents } from './intents.ts';
import { PACK_FILES, readPack } from './source.ts';

/** The packs that the files stand for, in order. */
export function expandedPacks(): readonly Pack[] {
  return PACK_FILES.map((id) => expandPack(readPack(id)));
}

/** What listings show of every rule. */
export function packRules(all: readonly Pack[]): readonly PackRule[] {
  return all.flatMap((pack) =>
    pack.rules.map(({ id, name, severity, entityType = '', frameworks = [] }) => ({
      pack: pack.id,
      id,
      name,
      severity,
      entityType,
      frameworks,
    })),
  );
}

export function packSummaries(all: readonly Pack[]): readonly PackSummary[] {
  return all.map(({ id, name, description = '', version = '1', cloudVendor = '', rules }) => ({
    id,
    name,
    description,
    version,
    cloudVendor,
    rules: rules.length,
  }));
}

const FOLDER = new URL('../../src/rules/packs/data/', import.meta.url);
const HEAD = '/* Generated from src/rules/packs/*.yaml by `npm run docs`. Do not edit. */\n\n';

/** Writes the modules in src/rules/packs/data/; gives their names. */
export function writePacks(): readonly string[] {
  const all = expandedPacks();
  const tables = [
    ...all.map((pack) => [pack.id, pack] as const),
    ['rules', packRules(all)] as const,
    ['intents', intentsByRule(readIntents())] as const,
  ];
  for (const [name, value] of tables) {
    const data = deflateRawSync(JSON.stringify(value), { level: 9 }).toString('base64');
    write(`${name}.ts`, `export const DATA: string =\n  '${data}';\n`);
  }
  const entries = packSummaries(all).map((summary) => {
    const { id } = summary;
    return `  ${JSON.stringify(id)}: {\n    summary: ${JSON.stringify(summary)},\n    load: () => import('./${id}.ts'),\n  },\n`;
  });
  write(
    'index.ts',
    `import type { PackSummary } from '../pack.ts';\n\ninterface PackModule {\n  readonly summary: PackSummary;\n  readonly load: () => Promise<{ readonly DATA: string }>;\n}\n\nexport const PACKS: Readonly<Record<string, PackModule>> = {\n${entries.join('')}};\n`,
  );
  return [...tables.map(([name]) => `${name}.ts`), 'index.ts'].map((name) => `src/rules/packs/data/${name}`);
}

function write(name: string, text: string): void {
  writeFileSync(new URL(name, FOLDER), `${HEAD}${text}`);
}
