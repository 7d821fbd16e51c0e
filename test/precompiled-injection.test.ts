import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { compiledJson, compiledModule, compileRules } from '../src/run/precompiled/compile.ts';
import type { PrecompiledRule } from '../src/run/precompiled/index.ts';
import type { Entity } from '../src/values/entity.ts';
import { ATTACKS } from './reporters/attacks.ts';
import { azureCommand, githubCommand } from './reporters/log-commands.ts';

/* Modules of compiled rules are imported as Node.js imports them: of the rules' texts nothing runs, ends a script, or acts in a log. */

const folder = mkdtempSync(join(tmpdir(), 'gsl-compiled-'));
afterAll(() => rmSync(folder, { recursive: true }));

const RUN = 'globalThis.injected = true';
const TEXTS: Readonly<Record<string, string>> = {
  ...ATTACKS,
  quote: `x'; ${RUN}; '`,
  'two quotes': `x"; ${RUN}; "`,
  backslashes: `\\'; ${RUN}; \\"; ${RUN}; \\u0022; ${RUN}`,
  template: `\${${RUN}} \`; ${RUN}; \``,
  'end of a comment': `*/ ${RUN}; /*`,
  'end of a line': `\n${RUN}\r\n${RUN}\u2028${RUN}\u2029${RUN} //`,
  'end of a script': `</script><script>${RUN}</script><!-- <script>`,
  'no text at all': `\u0000${RUN}`,
  'a name of an object': '__proto__',
  'an import': `'; import(${RUN}); export default '`,
  'marks of plans': '$ $bigint {"$":1}',
  long: `${'x'.repeat(20_000)}'; ${RUN}`,
};

const SOURCES = new URL('../src/', import.meta.url).href;

/** The module as a file, with the sources in place of the package. */
async function imported(text: string, name: string): Promise<readonly PrecompiledRule[]> {
  const file = join(folder, `${name}.mjs`);
  const module = text
    .replace("from 'gsl-engine/compiled'", `from '${SOURCES}run/precompiled/index.ts'`)
    .replace("from 'gsl-engine/functions'", `from '${SOURCES}functions/definitions.ts'`);
  writeFileSync(file, module);
  const { rules } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    readonly rules: readonly PrecompiledRule[];
  };
  return rules;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

it.each(Object.entries(TEXTS).map(([name, text], index) => [name, text, index] as const))(
  '%s stays a text',
  async (_, text, index) => {
    const literal = quoted(text);
    const logic = `Thing should have name = ${literal} and $[${literal}] = 1 and name startsWith(${literal})`;
    const rule = { id: text, name: text, severity: text, logic };
    const file = compileRules([rule]);
    const module = compiledModule(file);
    const [loaded] = await imported(module, `m${index}`);
    expect(loaded).toMatchObject({ id: text, name: text });
    expect(loaded?.evaluate({ type: 'Thing', name: text, [text]: 1 } as Entity).status).toBe('passed');
    expect(loaded?.evaluate({ type: 'Thing', name: 'other' }).status).toBe('failed');
    expect(Object.hasOwn(globalThis, 'injected')).toBe(false);
    for (const written of [module, compiledJson(file)]) {
      for (const line of written.split('\n')) {
        expect(githubCommand(line) ?? azureCommand(line)).toBeUndefined();
        expect(line.replaceAll(/[\u200c\u200d\ufe0e\ufe0f]/gu, '')).not.toMatch(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{DI}\u2028-\u202e]/u,
        );
      }
    }
    expect(module).not.toMatch(/<[/!]/u);
  },
);
