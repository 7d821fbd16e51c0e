import { functions as table } from '../functions/index.ts';
import { signatureOf } from '../functions/signature.ts';
import { EXIT } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { unknownChoice } from './unknown-choice.ts';

/** `gsl functions`: the functions of the language, or all that is known of one. Gives the exit code. */
export async function functions(name: string | undefined, io: CommandIo): Promise<number> {
  if (name === undefined) {
    const width = Math.max(...table.map((definition) => signatureOf(definition).length));
    const lines = table.map((definition) => {
      const mark = definition.origin === 'extension' ? ' (extension)' : '';
      return `${signatureOf(definition).padEnd(width)}  ${definition.summary}${mark}`;
    });
    await io.out(`${lines.join('\n')}\n`);
    return EXIT.ok;
  }
  const definition = table.find((known) => known.name.toLowerCase() === name.toLowerCase());
  if (definition === undefined) {
    const known = table.map((one) => one.name);
    throw unknownChoice(`no function \`${name}\`; \`gsl functions\` lists them`, name, known);
  }
  const { summary, parameters, details, examples, origin } = definition;
  const lines = [signatureOf(definition), '', summary, '', `origin: ${origin}`];
  for (const parameter of parameters) lines.push(`${parameter.name} (${parameter.kind}): ${parameter.summary}`);
  lines.push('', ...details.map((detail) => `- ${detail}`), '', 'examples:');
  for (const { condition, entity, holds, now, why } of examples) {
    const note = [now === undefined ? '' : `now ${now}`, why ?? ''].filter((text) => text !== '').join('; ');
    lines.push(
      `  ${String(holds).padEnd(5)}  ${condition}  on ${JSON.stringify(entity)}${note === '' ? '' : `  (${note})`}`,
    );
  }
  await io.out(`${lines.join('\n')}\n`);
  return EXIT.ok;
}
