import type { FunctionDefinition } from '../functions/define.ts';
import { signatureOf } from '../functions/signature.ts';

/** What a function does, as Markdown, from the table of functions. */
export function functionText(definition: FunctionDefinition): string {
  const { origin, parameters, summary, details, examples } = definition;
  return [
    `\`\`\`gsl\n${signatureOf(definition)}\n\`\`\``,
    summary,
    ...parameters.map(({ name, kind, summary: what }) => `- \`${name}\` (${kind}): ${what}`),
    ...details,
    ...(origin === 'extension' ? ['An extension of this engine, refused under `strict`.'] : []),
    ...examples.slice(0, 2).map(({ condition, holds }) => `\`${condition}\`: ${String(holds)}`),
  ].join('\n\n');
}
